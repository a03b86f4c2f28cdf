/* What a browser keeps of a report of a visit, as the server has it: `{ visit: { column: cell }, findings: [],
   photographs: { hash: { column: cell } } }`; and how many files of photographs it keeps beside it. */

const PHOTOGRAPH = /^edit-cell-photographs-([0-9a-f]{64})-(\w+)$/;
const FIELD = /^edit-cell-(visits|findings)-report-\d+(?:-(\d+))?-(\w+)$/;

/** Which cell a field stands for, by its key; null for any other. */
export function readField(key) {
  const [, hash, told] = PHOTOGRAPH.exec(key) ?? [];
  if (hash) return { photograph: hash, column: told };
  const [, table, place, column] = FIELD.exec(key) ?? [];
  if (!column || (table === 'findings') !== (place !== undefined)) return null;
  return { place: table === 'findings' ? Number(place) : null, column };
}

/** The report with one cell written into it; what was kept may be of any shape. */
export function writeCell(kept, { place, photograph, column }, cell) {
  const { visit, findings, photographs } = readKept(kept);
  const more = photographs ? { photographs } : {};
  if (photograph) {
    const told = { ...photographs, [photograph]: { ...photographs?.[photograph], [column]: cell } };
    return JSON.stringify({ visit, findings, photographs: told });
  }
  if (place === null) return JSON.stringify({ visit: { ...visit, [column]: cell }, findings, ...more });
  const rows = [...findings];
  while (rows.length <= place) rows.push({});
  rows[place] = { ...rows[place], [column]: cell };
  return JSON.stringify({ visit, findings: rows, ...more });
}

/** The report that a text holds; a blank one where it holds none. */
export function readKept(text) {
  try {
    const { visit, findings, photographs } = JSON.parse(text);
    return { visit: { ...visit }, findings: Array.isArray(findings) ? findings : [], photographs };
  } catch {
    return { visit: {}, findings: [] };
  }
}

/** How a file is called in the browser and by the server: it may come again after a reload. */
export const nameFile = ({ name, size }) => `${name} ${size}`;

/** Those of some files that may be kept beside what is kept already, by name. */
export function chooseFiles(kept, files, { most, bytes }) {
  const names = new Set(kept);
  return [...files].filter((file) => {
    if (file.size > bytes || (!names.has(nameFile(file)) && names.size >= most)) return false;
    names.add(nameFile(file));
    return true;
  });
}

/** The names of kept files that the report lacks: neither with the server, nor on their way to it, nor taken out. */
export const findMissing = (kept, { here, gone }, fresh) =>
  kept.filter((name) => !([...here, ...gone].includes(name) || fresh.has(name)));
