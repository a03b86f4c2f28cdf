/* What the card of a stop says of its years: which one is on the map; first, last and change for screen readers. */

import { element } from '../dom/element.js';

/** Write the years of a scene: `choose(year)` is called when one is pressed. */
export function writeYears({ of: years, rows, change }, choose) {
  const box = element('div', { class: 'stage-years' });
  const single = years.length === 1;
  box.append(writeTicks(years, choose));
  const table = element('table', { class: 'unseen' });
  const heads = single ? [years[0]] : [years[0], years.at(-1), change];
  const head = element('tr');
  head.append(element('td'), ...heads.map((text) => element('th', { scope: 'col' }, text)));
  table.append(head, ...rows.map((row) => writeRow(row, single)));
  box.append(table);
  return box;
}

function writeTicks(years, choose) {
  const line = element('p', { class: 'stage-ticks' });
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

function writeRow([what, first, last, change], single) {
  const row = element('tr');
  const cells = single ? [last] : [first, last, change];
  row.append(element('th', { scope: 'row' }, what), ...cells.map((text) => element('td', {}, text)));
  return row;
}

/** Say which year is on the map. */
export function markYear(card, year) {
  for (const tick of card.querySelectorAll('.stage-ticks [data-year]')) {
    if (tick.dataset.year === String(year)) tick.setAttribute('aria-current', 'true');
    else tick.removeAttribute('aria-current');
  }
}
