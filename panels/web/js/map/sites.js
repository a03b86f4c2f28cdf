import { element } from '../dom/element.js';
import { choose, positionOf, state } from './shared.js';

const CHOSEN_Z = 2000;
const FOUND_Z = 1000;
const POINT_RADIUS_PX = 4;
const CHOSEN_RADIUS_PX = 8;

/** Whether a marker is a post that only faces a site. */
export const isPost = (marker) => marker.options.icon.options.className.includes('layer--posts');

/** The marker of a site, shown or not; none where it has no position. */
export const markerOf = (id) => state.all.get(id) ?? state.points?.markers[state.points.index.get(id)];

/** The name of a site in the reader's language. */
export const nameOf = (id) => state.rows.get(id)?.name ?? id;

/** Take up the marker of a site that was just drawn: its element has its name and its id. */
export function takeMarker(marker, id) {
  state.markers.set(id, marker);
  const name = marker.options.title;
  marker.options.title = ''; // or the browser would show it beside our own
  const nameElement = () => {
    const drawn = marker.getElement();
    drawn.removeAttribute('title');
    drawn.setAttribute('aria-label', name);
    drawn.dataset.site = id;
    drawn.dataset.tip = name;
    if (state.figures[id]) drawn.setAttribute('aria-description', state.figures[id]);
  };
  nameElement();
  marker.on('add', nameElement);
  marker.on('click', () => choose(id, positionOf(marker)));
}

/** Dim, hide and mark the symbols as a view wants it. */
export function showSites(view, found) {
  const stays = (id) => found.has(id) || !view.hide;
  const isOn = (id) => stays(id) && view.layers.includes(state.rows.get(id)?.layer ?? 'sites');
  const isWithPosts = isOn(view.site);
  for (const [id, marker] of state.all) {
    const on = found.has(id);
    const shown = (isOn(id) || (isWithPosts && stays(id) && isFacing(view, id))) && isSymbol(view, id);
    if (shown) {
      if (!state.map.hasLayer(marker)) {
        marker.addTo(state.map);
        setGrouped(marker.getElement(), isPost(marker)); // until the map has settled: a post may lie under others
      }
      state.markers.set(id, marker);
      showSite(marker, { on, chosen: id === view.site });
    } else {
      marker.remove();
      state.markers.delete(id);
    }
  }
  if (state.points?.markers) showPoints(view, found);
}

/** Whether a post faces the chosen site: it is shown with it. */
export const isFacing = (view, id) =>
  !state.stage.on && (state.rows.get(view.site)?.facing ?? []).some(([post]) => post === id);

/** Whether a site is shown by its symbol: where hours are shown, only the chosen one that has none. */
const isSymbol = (view, id) => view.view !== 'waiting' || (id === view.site && !state.glyphs.has(id));

function showSite(marker, { on, chosen }) {
  const drawn = marker.getElement();
  drawn.classList.toggle('site--off', !on);
  drawn.classList.toggle('site--chosen', chosen);
  drawn.toggleAttribute('aria-current', chosen);
  const found = on ? FOUND_Z : 0;
  marker.setZIndexOffset(chosen ? CHOSEN_Z : found);
}

/** Draw thousands of sites on one canvas: elements of their own would take seconds. */
export function drawPoints() {
  const { points } = state;
  points.layer?.remove();
  const renderer = L.canvas({ padding: 0.3 });
  const markers = points.rows.map(([lon, lat, id, , kind]) => {
    const look = { radius: POINT_RADIUS_PX, weight: 1, color: state.config.colours.paper, fillOpacity: 0.95 };
    const marker = L.circleMarker([lat, lon], { renderer, ...look, fillColor: points.colours[kind] });
    marker.on('click', () => choose(id));
    return marker;
  });
  const ids = points.rows.map(([, , id]) => id);
  const index = new Map(ids.map((id, position) => [id, position]));
  state.points = { ...points, ids, markers, index, layer: L.layerGroup(markers).addTo(state.map) };
}

function showPoints(view, found) {
  for (const [position, marker] of state.points.markers.entries()) {
    const id = state.points.ids[position];
    const on = found.has(id);
    const chosen = id === view.site;
    const look = `${on} ${chosen} ${view.hide}`;
    if (marker.look === look) continue;
    marker.look = look;
    const dimmed = view.hide ? [0, 0] : [0.18, 0.3];
    const [fillOpacity, opacity] = on ? [0.95, 1] : dimmed;
    marker.setStyle({ fillOpacity, opacity, radius: chosen ? CHOSEN_RADIUS_PX : POINT_RADIUS_PX });
  }
}

/** Show whether a symbol stands for itself or within a group: then it can be neither seen nor reached. */
export function setGrouped(drawn, grouped) {
  drawn.classList.toggle('site--grouped', grouped);
  drawn.setAttribute('tabindex', grouped ? '-1' : '0');
  if (grouped) drawn.setAttribute('aria-hidden', 'true');
  else drawn.removeAttribute('aria-hidden');
}

/** A symbol can be pressed by the keys that press a button. */
export function pressByKey(event) {
  const symbol = event.target.closest?.('.site, .site-cluster, .mark, .wait');
  if (!symbol || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  symbol.click();
}

/** The picture of a symbol that is a number. */
export const countIcon = (className, count, size) =>
  L.divIcon({ className, html: element('span', {}, count), iconSize: [size, size] });
