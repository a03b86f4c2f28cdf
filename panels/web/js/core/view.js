/** The parts of a view that filter sites, by the name of their switches in the page. */
export const FILTERS = { country: 'countries', mode: 'modes', kind: 'kinds' };
const PARTS = { ...FILTERS, layer: 'layers', base: 'base', view: 'view', dir: 'dir' };

/** What a press of a switch changes in a view: on or off, or, where only one can be on, this one.
 *  `order` lists the codes in the order in which they are kept; without it they are sorted. */
export function pressSwitch(view, { name, code, single, order }) {
  const part = PARTS[name];
  if (single) return { [part]: code };
  const now = view[part];
  const next = now.includes(code) ? now.filter((one) => one !== code) : [...now, code];
  return { [part]: order ? order.filter((one) => next.includes(one)) : next.sort() };
}

/** List the switches that are on in a view, as `name:code`. */
export function listPressed(view) {
  const named = Object.entries(PARTS).flatMap(([name, part]) => [view[part]].flat().map((code) => `${name}:${code}`));
  return new Set(view.hide ? [...named, 'hide:1'] : named);
}

/** What takes every filter off; `layers` are those that are shown at first. */
export const clearFilters = (layers) => ({ countries: [], modes: [], kinds: [], text: '', hide: false, layers });

/** Whether anything differs from the view without filters. */
export function isChanged(view, layers) {
  const clear = clearFilters(layers);
  return Object.keys(clear).some((part) => JSON.stringify(view[part]) !== JSON.stringify(clear[part]));
}

/** Whether sites are filtered, by the reader or by the page; `fold` decides whether the text is blank. */
export function isFiltered(view, fold) {
  return [view.countries, view.modes, view.kinds, fold(view.text), view.focus].some((part) => part.length > 0);
}

/** Add a position to those that are measured between; a third one starts again. */
export const addPoint = (points, at) => (points.length === 1 ? [points[0], at] : [at]);
