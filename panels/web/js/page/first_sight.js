/* Takes the first sight away as soon as the live page stands, and keeps what the reader has scrolled and where the
   focus is. It is part of the first document, and runs before anything of the live page is there. Until then a rule
   beside it keeps the live page from being painted and read out: it is there when it stands. */

import { listLate } from '../core/late_fonts.js';
import { findRoom, measureCard, measureFrame } from '../dom/stage_boxes.js';
import { goToPage, hasAllParts, hasFailed, isRunning, keyed, MAP_FRAME, mainArea } from '../dom/streamlit.js';
import { swipe } from '../dom/swipe.js';
import { keepLanguage } from './keep_language.js';

const LATE_MS = 8000; // after that a line says what is missing
const LOOK_MS = 40;
const NO_MAP_MS = 4000; // a page that has run without a map to show, as where no site has a position
const BEGIN_MS = 1000; // a page that is not in sight is never painted
const ZOOM_STEP = 0.25; // of the live map
const NAMED = '[data-id], [data-row]';
const host = document.getElementById('first-sight');
const masthead = () => inside.querySelector('.masthead');
const live = () => document.getElementById('root');
const born = performance.now();
const heard = new WeakSet();
let ran = 0;
let inside = null; // its closed tree, which only the element itself may open
let find = false; // the search was asked for, which the live page has

/* The chart of a journey, as wide as its place is: by the script that the live page will draw it with. */
async function drawChart(box) {
  const [script, strip] = [box.dataset.script, box.dataset.strip].map((one) => new URL(one, document.baseURI).href);
  const map = fetch(strip).then((answer) => answer.json());
  const { drawStill } = await import(script);
  const told = { ...JSON.parse(box.firstChild.textContent), strip: await map };
  await document.fonts.ready;
  if (host.isConnected) drawStill(box, told, getComputedStyle(box).fontFamily);
}

/* The fonts have come, or will not be used: what depends on how wide the words are is laid out, and then shown. */
function lay() {
  if (!host.isConnected) return;
  swipe(masthead());
  const stage = inside.querySelector('.stage');
  if (!stage) return;
  const names = ['card', 'legend', 'foot', 'buttons'];
  const parts = { stage, ...Object.fromEntries(names.map((one) => [one, inside.querySelector(`.stage-${one}`)])) };
  const boxes = { ...measureFrame(parts), ...measureCard(parts) };
  const map = inside.querySelector('.sight-stop');
  if (map) layMap(map, boxes);
  stage.dataset.laid = '';
}

/* The drawing of a stop goes where the live map will: into the largest part that nothing lies on, at a step of zoom. */
function layMap(map, boxes) {
  const { left, top, right, bottom } = findRoom(boxes, JSON.parse(map.dataset.box)).free;
  map.style.inset = `${top}px ${right}px ${bottom}px ${left}px`;
  const { style } = map.firstElementChild;
  const [width, height, drawn, most] = ['bw', 'bh', 'dw', 'most'].map((name) =>
    Number.parseFloat(style.getPropertyValue(`--${name}`)),
  );
  const room = Math.min(map.clientWidth / width, map.clientHeight / height, most);
  style.width = `${2 ** (Math.floor(Math.log2(room) / ZOOM_STEP) * ZOOM_STEP) * drawn}px`;
  style.setProperty('--k', boxes.k);
}

customElements.define(
  'first-sight',
  class extends HTMLElement {
    constructor() {
      super();
      inside = this.attachInternals().shadowRoot;
      if (!inside) return;
      swipe(masthead());
      document.fonts.ready.then(lay);
      document.fonts.addEventListener('loadingdone', lay); // one that was asked for only now
      inside.addEventListener('click', ({ target }) => {
        find ||= target.closest('[data-find]') !== null;
      });
      const chart = inside.querySelector('[data-script]');
      if (chart) drawChart(chart).catch(() => null); // over a dead line it may not come: the words stand without it
      inside.querySelector('.language').onchange = ({ target }) => speak(target.value);
    }
  },
);

/** Ask for the page in another language, which is kept for the next ones. */
function speak(code) {
  keepLanguage(code);
  const address = new URL(location.href);
  address.searchParams.set('lang', code);
  location.assign(address);
}

/* The page has run to its end: its footer is the last that it writes. One that rests late without it is not waited for,
   but one that has not begun is: over a dead line Streamlit looks as if it rested. */
function hasRun(now) {
  if (hasFailed() || document.querySelector('.page-footer')) return true;
  return now - born > LATE_MS && document.querySelector('.masthead') !== null && !isRunning();
}

const mapBody = () => document.querySelector(MAP_FRAME)?.contentDocument?.body;
const hasMap = () => mapBody()?.dataset.ready === 'true';

/* What would be drawn before the eyes of the reader; a map far below comes in its own time. */
function isDrawn() {
  if (inside.querySelector('[data-script]')) return live().querySelector('.chart-picture > g') !== null;
  return document.querySelector(keyed('stage-map')) === null || hasMap();
}

function stands(now) {
  if (!hasRun(now)) return false;
  ran ||= now;
  if (hasFailed() || now - ran > NO_MAP_MS) return true;
  // Each of these would still move lines.
  if (!hasAllParts() || document.fonts.status !== 'loaded') return false;
  if (inside.querySelector('.stage')) return mapBody()?.dataset.scene !== undefined;
  return live().querySelector('.language') !== null && isDrawn();
}

/* A font that was not there in time would move what is read already: now, or when the live page brings its own. */
function leaveLateFonts() {
  if (!inside || document.hidden) return; // nothing is read yet
  const widthOf = (one) => one.getBoundingClientRect().width;
  const samples = [...inside.querySelectorAll('.sight-letters i')].map((one) => ({
    part: one.dataset.part,
    width: widthOf(one),
    plain: widthOf(one.nextElementSibling),
  }));
  const { sheet } = host.previousElementSibling;
  for (const number of listLate([...sheet.cssRules], [...document.fonts], samples)) sheet.deleteRule(number);
}

/* What the live page needs is fetched and run when the first sight has been painted: it would hold that up. */
function begin() {
  const later = document.querySelector('template[data-later]');
  if (!later) return;
  leaveLateFonts();
  later.replaceWith(document.importNode(later.content, true)); // scripts of a template itself would not run
}

/* The live page looks for its root when it is run: the document is read to its end first. */
function beginRead() {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
}

const topOf = (one) => one.getBoundingClientRect().top;
const isShown = (one) => one.getBoundingClientRect().height > 0;

/** The first named row that is in sight, and how far down. */
function firstRow() {
  const row = [...(inside?.querySelectorAll(NAMED) ?? [])].find((one) => isShown(one) && topOf(one) >= 0);
  return row && { ...row.dataset, top: topOf(row) };
}

/* The same row is as far down as it was, whatever stands above it now. */
function scrollTo(down, seen) {
  mainArea().scrollTo(0, down);
  const same = seen && [...live().querySelectorAll(NAMED)].find((one) => isShown(one) && one.dataset.id === seen.id);
  if (seen?.id && same) mainArea().scrollBy(0, topOf(same) - seen.top);
}

/** The address that the form asks for, where something was chosen in it and not sent; else null. */
function unsent() {
  const form = inside?.querySelector('form');
  const chosen = [...(form?.querySelectorAll('option') ?? [])].filter((one) => one.selected);
  const usual = (one) => one.defaultSelected || !(one.index || one.parentNode.querySelector('[selected]'));
  if (chosen.every(usual)) return null;
  const address = new URL(form.action);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return address;
}

/* The search may come after the rest of the page: then it finds this mark. */
function askToFind() {
  document.body.dataset.find = '';
  live().querySelector('[data-find]')?.click();
}

/** Focus the field of the live page that asks for the same: its label holds the same word. */
function focusField(word) {
  const fields = [...live().querySelectorAll('[aria-label]:is(input, button, select), summary')];
  const same = fields.find((one) => `${one.ariaLabel ?? ''} ${one.textContent}`.includes(word));
  same?.focus({ preventScroll: true });
}

function takeOver() {
  const wanted = unsent();
  const seen = firstRow();
  const down = host.scrollTop;
  const scrolled = inside?.querySelector(keyed('side-panel'))?.scrollTop;
  const swiped = inside && masthead().scrollLeft;
  const at = inside?.activeElement?.getAttribute('href');
  const named = inside?.activeElement?.closest('label')?.firstChild.textContent.trim();
  host.remove(); // with it goes what hides the live page
  const panel = document.querySelector(keyed('side-panel'));
  if (panel && scrolled) panel.scrollTop = scrolled;
  if (down) scrollTo(down, seen);
  const bar = document.querySelector('.masthead');
  if (bar && swiped !== null) bar.scrollLeft = swiped;
  if (find) askToFind();
  const { worker } = host.dataset;
  if (worker) navigator.serviceWorker?.register(worker).catch(() => null); // a browser may refuse: then nothing is kept
  if (wanted) goToPage(wanted);
  if (named) focusField(named);
  if (!at) return;
  const same = [...live().querySelectorAll('a[href]')].find((link) => link.getAttribute('href') === at);
  same?.focus({ preventScroll: true });
}

/* Not at every frame: that would take the processor from the page that is being built. */
function look() {
  if (!host.isConnected) return;
  const map = document.querySelector(MAP_FRAME)?.contentWindow;
  if (map?.caravan && !heard.has(map)) {
    heard.add(map);
    map.addEventListener('caravan:ready', look);
  }
  const now = performance.now();
  // A browser that knows no shadow trees in documents has left the template as it is: nothing is seen of it.
  if (!inside || stands(now)) {
    watcher.disconnect();
    clearInterval(clock);
    if (document.hidden || hasMap()) takeOver();
    else requestAnimationFrame(() => requestAnimationFrame(takeOver)); // it has been laid out once as it is now
  } else if (now - born > LATE_MS) {
    host.dataset.late = '';
  }
}

if (document.hidden) beginRead();
else requestAnimationFrame(() => setTimeout(beginRead));
setTimeout(beginRead, BEGIN_MS);
const watcher = new MutationObserver(look);
watcher.observe(document.body, { childList: true, subtree: true });
const clock = setInterval(look, LOOK_MS);
