// The corridor's chart follows a slider at once, as the map follows a chip: the hand acts here, the server answers
// afterwards and is the truth. A scenario only changes hours of stops, so everything above a stop moves by as much;
// the rules are those of panels/corridor/chart_rows.py, and a test holds the two together.

const CHART = '[data-testid="stVegaLiteChart"] svg.marks';
const SLIDERS = '.st-key-what-if-sliders';
const ROWS = 'source'; // Streamlit's name for the rows of a chart
const DIGITS = 6; // sums of the same parts in another order are written alike
const HOURS_PER_DAY = 24;
const STAY = ['band', 'leg', 'leg-gap'];
const COLUMNS = ['layer', 'x', 'x2', 'y', 'y2', 'mode', 'label', 'side', 'tip', 'stop', 'chosen', 'fill'];

// The view of Vega, by way of the first thing it has drawn; nothing while there is none.
function chartView() {
  const drawn = document.querySelector(`${CHART} .mark-rect path`);
  const view = drawn?.__data__?.mark?.group?.context?.dataflow;
  return typeof view?.data === 'function' ? view : null;
}

function readSlider(name, stop) {
  const input = document.querySelector(`.st-key-${name}-${CSS.escape(stop)} input[type="range"]`);
  // Its words and not its value: a preset may lie between two steps of the slider.
  return input ? Number.parseFloat(input.getAttribute('aria-valuetext')) : null;
}

// What the sliders say: the hours of every part (null for a gap), and the same as a word to compare with.
function ask(parts) {
  const hours = [];
  const words = [];
  for (const part of parts) {
    let value = part.value;
    if (part.stop && value !== null) {
      const kept = readSlider('keep', part.id) ?? 100;
      if (kept < 100) {
        value *= kept / 100;
        words.push(`${part.id}.${kept}`);
      }
    } else if (part.stop) {
      const waited = readSlider('wait', part.id);
      if (waited) {
        value = waited;
        words.push(`${part.id}.${waited}`);
      }
    }
    hours.push(value);
  }
  return { hours, word: words.join(' ') };
}

// True when the server's answer on the page is the one to this question.
const answers = (asked) => document.querySelector('.answer')?.dataset.asked === asked.word;

function addUp(hours) {
  let y = 0;
  return hours.map((value) => {
    const start = y;
    y += value ?? 0;
    return [start, y];
  });
}

class LiveChart {
  constructor(data) {
    this.data = data;
    this.known = addUp(data.parts.map((part) => part.value));
    this.watched = new WeakSet();
    this.drawing = 0; // runs of ours that are under way
    this.handDrawn = false; // what the chart shows is the hand's, and not yet the server's
    this.numbers = [0, 1, 2].map((digits) => new Intl.NumberFormat('en', {
      minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: 'halfEven',
    }));
    this.observer = new MutationObserver(() => this.follow());
    this.observer.observe(document.body, { subtree: true, attributeFilter: ['aria-valuetext'] });
  }

  amount(hours, unit = this.data.unit) {
    const value = unit === 'days' ? Number(hours.toFixed(DIGITS)) / HOURS_PER_DAY : Number(hours.toFixed(DIGITS));
    const digits = unit === 'days' && value && value < 1 ? 2 : 1;
    // As text, so that 11.55 is rounded as it is written and not as it is stored.
    const { group, decimal } = this.data.signs; // the server's: this browser may not know the language's own
    const said = this.numbers[digits].format(String(value)).replace(/[,.]/g, (sign) => (sign === ',' ? group : decimal));
    return this.data.words[unit].replace('{value}', said);
  }

  tip(part, value) {
    if (value === part.value) return part.tip;
    return [part.name, this.amount(value), this.data.words.illustrative].join(' · ');
  }

  rows(before, asked) {
    const { parts, km, least, leftOf, headroom, versus, words } = this.data;
    const steps = addUp(asked.hours);
    const total = steps.at(-1)?.[1] ?? 0;
    const shown = asked.word ? parts.map((p, i) => [p.x, this.known[i][0], p.x2, this.known[i][1]]) : versus;
    const top = Math.max(total, shown?.at(-1)?.[3] ?? 0) || 1;
    const chosen = new Set(before.filter((row) => row.chosen).map((row) => row.stop));
    const kept = before.filter((row) => STAY.includes(row.layer)).map((row) => ({ ...row }));
    const bands = kept.filter((row) => row.layer === 'band');
    const legs = kept.filter((row) => row.layer !== 'band');
    const drawn = [];
    parts.forEach((part, i) => {
      const [y, y2] = steps[i];
      if (part.stop) drawn.push(...this.stop(part, asked.hours[i], y, y2, top, chosen.has(part.id), km, least, leftOf));
      else drawn.push({ ...legs.shift(), y, y2 });
    });
    const found = [...bands, ...drawn, ...counts(drawn)];
    for (const [x, y, x2, y2] of shown ?? []) found.push({ layer: 'before', x, y, x2, y2 });
    found.push({ layer: 'room', x: 0, y: top * headroom });
    if (asked.word) found.push({ layer: 'mark', label: words.illustrative });
    const scale = this.data.unit === 'days' ? HOURS_PER_DAY : 1;
    return found.map((row) => {
      const whole = Object.fromEntries(COLUMNS.map((name) => [name, row[name] ?? null]));
      return row.layer === 'band' ? whole : { ...whole, y: divide(whole.y, scale), y2: divide(whole.y2, scale) };
    });
  }

  stop(part, value, y, y2, top, chosen, km, least, leftOf) {
    const tip = this.tip(part, value);
    const base = { x: part.x, y, y2, stop: part.id };
    if (value === null) return [{ ...base, tip, chosen, layer: 'gap', side: part.x ? 'left' : 'right' }];
    const found = [{ ...base, tip, chosen, layer: 'riser' }];
    const share = part.value ? value / part.value : 1;
    if (part.low !== null && part.high !== null && part.low * share < part.high * share) {
      found.push({ ...base, layer: 'range', y: y + part.low * share, y2: y + part.high * share });
    }
    if ((y2 - y) / top >= least) {
      const side = part.x > leftOf * km ? 'left' : 'right';
      found.push({ ...base, layer: 'label', y: (y + y2) / 2, label: tip, side });
    }
    return found;
  }

  // The sliders have moved, by the reader's hand or because the server has set them.
  follow() {
    const asked = ask(this.data.parts);
    if (this.handDrawn || !answers(asked)) this.draw(asked);
    this.write(asked);
  }

  // Draw what the sliders say; nothing is touched when the chart shows it already.
  async draw(asked) {
    const view = chartView();
    if (!view) return;
    this.watch(view);
    const before = view.data(ROWS);
    const rows = this.rows(before, asked);
    if (look(rows) === look(before)) return;
    this.drawing += 1;
    this.handDrawn = true;
    view.data(ROWS, rows);
    await view.runAsync().finally(() => { this.drawing -= 1; });
  }

  // What comes from the server stands, unless it answers an older hand: while a slider is held, the hand is newer.
  watch(view) {
    if (this.watched.has(view)) return;
    this.watched.add(view);
    view.addDataListener(ROWS, () => {
      if (this.drawing) return;
      this.handDrawn = false;
      const asked = ask(this.data.parts);
      if (!answers(asked) && document.activeElement?.closest(SLIDERS)) queueMicrotask(() => this.draw(asked));
    });
  }

  // Bring the words up to date that tell the same: the total, and the table's values below the known ones.
  write(asked) {
    const answer = document.querySelector('.answer');
    if (!answer) return;
    const steps = addUp(asked.hours);
    const total = steps.at(-1)?.[1] ?? 0;
    const other = { hours: 'days', days: 'hours' }[this.data.unit];
    answer.classList.toggle('answer--behind', !answers(asked));
    setText(answer.querySelector('.answer-total strong'), total ? this.amount(total) : null);
    setText(answer.querySelector('.answer-other'), total ? this.amount(total, other) : null);
    for (const mark of document.querySelectorAll('[data-illustrative]')) mark.hidden = !asked.word;
    this.data.parts.forEach((part, i) => {
      const row = document.querySelector(`.corridor-table tr[data-id="${CSS.escape(part.id)}"]`);
      const changed = asked.hours[i] !== part.value;
      const later = steps[i][1] !== this.known[i][1];
      tell(row?.querySelector('[data-what-if="value"]'), changed, () => this.amount(asked.hours[i]));
      tell(row?.querySelector('[data-what-if="since"]'), later, () => this.amount(steps[i][1]));
    });
    tell(document.querySelector('[data-what-if="total"]'), Boolean(asked.word), () => this.amount(total));
  }
}

function counts(rows) {
  const found = new Map();
  for (const row of rows.filter((one) => one.layer === 'gap')) {
    const key = [row.x, row.y, row.side].join();
    found.set(key, { ...row, number: (found.get(key)?.number ?? 0) + 1 });
  }
  return [...found.values()].filter((row) => row.number > 1)
    .map(({ x, y, side, number }) => ({ layer: 'count', x, y, side, label: `${number} ×` }));
}

const divide = (value, by) => (value === null ? null : value / by);

function look(rows) {
  return JSON.stringify(rows.map((row) => COLUMNS.map((name) => {
    const value = row[name] ?? null;
    return typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value;
  })));
}

function setText(element, text) {
  if (element && text !== null && element.textContent !== text) element.textContent = text;
}

function tell(element, show, text) {
  if (!element) return;
  element.hidden = !show;
  if (show) setText(element.querySelector('span') ?? element, text());
}

// Called by the loader at every full run of the page: what the server has drawn then is right as it is.
export function follow({ data }) {
  const live = new LiveChart(data);
  return () => live.observer.disconnect();
}
