/* Small things that the stage and the speaker's view are made from. */

import { drawPath, element } from '../dom/element.js';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  play: 'M8 5l11 7-11 7z',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5',
  more: 'M5 12h.5M12 12h.5M19 12h.5',
};
const STROKE = { stroke: 'currentColor', 'stroke-width': '2.4', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };

/** A button with one of our own pictures, whose name is said and shown when it is pointed at. */
export function pictureButton(name, label, press) {
  const button = element('button', { type: 'button', 'data-do': name, 'aria-label': label, title: label });
  button.append(drawPath(PATHS[name], { viewBox: '0 0 24 24', ...STROKE }));
  button.addEventListener('click', press);
  return button;
}

/** Write the time since a moment as minutes and seconds. */
export function writeTime(since) {
  const seconds = Math.max(0, Math.floor((performance.now() - since) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
