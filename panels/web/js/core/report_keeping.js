/* What a browser keeps of a report of a visit, as the server has it: `{ visit: { column: cell }, findings: [] }`. */

const FIELD = /^edit-cell-(visits|findings)-report-\d+(?:-(\d+))?-(\w+)$/;

/** Which cell a field stands for, by its key; null for any other. */
export function readField(key) {
  const [, table, place, column] = FIELD.exec(key) ?? [];
  if (!column || (table === 'findings') !== (place !== undefined)) return null;
  return { place: table === 'findings' ? Number(place) : null, column };
}

/** The report with one cell written into it; what was kept may be of any shape. */
export function writeCell(kept, { place, column }, cell) {
  const { visit, findings } = readKept(kept);
  if (place === null) return JSON.stringify({ visit: { ...visit, [column]: cell }, findings });
  const rows = [...findings];
  while (rows.length <= place) rows.push({});
  rows[place] = { ...rows[place], [column]: cell };
  return JSON.stringify({ visit, findings: rows });
}

function readKept(text) {
  try {
    const { visit, findings } = JSON.parse(text);
    return { visit: { ...visit }, findings: Array.isArray(findings) ? findings : [] };
  } catch {
    return { visit: {}, findings: [] };
  }
}
