/* The masthead: tells the browser the language of the page and offers the others (the browser's own list: Streamlit's
   needs twenty more files before a cold page stands), and follows links from page to page without reloading the app.
   It is sent with the page, so it imports little. */

import { writeCookie } from '../core/language_cookie.js';
import { isPlainClick } from '../dom/element.js';
import { goToPage, hasServer, skipLink, speakLanguage } from '../dom/streamlit.js';
import { hearLine } from './line.js';

const SHADE_PX = 16; // of what stands below the languages, on a phone

let pages = [];
let followed = false;

/** Streamlit calls this at mount and whenever the server has sent data. */
export function begin({ data, parentElement, setTriggerValue }) {
  document.documentElement.lang = data.lang;
  for (const [name, word] of Object.entries(data.words)) {
    document.documentElement.style.setProperty(`--${name}`, JSON.stringify(word)); // Streamlit's own are English
  }
  speakLanguage(data.lang);
  const skip = skipLink();
  if (skip) skip.textContent = data.skip;
  ({ pages } = data);
  const here = currentPage();
  if (followed && document.activeElement === document.body) here?.focus({ preventScroll: true }); // rendered again
  followed = false;
  hearLine(data.page, data.line, (edition) => setTriggerValue('wake', edition));
  offerLanguages(data, parentElement, (code) => {
    keepLanguage(code);
    setTriggerValue('choice', code);
  });
  swipe();
  document.fonts.ready.then(swipe);
}

const currentPage = () => document.querySelector('.masthead [aria-current]');

/** On a phone the pages are swiped along: bring the name of this one into sight, after as many as there is room for. */
function swipe() {
  const here = currentPage();
  if (!here) return;
  const bar = here.closest('.masthead');
  const { right } = here.getBoundingClientRect();
  const end = bar.querySelector('.present').getBoundingClientRect().right + SHADE_PX;
  const sign = here.nextElementSibling ? 0 : end - right;
  const room = bar.clientWidth - Math.max(sign, bar.querySelector('.find-open').offsetWidth);
  const before = (one) => right - one.getBoundingClientRect().left;
  const first = [...bar.querySelectorAll('.brand, nav a')].find((one) => before(one) <= room) ?? here;
  bar.scrollLeft += first.getBoundingClientRect().left - bar.getBoundingClientRect().left;
}

/* The next first document comes in the language that was chosen; where the browser keeps nothing, in its own. */
function keepLanguage(code) {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to set one is not there without TLS
    document.cookie = writeCookie(code, location);
  } catch {
    // refused, as in a frame of another site: the address has the language as well
  }
}

function offerLanguages({ languages, label, lang }, root, choose) {
  let list = root.querySelector('.language');
  if (!languages.length) {
    list?.remove();
    return;
  }
  if (!list) {
    list = Object.assign(document.createElement('select'), { className: 'language' });
    list.append(...languages.map(([code, name]) => Object.assign(new Option(name, code), { lang: code })));
    root.append(list);
  }
  list.setAttribute('aria-label', label);
  list.value = lang;
  list.onchange = () => choose(list.value);
}

addEventListener('resize', swipe);

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!(link && isPlainClick(event) && isOurs(link))) return;
  if (!hasServer()) return; // no server would get it: a reload of the page may help
  event.preventDefault();
  followed = true;
  goToPage(new URL(link.href));
});

/** Whether a link leads to a page of the app, and nothing else follows it. */
function isOurs(link) {
  if (link.target === '_blank' || link.hasAttribute('download')) return false;
  if (link.matches('[data-go], [data-site], [data-reset]')) return false;
  const to = new URL(link.href);
  const home = new URL('.', location.href); // every page lies right below it
  if (to.origin !== home.origin || to.hash || !to.pathname.startsWith(home.pathname)) return false;
  return pages.includes(to.pathname.slice(home.pathname.length));
}
