/* A table with a latitude and a longitude in each row, as features. */

import { FileRefusal } from './file_refusal.js';
import { readSeparated } from './separated_text.js';

const LOOKED_AT = 10; // rows in which the names of the columns are looked for
const DEGREES = /^([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([NSEWnsew]?)$/;
const SOUTH_OR_WEST = /[sw]/i;
const PARTS = /[^\p{L}\p{M}\p{N}]+/u;

/** Read a table. `columns` has what its columns may be called, folded by `fold`: `latitude`, `longitude`. */
export function readOwnTable(text, { columns, fold }) {
  const rows = readSeparated(text);
  for (const [place, row] of rows.slice(0, LOOKED_AT).entries()) {
    const names = row.map((name) => name.trim());
    const folded = names.map(fold);
    const lat = findColumn(folded, columns.latitude, fold);
    const lon = findColumn(folded, columns.longitude, fold);
    if (lat < 0 || lon < 0 || lat === lon) continue;
    return rows.slice(place + 1).map((cells) => readRow(names, cells, { lat, lon }));
  }
  throw new FileRefusal('noPositions');
}

/** The column that is called so; else the first of whose words one is such a name, but not `x` or `y`. */
function findColumn(headings, known, fold) {
  const names = new Set(known.map(fold));
  const exact = headings.findIndex((heading) => names.has(heading));
  if (exact >= 0) return exact;
  return headings.findIndex((heading) => heading.split(PARTS).some((word) => word.length > 1 && names.has(word)));
}

function readRow(names, cells, { lat, lon }) {
  const position = [lon, lat].map((place) => readDegrees(cells[place] ?? ''));
  const said = names.map((name, place) => [name || String(place + 1), (cells[place] ?? '').trim()]);
  const others = said.filter(([, value], place) => value && place !== lat && place !== lon);
  const isKnown = position.every(Number.isFinite);
  return {
    type: 'Feature',
    properties: Object.fromEntries(others),
    geometry: isKnown ? { type: 'Point', coordinates: position } : null,
  };
}

/** Degrees as a number; a comma in it is a decimal one, or it would have parted two cells. */
function readDegrees(cell) {
  const found = DEGREES.exec(cell.trim());
  if (!found) return Number.NaN;
  const degrees = Number(found[1].replace(',', '.'));
  return SOUTH_OR_WEST.test(found[2]) ? -degrees : degrees;
}
