import { recall, remember } from '../dom/memory.js';

const OPENED = 'caravan-found';
const MOST = 5;
const MOST_SITES = 8;
const KINDS = ['page', 'site', 'action'];

const nameOf = ({ kind, id }) => `${kind}/${id}`;

/** Note an answer that was opened, the newest first. */
export function noteOpened(row) {
  const names = [nameOf(row), ...listOpened()].filter((name, at, all) => all.indexOf(name) === at);
  remember(OPENED, JSON.stringify(names.slice(0, MOST)));
}

function listOpened() {
  try {
    const names = JSON.parse(recall(OPENED) ?? '[]');
    return Array.isArray(names) ? names : [];
  } catch {
    return []; // somebody else wrote there
  }
}

/** What is offered before anything has been typed, or when nothing was found: what was opened last in this tab, pages,
 *  main sites, actions. */
export function listSuggestions({ rows }, words) {
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  const opened = listOpened()
    .map((name) => known.get(name))
    .filter(Boolean);
  const main = rows.filter((row) => row.main && !opened.includes(row));
  const groups = KINDS.map((kind) => ({ kind, rows: main.filter((row) => row.kind === kind).slice(0, MOST_SITES) }));
  return [{ title: words.recent, rows: opened }, ...groups].filter((group) => group.rows.length);
}
