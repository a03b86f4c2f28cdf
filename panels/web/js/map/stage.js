/* The stage's side of the map: it is loaded into the map's frame while a story runs. It flies from scene to scene,
   paints the map light or dark and draws the inset. It knows nothing of stories, texts or the server. */

import { element } from '../dom/element.js';
import { CountryFill } from './country_fill.js';
import { drawInset, layFar, paintFar } from './far_picture.js';
import { StageSheet } from './stage_sheet.js';

const FLIGHT_S = 1.05;
const SETTLE_S = FLIGHT_S + 0.2; // names are placed when a flight is over
const YEAR_MS = 300;
const MAX_ZOOM = 12.5;
const FAR_Z = 190;
const SCALE_PX = 230;

const { map, caravan } = window;
const state = { scene: null, flying: false, explored: false, begun: false, sheet: null, far: null, picture: null };
const inset = element('div', { class: 'stage-inset', 'aria-hidden': 'true' });
const fill = new CountryFill(readSheet);
const paper = new StageSheet(map, caravan);
let painted = []; // names of the colours that are set for a dark stage

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const cameraAt = () => [map.getCenter(), map.getZoom()].join();

function begin() {
  if (state.begun) return;
  state.begun = true;
  map.keyboard.disable(); // arrows belong to the story
  map.createPane('far').style.zIndex = FAR_Z;
  L.control.scale({ imperial: false, position: 'bottomright', maxWidth: SCALE_PX }).addTo(map);
  map.on('dragstart zoomstart', () => {
    if (!(state.flying || paper.isMoving)) explore();
  });
  map.on('moveend', () => {
    state.flying = false;
    showInset();
    if (state.scene && !state.explored) state.scene.settledAt = cameraAt();
  });
  map.on('resize', () => {
    if (!state.scene || state.explored) return;
    // Where the camera stands was reckoned for the former size, even when the scene knows the new one already.
    state.flying = false;
    state.scene.settledAt = null;
    show(state.scene, { still: true });
  });
  map.getContainer().append(inset);
  addEventListener('beforeprint', layOnSheet);
  addEventListener('afterprint', takeOffSheet);
  drawFar();
}

function layOnSheet() {
  const { scene, explored } = state;
  if (scene) paper.lay({ k: scene.k, box: explored ? null : scene.box, maxZoom: MAX_ZOOM });
}

function takeOffSheet() {
  const { scene } = state;
  if (paper.takeOff()) caravan.setStage({ on: true, k: scene.k, blocked: scene.blocked });
}

/** Let the reader move the map from now on. */
function explore() {
  if (state.explored) return;
  state.explored = true;
  window.dispatchEvent(new CustomEvent('stage:explored'));
}

/** Fly to a scene: { box, layers, site, sites, countries, waiting, free, blocked, k, name }. `waiting` names the year
 *  and the direction of travel whose hours are shown; `free` is the part of the picture that nothing lies on, in pixels
 *  from each side. `still` does without a flight. */
function show(scene, { still = false } = {}) {
  const before = state.scene;
  state.scene = scene;
  state.explored = false;
  caravan.setStage({ on: true, k: scene.k, blocked: scene.blocked });
  const same = before && JSON.stringify([before.box, before.free]) === JSON.stringify([scene.box, scene.free]);
  if (same) scene.settledAt = before.settledAt;
  const isThere = same && (state.flying || before.settledAt === cameraAt());
  if (scene.box && !isThere) moveTo(scene, still || isCalm() || !before);
  const { layers, site, sites, countries, waiting } = scene;
  fill.show(map, countries);
  const view = { ...caravan.blank(), layers, site, focus: sites, hide: sites.length > 0 };
  state.view = waiting ? { ...view, view: 'waiting', ...waiting } : view;
  caravan.showView(state.view, { wait: SETTLE_S * 1000 });
  if (!state.flying) caravan.layOut();
  document.body.dataset.scene = scene.name;
}

/** Show another year of the same scene; the names follow when the symbols stand. */
function showYear(year) {
  state.view = { ...state.view, year };
  caravan.showView(state.view, { wait: YEAR_MS });
}

function moveTo({ box, free }, quiet) {
  const { top, right, bottom, left } = free;
  const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom: MAX_ZOOM };
  state.flying = true;
  if (quiet) map.fitBounds(box, { ...options, animate: false });
  else map.flyToBounds(box, { ...options, duration: FLIGHT_S });
  state.flying = !quiet;
}

/** Paint the map in the colours of a dark stage; in its own without any. */
function paint(dark) {
  const { style } = document.documentElement;
  document.body.classList.toggle('dark', Boolean(dark));
  for (const name of painted) style.removeProperty(`--${name}`);
  painted = Object.keys(dark ?? {});
  for (const name of painted) style.setProperty(`--${name}`, dark[name]);
  caravan.paint(dark);
  drawFar();
}

/** The sheet of the base map that has whole countries, fetched once. */
function readSheet() {
  state.sheet ??= caravan.fetchOverview();
  return state.sheet;
}

async function drawFar() {
  const sheet = await readSheet();
  state.far?.remove();
  state.picture = paintFar(sheet, new Set(caravan.members()), caravan.colours());
  state.far = layFar(state.picture).addTo(map);
  showInset();
}

/** Show where in the region the picture is: a small map with a frame, unless the picture shows the region itself. */
function showInset() {
  if (!state.picture) return;
  const small = drawInset(state.picture, map.getBounds(), caravan.colours()['inset-frame']);
  inset.classList.toggle('stage-inset--bare', !small);
  const compass = element('span', { class: 'stage-compass' }, `▲ ${caravan.word('north')}`);
  inset.replaceChildren(...(small ? [small] : []), compass);
}

/** All that the stage may ask of the map. */
window.stageMap = {
  begin,
  show,
  showYear,
  paint,
  explore,
  isExplored: () => state.explored,
  isFlying: () => state.flying,
  zoom: (step) => {
    explore();
    map.setZoom(map.getZoom() + step);
  },
};
