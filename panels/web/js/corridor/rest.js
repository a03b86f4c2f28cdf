/* The rest of the corridor page, a map and long tables far below the chart, is asked for when the chart is drawn. */

import { listenAnew } from '../dom/component.js';
import { DRAWN } from '../dom/signals.js';

const LATEST_MS = 8000; // whatever became of the chart
const asked = new WeakSet(); // places on the page; Streamlit keeps what was said there and repeats it in every message

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = listenAnew(({ parentElement, setStateValue }, signal) => {
  if (asked.has(parentElement)) return;
  const ask = () => {
    if (signal.aborted || asked.has(parentElement)) return;
    asked.add(parentElement);
    setStateValue('drawn', true);
  };
  const afterPainting = () => requestAnimationFrame(() => setTimeout(ask));
  const latest = setTimeout(ask, LATEST_MS);
  signal.addEventListener('abort', () => clearTimeout(latest));
  if (document.querySelector('.chart-picture > *')) afterPainting();
  else document.addEventListener(DRAWN, afterPainting, { signal, once: true });
});
