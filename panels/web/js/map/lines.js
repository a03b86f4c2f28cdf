import { lighten } from '../core/colour.js';
import { px, state } from './shared.js';

const CASING_PX = 2.8; // white on both sides of a line together
const LAYER = /layer--\w+/;
const MODE = /mode--(\w+)/;
const SWITCHED_LAYERS = ['corridor', 'branches', 'comparison', 'etir'];

const casings = L.layerGroup();

export const addCasings = () => casings.addTo(state.map);

/** Our lines that carry a class, such as `line--<id>` or `etir--<route>`. */
export const pathsOf = (name) => state.paths.filter((path) => hasClass(path, name));

const hasClass = (path, name) => path.options.className.split(' ').includes(name);

/** The parts of all lines that run through a country. */
export function linesOf(country) {
  const found = [];
  for (const [id, runs] of Object.entries(state.stretches)) {
    const [path] = pathsOf(`line--${id}`);
    for (const [code, from, to] of runs) {
      if (path && code === country) found.push(path.getLatLngs().slice(from, to + 1));
    }
  }
  return found;
}

/** A white band below every line keeps it apart from what it crosses. */
export function drawCasings() {
  casings.clearLayers();
  for (const path of state.paths) {
    const { className, weight } = path.options;
    const [switched] = LAYER.exec(className);
    const look = { color: state.config.colours.paper, opacity: 0.9, weight: weight + CASING_PX };
    const options = { pane: 'casings', interactive: false, ...look, className: `casing ${switched}` };
    path.casing = L.polyline(path.getLatLngs(), options).addTo(casings);
  }
}

/** Draw the lines as wide as a stage wants them. */
export function scaleLines() {
  for (const path of state.paths) {
    path.ownWeight ??= path.options.weight;
    path.setStyle({ weight: px(path.ownWeight) });
    path.casing?.setStyle({ weight: px(path.ownWeight) + CASING_PX });
  }
}

/** Draw the lines in the colours of a dark stage, or in their own again. */
export function paintLines(dark) {
  for (const path of state.paths) {
    path.ownColour ??= path.options.color;
    path.setStyle({ color: dark ? lighten(path.ownColour) : path.ownColour });
    path.casing?.setStyle({ color: (dark ?? state.config.colours)[dark ? 'sea' : 'paper'] });
  }
}

/** Dim the lines that a view is not about, and those of modes and layers that are switched off. */
export function showLines(view) {
  for (const name of SWITCHED_LAYERS) {
    document.body.classList.toggle(`without--${name}`, !view.layers.includes(name));
  }
  for (const path of state.paths) {
    const drawn = path.getElement();
    const onRoute = view.route !== '' && hasClass(path, `etir--${view.route}`);
    const off = view.route ? !onRoute : isOff(path, view);
    drawn?.classList.toggle('line--off', off);
    path.casing?.getElement()?.classList.toggle('line--off', off);
    drawn?.classList.toggle('line--chosen', onRoute);
  }
}

function isOff(path, view) {
  if (view.lines.length) return !view.lines.some((id) => hasClass(path, `line--${id}`));
  if (view.links.length) return true;
  const [, mode] = MODE.exec(path.options.className);
  return view.modes.length > 0 && !view.modes.includes(mode);
}
