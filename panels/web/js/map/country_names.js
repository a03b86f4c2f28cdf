/* Where the names of countries stand: in their middle from afar; nearer, where most of a country is in the picture. */

import { cutLine, isWithin, listLed, listLineBoxes, sumLand } from '../core/led_names.js';
import { listOnce } from '../core/place_labels.js';
import { isHeld, listBeside, listDeepest, namesOver, readShapes } from '../core/shapes.js';
import { state } from './shared.js';

const MOST_PLACES = 80; // of a country that are tried before its name is left out

/* What is found once for a camera. */
const startMaps = () => ({ places: new Map(), beside: new Map(), near: new Map(), around: new Map(), led: new Map() });
const ENDS_SHARE = 0.4; // so much of its width to each side of its middle a name must be at home
const ROWS = 2; // of points for each of the grid, which lie closer to each other across
const kept = { sheet: null, shapes: [], camera: '', grid: [], points: [], covered: '', ...startMaps() };

/** The places for the name of a country in the picture, the best first. */
export function placesOf(country, lat, lon) {
  const { map, config } = state;
  const own =
    map.getZoom() < config.labels.country_own_point_below_zoom ? [map.latLngToContainerPoint([lat, lon])] : [];
  if (!state.overview) return own;
  lookAround();
  return [...own, ...(kept.places.get(country) ?? [])];
}

/** Where the name of a small country may stand, half beside it, so wide in pixels; found once for a camera. */
export function placesBeside(country, width) {
  const key = `${country} ${width}`;
  if (!kept.beside.has(key)) kept.beside.set(key, findBeside(country, width));
  return kept.beside.get(key);
}

/** The same on a finer grid than that of the whole picture. */
function findBeside(country, width) {
  const rules = state.config.labels.beside_country;
  const { xs, ys, grid } = lookAt(country, width, rules);
  return listBeside(grid, country, width / rules.grid_px, rules).map(([column, row]) => L.point(xs[column], ys[row]));
}

/** The land around a small country on that grid, empty for a wide one; kept for narrower names as well. */
function lookAt(country, width, rules) {
  const known = kept.near.get(country);
  if (known?.width >= width) return known;
  const { left, right, top, bottom, wide } = boxOf(country);
  const isSmall = left < right && top < bottom && wide <= rules.most_wide * width;
  const row = (from, to) => listSteps(from, to, rules.grid_px);
  const across = rules.over_coast * width;
  const xs = isSmall ? row(left - across, right + across) : [];
  const ys = isSmall ? row(top - rules.reach_px, bottom + rules.reach_px) : [];
  kept.near.set(country, { width, xs, ys, grid: nameAll(xs, ys) });
  return kept.near.get(country);
}

/** The places for a name so large, { at, end, isCut }, from which a line leads to its country. Neither covers what is
 *  on the sheet before names are placed. The line ends below no box: at the first that covers its end, where the whole
 *  country is covered. A code, which is tried at last, may stand farther off, and over the land of members too. Each is
 *  made when it is tried, as most are not, and once as long as the same lies on the sheet. */
export function placesLed(country, size, sheet) {
  const covered = sheet.describe();
  if (covered !== kept.covered) Object.assign(kept, { covered, led: new Map() });
  const key = `${country} ${size.width} ${size.isCode}`;
  if (!kept.led.has(key))
    kept.led.set(
      key,
      listOnce(() => makeLed(country, size, sheet)),
    );
  return kept.led.get(key);
}

function* makeLed(country, { width, height, isCode, most }, sheet) {
  const { labels } = state.config;
  const { grid_px: step, free_px: free } = labels.led;
  const { xs, ys, grid, land } = lookFrom(country, { width, isCode, most });
  const boxOn = (x, y) => boxOver(xs[x], ys[y], width, height);
  const isFree = (x, y) => !sheet.boxes.some((box) => isWithin({ x: xs[x], y: ys[y] }, box, free));
  const isOpen = (x, y) => sheet.isOpen(boxOn(x, y));
  const rules = isCode ? { ...labels.led, most_away: labels.led.most_away_code } : labels.led;
  const size = [width / step, height / step];
  for (const [x, y, toX, toY] of listLed(grid, country, size, { rules, isOpen, isFree, land })) {
    const [at, box, to] = [L.point(xs[x], ys[y]), boxOn(x, y), L.point(xs[toX], ys[toY])];
    const isCut = !isFree(toX, toY);
    const end = isCut ? cutLine(box, to, sheet.boxes, free) : to;
    if (listLineBoxes(box, end, rules).every((one) => sheet.isClear(one))) yield { at, end, isCut };
  }
}

function boxOver(x, y, width, height) {
  const [x0, y0] = [x - width / 2, y - height / 2];
  return { x0, y0, x1: x0 + width, y1: y0 + height };
}

/** The land around a country, as far as a name so wide may stand from it; empty for a country that is wider than
 *  `most`. Kept for a camera. */
function lookFrom(country, { width, isCode, most }) {
  const key = `${country} ${width} ${isCode}`;
  if (kept.around.has(key)) return kept.around.get(key);
  const { grid_px: step, reach_px: reach } = state.config.labels.led;
  const { left, right, top, bottom, wide } = boxOf(country);
  const isFit = left < right && top < bottom && wide <= most;
  const size = state.map.getSize();
  const xs = isFit ? listSteps(Math.max(0, left - reach - width), Math.min(size.x, right + reach + width), step) : [];
  const ys = isFit ? listSteps(Math.max(0, top - reach), Math.min(size.y, bottom + reach), step) : [];
  const grid = nameAll(xs, ys);
  const isBarred = (one) => !isCode && state.config.members.includes(one);
  kept.around.set(key, { xs, ys, grid, land: sumLand(grid, country, isBarred) });
  return kept.around.get(key);
}

/** The box around what is seen of a country, { left, right, top, bottom } in pixels, with how wide all of it is. */
function boxOf(country) {
  const { map } = state;
  const boxes = kept.shapes.filter(({ name }) => name === country).map(({ box }) => box);
  const [west, south, east, north] = [Math.min, Math.min, Math.max, Math.max].map((pick, side) =>
    pick(...boxes.map((box) => box[side])),
  );
  if (!boxes.length) return { left: 1, right: 0, top: 1, bottom: 0, wide: 0 };
  const [upper, lower] = [map.latLngToContainerPoint([north, west]), map.latLngToContainerPoint([south, east])];
  const { x, y } = map.getSize();
  return {
    left: Math.max(0, upper.x),
    right: Math.min(x, lower.x),
    top: Math.max(0, upper.y),
    bottom: Math.min(y, lower.y),
    wide: lower.x - upper.x,
  };
}

const listSteps = (from, to, step) =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, place) => from + place * step);

/** Whether a country is in the picture, so that it should be named there; from afar its point is enough. */
export function isSeen(country, [at]) {
  const size = state.map.getSize();
  const isInside = ({ x, y }) => x >= 0 && y >= 0 && x < size.x && y < size.y;
  return (
    kept.places.has(country) || (state.map.getZoom() < state.config.labels.country_own_point_below_zoom && isInside(at))
  );
}

/** The countries of a grid of pixels, a list for each row. */
function nameAll(xs, ys) {
  const [lons, lats] = [
    xs.map((x) => state.map.containerPointToLatLng([x, 0]).lng),
    ys.map((y) => state.map.containerPointToLatLng([0, y]).lat),
  ];
  return namesOver(lons, lats, kept.shapes);
}

/** Whether a name so wide around a place is at home there, and not mostly abroad. */
export function isAtHome(country, { x, y }, width) {
  const { country_grid_px: step } = state.config.labels;
  const at = (across) => kept.grid[Math.floor(y / step)]?.[Math.floor(across / step)];
  return [-ENDS_SHARE, ENDS_SHARE].every((share) => at(x + share * width) === country);
}

/** Whether a country that is no member holds a name in a box of the picture: not across its neighbours. */
export function isHeldAt(country, { x0, y0, x1, y1 }) {
  const { country_grid_px: grid, held: rules } = state.config.labels;
  if (!kept.points.length) return true; // the land has not come yet
  const row = kept.points[Math.round((((y0 + y1) / 2 - grid / 2) / grid) * ROWS)] ?? [];
  const count = Math.max(1, Math.round((x1 - x0) / rules.grid_px));
  const [step, names] = [(x1 - x0) / count, []];
  for (let point = 0; point < count; point += 1)
    names.push(row[Math.floor((x0 + (point + 0.5) * step) / rules.grid_px)]);
  return isHeld(names, country, rules, state.config.adjoining.includes(country));
}

/** Find out which countries are in the picture, and where, once for each place of the camera. */
function lookAround() {
  const { map, config, overview } = state;
  if (kept.sheet !== overview) {
    Object.assign(kept, { sheet: overview, shapes: readShapes(overview.land.features, (one) => one.properties.iso3) });
  }
  const camera = `${map.getCenter()} ${map.getZoom()} ${map.getSize()}`;
  if (camera === kept.camera) return;
  const { country_grid_px: step, held: rules } = config.labels;
  const size = map.getSize();
  const points = nameAll(listSteps(rules.grid_px / 2, size.x, rules.grid_px), listSteps(step / 2, size.y, step / ROWS));
  const [columns, rows] = [size.x, size.y].map((length) => [...new Array(Math.floor(length / step)).keys()]);
  const grid = rows.map((row) =>
    columns.map((x) => points[row * ROWS][Math.floor(((x + 0.5) * step) / rules.grid_px)]),
  );
  const at = ([column, row]) => L.point((column + 0.5) * step, (row + 0.5) * step);
  const least = map.getZoom() < config.labels.country_own_point_below_zoom ? 0 : 1; // nearer, no sliver is named
  const found = [...listDeepest(grid, least)].map(([name, places]) => [name, places.slice(0, MOST_PLACES).map(at)]);
  Object.assign(kept, { camera, grid, points, ...startMaps(), places: new Map(found) });
}
