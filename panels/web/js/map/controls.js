import { element } from '../dom/element.js';
import { goHome } from './camera.js';
import { drawLegend } from './legend.js';
import { makeOwnButton } from './own_loader.js';
import { askForLayout, state } from './shared.js';

const scales = new Set();
const drawn = { zoom: null, legend: null, credit: '', boxes: '' };
let sizes = null; // watches what may grow over names

/** Put the scale and the line of credit on the map. */
export function addControls() {
  const { map } = state;
  map.attributionControl.setPrefix(false);
  nameScales();
  L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
  // Names may not stay below a legend or a line of credit that grew when its style or font came.
  sizes = new ResizeObserver(() => {
    if (drawn.boxes && String(measureControls()) !== drawn.boxes) askForLayout();
  });
  sizes.observe(map.attributionControl.getContainer());
}

/** Write Leaflet's scales in the reader's language; their numbers need no thousands sign. */
function nameScales() {
  L.Control.Scale.include({
    _updateMetric(widest) {
      const metres = this._getRoundNum(widest);
      const [unit, length] = metres < 1000 ? ['m', metres] : ['km', metres / 1000];
      const words = (state.words[unit] ?? '').replace(`{${unit}}`, length);
      this._updateScale(this._mScale, words, metres / widest);
      scales.add(this);
    },
  });
}

/** Draw what has words in the reader's language: scale, buttons, credit, legend. */
export function drawControls({ words, credit, legend }) {
  const { map } = state;
  for (const scale of scales) if (scale._map) scale._update();
  drawn.zoom?.remove();
  drawn.zoom = L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  drawn.zoom.getContainer().append(makeHomeButton(words.home), makeOwnButton(words) ?? '');
  window.ownFiles?.speak();
  if (drawn.credit) map.attributionControl.removeAttribution(drawn.credit);
  drawn.credit = credit;
  map.attributionControl.addAttribution(credit);
  const before = drawn.legend;
  drawn.legend = drawLegend(legend);
  if (before) sizes.unobserve(before);
  sizes.observe(drawn.legend);
}

function makeHomeButton(title) {
  const home = element(
    'a',
    { class: 'leaflet-control-home', href: '#', title, role: 'button', 'aria-label': title },
    '⌂',
  );
  L.DomEvent.on(home, 'click', (event) => {
    L.DomEvent.stop(event);
    goHome(true);
  });
  return home;
}

/** Measure what lies on the map, in its pixels: left, top, right, bottom of each. */
function measureControls() {
  const container = state.map.getContainer();
  const frame = container.getBoundingClientRect();
  const boxes = [...container.querySelectorAll('.leaflet-control')].map((one) => one.getBoundingClientRect());
  return boxes
    .filter((box) => box.width)
    .map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
}

/** Measure the controls and remember where they are while names are placed beside them. */
export function noteControls() {
  const measured = measureControls();
  drawn.boxes = String(measured);
  return measured;
}
