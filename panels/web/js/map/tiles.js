import { askForLayout, state, tell } from './shared.js';

const PATIENCE_MS = 6000;

let shown = null;

/** Choose a base map. Online tiles lie over ours; while they are on their way, or never come, ours is what is seen. */
export function chooseTiles(code) {
  if (code === state.base) return;
  state.base = code;
  shown?.remove();
  shown = null;
  document.body.dataset.base = 'own';
  const choice = state.config.online[code];
  if (choice) addTiles(code, choice);
}

function addTiles(code, { url, attribution, maxZoom, options }) {
  const tiles = L.tileLayer(url, { attribution, maxZoom, className: 'online-tiles', ...options });
  let arrived = false;
  const giveUp = () => {
    if (arrived || shown !== tiles) return;
    chooseTiles('own');
    tell('offline', { base: code });
  };
  tiles.once('tileload', () => {
    arrived = true;
    document.body.dataset.base = code;
    askForLayout();
  });
  tiles.once('tileerror', giveUp);
  setTimeout(giveUp, PATIENCE_MS);
  shown = tiles.addTo(state.map);
}
