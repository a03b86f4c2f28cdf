/* The speaker's second window: what it shows of a stop, and how it and the room agree on where they are. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { begin } from '../../panels/web/js/walkthrough/speaker.js';
import { makePage } from './elements.mjs';

const WORDS = { speaker: 'Speaker', noNotes: 'No notes', lastStop: 'The last stop', ended: 'The room is closed' };
const TOLD = { coming: 'Next: {title}', sources: 'Sources: {titles}', back: 'Back', next: 'Next', blank: 'Blank' };
const FIGURE = { value: '54.9 h', caption: 'to leave Georgia', source: 'CPMM', marks: ['second-hand'] };
const SCENES = [
  { title: 'Kapıkule', note: 'Welcome them', lines: [{ text: 'Busiest' }], figure: null, sources: [] },
  { title: 'Red Bridge', note: '', lines: [], figure: FIGURE, sources: ['CPMM 2023', 'Monitor'] },
  { title: 'Torugart', note: '', lines: [], figure: null, sources: [] },
];
const STORY = {
  id: 'sites',
  start: 1,
  taken: 0,
  lang: 'en',
  words: { ...WORDS, ...TOLD },
  scenes: SCENES,
  languages: { en: 'English', tr: 'Türkçe' },
  attendee: { stream: 'rooms/abc', asks: false },
};

let root = null;
let sent = [];
let lines = [];
let leave = null;

/** Open the window as the server sends it; `change` is what differs from `STORY`. */
function open(change = {}) {
  const setStateValue = (_, at) => sent.push(at);
  leave = begin({ parentElement: root, data: { ...STORY, ...change }, setStateValue });
}

beforeEach(() => {
  root = makePage();
  sent = [];
  lines = [];
  globalThis.WebSocket = function Line() {
    lines.push(this);
    this.close = () => null;
  };
});

afterEach(() => leave());

const read = (name) => root.find('class', `speaker-${name}`).textContent;
const press = (key, more = {}) => {
  const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...more });
  Object.defineProperty(event, 'target', { value: root });
  document.dispatchEvent(event);
};
/** The room says where it is; what it does not say is as it was at the beginning. */
const say = (said) => {
  const place = { story: 'sites', stop: 1, blank: false, by: 'somebody', version: 1, ...said };
  lines.at(-1).onmessage({ data: JSON.stringify(place) });
};

test('a stop has its notes, its figure with the source, and the name of the next one', () => {
  open({ start: 2 });
  assert.equal(read('counter'), '2 / 3');
  assert.equal(read('title'), 'Red Bridge');
  assert.equal(read('notes'), 'No notes');
  assert.equal(read('lines'), '54.9 h – to leave Georgia · CPMM · second-hand');
  assert.equal(read('coming'), 'Next: Torugart');
  assert.equal(read('sources'), 'Sources: CPMM 2023; Monitor');
});

test('keys move by a stop, end where the story ends, and tell the room', () => {
  open();
  for (const key of ['ArrowRight', 'End', 'PageDown', 'Home', 'ArrowLeft', 'x']) press(key);
  assert.deepEqual(
    sent.map(({ stop }) => stop),
    [2, 3, 3, 1, 1],
  );
  assert.equal(read('title'), 'Kapıkule');
  assert.equal(read('notes'), 'Welcome them');
});

test('a key with Ctrl, or written into a field, is not for the story', () => {
  open();
  press('ArrowRight', { ctrlKey: true });
  root.closest = () => root;
  press('ArrowRight');
  assert.deepEqual(sent, []);
});

test('while the hall sees nothing, the first step only wakes it', () => {
  open();
  press('b');
  press('ArrowRight');
  press('ArrowRight');
  assert.deepEqual(
    sent.map(({ stop, blank }) => [stop, blank]),
    [
      [1, true],
      [1, false],
      [2, false],
    ],
  );
  assert.equal(root.find('class', 'speaker-blank').attributes['aria-pressed'], 'false');
});

test('the room leads, the newest word of it counts', () => {
  open();
  say({ stop: 3, version: 5 });
  assert.equal(read('title'), 'Torugart');
  assert.equal(read('coming'), 'The last stop');
  say({ stop: 2, version: 4 });
  assert.equal(read('title'), 'Torugart');
});

test('an older word of our own, that comes after a newer step, moves nothing back', () => {
  open();
  press('ArrowRight');
  press('ArrowRight');
  const { by } = sent[0];
  say({ stop: 2, version: 2, by });
  assert.equal(read('title'), 'Torugart');
  say({ stop: 3, version: 3, by });
  assert.equal(read('title'), 'Torugart');
});

test('a room in another story is followed by asking for that story, once it is back no longer', () => {
  open();
  say({ story: 'corridor', version: 2 });
  assert.deepEqual(sent.at(-1).asked, { story: 'corridor' });
  say({ version: 3 });
  press('ArrowRight');
  assert.equal(sent.at(-1).asked, null);
});

test('a cut line is said; after it a new server may count from 1 again', () => {
  open();
  say({ stop: 3, version: 9 });
  const offline = root.find('class', 'speaker-offline');
  lines.at(-1).onopen();
  assert.equal(offline.hidden, true);
  lines.at(-1).onclose({ code: 1006 });
  assert.equal(offline.hidden, false);
  say({ stop: 2, version: 1 });
  assert.equal(read('title'), 'Red Bridge');
});

test('a room that ends says so, and one that opens again is shown', () => {
  open();
  say({ ended: true });
  assert.equal(root.textContent, 'The room is closed');
  say({ stop: 2, version: 1 });
  assert.equal(read('title'), 'Red Bridge');
});

test('the list jumps, a language is asked for, and one that has come is written', () => {
  open();
  const list = root.find('class', 'speaker-list');
  list.value = '2';
  list.dispatchEvent(new Event('change'));
  assert.equal(sent.at(-1).stop, 3);
  press('l');
  const tongue = root.find('class', 'speaker-tongue');
  assert.equal(document.activeElement, tongue);
  tongue.value = 'tr';
  tongue.dispatchEvent(new Event('change'));
  assert.deepEqual(sent.at(-1).asked, { language: 'tr' });
  open({ lang: 'tr', words: { ...STORY.words, blank: 'Karart' } });
  assert.equal(document.documentElement.lang, 'tr');
  assert.equal(read('blank'), 'Karart');
});
