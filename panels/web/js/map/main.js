/* The map's side of the page: it lives in the map's frame and is the only script that touches the map there. It draws
   the base map, groups neighbouring symbols, places names and obeys one function, caravan.showView(view). It knows
   nothing of Streamlit, so that a map saved as one file uses it as it is. */

import { findSites, readRows } from '../core/filter.js';
import { makeFold } from '../core/fold.js';
import { drawBase, fetchAhead, fetchOverview, paintBase } from './base_map.js';
import { addCamera, forgetFrame, frameAgain, goHome, isFirst, isMovedByHand, moveCamera } from './camera.js';
import { addControls, drawControls } from './controls.js';
import { fetchCourses, fetchExact } from './courses.js';
import { addGround, fetchGroundAhead, paintGround } from './ground.js';
import { addGroups, showGroups } from './groups.js';
import { addInk } from './ink.js';
import { layOut } from './labels.js';
import { foldLegend } from './legend.js';
import { addLines, paintLines, scaleLines, showLines, takeLines } from './lines.js';
import { addLinks, forgetLinks, showLinks } from './links.js';
import { addMarks, forgetMarks, showLand, showMarks, showPicked } from './marks.js';
import { forgetWidths } from './name_width.js';
import { addOwnFiles, findOwnFiles, showHint } from './own_loader.js';
import { preparePrint } from './paper.js';
import { RoutePlayer } from './route_player.js';
import { addSettling, forgetSettled, isSettled, settle, settleAfter } from './settle.js';
import { state, tell } from './shared.js';
import { drawPoints, pressByKey, showSites, takeMarker } from './sites.js';
import { addSymbolMenu } from './symbol_menu.js';
import { addTooltip } from './tooltip.js';
import { addWaiting, showWaiting, takeWaiting } from './waiting.js';

const PANES = { base: 200, ground: 210, casings: 390, groups: 620, names: 640 };
const SITE = /(?:^| )site site--([\w-]+)/; // not a group, which may be site--off as well

const player = new RoutePlayer();

// ---- beginning ------------------------------------------------------------------------------------------------------

/** Begin on an empty map. `config` is constant as long as the data are. */
function begin(map, config) {
  Object.assign(state, { map, config, colours: config.colours, fold: makeFold(config.folding) });
  document.querySelector('meta[name=viewport]')?.setAttribute('content', 'width=device-width, initial-scale=1');
  for (const [name, height] of Object.entries(PANES)) map.createPane(name).style.zIndex = height;
  map.getPane('names').classList.add('names');
  map.getPane('names').setAttribute('aria-hidden', 'true');
  addCamera();
  addControls();
  addGroups();
  addGround();
  addLines();
  addInk();
  addLinks();
  addMarks();
  addWaiting();
  goHome(false);
  drawBase();
  followMap(map);
  addSettling();
  addTooltip();
  addSymbolMenu();
  addOwnFiles();
  preparePrint();
  document.fonts?.addEventListener('loadingdone', () => {
    forgetWidths();
    layOut();
  });
}

function followMap(map) {
  const container = map.getContainer();
  map.on('caravan:overview', settleLand);
  map.on('caravan:lines', followLines);
  map.on('resize', onResize);
  map.on('click', ({ latlng }) => tell('point', { at: [latlng.lat, latlng.wrap().lng] }));
  new ResizeObserver(() => map.invalidateSize({ pan: false, animate: false })).observe(container);
  container.addEventListener('keydown', pressByKey);
}

function onResize() {
  foldLegend();
  if (!isMovedByHand()) frameAgain();
  state.map.fire('moveend'); // the base map's canvas grows with the map only after a move
}

/** The lines run otherwise at this zoom: what is coloured along them follows. */
function followLines() {
  forgetLinks();
  if (state.ready) showLinks(state.view);
}

/** A country can be tinted and framed only when its shape has come. */
function settleLand() {
  if (!state.view?.land) return;
  forgetFrame();
  showLand(state.view);
  if (state.ready) moveCamera(state.view, state.matched, true);
}

// ---- what depends on language and data ------------------------------------------------------------------------------

/** Take what is shown in the reader's language: words, names, rows, legend. It comes in one or two messages. */
function setContent(json) {
  const message = JSON.parse(json);
  if (message.points) state.points = message.points;
  if (!message.words) return;
  takeLanguage(message);
  // The markers of the same message are on the map once this script has run to its end. Lines without their courses
  // would run straight for a moment; where the courses cannot be had, all else stands without them.
  fetchCourses().catch(reportError).then(collectLayers);
}

/** Show all names and words in another language; those that are only said of a symbol come with the symbols. */
function speak(message) {
  if (!state.ready) return;
  takeLanguage(message);
  showView(state.view);
  layOut();
}

function takeLanguage(message) {
  const { words, labels, lines, figures, legs, lineCountries, grades } = message;
  const rows = new Map(readRows(message.columns, message.rows).map((row) => [row.id, row]));
  Object.assign(state, { words, labels, lines, figures, legs, lineCountries, grades, rows, places: message.marks });
  state.modes = message.modes;
  takeWaiting(message.waiting);
  document.documentElement.lang = message.lang;
  document.title = words.map;
  const container = state.map.getContainer();
  container.setAttribute('aria-label', words.map);
  container.setAttribute('role', 'region');
  drawControls(message);
}

/** Find the symbols and lines that were just drawn and make them ours. */
function collectLayers() {
  state.markers.clear();
  state.paths = [];
  forgetLinks();
  forgetMarks();
  player.forget();
  state.map.eachLayer((layer) => {
    const names = layer.options?.icon?.options.className ?? layer.options?.className ?? '';
    const site = SITE.exec(names);
    if (layer instanceof L.Marker && site) takeMarker(layer, site[1]);
    else if (layer instanceof L.Polyline && names.startsWith('line ')) state.paths.push(layer);
  });
  state.all = new Map(state.markers);
  takeLines();
  if (state.stage.on) scaleLines();
  if (state.points) drawPoints();
  state.ready = true;
  forgetSettled();
  const first = isFirst();
  showView(state.view ?? state.config.blank, { first });
  const stand = () => {
    if (first) layOut();
    document.body.dataset.ready = 'true';
    tell('ready');
  };
  if (first)
    setTimeout(stand); // a cold page shows its symbols, then names them
  else stand();
}

// ---- the reader's choices -------------------------------------------------------------------------------------------

/** Bring the map in step with a view; gives the ids of the sites that answer to it, or null before the map stands.
 *  What the eye looks for changes now. The camera and the names, which are costly, follow after `wait` ms or when
 *  `settle` is called: so the reader's choice is on its way to the server before the picture is redrawn. */
function showView(view, { first = false, wait = 0 } = {}) {
  state.view = view;
  if (!state.ready) return null;
  const found = findSites(view, state.rows.values(), state.fold);
  state.matched = found;
  showWaiting(view, found);
  showSites(view, found);
  showLines(view);
  player.show(view);
  for (const show of [showLinks, showMarks, showLand, showPicked]) show(view);
  showGroups();
  settleAfter(wait, first);
  return found;
}

// ---- a stage --------------------------------------------------------------------------------------------------------

/** A stage begins or ends: somebody else moves the camera, and everything is drawn k times as large. */
function setStage({ on, k = 1, blocked = [] }) {
  const same = state.stage.on === on && state.stage.k === k;
  state.stage = { on, k, blocked };
  document.body.classList.toggle('on-stage', on);
  document.documentElement.style.setProperty('--k', k);
  if (same) return;
  scaleLines();
  fetchAhead();
  if (on) Promise.all([fetchExact(), fetchGroundAhead()]);
  layOut();
}

/** The page lays something on the map: names keep off it. */
function setCovered(box) {
  if (String(box) === String(state.covered)) return;
  state.covered = box;
  layOut();
}

/** Paint base map, ground and lines for a dark stage, or as they were. */
function paint(dark) {
  paintBase(dark ?? {});
  paintGround();
  paintLines(dark);
}

/** All that the page and the stage may ask of the map. */
window.caravan = {
  begin,
  setContent,
  speak,
  showView,
  settle: () => settle(),
  setStage,
  setCovered,
  paint,
  layOut,
  goHome: () => goHome(true),
  fetchOverview,
  colours: () => state.colours,
  members: () => state.config.members,
  blank: () => state.config.blank,
  word: (name) => state.words[name] ?? '',
  findOwnFiles,
  showHint,
  isReady: () => state.ready,
  /** Whether camera and names have come to the newest view: what a test waits for. */
  isSettled,
};
