/* Hours that a reader asks of the stops of a journey: what a slider's places mean, what may be typed, the question as a
   word. The rules are those of panels/corridor/what_if.py. */

import { writeNumber } from './chart_scale.js';

const DIGITS = 2;
const STEPS = [
  [24, 1],
  [4, 0.5],
  [0, 0.1],
]; // from so many hours on, so many hours a step
const STEP_UNKNOWN = 6;
const NUMBER = /^\d{1,4}(\.\d*)?$|^\.\d+$/;
const SPACES = /\s/g;

const round = (hours) => Number(hours.toFixed(DIGITS));

/** The slider of a stop: its places, and what each means in hours. The last one is what is known, whatever the step. */
export function makeScale(known, most) {
  const end = known ?? most;
  const step = known === null ? STEP_UNKNOWN : STEPS.find(([from]) => end >= from)[1];
  const places = Math.ceil(round(end / step));
  return {
    places,
    toHours: (place) => round(Math.min(place * step, end)),
    toPlace: (hours) => (hours >= end ? places : Math.min(Math.round(hours / step), places)),
  };
}

/** Read what was typed, with a comma or a point; null when it is no number of hours. A blank asks nothing. */
export function readHours(text, { known, most }) {
  const plain = text.trim().replace(SPACES, '').replace(',', '.');
  if (!plain) return known ?? 0;
  if (!NUMBER.test(plain)) return null;
  return round(Math.min(Number(plain), known ?? most));
}

/** Write hours into a field: blank without a measurement and without a question. */
export const writeHours = (hours, known, signs) =>
  known === null && !hours ? '' : writeNumber(Number(hours.toFixed(1)), { ...signs, group: '' });

/** What a word asks: stop → hours. */
export function readWord(word) {
  const entries = word.split(' ').filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const end = entry.indexOf('.');
      return [entry.slice(0, end), Number(entry.slice(end + 1))];
    }),
  );
}

/** The word for what is asked: only what differs from what is known, in the order of travel. */
export function writeWord(stops, asked) {
  const differs = ({ id, known }) => asked.has(id) && (known === null ? asked.get(id) > 0 : asked.get(id) < known);
  return stops
    .filter(differs)
    .map(({ id }) => `${id}.${asked.get(id)}`)
    .join(' ');
}
