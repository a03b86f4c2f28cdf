/* Links that carry `data-go` change the address without loading the page again; what is folded out and carries
   `data-keep` stays so when it is rendered again, and the focus comes back to the link that was followed, or to the
   switch that was pressed. */

import { listenAnew } from '../dom/component.js';
import { showDrawings } from '../dom/drawing.js';
import { isPlainClick } from '../dom/element.js';
import { watchLists } from '../dom/more_below.js';
import { keyed, switchOf } from '../dom/streamlit.js';

// These outlive a run of the page, after which `begin` is called again.
const open = new Set();
const scrolled = new Map();
let last = ''; // a selector

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = listenAnew(({ setTriggerValue }, signal) => {
  for (const [type, act] of Object.entries(NOTES)) document.addEventListener(type, act, { signal, capture: true });
  const go = (event) => follow(event, (query) => setTriggerValue('go', query));
  document.addEventListener('click', go, { signal });
  // What was folded out before we listened stays so, too.
  for (const details of document.querySelectorAll('[data-keep][open]')) open.add(details.dataset.keep);
  restore();
  document.documentElement.dataset.quickLinks = 'on';
  const watcher = new MutationObserver(restore);
  watcher.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener('abort', () => watcher.disconnect());
});

const NOTES = {
  toggle: ({ target }) => {
    if (target.dataset?.keep) open[target.open ? 'add' : 'delete'](target.dataset.keep);
  },
  scroll: ({ target }) => {
    if (target.dataset?.scroll) scrolled.set(target.dataset.scroll, target.scrollTop);
  },
  keydown: ({ key, target }) => {
    if (key === 'Enter' || key === ' ') noteSwitch({ target }); // no click follows: Streamlit's switch takes the key
    const facet = key === 'Escape' ? document.querySelector('.facet[open]') : null;
    if (!facet) return;
    closeFacets();
    facet.querySelector('summary').focus();
  },
  click: noteSwitch,
  pointerdown: ({ target }) => {
    last = '';
    if (!target.closest?.('.facet')) closeFacets();
  },
};

function noteSwitch({ target }) {
  last = switchOf(target) || last;
}

function closeFacets() {
  for (const facet of document.querySelectorAll('.facet[open]')) {
    facet.open = false;
    open.delete(facet.dataset.keep); // before the event that says so: the page may be rendered again until then
  }
}

function follow(event, go) {
  const link = event.target.closest?.('a[data-go]');
  if (!(link && isPlainClick(event))) return;
  event.preventDefault();
  last = `a[data-go="${CSS.escape(link.dataset.go)}"]`;
  if (!link.closest('.facet')) document.querySelector(keyed('side-panel'))?.scrollTo({ top: 0 });
  go(new URL(link.href).search.slice(1));
}

/** After the page is rendered again: unfold what was unfolded, and restore the focus. */
function restore() {
  watchLists();
  showDrawings();
  for (const name of open) {
    const details = document.querySelector(`[data-keep="${CSS.escape(name)}"]`);
    if (details && !details.open) foldOut(details);
  }
  if (isFocusLost()) requestAnimationFrame(focusAgain); // when all of it has come: it lays the page out
}

const isFocusLost = () => last && document.activeElement === document.body;

function focusAgain() {
  if (!isFocusLost()) return;
  const same = document.querySelector(last);
  (same ?? document.querySelector('article a[data-go][aria-current], a[data-go][aria-current]'))?.focus();
}

function foldOut(details) {
  details.open = true;
  const list = details.querySelector('[data-scroll]');
  const top = scrolled.get(list?.dataset.scroll);
  if (top) list.scrollTop = top; // not without need: it has the page laid out before all of it has come
}
