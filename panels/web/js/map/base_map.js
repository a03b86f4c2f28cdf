import { px, state } from './shared.js';
import { fetchSheet } from './sheets.js';

const LAND_STROKE_PX = 0.6;
const BORDER_PX = 0.9;
const DISPUTED_DASH = '3 4';

const sheets = { overview: null, detail: null };
let styles = null;

/** Draw our own base map: an overview, and from some zoom on the detailed sheet. */
export async function drawBase() {
  const { config, map } = state;
  const overview = await fetchSheet(config.base.overview);
  state.overview = overview;
  styles = makeStyles(L.canvas({ pane: 'base', padding: 0.4 }), new Set(config.members));
  sheets.overview = drawSheet(overview).addTo(map);
  map.fire('caravan:overview');
  map.on('zoomend', chooseSheet);
  chooseSheet();
  fetchAhead();
}

/** The sheet that shows all of the region, as it was fetched. */
export const fetchOverview = () => fetchSheet(state.config.base.overview);

function makeStyles(renderer, members) {
  const still = { renderer, pane: 'base', interactive: false };
  const land = ({ properties }) => {
    const colour = state.colours[members.has(properties.iso3) ? 'member-land' : 'land'];
    return { ...still, stroke: true, weight: LAND_STROKE_PX, fillOpacity: 1, color: colour, fillColor: colour };
  };
  const water = () => ({ ...still, stroke: false, fillColor: state.colours.sea, fillOpacity: 1 });
  const borders = ({ properties }) => {
    const dashArray = properties.status === 'disputed' ? DISPUTED_DASH : null;
    return { ...still, color: state.colours.boundary, weight: px(BORDER_PX), fill: false, dashArray };
  };
  return { land, water, borders };
}

function drawSheet(sheet) {
  return L.layerGroup(Object.entries(styles).map(([part, style]) => L.geoJSON(sheet[part], { style })));
}

/** Draw the base map in other colours, by their names; in its own where they are not named. */
export function paintBase(colours) {
  state.colours = { ...state.config.colours, ...colours };
  for (const sheet of Object.values(sheets).filter(Boolean)) {
    for (const [place, style] of Object.values(styles).entries()) sheet.getLayers()[place].setStyle(style);
  }
}

/** A stage must do without a network once it stands; it may begin before the base map has come, or after. */
export async function fetchAhead() {
  if (!(state.stage.on && sheets.overview) || sheets.detail || !state.config.base.detail) return;
  await fetchDetail();
  chooseSheet();
}

async function fetchDetail() {
  const sheet = await fetchSheet(state.config.base.detail);
  sheets.detail ??= drawSheet(sheet);
}

async function chooseSheet() {
  const { map, config } = state;
  const isClose = () => map.getZoom() >= config.zooms.detail;
  if (isClose() && config.base.detail && !sheets.detail) await fetchDetail();
  if (!sheets.detail) return;
  sheets[isClose() ? 'detail' : 'overview'].addTo(map);
  sheets[isClose() ? 'overview' : 'detail'].remove();
}
