/* What every embed does: it reads what the server has written into it, and tells the page around it how high it is. */

const TOLD = 'caravanserai:height';

/** Read the data of this embed; empty where it has none. */
export function readData() {
  const written = document.getElementById('embed-data');
  return written ? JSON.parse(written.textContent) : {};
}

/** The server's time when it answered, in ms since 1970. It stands in a header of this page, not in the page, which is
 *  kept and not sent again. 0 where the browser does not say it, and where it has shown a kept page unasked. */
export function readServerTime() {
  const [page] = performance.getEntriesByType('navigation');
  const said = page?.serverTiming?.find(({ name }) => name === 'now');
  return (page?.transferSize && Number(said?.description)) || 0;
}

/** Whether this embed is dark: as its address says, or as the reader's system is. `act(dark)` is called now and
 *  whenever that changes. */
export function followTheme(act) {
  const { theme } = document.documentElement.dataset;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const tell = () => act(theme === 'dark' || (theme === 'auto' && system.matches));
  system.addEventListener('change', tell);
  tell();
}

/** Tell the page around this one how high the embed is, now and whenever that changes. The height is no secret: any
 *  page that may frame us may know it. */
export function tellHeight() {
  if (window.parent === window) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: TOLD, height }, '*');
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
