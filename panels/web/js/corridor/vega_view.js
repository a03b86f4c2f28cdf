/* All that we know of Vega's insides: how its view is reached from what it has drawn, and how its rows are changed. */

import { chartPicture } from '../dom/streamlit.js';

const ROWS = 'source'; // Streamlit's name for the rows of a chart

/** The view of the page's chart, by way of the first thing that it has drawn; null before it is drawn. */
export function findView() {
  const drawn = chartPicture()?.querySelector('.mark-rect path');
  const view = drawn?.__data__?.mark?.group?.context?.dataflow;
  return typeof view?.data === 'function' ? view : null;
}

export const readRows = (view) => view.data(ROWS);

/** Show other rows; the promise is kept when they are drawn. */
export function drawRows(view, rows) {
  view.data(ROWS, rows);
  return view.runAsync();
}

/** Call back whenever the rows have changed, by us or by the server. */
export const watchRows = (view, act) => view.addDataListener(ROWS, act);
