/* What the modules in the map's frame share. Nothing here knows Streamlit: a map saved as one file uses the same. */

/** The map, what the page has sent, and what is shown. Each part is written by the module that it belongs to. */
export const state = {
  map: null,
  config: null,
  words: {},
  labels: [], // of the base map: kind, lat, lon, rank, text
  lines: {}, // line id → hover text
  figures: {}, // site id → its leading figure, in words
  rows: new Map(), // site id → record: what a filter needs to know
  legs: {}, // e-TIR route → [line id, words] of each of its legs
  lineCountries: {}, // line id of the corridor → the countries that it crosses
  grades: {},
  places: {}, // place id → lat, lon, name of what a page may mark
  view: null,
  matched: null, // ids of the sites that answer to the view
  ready: false,
  markers: new Map(), // site id → marker of those that are shown
  all: new Map(), // … of all sites
  paths: [], // our lines
  waiting: { years: [], sites: [] }, // hours at posts, all years
  glyphs: new Map(), // site id → its waiting glyph, where the view shows them
  modes: {}, // mode → its name
  pointed: '', // the site whose symbol the reader has pressed last
  covered: null, // what the page lays on the map: left, top, right, bottom
  points: null, // thousands of sites, drawn on a canvas instead
  base: 'own',
  colours: {},
  overview: null, // the sheet of the base map that shows all of it
  // While a story runs, the stage moves the camera, everything is k times as large, and boxes lie on the map.
  stage: { on: false, k: 1, blocked: [] },
};

/** A size on the screen, as large as the stage wants it. */
export const px = (size) => size * state.stage.k;

/** Whether the reader has asked for less motion. */
export const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Tell whoever has joined this frame. */
export const tell = (name, detail = {}) => window.dispatchEvent(new CustomEvent(`caravan:${name}`, { detail }));

/** Tell that the reader has chosen a site by its symbol: where it stands is known to who sees it. */
export function choose(site, at) {
  state.pointed = site;
  tell('choose', { site, at });
}

/** Ask map/labels.js to place names and groups again. */
export const askForLayout = () => state.map.fire('caravan:layout');

/** Where a marker stands: a click on it picks this position while the reader measures. */
export function positionOf(marker) {
  const { lat, lng } = marker.getLatLng();
  return [lat, lng];
}
