/* The other side of the page's bridge in a map saved as one file: answers as the server does. */

import { SAVED_LAYERS } from '../core/saved_layers.js';
import { keepLayers } from '../dom/own_layers.js';
import { begin } from '../page/map_bridge.js';
import { beginFile } from './begin.js';

const STEPS = { PageDown: 1, PageUp: -1 };

/** Answer as the server does. `store` is the data of the file. */
function openMap({ store, makeCard }) {
  const panel = document.getElementById('panel');
  const list = panel.firstElementChild;
  let { view } = store;
  /** Show what a server would send: the card of the chosen site, then the list. */
  const answer = () => panel.replaceChildren(makeCard(view.site), list);
  const speak = (taken) => {
    begin({
      parentElement: document.getElementById('bar'),
      data: { ...store, view, taken },
      setStateValue: (_name, { sequence, setting: _setting, ...asked }) => {
        view = asked;
        answer();
        speak(sequence);
      },
    });
  };
  document.addEventListener('keydown', (event) => walk(event, panel, view.site));
  const own = document.getElementById(SAVED_LAYERS);
  if (own) keepLayers(JSON.parse(own.textContent));
  answer();
  speak(0);
}

/** The keys of a clicker walk from site to site. */
function walk(event, panel, site) {
  const step = STEPS[event.key];
  if (!step || event.target.closest?.('input')) return;
  const rows = [...panel.querySelectorAll('a[data-row][data-site]:not(.row--off)')];
  const at = rows.findIndex((row) => row.dataset.site === site);
  const first = step > 0 ? 0 : rows.length - 1;
  event.preventDefault();
  rows[at < 0 ? first : (at + step + rows.length) % rows.length]?.click();
}

beginFile().then(openMap);
