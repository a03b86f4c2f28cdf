import { isWithin, mayStay, zoomApart } from '../core/framing.js';
import { isFiltered } from '../core/view.js';
import { boundsOf, linesOf, pathsOf } from './lines.js';
import { isCalm, px, state } from './shared.js';
import { isPost, markerOf } from './sites.js';

const FLIGHT_S = 0.7;
const WIDEST_MARGIN_PX = [70, 64];
const MARGIN_SHARE = [0.08, 0.1];
const HOME_MARGINS_PX = [24, 24, 24, 46]; // left, top, right, bottom: a symbol at the edge is whole
const SIGHT_PX = 14;
const LEGEND_PX = [80, 200]; // what it takes at the lower edge at most: folded, open
const HOME_ZOOM = 12; // the closest that each kind of view comes by itself
const FOUND_ZOOM = 8;
const MARKED_ZOOM = 7;
const LINES_ZOOM = 9;
const COUNTRIES_ZOOM = 4.75; // what is known from country to country only must not look like a way between two points
const SITE_ZOOM = 13;
const ALONE_ZOOM = 11; // of a chosen site that no known post faces
const POSTS_ZOOMS = [9.5, 15]; // posts are symbols of their own from about the first; nearer, a position is not known
const POST_APART_PX = 24; // a chosen site and the post that faces it are two symbols, and no other lies on the post
export const GROUP_PX = 23; // symbols closer than this become one group

/** What the camera has framed last, what it was asked to fit, and who moves it. */
const last = { framed: null, fitted: null, isOurs: false, byHand: false, nearSite: false };

/** Begin: whatever moves the map and is not the camera, is the reader. */
export function addCamera() {
  state.map.on('movestart', () => {
    last.fitted = null;
    last.byHand = !last.isOurs;
  });
}

/** Whether the reader has moved the map since the camera did. */
export const isMovedByHand = () => last.byHand;

/** What is framed now has become something else, such as a country whose shape has come. */
export function forgetFrame() {
  last.framed = null;
}

/** Whether nothing has been framed yet. */
export const isFirst = () => !last.framed;

export function goHome(animate) {
  fitBounds(homeBounds(), animate, HOME_ZOOM, HOME_MARGINS_PX);
}

const homeBounds = () => L.latLngBounds(state.config.home);

/** How much stays free at each side: left, top, right, bottom. */
function marginsNow() {
  const size = state.map.getSize();
  const [side, top] = [size.x, size.y].map((length, i) => Math.min(WIDEST_MARGIN_PX[i], length * MARGIN_SHARE[i]));
  return [side, top, side, top];
}

/** … where nothing may lie below an open legend. It changes with what is in the picture, so its room is always the
 *  same: the camera goes where it went, in every language, and the first sight of a page can be drawn there. */
function marginsBesideLegend() {
  const [side, top] = marginsNow();
  const isOpen = state.map.getContainer().querySelector('.legend')?.open;
  return [side, top, side, Math.max(top, LEGEND_PX[isOpen ? 1 : 0])];
}

export function fitBounds(bounds, animate, maxZoom, margins = marginsNow()) {
  const [left, top, right, bottom] = margins;
  const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom };
  if (animate && !isCalm()) {
    move((map) => map.flyToBounds(bounds, { ...options, duration: FLIGHT_S }));
    return;
  }
  // Drawing everything again where it is already is costly, and a first view is framed by whoever comes first.
  const asked = `${bounds.toBBoxString()} ${state.map.getSize()} ${maxZoom} ${margins}`;
  if (last.fitted === asked) return;
  move((map) => map.fitBounds(bounds, { ...options, animate: false }));
  last.fitted = asked;
}

/** Move the map by ourselves, to the very zoom that fits and not to the next step of it. */
function move(act) {
  const { map } = state;
  const { zoomSnap } = map.options;
  map.options.zoomSnap = 0;
  last.isOurs = true;
  act(map);
  last.isOurs = false;
  map.options.zoomSnap = zoomSnap;
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
  const isNew = (part, value) => value && (first || value !== before?.[part]);
  if (isNew('site', view.site) && approachSite(view, !first)) return;
  if (state.pointed !== view.site) state.pointed = '';
  const isLeft = last.nearSite && !view.site && !last.byHand;
  last.nearSite &&= Boolean(view.site);
  if (others && (view.marks.length || view.land || view.links.length)) frameMarked(view, !first);
  else if (first || !before || others || isLeft || !isSameSet(found, before.found))
    frameFound(view, found, first || !before);
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

/** Bring into sight what answers to the filter, or everything where nothing is filtered. Who asks for a way of
 *  travelling asks for no place: the map comes no closer for it. */
function frameFound(view, found, first) {
  const isAsked = isFiltered(view, state.fold);
  const isPlace = view.countries.length + view.focus.length > 0 || state.fold(view.text) !== '';
  const positions = isAsked ? [...found].map(markerOf).filter(Boolean) : [];
  const bounds = positions.length ? L.latLngBounds(positions.map((one) => one.getLatLng())) : homeBounds();
  if (isAsked && !positions.length) return;
  if (first && isPlace) goHome(false); // from where a first view is framed as one that is chosen later
  if ((!first || isPlace) && isFramed(bounds, isAsked && !isPlace)) return;
  if (isPlace) fitBounds(bounds, !first, FOUND_ZOOM);
  else goHome(!first);
}

/** Where bounds lie in the picture, in pixels. */
function boxOf(bounds) {
  const [from, to] = [bounds.getNorthWest(), bounds.getSouthEast()].map((at) => state.map.latLngToContainerPoint(at));
  return { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
}

/** Whether a box is in sight already; and, unless any size will do, not so small that the map should come closer. */
function isFramed(bounds, anySize) {
  const { map } = state;
  const [side, top] = marginsNow();
  const zoom = map.getZoom();
  const wanted = anySize ? zoom : Math.min(FOUND_ZOOM, map.getBoundsZoom(bounds, false, L.point(2 * side, 2 * top)));
  return mayStay({ box: boxOf(bounds), size: map.getSize(), margin: SIGHT_PX, zoom, wanted });
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

/** Go to the site that was chosen, with the posts that face it. Gives whether the map goes: not where the reader has
 *  moved it or points at the symbol, nor on a page that is about something else. */
function approachSite(view, animate) {
  const at = markerOf(view.site)?.getLatLng();
  const isOther = view.focus.length || view.marks.length || view.links.length || view.lines.length || view.route;
  if (!at || isOther || (animate && (last.byHand || state.pointed === view.site))) return false;
  const facing = (state.rows.get(view.site)?.facing ?? []).map(([id, ...place]) => [id, L.latLng(place)]);
  const [least, most] = POSTS_ZOOMS;
  const wanted = Math.min(most, Math.max(least, zoomApart(roomOf(at, facing), 0, px(POST_APART_PX))));
  const places = facing.map(([, place]) => place);
  fitBounds(L.latLngBounds([at, ...places]), animate, facing.length ? wanted : ALONE_ZOOM, marginsBesideLegend());
  last.nearSite = true;
  return true;
}

/** How far a site stands from what faces it, and each post of those from any other site, in pixels at zoom 0. */
function roomOf(at, facing) {
  const distance = (one, other) => state.map.project(one, 0).distanceTo(state.map.project(other, 0));
  const others = [...state.all.values()].filter((marker) => !isPost(marker)).map((marker) => marker.getLatLng());
  const isKnownPost = (id) => state.all.has(id) && isPost(state.all.get(id));
  return Math.min(
    ...facing.map(([, place]) => distance(at, place)),
    ...facing.filter(([id]) => isKnownPost(id)).flatMap(([, place]) => others.map((other) => distance(place, other))),
  );
}

/** Bring a site into sight: no move when it is there already and stands alone. */
function showSite(id, animate) {
  const at = markerOf(id)?.getLatLng();
  if (!at) return;
  const { map } = state;
  let zoom = map.getZoom();
  while (zoom < SITE_ZOOM && isCrowded(id, at, zoom)) zoom = Math.floor(zoom + 1);
  if (zoom === map.getZoom() && isWithin(boxOf(L.latLngBounds([at])), map.getSize(), SIGHT_PX)) return;
  if (animate && !isCalm()) move(() => map.flyTo(at, zoom, { duration: FLIGHT_S }));
  else move(() => map.setView(at, zoom, { animate: false }));
}

function isCrowded(id, at, zoom) {
  const here = state.map.project(at, zoom);
  const isNear = (marker) => here.distanceTo(state.map.project(marker.getLatLng(), zoom)) < px(GROUP_PX);
  return [...state.markers].some(([other, marker]) => other !== id && !isPost(marker) && isNear(marker));
}
