/* What a journey would take if some of its stops were shorter, and the rows of the chart that shows it. A scenario only
   changes hours of stops, so everything above a stop moves by as much. The rules are those of geo/corridor and of
   panels/corridor/chart_rows.py; tests/vectors/scenario.json holds them together. `message` is what
   panels/corridor/live_chart.py writes. */

const DIGITS = 6; // sums of the same parts in another order read the same
const HOURS_PER_DAY = 24;
const IN_DAYS = 48; // from so many hours on a lower bound is written in whole days
const STAY = ['band', 'leg', 'leg-gap']; // layers whose rows a scenario takes over
const QUESTION = 'room'; // the layer whose only row says in its label which question the rows belong to
export const COLUMNS = ['layer', 'x', 'x2', 'y', 'y2', 'mode', 'label', 'side', 'tip', 'stop', 'chosen', 'fill'];

const NUMBERS = [0, 1, 2].map((digits) => {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat('en', { ...fraction, roundingMode: 'halfEven' });
});

/** What the reader asks: the hours of every part (null for a gap), and the same as a word to compare with.
 *  `read(stop)` gives the hours asked of a stop; null where nothing is asked. */
export function ask(parts, read) {
  const asked = parts.map((part) => askPart(part, read));
  return { hours: asked.map(({ value }) => value), word: writeWord(parts, asked) };
}

const writeWord = (parts, asked) =>
  asked.flatMap(({ number }, i) => (number === null ? [] : [`${parts[i].id}.${number}`])).join(' ');

function askPart({ id, stop, value }, read) {
  const number = stop ? read(id) : null;
  if (number === null) return { value, number };
  if (value === null) return number ? { value: number, number } : { value, number: null };
  return number < value ? { value: value * (number / value), number } : { value, number: null };
}

/** Where each part begins and ends, in hours since the start; a gap ends where it begins. */
export function addUp(hours) {
  let end = 0;
  return hours.map((value) => {
    const start = end;
    end += value ?? 0;
    return [start, end];
  });
}

/** Where each part begins and ends as far as it is known. */
export const addUpKnown = ({ parts }) => addUp(parts.map((part) => part.value));

/** The hours of the whole way. */
export const sumOf = (steps) => steps.at(-1)?.[1] ?? 0;

/** Write an amount of hours in the message's unit, or in another one, as the server would in the reader's language. */
export function writeAmount({ signs, words, unit: own }, hours, unit = own) {
  const rounded = Number(hours.toFixed(DIGITS));
  const value = unit === 'days' ? rounded / HOURS_PER_DAY : rounded;
  const digits = unit === 'days' && value && value < 1 ? 2 : 1;
  // As text, so that 11.55 is rounded as it is written and not as it is stored.
  const written = NUMBERS[digits].format(String(value));
  const put = { ',': signs.group, '.': signs.decimal }; // the server's: a browser may not know the language's own
  return words[unit].replace(
    '{value}',
    written.replace(/[,.]/g, (sign) => put[sign]),
  );
}

/** Write a lower bound without precision that is not there: whole days, below two of them whole hours; as the server
 *  would (`write_least` in geo/corridor/words.py). */
export function writeLeast(message, hours) {
  const rounded = Number(hours.toFixed(DIGITS));
  if (rounded < 1) return writeAmount({ ...message, unit: 'hours' }, rounded);
  const inDays = rounded >= IN_DAYS;
  const whole = NUMBERS[0].format(Math.floor(inDays ? rounded / HOURS_PER_DAY : rounded));
  return message.words[inDays ? 'days' : 'hours'].replace('{value}', whole.replaceAll(',', message.signs.group));
}

/** To which question rows of the chart belong; undefined where they do not say. */
export const questionOf = (rows) => rows.find((row) => row.layer === QUESTION)?.label;

/** Whether rows of the chart belong to the question that a message is about. */
export const belongs = (rows, { question }) => questionOf(rows) === question;

/** Write the rows of the chart; `before` are those that it shows, of the same question. */
export function writeRows(message, before, asked) {
  const { parts, headroom, words, question, unit, versus } = message;
  const steps = addUp(asked.hours);
  const known = addUpKnown(message);
  const behind = asked.word ? parts.map((part, i) => [part.x, known[i][0], part.x2, known[i][1]]) : (versus ?? []);
  const top = Math.max(sumOf(steps), behind.at(-1)?.[3] ?? 0) || 1;
  const chosen = new Set(before.filter((row) => row.chosen).map((row) => row.stop));
  const stay = before.filter((row) => STAY.includes(row.layer)).map((row) => ({ ...row }));
  const legs = stay.filter((row) => row.layer !== 'band');
  const drawn = parts.flatMap((part, i) => {
    const [y, y2] = steps[i];
    if (!part.stop) return [{ ...legs.shift(), y, y2 }];
    return writeStop(message, { part, value: asked.hours[i], y, y2, top, chosen: chosen.has(part.id) });
  });
  const rows = [
    ...stay.filter((row) => row.layer === 'band'),
    ...drawn,
    ...countGaps(drawn),
    ...behind.map(([x, y, x2, y2]) => ({ layer: 'before', x, y, x2, y2 })),
    { layer: QUESTION, x: 0, y: top * headroom, label: question },
    ...(asked.word ? [{ layer: 'mark', label: words.illustrative }] : []),
  ];
  return rows.map((row) => complete(row, unit === 'days' ? HOURS_PER_DAY : 1));
}

function writeStop(message, { part, value, y, y2, top, chosen }) {
  const { km, least, leftOf } = message;
  const tip = writeTip(message, part, value);
  const base = { x: part.x, y, y2, stop: part.id };
  if (value === null) return [{ ...base, tip, chosen, layer: 'gap', side: part.x ? 'left' : 'right' }];
  const rows = [{ ...base, tip, chosen, layer: 'riser' }];
  const share = part.value ? value / part.value : 1;
  const [low, high] = [part.low, part.high].map((end) => (end === null ? null : end * share));
  if (low !== null && high !== null && low < high) rows.push({ ...base, layer: 'range', y: y + low, y2: y + high });
  if ((y2 - y) / top >= least) {
    rows.push({ ...base, layer: 'label', y: (y + y2) / 2, label: tip, side: part.x > leftOf * km ? 'left' : 'right' });
  }
  return rows;
}

function writeTip(message, part, value) {
  if (value === part.value) return part.tip;
  return [part.name, writeAmount(message, value), message.words.illustrative].join(' · ');
}

/** Count the gaps that lie on top of each other. */
function countGaps(rows) {
  const found = new Map();
  for (const { layer, x, y, side } of rows) {
    if (layer !== 'gap') continue;
    const key = [x, y, side].join();
    found.set(key, { layer: 'count', x, y, side, number: (found.get(key)?.number ?? 0) + 1 });
  }
  const several = [...found.values()].filter(({ number }) => number > 1);
  return several.map(({ number, ...row }) => ({ ...row, label: `${number} ×` }));
}

/** A row with every column, its heights in the unit of the chart. */
function complete(row, scale) {
  const whole = Object.fromEntries(COLUMNS.map((name) => [name, row[name] ?? null]));
  if (row.layer === 'band') return whole;
  const divide = (value) => (value === null ? null : value / scale);
  return { ...whole, y: divide(whole.y), y2: divide(whole.y2) };
}

/** Whether two lists of rows look the same on the chart. */
export const isSame = (one, other) => lookOf(one) === lookOf(other);

function lookOf(rows) {
  const round = (value) => (typeof value === 'number' ? Number(value.toFixed(DIGITS)) : (value ?? null));
  return JSON.stringify(rows.map((row) => COLUMNS.map((name) => round(row[name]))));
}
