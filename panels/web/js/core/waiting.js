/* The waiting glyph without a page: which halves it has, how large and how dark each is. The rules of
   geo/sites/waiting.py; tests/vectors/waiting.json holds the two together. `rules` is [waiting] of data/style.toml. */

import { readRows } from './filter.js';

const SIDES = ['west', 'east'];
const WANTED = { west: ['west'], east: ['east'], both: SIDES };
const NOTHING = { state: '', hours: null, text: '', disputed: false, secondHand: false, source: null };
const QUARTER = Math.SQRT2; // a quarter of a disc has the area of a half when its radius is so much longer

const keyOf = (side, act, year) => `${side} ${act} ${year}`;

/** Read what was sent of all sites: a list of records in their order, each with its values by side, act and year. */
export function readWaiting({ columns, sites }) {
  return readRows(columns.sites, sites).map((site) => {
    const values = new Map();
    for (const row of readRows(columns.values, site.values)) {
      const act = row.act ? 'leave' : 'enter';
      const state = row.hours === null ? 'closed' : 'measured';
      const flags = { disputed: Boolean(row.disputed), secondHand: Boolean(row.secondHand) };
      values.set(keyOf(SIDES[row.side], act, row.year), { ...row, ...flags, state });
    }
    const isMeasured = [...values.values()].some(({ state }) => state === 'measured');
    return { ...site, values, isMeasured };
  });
}

/** Pick what each site shows: of the modes that are wanted, or of all, the first of which anything is measured. */
export function pickWaiting(sites, modes) {
  const picked = new Map();
  for (const site of sites) {
    if (modes.length && !modes.includes(site.mode)) continue;
    const known = picked.get(site.id);
    if (!known || (!known.isMeasured && site.isMeasured)) picked.set(site.id, site);
  }
  return picked;
}

/** List the halves of a glyph. Going west, the eastern post is left and the western one entered; going east, the other
 *  way round. A side without a post, such as the sea before a port, has no half. */
export function listHalves(site, year, direction) {
  return WANTED[direction].flatMap((travel) =>
    SIDES.filter((side) => site[side]).map((side) => {
      const act = side === travel ? 'enter' : 'leave';
      const value = site.values.get(keyOf(side, act, year)) ?? NOTHING;
      return { side, post: site[side], act, travel, year, value };
    }),
  );
}

/** The radius of a half in pixels; with `quarter`, of half a half. Its area tells the hours. */
export function radiusOf({ state, hours }, rules, quarter = false) {
  if (state !== 'measured') return rules.blank_px;
  if (!hours) return rules.zero_px;
  return rules.px_per_root_hour * Math.sqrt(hours) * (quarter ? QUARTER : 1);
}

/** From which part of its size a half grows or shrinks to another year's; 1 where there is nothing to see, because only
 *  what was measured in both years grows. */
export function growthOf(before, after, rules) {
  if (before?.state !== 'measured' || after.state !== 'measured') return 1;
  return radiusOf(before, rules) / radiusOf(after, rules);
}

/** The fill of so many hours. */
export function fillOf(hours, { from_hours: steps, fills }) {
  return fills[steps.findLastIndex((from) => hours >= from)];
}

/** The path of a half disc on one side of an upright border through the origin; of one quarter where both directions
 *  are shown: those who go west above, those who go east below. */
export function halfPath(side, radius, quarter = '') {
  const r = radius.toFixed(2);
  const out = side === 'west' ? -1 : 1;
  const sweep = side === 'west' ? 0 : 1;
  if (quarter === 'west') return `M0 -${r}A${r} ${r} 0 0 ${sweep} ${out * r} 0L0 0Z`;
  if (quarter === 'east') return `M${out * r} 0A${r} ${r} 0 0 ${sweep} 0 ${r}L0 0Z`;
  return `M0 -${r}A${r} ${r} 0 0 ${sweep} 0 ${r}Z`;
}

const TURNS = 16;
const RINGS = 14;
const RING_STEP_PX = 8;

/** Set glyphs apart that would cover each other: the largest stays, each other one takes the nearest free place.
 *  `glyphs` are `{ x, y, reach }`; gives how far each is moved, in their order. */
export function spread(glyphs, gap) {
  const moves = glyphs.map(() => [0, 0]);
  const placed = [];
  const order = glyphs.map((_, place) => place).sort((a, b) => glyphs[b].reach - glyphs[a].reach || a - b);
  for (const place of order) {
    const { x, y, reach } = glyphs[place];
    const isFree = (at) => placed.every((one) => Math.hypot(one.x - at.x, one.y - at.y) >= one.reach + reach + gap);
    const free = findFree(listTries(x, y), isFree) ?? { x, y };
    placed.push({ ...free, reach });
    moves[place] = [free.x - x, free.y - y];
  }
  return moves;
}

/** Where around a point to look for room, the nearest first; of those as far away, the ones below it first, where names
 *  are fewer. */
const AROUND = Array.from({ length: RINGS * TURNS }, (_, place) => {
  const [ring, turn] = [1 + Math.floor(place / TURNS), place % TURNS];
  const angle = Math.PI / 2 + ((turn % 2 ? -1 : 1) * Math.ceil(turn / 2) * 2 * Math.PI) / TURNS;
  return [ring * RING_STEP_PX * Math.cos(angle), ring * RING_STEP_PX * Math.sin(angle)];
});

/** The place itself and those around it, made only as far as they are looked at: most glyphs stay where they are. */
function* listTries(x, y) {
  yield { x, y };
  for (const [dx, dy] of AROUND) yield { x: x + dx, y: y + dy };
}

function findFree(tries, isFree) {
  for (const at of tries) if (isFree(at)) return at;
  return null;
}
