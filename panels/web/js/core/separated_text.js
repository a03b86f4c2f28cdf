/* Text whose cells stand between commas, semicolons or tabs (RFC 4180, and what spreadsheets write besides). */

const SEPARATORS = [',', ';', '\t'];
const LOOKED_AT = 5; // lines that tell which sign parts the cells

/** Read rows of cells; blank rows are left out. A quoted cell may hold separators, breaks and doubled quotes. */
export function readSeparated(text) {
  const separator = findSeparator(text);
  const rows = [];
  let row = [];
  let at = 0;
  while (at < text.length) {
    const cell = readCell(text, at, separator);
    row.push(cell.text);
    at = cell.end;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    if (row.some((one) => one.trim())) rows.push(row);
    row = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
  }
  return rows;
}

function readCell(text, from, separator) {
  let at = from;
  let quoted = '';
  if (text[at] === '"') {
    let end = at;
    do {
      end = text.indexOf('"', end + 1);
      if (end < 0) end = text.length;
      else if (text[end + 1] === '"') end += 1;
      else break;
    } while (end < text.length);
    quoted = text.slice(at + 1, end).replaceAll('""', '"');
    at = end + 1;
  }
  const rest = at;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { text: quoted + text.slice(rest, at), end: at };
}

/** The sign that parts the most cells of the first lines. */
function findSeparator(text) {
  const lines = text.slice(0, 10_000).split('\n', LOOKED_AT).join('\n');
  const counts = SEPARATORS.map((sign) => lines.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}
