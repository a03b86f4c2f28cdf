/* The masthead: tells the browser the language of the page and offers the others (the browser's own list: Streamlit's
   needs twenty more files before a cold page stands), and follows links from page to page without reloading the app.
   It is sent with the page, so it imports little. */

import { isPlainClick } from '../dom/element.js';
import { goToPage, hasServer, skipLink, speakLanguage } from '../dom/streamlit.js';
import { swipe } from '../dom/swipe.js';
import { keepLanguage } from './keep_language.js';
import { hearLine } from './line.js';

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
  hearLine(data.page, data.line, (woken) => setTriggerValue('wake', woken));
  offerLanguages(data, parentElement, (code) => {
    keepLanguage(code);
    setTriggerValue('choice', code);
  });
  swipeAlong();
  document.fonts.ready.then(swipeAlong);
}

const currentPage = () => document.querySelector('.masthead [aria-current]');

const swipeAlong = () => swipe(document.querySelector('.masthead'));

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

addEventListener('resize', swipeAlong);

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
