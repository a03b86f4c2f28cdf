/* The ground beneath the lines: roads, railways, waters and towns; coarse for the region, finer around the sites. */

import { unpackSteps } from '../core/steps.js';
import { drawSheet, restyle } from './ground_layers.js';
import { state } from './shared.js';
import { fetchSheet } from './sheets.js';

const KM_PER_DEGREE = 111;

const sheets = new Map(); // source → what is drawn of it, or the promise of it

/** Begin: the ground follows zoom and place. */
export function addGround() {
  state.map.on('zoomend moveend', chooseGround);
}

/** Draw the ground in the colours that the base map has now. */
export function paintGround() {
  for (const sheet of drawnSheets()) restyle(sheet);
}

/** Fetch all of it: a stage must do without a network once it stands. */
export const fetchGroundAhead = () => Promise.all(listSources().map(fetchGround));

const listSources = () => {
  const { region, sheets: near } = state.config.base.ground;
  return [region, ...near.map(({ source }) => source)];
};

const drawnSheets = () => [...sheets.values()].filter((sheet) => sheet.ways);

/** Sheets of surroundings that the map shows a part of, at a zoom that has them. */
function listNear() {
  if (state.map.getZoom() < state.config.zooms.surroundings) return [];
  const bounds = state.map.getBounds();
  return state.config.base.ground.sheets.filter(({ circles, km }) => {
    const reach = km / KM_PER_DEGREE;
    return circles.some(([lat, lon]) => {
      const across = reach / Math.cos((lat * Math.PI) / 180);
      return bounds.intersects([
        [lat - reach, lon - across],
        [lat + reach, lon + across],
      ]);
    });
  });
}

/** Show what belongs to this zoom and place; what has not come yet is fetched and shown when it has. */
async function chooseGround() {
  showGround();
  const { zooms, base } = state.config;
  const wanted = [
    ...(state.map.getZoom() >= zooms.region ? [base.ground.region] : []),
    ...listNear().map(({ source }) => source),
  ].filter((source) => !sheets.get(source)?.ways); // what a stage fetches ahead may be on its way
  if (!wanted.length) return;
  await Promise.all(wanted.map(fetchGround));
  showGround();
  state.map.fire('caravan:ground');
}

function fetchGround(source) {
  if (!sheets.has(source))
    sheets.set(
      source,
      fetchSheet(source).then((sheet) => keep(source, sheet)),
    );
  return sheets.get(source);
}

function keep(source, sheet) {
  const unpack = (steps) => unpackSteps(steps, sheet.digits);
  const drawn = drawSheet(sheet, unpack);
  sheets.set(source, drawn);
  return drawn;
}

function showGround() {
  const { map, config } = state;
  const zoom = map.getZoom();
  const { zooms, base } = config;
  const isClose = zoom >= zooms.surroundings;
  const near = listNear();
  const region = sheets.get(base.ground.region);
  if (region?.ways) {
    toggle(region.areas, zoom >= zooms.region);
    toggle(region.ways, zoom >= zooms.region && zoom < zooms.region_end);
    toggle(region.near, zoom >= zooms.region && !isClose);
  }
  for (const { source } of base.ground.sheets) {
    const sheet = sheets.get(source);
    const shown = near.some((one) => one.source === source);
    if (sheet?.ways) for (const part of [sheet.areas, sheet.ways, sheet.edge]) toggle(part, shown);
  }
  for (const sheet of drawnSheets()) restyle(sheet);
  document.body.classList.toggle('with-coarse', isClose && drawnSheets().some(showsCoarse));
}

/** Whether something that may be kilometres off is drawn where the map is. */
function showsCoarse({ ways }) {
  const { map } = state;
  if (!map.hasLayer(ways)) return false;
  const bounds = map.getBounds();
  return ways.getLayers().some(
    (way) =>
      way.options.coarse &&
      way
        .getLatLngs()
        .flat()
        .some((at) => bounds.contains(at)),
  );
}

function toggle(layer, shown) {
  if (shown !== state.map.hasLayer(layer)) layer[shown ? 'addTo' : 'remove'](state.map);
}

/** Towns that are drawn on, the greatest first: latitude, longitude, names, and whether their rank is named now. */
export function listTowns() {
  const { map, config } = state;
  const zoom = map.getZoom();
  const bounds = map.getBounds();
  const { region_town_zoom: region, near_town_zoom: near } = config.labels;
  const read = (source, least) =>
    (sheets.get(source)?.towns ?? []).filter(([lat, lon, rank]) => zoom >= least[rank] && bounds.contains([lat, lon]));
  if (zoom < config.zooms.region) return [];
  return [...listNear().flatMap(({ source }) => read(source, near)), ...read(config.base.ground.region, region)];
}

/** Where on the map detail ends: for each sheet the lowest place of its edge that has room around it. */
export function listEdges(room) {
  const size = state.map.getSize();
  const hasRoom = ({ x, y }) => x > room && y > room && x < size.x - room && y < size.y - room;
  return listNear()
    .map(({ source }) => sheets.get(source)?.rings?.flat() ?? [])
    .map((ring) => ring.map((at) => state.map.latLngToContainerPoint(at)).filter(hasRoom))
    .filter((ring) => ring.length)
    .map((ring) => ring.reduce((a, b) => (b.y > a.y ? b : a)));
}
