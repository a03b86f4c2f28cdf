/* Where the names of countries stand: in their middle from afar; nearer, where most of a country is in the picture. */

import { listBeside, listDeepest, namesAlong, readShapes } from '../core/shapes.js';
import { state } from './shared.js';

const MOST_PLACES = 80; // of a country that are tried before its name is left out

const ENDS_SHARE = 0.4; // so much of its width to each side of its middle a name must be at home
const FINE_PX = 4;
const REACH_PX = 36; // above and below a country
const MOST_WIDE = 3; // as a name: a country that is wider has room for it
const BESIDE = { close: 4, leastHome: 0.2, mostAbroad: 0.4 };
const kept = { sheet: null, shapes: [], camera: '', grid: [], places: new Map(), beside: new Map() };

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
  const { map } = state;
  const home = kept.places.get(country) ?? [];
  const [left, right, top, bottom] = ['x', 'y'].flatMap((axis) => {
    const along = home.map((at) => at[axis]);
    return [Math.min(...along), Math.max(...along)];
  });
  if (!home.length || right - left > MOST_WIDE * width) return [];
  const row = (from, to) =>
    Array.from({ length: Math.ceil((to - from) / FINE_PX) }, (_, place) => from + place * FINE_PX);
  const [xs, ys] = [row(left - width, right + width), row(top - REACH_PX, bottom + REACH_PX)];
  const lons = xs.map((x) => map.containerPointToLatLng([x, 0]).lng);
  const grid = ys.map((y) => namesAlong(lons, map.containerPointToLatLng([0, y]).lat, kept.shapes));
  return listBeside(grid, country, width / FINE_PX, BESIDE).map(([column, line]) => L.point(xs[column], ys[line]));
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
  const lons = centres(size.x).map((x) => map.containerPointToLatLng([x, 0]).lng);
  const grid = centres(size.y).map((y) => namesAlong(lons, map.containerPointToLatLng([0, y]).lat, kept.shapes));
  const at = ([column, row]) => L.point((column + 0.5) * step, (row + 0.5) * step);
  const least = map.getZoom() < config.labels.country_own_point_below_zoom ? 0 : 1; // nearer, no sliver is named
  const found = [...listDeepest(grid, least)].map(([name, places]) => [name, places.slice(0, MOST_PLACES).map(at)]);
  Object.assign(kept, { camera, grid, places: new Map(found), beside: new Map() });
}
