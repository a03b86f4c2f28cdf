/* A record that an address names is brought into view, wherever it stands on its page: in a long list, in a tab of a
   card, or folded in. It waits until the page stands, finds it again when a run puts another in its place, keeps it in
   view while the page above it still grows or is put to its top, and gives up as soon as the reader does something
   else. */

import { isRunning, mainArea, watchRun } from '../dom/streamlit.js';

const MARK = 'found-record';
let wanted = null;
let shown = null;
const inView = new IntersectionObserver((seen) => {
  const last = seen.at(-1);
  if (last.target === shown && !last.isIntersecting) show(shown);
});
// The address as it was opened: the server may have led on from it, or written it again, before this script came.
let opened = new URL(performance.getEntriesByType('navigation')[0]?.name ?? location.href).searchParams;

/** Bring a record into view as soon as the page at a path stands. */
export function bringIntoView(id, path) {
  wanted = { id, path };
  shown = null;
  for (const one of document.querySelectorAll(`.${MARK}`)) one.classList.remove(MARK);
}

/** Look for it whenever the page changes, and for the one that a parameter of the address names. */
export function watchRecord(parameter, signal) {
  const named = new URLSearchParams(location.search).get(parameter) ?? opened?.get(parameter);
  if (named && (!wanted || shown || opened?.get(parameter))) bringIntoView(named, location.pathname);
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  const stop = () => {
    wanted = null;
    shown = null;
    opened = null;
    inView.disconnect();
  };
  for (const type of ['wheel', 'pointerdown', 'keydown']) document.addEventListener(type, stop, { signal });
  const forget = watchRun(look); // the end of a run changes nothing else
  signal.addEventListener('abort', () => {
    watcher.disconnect();
    forget();
  });
  look();
}

function look() {
  if (!wanted || shown?.isConnected || location.pathname !== wanted.path || isRunning()) return;
  if (document.getElementById('first-sight')) return; // the page beneath cannot have the focus yet
  const here = document.querySelector('.masthead [aria-current]');
  if (here && new URL(here.href).pathname !== wanted.path) return; // the page before still stands
  const record = mainArea().querySelector(`[data-id="${CSS.escape(wanted.id)}"]`);
  if (!record || record.closest('[data-card]:not([data-tabbed])')) return; // its card has no tabs yet
  shown = record;
  opened = null;
  unfold(record);
  record.classList.add(MARK);
  record.tabIndex = -1;
  record.focus({ preventScroll: true });
  show(record);
  inView.disconnect();
  inView.observe(record);
}

const show = (record) => record.scrollIntoView({ block: 'center' });

function unfold(record) {
  for (let one = record.closest('details'); one; one = one.parentElement.closest('details')) one.open = true;
  const tab = record.closest('section[data-tab]')?.dataset.tab;
  if (tab) document.querySelector(`#tab-${CSS.escape(tab)}`)?.click();
}
