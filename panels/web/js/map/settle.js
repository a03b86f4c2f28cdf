/* The costly part of a choice: the camera goes where it belongs, and names are placed. Each once for a choice, names
   where a flight ends. */

import { moveCamera } from './camera.js';
import { drawGroups, showGroups } from './groups.js';
import { layOut } from './labels.js';
import { state } from './shared.js';
import { chooseTiles } from './tiles.js';

// The view that the camera has come to, whether it is on its way, and whether names stand as that view wants them.
const now = { timer: 0, view: null, moving: false, placed: false };

/** Begin: names follow the map. */
export function addSettling() {
  const { map } = state;
  map.on('zoomstart', () => map.getPane('names').classList.add('names--away'));
  map.on('movestart', () => Object.assign(now, { moving: true, placed: false }));
  map.on('moveend', () => {
    now.moving = false;
    place();
  });
  map.on('caravan:layout caravan:ground', place);
}

/** Group the symbols and place the names for what is shown now. */
function place() {
  now.placed = true;
  layOut();
}

/** The symbols are new: they are grouped and named even if the view is the old one. */
export function forgetSettled() {
  now.view = null;
}

/** Whether camera and names have come to the newest view. */
export const isSettled = () => now.view === state.view;

/** Settle after some time, or now without any. */
export function settleAfter(wait, first) {
  clearTimeout(now.timer);
  if (wait) now.timer = setTimeout(settle, wait);
  else settle(first);
}

/** Bring camera and names to the view that is shown. */
export function settle(first = false) {
  clearTimeout(now.timer);
  const { view } = state;
  if (!state.ready || (now.view === view && !first)) return;
  now.view = view;
  now.placed = false;
  chooseTiles(view.base);
  moveCamera(view, state.matched, first);
  if (now.moving || now.placed) return;
  if (!first) {
    place();
    return;
  }
  drawGroups(); // a cold page shows its symbols, then names them
  showGroups();
}
