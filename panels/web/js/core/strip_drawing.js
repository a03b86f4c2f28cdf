/* The way of a journey as a strip of map above its chart: what geo/picture/strip.py has drawn, laid on the chart's axis
   of kilometres where the two share one, else with a number at every place and at its kilometre. Shapes as in
   chart_drawing.js. */

export const STRIP_HEIGHT = 150;
const NAME_PX = 12;
const LAND_PX = 10.5;
const LAND_SPACING = 1.6;
const ROW_PX = 15;
const SHIFTS = [0, -14, 14, -26, 26]; // what the name of a country gives way by
const AWAY_PX = 9;
const RADIUS = { stop: 5.5, place: 3 };
const HIT_PX = 12; // half of what a finger needs
const BESIDE_PX = 5; // what a line keeps free
const FOOT_PX = 9; // above the foot of the strip stands the number of a place
const STRAIGHT = '1.5 5'; // where no course is drawn

/** Draw the strip. `frame` is the chart's: `toX(km)`, `left`, `right`; `look` has the colours of land and waters;
 *  `strip.chosen` is the stop that is marked. */
export function drawStrip(strip, { frame, width, top, measure, look }) {
  const toPixel = makeScale(strip, frame);
  const tools = { toPixel, look, measure, frame, width };
  const numbered = strip.places.map((place, i) => ({
    ...place,
    at: toPixel(place.x, place.y),
    number: strip.shared ? '' : String(i + 1),
    chosen: Boolean(strip.chosen) && place.stops.includes(strip.chosen),
  }));
  const places = numbered.toSorted((a, b) => a.weight - b.weight); // the longest wait on top
  const taken = places.map(({ at: [x, y], stop }) => boxAround(x, y, stop ? RADIUS.stop + 2 : RADIUS.place));
  const crossed = strip.legs.flatMap(({ line }) => boxesAlong(line, toPixel));
  return [
    'svg',
    { class: 'strip', x: 0, y: top, width, height: STRIP_HEIGHT, overflow: 'hidden' },
    [
      ['rect', { width, height: STRIP_HEIGHT, fill: look.sea }],
      ...drawGround(strip, tools),
      ...strip.legs.flatMap((leg) => drawLeg(leg, tools)),
      ...places.map((place) => (strip.shared ? drawLeader(place, tools) : drawFoot(place, tools))),
      ...places.map((place) => drawPlace(place, tools)),
      ...writeNames(places, taken, tools),
      ...writeLands(strip.names, [...taken, ...crossed], tools),
    ],
  ];
}

/** Where a point of the strip is: on the axis of the chart, or at the map's own scale in the middle. */
function makeScale({ shared, along, high }, { toX, km, left, right }) {
  const toY = (y) => (y / high) * STRIP_HEIGHT;
  if (shared) return (x, y) => [toX((x / along) * km), toY(y)];
  return (x, y) => [(left + right) / 2 + (x / high) * STRIP_HEIGHT, toY(y)];
}

/** Boxes along a line, so that no name of a country lies under it. */
function boxesAlong(flat, toPixel) {
  const points = [];
  for (let i = 0; i < flat.length; i += 2) points.push(toPixel(flat[i], flat[i + 1]));
  return points.slice(1).flatMap(([x2, y2], i) => {
    const [x, y] = points[i];
    const parts = Math.max(1, Math.ceil(Math.hypot(x2 - x, y2 - y) / (2 * BESIDE_PX)));
    return Array.from({ length: parts + 1 }, (_, n) =>
      boxAround(x + ((x2 - x) * n) / parts, y + ((y2 - y) * n) / parts, BESIDE_PX),
    );
  });
}

const round = (value) => Number(value.toFixed(1));
const boxAround = (x, y, half) => [x - half, y - half, x + half, y + half];
const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

function pathOf(flat, toPixel, end = '') {
  const points = [];
  for (let i = 0; i < flat.length; i += 2)
    points.push(
      toPixel(flat[i], flat[i + 1])
        .map(round)
        .join(' '),
    );
  return `M${points.join('L')}${end}`;
}

function drawGround({ land, water, borders, members }, { toPixel, look }) {
  const area = (rings, fill) => [
    'path',
    { d: rings.map((ring) => pathOf(ring, toPixel, 'Z')).join(''), fill, 'fill-rule': 'evenodd' },
  ];
  return [
    ...land.map(([country, rings]) => area(rings, members.includes(country) ? look['member-land'] : look.land)),
    ...water.map((rings) => area(rings, look.sea)),
    ...borders.map(([status, line]) => [
      'path',
      {
        d: pathOf(line, toPixel),
        fill: 'none',
        stroke: look.boundary,
        'stroke-width': 0.9,
        ...(status === 'disputed' ? { 'stroke-dasharray': '3 4' } : {}),
      },
    ]),
  ];
}

/** A leg: on a pale bed, as its mode is drawn; dotted where the straight line stands in for its course. */
function drawLeg({ id, mode, drawn, line, lines }, { toPixel, look }) {
  const { colour, dash } = look.modes[mode];
  const d = pathOf(line, toPixel);
  const base = { d, fill: 'none', 'stroke-linejoin': 'round' };
  const course = drawn ? { 'stroke-width': 3, 'stroke-dasharray': dash } : { 'stroke-width': 2.6 };
  return [
    ['path', { ...base, stroke: look.paper, 'stroke-width': 5.5, 'stroke-opacity': 0.75 }],
    [
      'path',
      {
        ...base,
        ...course,
        ...(drawn ? {} : { 'stroke-dasharray': STRAIGHT, 'stroke-linecap': 'round' }),
        class: ['strip-leg', 'line', ...lines.map((one) => `line--${one}`)].join(' '),
        'data-id': id,
        stroke: colour,
      },
    ],
  ];
}

/** A line from a place down to its kilometre on the chart, which lies right below. */
function drawLeader({ at: [x, y], km }, { frame, look }) {
  const d = `M${round(x)} ${round(y)}L${round(frame.toX(km))} ${STRIP_HEIGHT}`;
  return ['path', { class: 'strip-leader', d, fill: 'none', stroke: look.axis, 'stroke-width': 1 }];
}

/** Above its kilometre the number of a place that lies elsewhere on the map. */
function drawFoot({ km, number }, { frame, look }) {
  const x = Math.min(Math.max(frame.toX(km), FOOT_PX), frame.right - FOOT_PX + 2);
  return ['g', { class: 'strip-foot' }, drawNumber(number, [x, STRIP_HEIGHT - FOOT_PX], look)];
}

function drawNumber(number, [x, y], { paper, ink }) {
  const middle = { 'text-anchor': 'middle', 'font-size': 11, 'font-weight': 700, fill: paper };
  return [
    ['circle', { cx: round(x), cy: round(y), r: 8, fill: ink, stroke: paper, 'stroke-width': 1.5 }],
    ['text', { x: round(x), y: round(y + 4), ...middle }, number],
  ];
}

/** A place: a small dot, or where the journey stands still, a disc as on the chart. A click on it marks the stop. */
function drawPlace({ at: [x, y], stop, site, name, gap, chosen, number }, { look }) {
  const edge = gap ? look.gap : look.paper;
  const middle = { cx: round(x), cy: round(y) };
  const dot = ['circle', { ...middle, r: RADIUS.place, fill: look.paper, stroke: look.ink, 'stroke-width': 1.4 }];
  if (!stop) return number ? ['g', {}, drawNumber(number, [x, y], look)] : dot;
  const disc = {
    ...middle,
    r: RADIUS.stop,
    fill: gap ? look.paper : look.riser,
    stroke: chosen ? look.ink : edge,
    'stroke-width': chosen ? 2.6 : 1.8,
    ...(gap ? { 'stroke-dasharray': '2.5 2' } : {}),
  };
  return [
    'g',
    { class: `strip-place${site ? ` site site--${site}` : ''}`, 'data-stop': stop, 'data-tip': name },
    [
      ...(number ? drawNumber(number, [x, y], { ...look, ink: gap ? look.gap : look.riser }) : [['circle', disc]]),
      ['circle', { ...middle, r: HIT_PX, fill: 'none', 'pointer-events': 'all' }],
    ],
  ];
}

/** Write the names of places where they cover nothing: above, below, to the left, to the right. */
function writeNames(places, taken, { measure, look, width }) {
  const ranked = [...places].sort((a, b) => Boolean(b.stop) - Boolean(a.stop) || b.weight - a.weight);
  return ranked.flatMap(({ at: [x, y], name, stop }) => {
    const wide = measure(name, NAME_PX, true);
    const away = (stop ? RADIUS.stop : RADIUS.place) + AWAY_PX - 4;
    const found = [
      [x - wide / 2, y - away - ROW_PX],
      [x - wide / 2, y + away],
      [x + away, y - ROW_PX / 2],
      [x - away - wide, y - ROW_PX / 2],
      [x + away - 4, y - away - ROW_PX + 3],
      [x - away - wide + 4, y - away - ROW_PX + 3],
      [x + away - 4, y + away - 3],
      [x - away - wide + 4, y + away - 3],
    ]
      .map(([from, up]) => [from, up, from + wide, up + ROW_PX])
      .find((box) => isInside(box, width) && !taken.some((other) => meet(box, other)));
    if (!found) return [];
    taken.push(found);
    const [left, , , foot] = found;
    const pale = { stroke: look.paper, 'stroke-width': 3.5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
    const font = { 'font-size': NAME_PX, 'font-weight': 600, fill: look.ink };
    return [['text', { class: 'strip-name', x: round(left), y: round(foot - 3.5), ...font, ...pale }, name]];
  });
}

function writeLands(names, taken, { toPixel, measure, look, width }) {
  return names.flatMap(([name, x, y]) => {
    const [middle, height] = toPixel(x, y);
    const wide = measure(name, LAND_PX, true) + name.length * LAND_SPACING;
    const box = SHIFTS.map((shift) => [
      middle - wide / 2 - 4,
      height + shift - 8,
      middle + wide / 2 + 4,
      height + shift + 7,
    ]);
    const found = box.find((one) => isInside(one, width) && !taken.some((other) => meet(one, other)));
    if (!found) return [];
    taken.push(found);
    const font = { 'font-size': LAND_PX, 'font-weight': 600, 'letter-spacing': LAND_SPACING, fill: look.land_name };
    return [['text', { class: 'strip-land', x: round(found[0] + 4), y: round(found[1] + 12), ...font }, name]];
  });
}

const isInside = ([left, up, right, foot], width) =>
  left >= 2 && right <= width - 2 && up >= 1 && foot <= STRIP_HEIGHT - 2;
