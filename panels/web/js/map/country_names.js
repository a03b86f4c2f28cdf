/* Where the names of countries stand: in their middle from afar; nearer, where most of a country is in the picture. */

import { listBeside, listDeepest, namesOver, readShapes } from '../core/shapes.js';
import { state } from './shared.js';

const MOST_PLACES = 80; // of a country that are tried before its name is left out

const ENDS_SHARE = 0.4; // so much of its width to each side of its middle a name must be at home
const OVER_COAST = 1.5; // times its width, to each side of a country, that a name over water may reach
const kept = { sheet: null, shapes: [], camera: '', grid: [], places: new Map(), beside: new Map(), near: new Map() };

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
  const home = kept.places.get(country) ?? [];
  const [left, right, top, bottom] = ['x', 'y'].flatMap((axis) => {
    const along = home.map((at) => at[axis]);
    return [Math.min(...along), Math.max(...along)];
  });
  const isSmall = home.length > 0 && right - left <= rules.most_wide * width;
  const row = (from, to) =>
    Array.from({ length: Math.ceil((to - from) / rules.grid_px) }, (_, place) => from + place * rules.grid_px);
  const across = OVER_COAST * width;
  const xs = isSmall ? row(left - across, right + across) : [];
  const ys = isSmall ? row(top - rules.reach_px, bottom + rules.reach_px) : [];
  kept.near.set(country, { width, xs, ys, grid: nameAll(xs, ys) });
  return kept.near.get(country);
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

/** Find out which countries are in the picture, and where, once for each place of the camera. */
function lookAround() {
  const { map, config, overview } = state;
  if (kept.sheet !== overview) {
    Object.assign(kept, { sheet: overview, shapes: readShapes(overview.land.features, (one) => one.properties.iso3) });
  }
  const camera = `${map.getCenter()} ${map.getZoom()} ${map.getSize()}`;
  if (camera === kept.camera) return;
  const { country_grid_px: step } = config.labels;
  const size = map.getSize();
  const centres = (length) => Array.from({ length: Math.floor(length / step) }, (_, place) => (place + 0.5) * step);
  const grid = nameAll(centres(size.x), centres(size.y));
  const at = ([column, row]) => L.point((column + 0.5) * step, (row + 0.5) * step);
  const least = map.getZoom() < config.labels.country_own_point_below_zoom ? 0 : 1; // nearer, no sliver is named
  const found = [...listDeepest(grid, least)].map(([name, places]) => [name, places.slice(0, MOST_PLACES).map(at)]);
  Object.assign(kept, { camera, grid, places: new Map(found), beside: new Map(), near: new Map() });
}
