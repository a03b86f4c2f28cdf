/* The legend: it explains what is in the picture now, and nothing else. */

import { element } from '../dom/element.js';
import { isInPicture } from './ink.js';
import { isDimmed, isSwitchedOn, strokeOf } from './lines.js';
import { askForLayout, state } from './shared.js';

const NARROW_PX = 520; // a legend would cover half of a map that is not wider
const ROOMY_PX = [726, 480]; // only a larger map shows its legend at first: beside the panel, of a page above 1100

const drawn = { control: null, shown: '' };

/** Draw the legend in the reader's language; gives its box. `html` is written by the server, every field escaped. */
export function drawLegend(html) {
  drawn.control?.remove();
  drawn.shown = '';
  const legend = L.control({ position: 'bottomright' });
  legend.onAdd = () => {
    const box = element('details', { class: 'legend' });
    box.open = isOpenAtFirst();
    box.innerHTML = html;
    box.addEventListener('toggle', askForLayout);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };
  drawn.control = legend.addTo(state.map);
  return legend.getContainer();
}

/** Whether there is room for an open legend. */
export const isOpenAtFirst = () => innerWidth > ROOMY_PX[0] && innerHeight > ROOMY_PX[1];

/** Fold the legend of a map that has become narrow. */
export function foldLegend() {
  if (innerWidth <= NARROW_PX) drawn.control?.getContainer().removeAttribute('open');
}

/** Leave in the legend what a view shows and the picture holds: lines, and the symbols that stand for themselves. */
export function showLegend(view, places) {
  if (!drawn.control) return;
  const wanted = new Set([...listStrokes(view), ...listKinds(places)]);
  const asked = [...wanted].sort().join(' ');
  if (asked === drawn.shown) return;
  drawn.shown = asked;
  const box = drawn.control.getContainer();
  for (const row of box.querySelectorAll('[data-shows]')) row.hidden = !wanted.has(row.dataset.shows);
  for (const list of box.querySelectorAll('ul')) list.hidden = !list.querySelector('li:not([hidden])');
  box.hidden = !wanted.size;
}

/** What kinds of lines are in the picture, as the legend calls them. */
function listStrokes(view) {
  const seen = state.paths.filter((path) => isSwitchedOn(path) && isInPicture(path) && !isDimmed(path, view));
  const joining = seen.filter((path) => path.between?.isEmpty() === false).map(() => 'between');
  return [...seen.map(strokeOf), ...joining].map((stroke) => `line-${stroke}`);
}

/** What kinds of sites that answer stand in the picture. */
function listKinds(places) {
  const { x, y } = state.map.getSize();
  const isSeen = ({ id, marker }) => {
    const at = state.map.latLngToContainerPoint(marker.getLatLng());
    return state.matched?.has(id) && at.x > 0 && at.y > 0 && at.x < x && at.y < y;
  };
  return places.filter(isSeen).map(({ id }) => `site-${state.rows.get(id).kind}`);
}
