/* The map on paper: as it stands on the screen, and below it, outside of the frame, what lies on it there. */

import { element } from '../dom/element.js';
import { state } from './shared.js';

const MOST_PX = { portrait: [698, 560], landscape: [1026, 590] }; // of A4 between its margins, what the map takes up

let below = null;

export function preparePrint() {
  addEventListener('beforeprint', layOnPaper);
  addEventListener('afterprint', takeOffPaper);
}

function layOnPaper() {
  const frame = window.frameElement; // a map without a page around it is printed as it is
  if (!(frame && state.ready) || state.stage.on) return;
  takeOffPaper();
  const place = frame.parentElement;
  below = writeBelow();
  place.after(below);
  document.body.classList.add('on-paper');
  const { x: width, y: height } = state.map.getSize();
  place.style.setProperty('--paper-width', `${width}px`);
  place.style.setProperty('--paper-height', `${height}px`);
  for (const [name, [widest, tallest]] of Object.entries(MOST_PX)) {
    place.style.setProperty(`--${name}-fit`, Math.min(widest / width, tallest / height));
  }
}

/** Write the legends that are seen, and the credit. */
function writeBelow() {
  const box = element('div', { class: 'paper-legend' });
  for (const legend of document.querySelectorAll('.legend, .grade-legend, .own-box')) {
    if (!legend.checkVisibility()) continue;
    const rows = [...legend.querySelectorAll('li:not([data-off])')];
    box.append(...rows.filter((row) => getComputedStyle(row).display !== 'none').map(copyRow));
  }
  box.append(element('p', { class: 'paper-credit' }, state.map.attributionControl.getContainer().textContent));
  return box;
}

/** Copy a row of a legend without what can be done with it. */
function copyRow(row) {
  const copy = row.cloneNode(true);
  for (const one of copy.querySelectorAll('button, input, details')) one.remove();
  return copy;
}

function takeOffPaper() {
  below?.remove();
  below = null;
  document.body.classList.remove('on-paper');
}
