/* The line from a page to its server. A server that has been restarted, or has not seen us for two minutes, knows
   no part of the page, and a part alone would never be answered. So whenever the line is back, the page runs once. */

import { versionOf } from '../core/edition.js';
import { element } from '../dom/element.js';
import { BACK, WAKE } from '../dom/signals.js';
import { closeBoxes, isConnected, watchConnection } from '../dom/streamlit.js';

const MISSED_MS = 1000; // a line that is back sooner was hardly missed
const SAID_MS = 9000;
const LOOK_MS = 1000; // with half a second on the server, an edition is on every open page within two

let told = { lost: '', changed: '', edition: '', watch: '' };
let looking = 0;
let asked = '';
let opened = { page: null, edition: '' };
let isLost = !isConnected(); // it may have gone while this script was on its way
let missing = 0;
let ask = () => null;
let stepped = ''; // the address that a step in the history, back or on, has led to

/** Take what the server said last of a page: the words, and the edition of the data that stands on it.
 *  `run` has the whole page run; it takes which edition it was opened with, and whether the reader has stepped to the
 *  address that the run brings. */
export function hearLine(page, newest, run) {
  const before = told.edition;
  told = newest;
  ask = run;
  note();
  if (told.watch && !looking) looking = setInterval(look, LOOK_MS);
  if (opened.page !== page) opened = { page, edition: newest.edition };
  else if (newest.changed && versionOf(newest.edition) !== versionOf(before)) sayFor(SAID_MS, newest.changed);
}

/** Where tables are changed in the app: ask which edition is the newest, and have the page run once for another. */
async function look() {
  if (!told.watch || document.hidden || isLost) return;
  const answer = await fetch(told.watch, { cache: 'no-store' }).catch(() => null);
  const newest = answer?.ok ? await answer.text() : '';
  if (!newest || newest === asked || versionOf(newest) === versionOf(told.edition)) return;
  asked = newest;
  wake();
}

/** The address may be an older one of the server's, whose newest is on its way; a step in the history is the reader's
 *  own. */
function wake() {
  ask({ edition: opened.edition, stepped: stepped === location.href });
}

/** The one line in which this is said; it is there before, so that it is read aloud. */
function note() {
  const there = document.querySelector('.line-note');
  if (there) return there;
  const made = element('p', { class: 'line-note', role: 'status' });
  document.body.append(made);
  return made;
}

function say(text) {
  note().textContent = text;
}

function sayFor(ms, text) {
  say(text);
  setTimeout(() => {
    if (note().textContent === text) say('');
  }, ms);
}

closeBoxes();
document.addEventListener(WAKE, wake);
addEventListener('popstate', () => {
  stepped = location.href;
});

watchConnection(() => {
  if (isConnected() === !isLost) return;
  isLost = !isLost;
  clearTimeout(missing);
  if (isLost) {
    missing = setTimeout(() => say(told.lost), MISSED_MS);
    return;
  }
  say('');
  if (document.dispatchEvent(new CustomEvent(BACK, { cancelable: true }))) {
    document.dispatchEvent(new CustomEvent(WAKE));
  }
});
