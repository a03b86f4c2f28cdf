/* What is said of a waiting glyph: beside it, when it is pointed at, and to screen readers. */

import { state } from './shared.js';
import { nameOf } from './sites.js';

const TRAVELS = { west: '←', east: '→' };
const DASH = '–'; // not measured
const SECOND_HAND = '*';

const put = (words, parts) =>
  Object.entries(parts).reduce((text, [name, part]) => text.replace(`{${name}}`, part), words);

/** The lines below a name: what it takes to get in and out, for each direction that is shown. */
export function glyphHours(halves) {
  const travels = [...new Set(halves.map(({ travel }) => travel))];
  return travels.flatMap((travel) => {
    const here = halves.filter((half) => half.travel === travel);
    const sign = travels.length > 1 ? `${TRAVELS[travel]} ` : '';
    if (here.every(({ value }) => !value.state)) return [sign + state.words.waitBlank];
    const parts = ['enter', 'leave'].flatMap((act) => here.filter((half) => half.act === act));
    const lines = wrap(parts, travels.length === 1);
    return lines.map((line, place) => (place ? '' : sign) + line);
  });
}

/** Write the hours in one line, or in two where one would be long; one sign stands for all that are second-hand. */
function wrap(parts, mayWrap) {
  const measured = parts.filter(({ value }) => value.state === 'measured');
  const all = measured.every(({ value }) => value.secondHand);
  const told = parts.map((part) => writePart(part) + (part.value.secondHand && !all ? SECOND_HAND : ''));
  const line = told.join(' · ');
  const end = all && measured.length ? ` ${SECOND_HAND}` : '';
  if (!mayWrap || line.length < state.config.waiting.hours_wrap) return [line + end];
  return told.map((one, place) => one + (place === told.length - 1 ? end : ''));
}

const writePart = ({ act, value }) =>
  put(act === 'enter' ? state.words.waitInto : state.words.waitOutOf, { hours: writeHours(value) });

function writeHours({ state: known, text }) {
  const { words } = state;
  if (known === 'closed') return words.waitClosed;
  return known === 'measured' ? put(words.waitHours, { h: text }) : DASH;
}

/** A half in words: what is done there, how long it took, and what has to be said of that. */
function describeHalf({ act, post, value }) {
  const { words, waiting } = state;
  const country = waiting.countries[post];
  const hours = value.state === 'measured' ? put(words.waitHours, { h: value.text }) : '';
  const blank = value.state === 'closed' ? words.waitClosed : words.waitBlank;
  const said = put(act === 'enter' ? words.waitEnter : words.waitLeave, { country, hours: hours || blank });
  const marks = [value.secondHand && words.waitSecondHand, value.disputed && words.waitDisputed].filter(Boolean);
  return marks.length ? `${said} (${marks.join(', ')})` : said;
}

function listParts(id, site, year, halves) {
  const { words } = state;
  const going = { west: words.waitWest, east: words.waitEast };
  const travels = [...new Set(halves.map(({ travel }) => travel))];
  const parts = travels.map((travel) => {
    const said = halves.filter((half) => half.travel === travel).map(describeHalf);
    return `${going[travel]}: ${said.join('; ')}`;
  });
  return [`${nameOf(id)}, ${state.modes[site.mode] ?? site.mode}, ${year}`, ...parts];
}

/** The accessible name of a glyph. */
export const nameGlyph = (...glyph) => listParts(...glyph).join('. ');

/** The words beside the pointer: the same, and where it is from. */
export function tellGlyph(id, site, year, halves) {
  const sources = new Set(halves.map(({ value }) => state.waiting.sources[value.source]).filter(Boolean));
  return [...listParts(id, site, year, halves), ...sources].join('\n');
}
