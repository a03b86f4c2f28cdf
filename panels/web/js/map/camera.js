import { isFiltered } from '../core/view.js';
import { boundsOf, linesOf, pathsOf } from './lines.js';
import { isCalm, px, state } from './shared.js';
import { isPost, markerOf } from './sites.js';

const FLIGHT_S = 0.7;
const WIDEST_MARGIN_PX = [70, 64];
const MARGIN_SHARE = [0.08, 0.1];
const HOME_ZOOM = 12; // the closest that each kind of view comes by itself
const FOUND_ZOOM = 8;
const MARKED_ZOOM = 7;
const LINES_ZOOM = 9;
const COUNTRIES_ZOOM = 4.75; // what is known from country to country only must not look like a way between two points
const SITE_ZOOM = 13;
export const GROUP_PX = 23; // symbols closer than this become one group

/** What the camera has framed last, and what it was asked to fit. */
const last = { framed: null, fitted: null };

/** The reader or a flight has moved the map: draw whatever is asked for next. */
export function forgetFit() {
  last.fitted = null;
}

/** What is framed now has become something else, such as a country whose shape has come. */
export function forgetFrame() {
  last.framed = null;
}

/** Whether nothing has been framed yet. */
export const isFirst = () => !last.framed;

export function goHome(animate) {
  fitBounds(L.latLngBounds(state.config.home), animate, HOME_ZOOM);
}

export function fitBounds(bounds, animate, maxZoom) {
  const size = state.map.getSize();
  const [side, top] = [size.x, size.y].map((length, i) => Math.min(WIDEST_MARGIN_PX[i], length * MARGIN_SHARE[i]));
  const options = { padding: [side, top], maxZoom };
  if (animate && !isCalm()) {
    state.map.flyToBounds(bounds, { ...options, duration: FLIGHT_S });
    return;
  }
  // Drawing everything again where it is already is costly, and a first view is framed by whoever comes first.
  const asked = `${bounds.toBBoxString()} ${size} ${maxZoom}`;
  if (last.fitted === asked) return;
  state.map.fitBounds(bounds, { ...options, animate: false });
  last.fitted = asked;
}

const isSameSet = (a, b) => a.size === b.size && [...a].every((x) => b.has(x));

/** Move only when the selection has changed: a reader's own zoom is kept otherwise. */
export function moveCamera(view, found, first) {
  if (state.stage.on) return;
  const before = last.framed;
  const marked = JSON.stringify([view.marks, view.land, view.links.length > 0]);
  const lines = view.lines.join(' ');
  last.framed = { found, site: view.site, route: view.route, marked, lines };
  const others = marked !== before?.marked;
  if (others && (view.marks.length || view.land || view.links.length)) frameMarked(view, !first);
  else if (first || !before || others || !isSameSet(found, before.found)) frameFound(view, found, !first);
  const isNew = (part, value) => value && (first || value !== before?.[part]);
  if (isNew('lines', lines)) {
    frameLines(view.lines, !first);
    return;
  }
  if (isNew('route', view.route)) frameRoute(view.route, !first);
  if (isNew('site', view.site)) showSite(view.site, !first);
}

/** Until the reader has moved the map, a change of its size frames the same things again. */
export function frameAgain() {
  if (state.stage.on) return;
  if (state.ready) moveCamera(state.view, state.matched, true);
  else goHome(false);
}

/** Bring into sight what answers to the filter, or everything where nothing is filtered. */
function frameFound(view, found, animate) {
  if (!isFiltered(view, state.fold)) {
    goHome(animate);
    return;
  }
  const positions = [...found].map(markerOf).filter(Boolean);
  const bounds = L.latLngBounds(positions.map((marker) => marker.getLatLng()));
  if (positions.length) fitBounds(bounds, animate, FOUND_ZOOM);
}

/** Bring into sight what a page marks: places, a country, or the whole corridor. */
function frameMarked(view, animate) {
  const bounds = L.latLngBounds([]);
  for (const [id, , , far] of view.marks) {
    const place = state.places[id];
    if (place && !far) bounds.extend(place.slice(0, 2));
  }
  if (view.land) state.land.eachLayer((layer) => bounds.extend(layer.getBounds()));
  for (const line of view.links.flatMap(([country]) => linesOf(country))) bounds.extend(L.latLngBounds(line));
  if (bounds.isValid()) fitBounds(bounds, animate, MARKED_ZOOM);
}

/** Fit the lines that a page is about. */
function frameLines(ids, animate) {
  const named = ids.flatMap((id) => pathsOf(`line--${id}`));
  if (named.length) fitBounds(boundsOf(named), animate, LINES_ZOOM);
}

/** Fit an e-TIR route; a way that is known from country to country only has no legs to play. */
function frameRoute(id, animate) {
  const paths = pathsOf(`etir--${id}`);
  const zoom = state.legs[id] ? LINES_ZOOM : COUNTRIES_ZOOM;
  if (paths.length) fitBounds(boundsOf(paths), animate, zoom);
}

/** Bring a site into sight: no move when it is there already and stands alone. */
function showSite(id, animate) {
  const at = markerOf(id)?.getLatLng();
  if (!at) return;
  const { map } = state;
  let zoom = map.getZoom();
  while (zoom < SITE_ZOOM && isCrowded(id, at, zoom)) zoom = Math.floor(zoom + 1);
  if (zoom === map.getZoom() && map.getBounds().pad(-0.06).contains(at)) return;
  if (animate && !isCalm()) map.flyTo(at, zoom, { duration: FLIGHT_S });
  else map.setView(at, zoom, { animate: false });
}

function isCrowded(id, at, zoom) {
  const here = state.map.project(at, zoom);
  const isNear = (marker) => here.distanceTo(state.map.project(marker.getLatLng(), zoom)) < px(GROUP_PX);
  return [...state.markers].some(([other, marker]) => other !== id && !isPost(marker) && isNear(marker));
}
