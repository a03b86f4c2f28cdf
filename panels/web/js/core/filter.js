/** Read rows that were sent as lists, each into a record with the names of its columns. */
export function readRows(columns, rows) {
  return rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]])));
}

const meets = (wanted, has) => !wanted.length || wanted.some((code) => has.includes(code));

/** Find the sites that answer to a view. Within one part any value will do; between parts all must hold.
 *  The rule of geo's `answers`; tests/vectors/filter.json holds the two together. */
export function findSites(view, rows, fold) {
  const found = new Set();
  if (view.land) return found; // a page that is about a country names no site
  const text = fold(view.text);
  for (const row of rows) {
    const answers =
      meets(view.countries, row.countries) &&
      meets(view.modes, row.modes) &&
      meets(view.kinds, [row.kind]) &&
      row.words.includes(text) &&
      meets(view.focus, [row.id]);
    if (answers) found.add(row.id);
  }
  return found;
}
