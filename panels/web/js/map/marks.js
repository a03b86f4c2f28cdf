import { gather } from '../core/group.js';
import { openGroup } from './groups.js';
import { positionOf, px, state, tell } from './shared.js';
import { countIcon } from './sites.js';

const APART_PX = 26; // marks closer than this become one
const SIZE_PX = 28;
const MARK_Z = 800;
export const MARK_REACH_PX = 15; // what a mark covers, to each side of its place

const layer = L.layerGroup();
const picked = L.layerGroup();
const shown = { marks: '', land: '' };

/** Put the layers of marks, of a country's tint and of picked positions on the map. */
export function addMarks() {
  layer.addTo(state.map);
  state.land = L.layerGroup().addTo(state.map);
  picked.addTo(state.map);
}

/** Marks depend on names that have changed: they are drawn again. */
export function forgetMarks() {
  shown.marks = '';
}

/** Mark the places that a page is about, each with the number of its records; places close together share one. */
export function showMarks(view) {
  const { map, places } = state;
  const asked = JSON.stringify([view.marks, view.site, map.getZoom()]);
  if (asked === shown.marks) return;
  shown.marks = asked;
  layer.clearLayers();
  document.body.classList.toggle('with-marks', view.marks.length > 0);
  const known = view.marks.filter(([id]) => places[id]);
  const marked = known.map(([id, count, said]) => {
    const [lat, lon, name] = places[id];
    return { id, count, name, said, latLng: L.latLng(lat, lon), at: map.latLngToLayerPoint([lat, lon]) };
  });
  for (const members of gather(marked, px(APART_PX))) drawMark(members, view);
}

function drawMark(members, view) {
  const [first] = members;
  const alone = members.length === 1;
  const chosen = members.some(({ id }) => id === view.site);
  const count = members.reduce((sum, place) => sum + place.count, 0);
  const bounds = L.latLngBounds(members.map(({ latLng }) => latLng));
  const className = `mark ${alone ? `mark--${first.id}` : 'mark--group'}${chosen ? ' mark--chosen' : ''}`;
  const icon = countIcon(className, String(count), SIZE_PX);
  const options = { icon, keyboard: true, pane: 'groups', zIndexOffset: MARK_Z + count };
  const marker = L.marker(bounds.getCenter(), options).addTo(layer);
  marker.on('click', () => {
    if (alone) tell('choose', { site: chosen ? '' : first.id, at: positionOf(marker) });
    else openGroup(bounds);
  });
  const names = members.map(({ name }) => name).join(', ');
  const told = members.map(({ said }) => said).filter(Boolean);
  const words = told.join('; ') || state.words.marks.replace('{place}', names).replace('{n}', count);
  const drawn = marker.getElement();
  drawn.setAttribute('aria-label', words);
  drawn.setAttribute('role', 'button');
  if (alone) drawn.setAttribute('aria-pressed', String(chosen));
  drawn.dataset.tip = words;
}

/** List where marks stand, as points of the map's container. */
export const listMarks = () => layer.getLayers().map((mark) => state.map.latLngToContainerPoint(mark.getLatLng()));

/** Lay a tint on a country that a page is about where it names no site in it; its shape may still be on its way. */
export function showLand({ land }) {
  const { overview, config } = state;
  if (land === shown.land || (land && !overview)) return;
  shown.land = land;
  state.land.clearLayers();
  if (!land) return;
  const features = overview.land.features.filter((one) => one.properties.iso3 === land);
  const { brand } = config.colours;
  const style = { color: brand, weight: 1.6, fillColor: brand, fillOpacity: 0.1, className: `land land--${land}` };
  L.geoJSON({ type: 'FeatureCollection', features }, { interactive: false, style }).addTo(state.land);
}

/** Show the positions that the reader has picked to measure between. */
export function showPicked({ points }) {
  picked.clearLayers();
  const { ink, paper } = state.config.colours;
  const look = { radius: 7, weight: 3, color: ink, fillColor: paper, fillOpacity: 1, className: 'picked' };
  for (const at of points) L.circleMarker(at, { ...look, interactive: false }).addTo(picked);
}
