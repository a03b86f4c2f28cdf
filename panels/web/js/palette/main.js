/* The way to the palette, on every page: Ctrl+K and `/` in page and map, a button of the masthead; `?` shows the keys.
   Library and index are fetched when the page has been read for a while and the browser has nothing else to do, at the
   latest when they are wanted. */

import { makeFold } from '../core/fold.js';
import { askedBy } from '../core/palette_keys.js';
import { Search } from '../core/search.js';
import { listenAnew } from '../dom/component.js';
import { element, isTyping } from '../dom/element.js';
import { MapFrame } from '../dom/map_frame.js';
import { SHARE } from '../dom/signals.js';
import { act } from './act.js';
import { KeysDialog } from './keys_dialog.js';
import { Palette } from './palette.js';
import { bringIntoView, watchRecord } from './record.js';

const READ_MS = 2000; // who leaves a page before seldom searches it; the index costs as much as half the map
const LATEST_MS = 3000; // a browser that is never idle fetches it so much later
const SAID_MS = 4000;
const idle = globalThis.requestIdleCallback ?? ((load) => setTimeout(load, LATEST_MS));

// These outlive a run of the page.
const searches = new Map();
const ready = new Map(); // of these, what has come
let told = null;
let palette = null;
let keys = null;

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = listenAnew(({ data }, signal) => {
  told = data;
  const onKey = (event) => hear(event);
  document.addEventListener('keydown', onKey, { signal, capture: true });
  const onClick = ({ target }) => {
    if (target.closest?.('[data-find]')) openPalette();
    const wanted = target.closest?.('[data-share]');
    if (wanted) openShare(wanted.dataset.share);
  };
  document.addEventListener('click', onClick, { signal });
  document.addEventListener(SHARE, ({ detail }) => openShare(detail.field, detail.here), { signal });
  const frame = new MapFrame((inside) => {
    if (inside !== window) inside.document.addEventListener('keydown', onKey, { signal, capture: true });
  }, signal);
  const watcher = new MutationObserver(() => frame.find());
  watcher.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener('abort', () => watcher.disconnect());
  frame.find();
  if ('find' in document.body.dataset) openPalette(); // asked for before this was there
  watchRecord(data.record, signal);
  const soon = setTimeout(() => idle(() => prepare(data), { timeout: LATEST_MS }), READ_MS);
  signal.addEventListener('abort', () => clearTimeout(soon));
});

function hear(event) {
  if (event.key === 'Control' || event.key === 'Meta') prepare(told); // K may follow
  const asked = askedBy(event, isTyping(event));
  if (!asked || isBlank()) return;
  if (asked === 'keys' && onStage()) return; // it shows its own
  event.preventDefault();
  event.stopPropagation();
  if (asked === 'find') openPalette();
  else openKeys();
}

const onStage = () => Boolean(document.querySelector('.stage'));
const isBlank = () => Boolean(document.querySelector('.stage-blank:not([hidden])'));

/** Fetch what is needed, and make the dialog, before it is wanted. */
async function prepare(data) {
  const search = await loadSearch(data).catch(() => null);
  if (search && !palette) makePalette().warm(data, search);
}

function makePalette() {
  palette ??= new Palette((row, event) => act(row, event, told, { say, openKeys, openShare, bringIntoView }));
  return palette;
}

function openPalette() {
  delete document.body.dataset.find;
  keys?.close();
  makePalette().open(told, ready.get(told.index), () => loadSearch(told));
}

function openKeys() {
  palette?.close();
  keys ??= new KeysDialog();
  keys.open(told);
}

/** The dialog is fetched when it is first wanted; `field` is the one that was asked for, `here` the
 *  address. */
async function openShare(field, here) {
  const share = await import(new URL(told.share, document.baseURI).href);
  share.begin(told, field, here);
}

/** Say something that shall also be read aloud, in the line that the page has for it. */
function say(text) {
  const line = document.querySelector('.line-note') ?? document.body.appendChild(element('p', { class: 'line-note' }));
  line.textContent = text;
  setTimeout(() => {
    if (line.textContent === text) line.textContent = '';
  }, SAID_MS);
}

/** Fetch library and index once for each language and version of the tables. */
function loadSearch({ library, index }) {
  if (!searches.has(index)) {
    const coming = makeSearch(library, index);
    searches.set(index, coming);
    coming.then(
      (search) => ready.set(index, search),
      () => searches.delete(index), // the next time, it may be there
    );
  }
  return searches.get(index);
}

async function makeSearch(library, index) {
  const address = (path) => new URL(path, document.baseURI).href;
  const [module, answer] = await Promise.all([import(address(library)), fetch(address(index))]);
  if (!answer.ok) throw new Error(`${index}: ${answer.status}`);
  const { folding, kinds, rows } = await answer.json();
  const search = await new Search(module.default, makeFold(folding), rows).begin();
  return Object.assign(search, { kinds });
}
