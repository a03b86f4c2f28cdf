// The masthead: tells the browser the language of the page and offers the others (the browser's own list: Streamlit's
// needs twenty more files before a cold page stands), and follows links from page to page without loading the app anew.
let pages = [];
let followed = false;

export default ({ data, parentElement, setTriggerValue }) => {
  document.documentElement.lang = data.lang;
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = data.skip;
  pages = data.pages;
  const here = document.querySelector('.masthead [aria-current]');
  here?.scrollIntoView({ block: 'nearest', inline: 'center' }); // on a phone the pages are swiped along
  if (followed && document.activeElement === document.body) here?.focus({ preventScroll: true }); // it is written anew
  followed = false;
  let list = parentElement.querySelector('.language');
  if (!data.languages.length) return list?.remove();
  if (!list) {
    list = Object.assign(document.createElement('select'), { className: 'language' });
    list.append(...data.languages.map(([code, name]) => Object.assign(new Option(name, code), { lang: code })));
    parentElement.append(list);
  }
  list.setAttribute('aria-label', data.label);
  list.value = data.lang;
  list.onchange = () => setTriggerValue('choice', list.value);
};

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target === '_blank' || link.hasAttribute('download') || link.matches('[data-go], [data-site], [data-reset]')) return;
  const app = document.querySelector('[data-testid="stApp"]')?.dataset;
  if (app?.testConnectionState !== 'CONNECTED') return; // nobody would hear it: loading the page anew may help
  const to = new URL(link.href);
  const home = new URL('.', location.href); // every page lies right below it
  if (to.origin !== home.origin || to.hash || !to.pathname.startsWith(home.pathname)) return;
  if (!pages.includes(to.pathname.slice(home.pathname.length))) return;
  event.preventDefault();
  followed = true;
  if (to.href !== location.href) history.pushState(null, '', to);
  dispatchEvent(new PopStateEvent('popstate')); // as a step in the history: Streamlit runs the page of the address
});
