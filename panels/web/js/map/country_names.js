/* Where the names of countries stand: in their middle from afar; nearer, where most of a country is in the picture. */

import { listDeepest, namesAlong, readShapes } from '../core/shapes.js';
import { state } from './shared.js';

const MOST_PLACES = 80; // of a country that are tried before its name is left out

const ENDS_SHARE = 0.4; // so much of its width to each side of its middle a name must be at home
const kept = { sheet: null, shapes: [], camera: '', grid: [], places: new Map() };

/** The places for the name of a country in the picture, the best first. */
export function placesOf(country, lat, lon) {
  const { map, config } = state;
  const own =
    map.getZoom() < config.labels.country_own_point_below_zoom ? [map.latLngToContainerPoint([lat, lon])] : [];
  if (!state.overview) return own;
  lookAround();
  return [...own, ...(kept.places.get(country) ?? [])];
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
  Object.assign(kept, { camera, grid, places: new Map(found) });
}
