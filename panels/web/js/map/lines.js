import { lighten } from '../core/colour.js';
import { coursesNow, fetchCourses, fetchExact, needsExact } from './courses.js';
import { px, state } from './shared.js';

const CASING_PX = 2.8; // white on both sides of a line together
const LINE = /line--([\w-]+)/;
const LAYER = /layer--(\w+)/;
const MODE = /mode--(\w+)/;
const STROKE = /stroke--([\w-]+)/;
const SWITCHED_LAYERS = ['corridor', 'branches', 'comparison', 'etir'];

const companions = L.layerGroup(); // of the lines: white bands below, and what only joins neighbouring places
let placed = null; // the courses that are drawn

/** Begin: the lines themselves come with what depends on the language, their courses by address. */
export function addLines() {
  companions.addTo(state.map);
  state.map.on('zoomend', followZoom);
  fetchCourses();
}

/** Our lines that carry a class, such as `line--<id>` or `etir--<route>`. */
export const pathsOf = (name) => state.paths.filter((path) => hasClass(path, name));

const hasClass = (path, name) => path.options.className.split(' ').includes(name);

/** The parts of all lines that run through a country, each as long as the line stays in it. */
export function linesOf(country) {
  const courses = coursesNow();
  const crossing = Object.keys(state.lineCountries).filter((id) => state.lineCountries[id].includes(country));
  return crossing.flatMap((id) => joinPieces(courses.get(id) ?? [], country));
}

function joinPieces(pieces, country) {
  const runs = [];
  for (const [place, piece] of pieces.entries()) {
    if (piece.country !== country) continue;
    if (pieces[place - 1]?.country === country) runs.at(-1).push(...piece.at.slice(1));
    else runs.push([...piece.at]);
  }
  return runs;
}

/** Put the lines that were just drawn where they run, with a white band below that keeps them apart from others. */
export function takeLines() {
  companions.clearLayers();
  placed = null;
  for (const path of state.paths) addCompanions(path);
  placeLines();
}

/** A white band below every line, and the parts of it that only join neighbouring places, where it has others. */
function addCompanions(path) {
  const { className, weight, color, opacity, dashArray } = path.options;
  const { paper } = state.config.colours;
  const [switched] = LAYER.exec(className);
  const { share, dash } = state.config.between;
  const look = { color: paper, opacity: 0.9, weight: weight + CASING_PX, className: `casing ${switched}` };
  path.casing = L.polyline([], { pane: 'casings', interactive: false, ...look }).addTo(companions);
  path.between = null;
  if (dashArray) return;
  const names = `between between--${idOf(path)} ${switched}`;
  const thin = { color, opacity, weight: weight * share, dashArray: dash, lineCap: 'butt', className: names };
  path.between = L.polyline([], thin).addTo(companions);
}

/** What the legend calls a line. */
export const strokeOf = (path) => STROKE.exec(path.options.className)[1];

const idOf = (path) => LINE.exec(path.options.className)[1];

/** Whether the view has the layer that a line is in. */
export function isSwitchedOn(path) {
  const [, layer] = LAYER.exec(path.options.className);
  return !SWITCHED_LAYERS.includes(layer) || (state.view?.layers ?? []).includes(layer);
}

/** Follow the zoom: lines are simplified from afar and exact close in. */
export async function followZoom() {
  placeLines();
  if (!needsExact()) return;
  await fetchExact();
  placeLines();
}

function placeLines() {
  const courses = coursesNow();
  if (courses === placed) return;
  placed = courses;
  for (const path of state.paths) placeLine(path, courses.get(idOf(path)));
  state.map.fire('caravan:lines');
}

/** What is known from country to country only has no course: it stays as it was drawn. */
function placeLine(path, pieces) {
  if (!pieces) {
    path.casing.setLatLngs(path.getLatLngs());
    return;
  }
  const whole = pieces.filter((piece) => !(piece.between && path.between)).map((piece) => piece.at);
  path.setLatLngs(whole);
  path.between?.setLatLngs(pieces.filter((piece) => piece.between).map((piece) => piece.at));
  // White between the dashes of what only joins places would be a road of its own.
  const isThin = path.options.dashArray === state.config.between.dash;
  path.casing.setLatLngs(isThin ? [] : whole);
}

/** Everything that is drawn of a line, as lists of positions. */
export const partsOf = (path) =>
  [path, path.between]
    .filter(Boolean)
    .map((part) => part.getLatLngs())
    .flatMap((at) => (L.LineUtil.isFlat(at) ? [at] : at));

/** The box around everything that is drawn of some lines. */
export function boundsOf(paths) {
  const bounds = L.latLngBounds([]);
  for (const part of paths.flatMap(partsOf)) bounds.extend(L.latLngBounds(part));
  return bounds;
}

/** Draw the lines as wide as a stage wants them. */
export function scaleLines() {
  for (const path of state.paths) {
    path.ownWeight ??= path.options.weight;
    path.setStyle({ weight: px(path.ownWeight) });
    path.between?.setStyle({ weight: px(path.ownWeight) * state.config.between.share });
    path.casing.setStyle({ weight: px(path.ownWeight) + CASING_PX });
  }
}

/** Draw the lines in the colours of a dark stage, or in their own again. */
export function paintLines(dark) {
  for (const path of state.paths) {
    path.ownColour ??= path.options.color;
    const color = dark ? lighten(path.ownColour) : path.ownColour;
    path.setStyle({ color });
    path.between?.setStyle({ color });
    path.casing.setStyle({ color: (dark ?? state.config.colours)[dark ? 'sea' : 'paper'] });
  }
}

/** Dim the lines that a view is not about, and those of modes and layers that are switched off. */
export function showLines(view) {
  for (const name of SWITCHED_LAYERS) {
    document.body.classList.toggle(`without--${name}`, !view.layers.includes(name));
  }
  for (const path of state.paths) {
    const drawn = path.getElement();
    const off = isDimmed(path, view);
    drawn?.classList.toggle('line--off', off);
    for (const part of [path.casing, path.between]) part?.getElement()?.classList.toggle('line--off', off);
    drawn?.classList.toggle('line--chosen', isOnRoute(path, view));
  }
}

const isOnRoute = (path, view) => view.route !== '' && hasClass(path, `etir--${view.route}`);

/** Whether a view is not about a line. */
export function isDimmed(path, view) {
  if (view.route) return !isOnRoute(path, view);
  if (view.lines.length) return !view.lines.some((id) => hasClass(path, `line--${id}`));
  if (view.links.length) return true;
  const [, mode] = MODE.exec(path.options.className);
  return view.modes.length > 0 && !view.modes.includes(mode);
}
