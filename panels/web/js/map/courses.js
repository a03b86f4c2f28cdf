/* Where the lines run. Their courses are fetched by address: simplified for the first view, exact close in. */

import { unpackSteps } from '../core/steps.js';
import { state } from './shared.js';
import { fetchSheet } from './sheets.js';

const levels = new Map(); // least zoom → line id → pieces { between, country, at }
const fetched = { overview: null, exact: null };

/** Fetch the courses for the first view; what is drawn with them waits for this. */
export function fetchCourses() {
  fetched.overview ??= fetchSheet(state.config.base.lines.overview).then(keep);
  return fetched.overview;
}

/** Fetch the exact courses: close in, or ahead where there may soon be no network. */
export function fetchExact() {
  fetched.exact ??= fetchSheet(state.config.base.lines.exact).then(keep);
  return fetched.exact;
}

/** Whether the exact courses are wanted at this zoom and have not come yet. */
export const needsExact = () => {
  const { close_lines: close, exact_lines: exact } = state.config.zooms;
  return state.map.getZoom() >= close && !levels.has(exact);
};

function keep({ digits, zooms }) {
  for (const [zoom, lines] of Object.entries(zooms)) {
    const unpacked = Object.entries(lines).map(([id, pieces]) => [id, pieces.map((piece) => unpack(piece, digits))]);
    levels.set(Number(zoom), new Map(unpacked));
  }
}

const unpack = ([between, country, steps], digits) => ({
  between: between === 1,
  country,
  at: unpackSteps(steps, digits),
});

/** The pieces of all lines as they are drawn at this zoom: line id → pieces; empty before they have come. */
export function coursesNow() {
  const zoom = state.map.getZoom();
  const known = [...levels.keys()].sort((a, b) => a - b);
  return levels.get(known.findLast((least) => least <= zoom) ?? known[0]) ?? new Map();
}
