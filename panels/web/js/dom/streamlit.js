/* All that we know of Streamlit's own markup, tried with the version that requirements.txt pins: its test ids, the
   classes it makes of our keys, how it shows its connection, what it listens to. What no longer holds after an upgrade
   is mended here, and only here. */

/** The frame that streamlit-folium makes for the map. */
export const MAP_FRAME = 'iframe[title="streamlit_folium.st_folium"]';
const CONNECTION = 'data-test-connection-state';
const RUN = 'data-test-script-state';
const KEY = /(?:^|\s)st-key-(\S+)/;

/** The selector of a container or widget, by the key that it has in Python. */
export const keyed = (key) => `.st-key-${CSS.escape(key)}`;

/** The key of the container or widget that an element stands in; blank for none. */
export const keyOf = (target) => KEY.exec(target.closest?.('[class*="st-key-"]')?.className ?? '')?.[1] ?? '';

/** The switch (one of several buttons) that an element stands in, as a selector of what is on in it; blank for none. */
export function switchOf(target) {
  const group = target.closest?.('[data-testid="stButtonGroup"]');
  return group && keyOf(group) ? `${keyed(keyOf(group))} [role="radio"][aria-checked="true"]` : '';
}

const app = () => document.querySelector('[data-testid="stApp"]');

/** The part of the page that every run renders again. */
export const mainArea = () => document.querySelector('section.main, [data-testid="stMain"]') ?? document.body;

/** Streamlit's own link past the masthead. */
export const skipLink = () => document.querySelector('[data-testid="stSkipToContent"]');

/** Whether a message can be sent to the server; true as well in a saved file, which has no server. */
export const isConnected = () => (app()?.getAttribute(CONNECTION) ?? 'CONNECTED') === 'CONNECTED';

/** Whether there is a server, and the line to it stands. */
export const hasServer = () => app()?.getAttribute(CONNECTION) === 'CONNECTED';

/** Ask the server whether it lives: resolves when it has answered, rejects by `signal` or without a line. */
export async function askHealth(signal) {
  const answer = await fetch(new URL('_stcore/health', document.baseURI), { signal, cache: 'no-store' });
  if (!answer.ok) throw new Error(`health: ${answer.status}`);
}

/** Whether the server is running the page at this moment. */
export const isRunning = () => app()?.getAttribute(RUN) === 'running';

/** Whether the page shows an error in place of what it should. */
export const hasFailed = () => document.querySelector('[data-testid="stException"]') !== null;

/** Whether all parts of the page that came are there: Streamlit fetches the scripts of some when it meets them. */
export const hasAllParts = () => document.querySelector('[data-testid="stSkeleton"]') === null;

/** Call back whenever the line to the server may have changed; gives a function that ends this. */
export const watchConnection = (act) => watchApp(CONNECTION, act);

/** Call back whenever a run of the page has begun or ended; gives a function that ends this. */
export const watchRun = (act) => watchApp(RUN, act);

function watchApp(attribute, act) {
  const watcher = new MutationObserver(act);
  const watched = app();
  if (watched) watcher.observe(watched, { attributes: true, attributeFilter: [attribute] });
  return () => watcher.disconnect();
}

/** Close Streamlit's own boxes at once (`Connection error`, `Page not found`): they speak English, and lock the page
 *  that could still be read. Our style hides them until then. */
export function closeBoxes() {
  const close = () => document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
  new MutationObserver(close).observe(document.body, { childList: true });
}

/** Have Streamlit's lists tell a screen reader what they hold in the language of the page, not of the browser. */
export function speakLanguage(code) {
  const spoken = Symbol.for('react-aria.i18n.locale');
  if (window[spoken] === code) return; // to tell it again would have Streamlit draw parts of the page again
  window[spoken] = code;
  dispatchEvent(new Event('languagechange'));
}

/** Go to another page of the app without reloading it: as a step in the history, which Streamlit follows. */
export function goToPage(address) {
  if (address.href !== location.href) history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}
