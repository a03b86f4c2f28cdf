/* What lies over a stage when it is asked for: all stops, all buttons and keys, the way in for others. */

import { moveTo } from '../core/palette_keys.js';
import { element } from '../dom/element.js';
import { isAllowed } from './keys.js';

export const INTERVALS_S = [10, 20, 40, 60];
export const USUAL_S = 20;
const MOVES = ['ArrowDown', 'ArrowUp'];

const WRITERS = {
  list: (menu, tour, { go, tellStory }) => writeList(menu, tour, { go, wish: tellStory }),
  menu: (menu, tour, { act, switches, seconds }) => writeMenu(menu, tour, { act, on: switches, seconds }),
  share: writeShare,
  languages: (menu, tour, { speak }) => writeLanguages(menu, tour, speak),
};

/** Write the panel that is open, if any; `stage` does what its rows ask for. */
export function writePanel(menu, tour, stage) {
  const { notes, timer, loop } = tour;
  const switches = { notes, timer, loop, theme: stage.view.dark, fullscreen: document.fullscreenElement };
  const hands = { switches, seconds: stage.seconds };
  for (const name of ['act', 'go', 'speak', 'tellStory']) hands[name] = (...what) => stage[name](...what);
  WRITERS[tour.panel]?.(menu, tour, hands);
}

/** Write the list of all stops, and of the other stories. */
function writeList(menu, { data, at }, { go, wish }) {
  const { words, scenes, stories, id } = data;
  const rows = [element('h2', {}, words.list)];
  for (const [place, scene] of scenes.entries()) {
    const here = place === at ? { 'aria-current': 'true' } : {};
    const row = element('button', { type: 'button', 'data-stop': place + 1, ...here });
    row.append(element('span', { class: 'number' }, String(place + 1)), element('span', {}, scene.title));
    row.addEventListener('click', () => go(place));
    rows.push(row);
  }
  const others = stories.filter((story) => story.id !== id);
  if (others.length) rows.push(element('h2', {}, words.stories));
  for (const story of others) {
    const row = element('button', { type: 'button', 'data-story': story.id }, story.title);
    row.addEventListener('click', () => wish(story.id));
    rows.push(row);
  }
  fill(menu, words.list, rows);
  (menu.querySelector('[aria-current]') ?? rows[1])?.focus({ preventScroll: false });
}

/** Write the languages to choose from, each by its own name. */
function writeLanguages(menu, { data }, speak) {
  const rows = Object.entries(data.languages).map(([code, name]) => {
    const here = code === data.lang ? { 'aria-current': 'true' } : {};
    const row = element('button', { type: 'button', lang: code, 'data-lang': code, ...here }, name);
    row.addEventListener('click', () => speak(code));
    return row;
  });
  fill(menu, data.words.language, [element('h2', {}, data.words.language), ...rows]);
  menu.querySelector('[aria-current]')?.focus();
}

/** Go through the rows of a panel by the keys of a list; returns whether a key was one. */
export function moveInPanel(menu, key) {
  const rows = [...menu.querySelectorAll('button, a')];
  const next = MOVES.includes(key) ? moveTo(key, rows.indexOf(document.activeElement), rows.length) : null;
  rows[next]?.focus();
  return next !== null;
}

/** Write all buttons with their keys; `on` says which of the switches are on, `seconds` how fast the tour goes. */
function writeMenu(menu, tour, { act, on, seconds }) {
  const { words, alone, live } = tour.data;
  const place = { follows: tour.follows, alone };
  const rows = listRows(words, seconds).filter(({ action }) => isAllowed(action, place));
  const title = element('h2', {}, words.more);
  fill(menu, words.more, [title, ...rows.map((row) => makeRow({ on: on[row.action], ...row }, act))]);
  if (alone && live.url) menu.append(element('a', { class: 'stage-address', href: live.url }, live.shown));
  menu.querySelector('button')?.focus();
}

function listRows(words, seconds) {
  const row = (action, keys, name = action) => ({ action, name, keys, text: words[name] });
  const every = INTERVALS_S.map((s) => {
    const name = words.every.replace('{n}', s);
    const keys = s === USUAL_S ? 'P' : '';
    return { action: 'every', value: s, name, keys, text: `${words.play}, ${name}`, on: seconds === s };
  });
  return [
    row('next', '→ PgDn'),
    row('back', '← PgUp'),
    row('first', 'Home'),
    row('last', 'End'),
    row('list', `J · ${words.digits}`),
    row('notes', 'N'),
    row('blank', 'B'),
    row('timer', 'T'),
    row('language', 'L'),
    row('theme', 'D'),
    row('fullscreen', 'F'),
    row('loop', 'O'),
    ...every,
    row('return', 'R'),
    row('share', 'Q'),
    row('cite', ''),
    row('leave', 'Esc'),
  ];
}

function makeRow({ action, value, name, text, keys, on }, act) {
  const pressed = on === undefined ? {} : { 'aria-pressed': String(Boolean(on)) };
  const row = element('button', { type: 'button', 'data-act': name, ...pressed });
  row.append(element('span', {}, text), element('kbd', {}, on ? `✓ ${keys}` : keys));
  row.addEventListener('click', () => act(action, value));
  return row;
}

/** Write how others join: a code to scan for the audience, a link for the speaker. */
function writeShare(menu, { data: { words, attendee, lang } }) {
  const title = element('h2', {}, words.share);
  if (!attendee.stream) {
    fill(menu, words.share, [title, element('p', { class: 'stage-hint' }, words.opening)]);
    return;
  }
  const hint = (text, mark = '') => element('p', { class: `stage-hint${mark}` }, text);
  const picture = element('div', { class: 'stage-qr', role: 'img', 'aria-label': words.audienceHint });
  picture.innerHTML = attendee.qr; // drawn by segno from an address of our own
  const speaker = new URL(attendee.speaker, document.baseURI);
  speaker.searchParams.set('lang', lang); // the audience reads each in its own, the speaker that of the stage
  const look = { class: 'stage-link', href: speaker.href, target: '_blank', rel: 'noopener' };
  fill(menu, words.share, [
    title,
    picture,
    hint(words.audienceHint),
    element('p', { class: 'stage-address' }, attendee.audience),
    ...(attendee.local ? [hint(words.local, ' stage-mark')] : []),
    element('a', look, words.speakerLink),
    hint(words.speakerHint),
  ]);
}

function fill(menu, label, rows) {
  menu.setAttribute('aria-label', label);
  menu.replaceChildren(...rows);
}
