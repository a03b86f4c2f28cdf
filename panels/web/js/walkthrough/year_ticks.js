/* What the card of a stop says of its years: which one is on the map, and in words what has changed. */

import { element } from '../dom/element.js';

/** Write the years of a scene: `choose(year)` is called when one is pressed. */
export function writeYears({ of: years, told }, choose) {
  const line = element('p', { class: 'stage-ticks', role: 'group', 'aria-label': told.join('; ') });
  for (const year of years) {
    const tick = element('button', { type: 'button', 'data-year': year }, year);
    tick.addEventListener('click', ({ detail, currentTarget }) => {
      choose(year);
      if (detail) currentTarget.blur(); // by a pointer: the next Space belongs to the tour
    });
    line.append(tick);
  }
  return line;
}

/** Say which year is on the map. */
export function markYear(card, year) {
  for (const tick of card.querySelectorAll('.stage-ticks [data-year]')) {
    if (tick.dataset.year === String(year)) tick.setAttribute('aria-current', 'true');
    else tick.removeAttribute('aria-current');
  }
}
