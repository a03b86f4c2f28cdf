/* The time–distance profile as a drawing: rows of the chart in, shapes out. A shape is [tag, attributes, text or
   shapes]; nothing of the page is known here. The picture stands for itself, so every colour is written into it. */

import { writeLabels } from './chart_labels.js';
import { listTicks, writeNumber } from './chart_scale.js';
import { drawStrip, STRIP_HEIGHT } from './strip_drawing.js';

const TITLE = 42; // title and subtitle
const TOP = TITLE + STRIP_HEIGHT;
export const HEIGHT = 270 + TOP;
const HEAD = 20; // names of the countries, in a band that nothing is drawn in
const BOTTOM = 40;
const LEFT = 20; // the title of the axis stands left of its numbers
const RIGHT = 12;
const TEXT_PX = 11.5;
const TICKS_UP = 6;
const TICKS_APART_PX = 90;
const RISER_PX = 7;
const HIT_PX = 18; // what a finger or pointer may miss a thin thing by
const RANGE = { beside: 9, half: 4 };
const GAP = { size: 12, beside: [-11, 12], above: 7, count: 20 };
const HEADROOM = 1.04; // above the highest range

/** Where things are: pixels of distance and of time, and the edges of the plot. Where the way leads westwards and
 *  shares its axis with the map, it begins on the right, and so does the axis of time. */
function makeFrame(rows, { width, measure, signs, west }) {
  const km = Math.max(...rows.map((row) => row.x2 ?? row.x ?? 0)) || 1;
  const heights = rows.filter((row) => row.layer !== 'band').flatMap((row) => [row.y ?? 0, row.y2 ?? 0]);
  const ranges = rows.filter((row) => row.layer === 'range').map((row) => row.y2 * HEADROOM);
  const most = Math.max(...heights, ...ranges) || 1;
  const ticks = listTicks(most, TICKS_UP).map((value) => [value, writeNumber(value, signs)]);
  const wide = LEFT + Math.max(...ticks.map(([, text]) => measure(text, TEXT_PX))) + 6;
  const left = west ? RIGHT : wide;
  const right = Math.max(width - (west ? wide : RIGHT), left + 1);
  const [top, bottom] = [TOP + HEAD, HEIGHT - BOTTOM];
  const along = (value) => (value / km) * (right - left);
  const toX = west ? (value) => right - along(value) : (value) => left + along(value);
  const toY = (value) => bottom - (value / most) * (bottom - top);
  return { km, most, ticks, left, right, top, bottom, west, toX, toY };
}

/** Draw the rows of the chart, `width` pixels wide. `words` are title, from, x and y; `measure(text, px, bold)` gives
 *  the width of a text; `strip` is the map above it, null while it is on its way, and `draw` what
 *  draws it. */
export function drawChart(given, settings) {
  const { west, strip, draw = drawStrip } = settings;
  const rows = west ? given.map(turn) : given;
  const frame = makeFrame(rows, settings);
  const tools = { ...settings, frame };
  const pick = (...layers) => rows.filter((row) => layers.includes(row.layer));
  const still = [
    ...pick('band').flatMap((row) => drawBand(row, tools)),
    ...drawAxes(tools),
    ...pick('before').map((row) => drawLine(row, tools, { stroke: settings.look.before, width: 1.6, dash: '4 3' })),
    ...pick('leg-gap', 'leg').flatMap((row) => drawLeg(row, tools)),
    ...pick('range').map((row) => drawRange(row, tools)),
  ];
  const stops = pick('riser', 'gap').map((row) => drawStop(row, tools));
  const over = [
    ...pick('count').map((row) => drawCount(row, tools)),
    ...writeLabels(pick('label'), pick('gap'), tools),
    ...pick('mark').map(({ label }) => writeMark(label, tools)),
  ];
  const hidden = { 'aria-hidden': 'true' };
  const map = strip ? [draw(strip, { ...tools, look: { ...settings.look, ...strip.look }, top: TITLE })] : [];
  return [
    ['g', hidden, [...writeTitle(tools), ...map, ...still]],
    ['g', {}, stops],
    ['g', { ...hidden, 'pointer-events': 'none' }, over],
  ];
}

/** What stands beside a riser stands on its other side where the way begins on the right. */
const turn = (row) => (row.side ? { ...row, side: row.side === 'left' ? 'right' : 'left' } : row);

const write = (text, x, y, more) => ['text', { x: round(x), y: round(y), 'font-size': TEXT_PX, ...more }, text];
const round = (value) => Number(value.toFixed(1));
const pathOf = (ends) => ends.map(([x, y], i) => `${i ? 'L' : 'M'}${round(x)} ${round(y)}`).join('');
const drawPath = (ends, more) => ['path', { d: pathOf(ends), fill: 'none', ...more }];

function writeTitle({ words, look, measure, width }) {
  const fitted = (text, px, bold) => round(px * Math.min(1, width / measure(text, px + 0.5, bold)));
  return [
    write(words.title, 0, 13, { 'font-size': fitted(words.title, 13, true), 'font-weight': 700, fill: look.ink }),
    write(words.from, 0, 30, { 'font-size': fitted(words.from, 12), fill: look.muted }),
  ];
}

function drawBand({ x, x2, fill, label }, { frame, look, measure }) {
  const [left, right] = [frame.toX(x), frame.toX(x2)].sort((a, b) => a - b);
  const box = { x: round(left), y: TOP, width: round(right - left), height: frame.bottom - TOP, fill };
  const fits = label && measure(label, TEXT_PX, true) < right - left - 6;
  const middle = { 'text-anchor': 'middle', 'font-weight': 600, fill: look.muted };
  return [
    ['rect', { class: 'chart-band', ...box }],
    ...(fits ? [write(label, (left + right) / 2, TOP + 14, middle)] : []),
  ];
}

function drawAxes({ frame, look, words, signs, width }) {
  const { left, right, top, bottom, km, ticks, west, toX, toY } = frame;
  const quiet = { fill: look.muted };
  const first = west ? 'end' : 'start';
  const up = ticks.flatMap(([value, text]) => [
    drawPath(
      [
        [left, toY(value)],
        [right, toY(value)],
      ],
      { stroke: value ? look.grid : look.axis },
    ),
    write(text, west ? right + 6 : left - 6, toY(value) + 4, {
      class: 'chart-tick chart-tick--y',
      'text-anchor': west ? 'start' : 'end',
      ...quiet,
    }),
  ]);
  const along = listTicks(km, Math.max(2, Math.floor((right - left) / TICKS_APART_PX))).flatMap((value) => [
    drawPath(
      [
        [toX(value), bottom],
        [toX(value), bottom + 5],
      ],
      { stroke: look.axis },
    ),
    write(writeNumber(value, signs), toX(value), bottom + 17, {
      class: 'chart-tick chart-tick--x',
      'text-anchor': value ? 'middle' : first,
      ...quiet,
    }),
  ]);
  const named = { 'text-anchor': 'middle', 'font-weight': 600, fill: look.ink };
  const middle = round((top + bottom) / 2);
  const beside = west ? width - 3 : 11;
  return [
    ...up,
    ...along,
    write(west ? `← ${words.x}` : `${words.x} →`, (left + right) / 2, HEIGHT - 6, named),
    write(words.y, beside, middle, { ...named, transform: `rotate(-90 ${beside} ${middle})` }),
  ];
}

function drawLine({ x, y, x2, y2 }, { frame }, { stroke, width, dash, ...more }) {
  const ends = [
    [frame.toX(x), frame.toY(y)],
    [frame.toX(x2), frame.toY(y2)],
  ];
  return drawPath(ends, { stroke, 'stroke-width': width, ...(dash ? { 'stroke-dasharray': dash } : {}), ...more });
}

/** A leg: as its mode is drawn, hatched where nothing is known; an unseen wider one takes the pointer. */
function drawLeg(row, tools) {
  const { look } = tools;
  const known = row.layer === 'leg';
  const { colour, dash } = known ? look.modes[row.mode] : { colour: look.before, dash: '1.5 4' };
  const width = known ? 3.4 : 9;
  return [
    drawLine(row, tools, {
      stroke: colour,
      width,
      dash,
      class: known ? `chart-leg chart-leg--${row.mode}` : 'chart-gap',
    }),
    drawLine(row, tools, { stroke: 'none', width: HIT_PX, 'pointer-events': 'stroke', 'data-tip': row.tip }),
  ];
}

function drawRange({ x, y, y2 }, { frame, look }) {
  const at = frame.toX(x) + (frame.west ? -RANGE.beside : RANGE.beside);
  const [low, high] = [frame.toY(y), frame.toY(y2)];
  const across = (height) => [
    [at - RANGE.half, height],
    [at + RANGE.half, height],
  ];
  const d = [
    across(low),
    across(high),
    [
      [at, low],
      [at, high],
    ],
  ]
    .map(pathOf)
    .join('');
  return ['path', { class: 'chart-range', d, fill: 'none', stroke: look.ink, 'stroke-width': 1.2 }];
}

/** A stop is a button: a riser, or a hatched box where nothing is known. */
function drawStop(row, tools) {
  const { look } = tools;
  const shapes = row.layer === 'riser' ? drawRiser(row, tools) : drawGap(row, tools);
  const button = {
    class: `chart-stop chart-stop--${row.layer}`,
    role: 'button',
    tabindex: 0,
    'aria-label': row.tip,
    'aria-pressed': String(Boolean(row.chosen)),
    'data-id': row.stop,
    'data-tip': row.tip,
    stroke: row.chosen ? look.ink : look[row.layer],
  };
  return ['g', button, shapes];
}

function drawRiser({ x, y, y2 }, { frame }) {
  const at = frame.toX(x);
  const ends = [
    [at, frame.toY(y)],
    [at, Math.min(frame.toY(y2), frame.toY(y) - 1)],
  ];
  const hit = { stroke: 'none', 'stroke-width': HIT_PX, 'stroke-linecap': 'square', 'pointer-events': 'stroke' };
  return [drawPath(ends, { 'stroke-width': RISER_PX }), drawPath(ends, hit)];
}

/** Where a box stands: on the side that its row names, unless it would leave the plot there. */
export function gapAt({ x, y, side }, { frame }) {
  const at = frame.toX(x);
  const [left, right] = GAP.beside.map((away) => at + away);
  const isLeft = side === 'left' ? left > frame.left : right > frame.right;
  return [isLeft ? left : right, frame.toY(y) - GAP.above];
}

function drawGap(row, tools) {
  const half = GAP.size / 2;
  const [x, y] = gapAt(row, tools).map((middle) => middle - half);
  const box = { x: round(x), y: round(y), width: GAP.size, height: GAP.size, fill: tools.look.paper };
  const hatch = [1 / 3, 2 / 3, 1, 4 / 3, 5 / 3].map((part) => {
    const [near, far] = [Math.max(0, part - 1) * GAP.size, Math.min(1, part) * GAP.size];
    return pathOf([
      [x + near, y + far],
      [x + far, y + near],
    ]);
  });
  return [
    ['rect', box],
    ['path', { d: hatch.join(''), 'stroke-width': 1, fill: 'none' }],
  ];
}

function drawCount(row, tools) {
  const [x, y] = gapAt(row, tools);
  return write(row.label, x, y + 12 - GAP.count - 1, { 'text-anchor': 'middle', fill: tools.look.muted });
}

/** Say in a corner that a scenario is no measurement. */
function writeMark(label, { frame, look }) {
  const loud = { 'text-anchor': 'end', 'font-size': 13, 'font-weight': 600, fill: look.illustrative };
  const at = frame.west ? { x: frame.left + 8, 'text-anchor': 'start' } : {};
  return write(label, frame.right - 8, frame.bottom - 12, { ...loud, ...at });
}
