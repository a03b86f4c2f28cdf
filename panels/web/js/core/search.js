/** Answers to a few words out of an index of everything, ranked, with the matches marked. The library that keeps the
 *  words (MiniSearch) is handed in; what the rows of the index are stands in panels/palette/index_file.py. */

const FIELDS = ['title', 'names', 'id', 'detail'];
const NAMES = ['title', 'names', 'id'];
const BOOST = { title: 4, names: 3, id: 2, detail: 1 };
/** What is asked for more often comes first among equals. */
const WEIGHT = {
  site: 2,
  page: 1.8,
  action: 1.8,
  country: 1.8,
  journey: 1.3,
  route: 1.3,
  story: 1.2,
  figure: 1.1,
  visit: 1.1,
  event: 1,
  finding: 0.9,
  source: 0.7,
};
const TITLE = 9; // times as good when the words are its title
const EXACT = 6; // … another name of it
const SLIPPED = 5; // … a name but for a slip of the finger
const BEGINS = 2; // when its name begins with them
const FEW = 6; // with fewer answers, misspelt words count as well
const WARMING = 'kara 20';
const MOST_KEPT = 5000; // folded words
const AT_A_TIME = 40; // rows
const MOST_IN_GROUP = 6;
const MOST = 60;
const SHORTEST_FUZZY = 4; // letters; shorter words are not guessed
const SHORTEST_ANYWHERE = 3; // letters; fewer are looked for in names only
const SLIP = 0.25; // of its letters may be wrong
const NEAR_SLIP = 0.3;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[’'ʻʼ‘`´][\p{L}\p{M}\p{N}]+)*/gu;
const DIGITS = /\p{N}/u;
const HAN = /^\p{Script=Han}+$/u;
const COMPOUND = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu;

/** Read a row of the index. */
export function readRow([kind, id, title, value, detail, names, href, site, at, main], key) {
  return { key, kind, id, title, value, detail, names, href, site, at, main: Boolean(main) };
}

export class Search {
  /** `Library` is MiniSearch, `fold` folds a text, `rows` are those of the index. */
  constructor(Library, fold, rows) {
    this.fold = remembering(fold);
    this.rows = rows.map(readRow);
    const named = new Map(this.rows.filter(({ kind }) => kind === 'site').map((row) => [row.id, row]));
    for (const row of this.rows) row.at ??= named.get(row.site)?.at ?? null;
    this.names = this.rows.map((row) => listNames(row).map(fold));
    this.index = new Library({
      fields: FIELDS,
      idField: 'key',
      tokenize: (text) => splitDocument(text, fold),
      processTerm: (term) => term,
    });
    this.documents = this.rows.map((row) => {
      const site = row.kind === 'site' ? null : named.get(row.site);
      return site ? { ...row, names: `${row.names} | ${site.title} | ${site.names}` } : row;
    });
  }

  /** Take in all rows, some at a time, so that keys and clicks are answered meanwhile. */
  async begin() {
    await this.index.addAllAsync(this.documents, { chunkSize: AT_A_TIME });
    this.documents = null;
    this.find(WARMING); // the first answer is as quick as the later ones
    return this;
  }

  /** Answer to what was typed: groups `{ kind, rows }` with the best first, `count`, and `near` when nothing holds all
   *  of the words and these are only like them. `words` are those that were found, for marking. */
  find(text) {
    const asked = splitQuery(text, this.fold);
    if (!asked.length) return { groups: [], count: 0, near: false, words: [], asked };
    let found = this.look(asked, { combineWith: 'AND', fuzzy: false });
    if (found.length < FEW) found = merge(found, this.look(asked, { combineWith: 'AND', fuzzy: slips(SLIP) }));
    const near = !found.length;
    if (near) found = this.look(asked, { combineWith: 'OR', fuzzy: slips(NEAR_SLIP) });
    const best = found.slice(0, MOST);
    const words = [...new Set(best.flatMap(({ terms }) => terms))];
    return { ...group(best, this.rows, near), near, words, asked };
  }

  look(asked, how) {
    const boostDocument = (key) => WEIGHT[this.rows[key].kind] ?? 1;
    const fields = asked.join('').length < SHORTEST_ANYWHERE ? NAMES : FIELDS;
    const options = {
      ...how,
      fields,
      prefix: true,
      boost: BOOST,
      boostDocument,
      tokenize: () => asked,
      processTerm: (t) => t,
    };
    const whole = asked.join(' ');
    return this.index
      .search(whole, options)
      .map((one) => ({ ...one, score: one.score * this.closeness(one.id, whole) }))
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }

  closeness(key, whole) {
    const names = this.names[key];
    if (names[0] === whole) return TITLE;
    if (names.includes(whole)) return EXACT;
    if (whole.length > SHORTEST_FUZZY && names.some((name) => isOneOff(name, whole))) return SLIPPED;
    return names.some((name) => name.startsWith(whole)) ? BEGINS : 1;
  }
}

const listNames = ({ title, names, id }) => [title, id, ...names.split(' | ')].filter(Boolean);
const isGuessed = (term) => term.length >= SHORTEST_FUZZY && !HAN.test(term) && !DIGITS.test(term);
const slips = (share) => (term) => (isGuessed(term) ? share : false);

/** Fold each word once: those that are shown come again at every letter that is typed. */
function remembering(fold) {
  const known = new Map();
  return (text) => {
    if (!known.has(text)) {
      if (known.size >= MOST_KEPT) known.clear();
      known.set(text, fold(text));
    }
    return known.get(text);
  };
}

/** The words of what was typed. */
export const splitQuery = (text, fold) => fold(text).match(WORD) ?? [];

/** The words of a text of the index: Chinese from every sign on, as it parts no words, and `e-TIR` as `etir` too. */
export function splitDocument(text, fold) {
  const words = splitQuery(text, fold);
  const joined = (text.match(COMPOUND) ?? []).map((word) => fold(word.replaceAll('-', '')));
  const tails = words.filter((word) => HAN.test(word)).flatMap((word) => [...word].map((_, at) => word.slice(at)));
  return [...new Set([...words, ...joined, ...tails])];
}

function merge(first, then) {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...then.filter(({ id }) => !known.has(id))].sort((a, b) => b.score - a.score || a.id - b.id);
}

/** Whether one letter more, less or another, or two in the wrong order, make the one text out of the other. */
function isOneOff(a, b) {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const [left, wanted] = [short.slice(same), long.slice(same)];
  if (left === wanted.slice(1)) return true;
  return left.length === wanted.length && (left.slice(1) === wanted.slice(1) || left === swapFirst(wanted));
}

const swapFirst = (text) => text.slice(1, 2) + text.slice(0, 1) + text.slice(2);

/** Put answers into groups by kind; a group stands where its best answer stands. */
function group(found, rows, near) {
  const groups = new Map();
  for (const { id } of found) {
    const row = rows[id];
    if (!groups.has(row.kind)) groups.set(row.kind, []);
    groups.get(row.kind).push(row);
  }
  const most = groups.size === 1 && !near ? MOST : MOST_IN_GROUP;
  const shown = [...groups].map(([kind, listed]) => ({ kind, rows: listed.slice(0, most) }));
  return { groups: shown, count: shown.reduce((sum, { rows: listed }) => sum + listed.length, 0) };
}

/** Cut a text into parts `{ text, hit }`; what was found is a hit: a whole word, or as much as was typed of it. */
export function markParts(text, { words, asked }, fold) {
  const known = new Set(words);
  const parts = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = hitLength(word, known, asked, fold);
    if (!length) continue;
    if (index > from) parts.push({ text: text.slice(from, index), hit: false });
    parts.push({ text: text.slice(index, index + length), hit: true });
    from = index + length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false });
  return parts;
}

function hitLength(word, known, asked, fold) {
  const folded = fold(word);
  const begun = asked.find((one) => folded.startsWith(one));
  if (begun && folded.length === word.length) return begun.length;
  return begun || known.has(folded) ? word.length : 0;
}

/** The other name by which a row was found, when neither its title nor its detail shows why; blank when they do. */
export function tellName({ title, detail, names }, { words, asked }, fold) {
  const known = new Set(words);
  const hits = (text) => splitQuery(text, fold).filter((word) => known.has(word)).length;
  const shown = hits(`${title} ${detail}`);
  if (shown >= asked.length) return '';
  return names.split(' | ').find((name) => hits(name) && hits(`${title} ${detail} ${name}`) > shown) ?? '';
}
