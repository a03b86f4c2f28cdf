/* Years on a line, without a page: the next one by key, the one at a place, where each stands. */

const STEPS = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 };

/** The year that a key leads to, among those of the data; null for a key that leads nowhere. */
export function yearByKey(years, year, key) {
  const last = years.length - 1;
  if (key === 'Home') return years[0];
  if (key === 'End') return years[last];
  if (!(key in STEPS)) return null;
  const place = years.indexOf(year) + STEPS[key];
  return years[Math.min(last, Math.max(0, place))];
}

/** How far along the line a year stands, from 0 to 1. */
export function shareOf(years, year) {
  const [first, last] = [years[0], years.at(-1)];
  return last === first ? 1 : (year - first) / (last - first);
}

/** The year of the data that stands nearest to a share of the line. */
export function yearAt(years, share) {
  const away = (year) => Math.abs(shareOf(years, year) - share);
  return years.reduce((best, year) => (away(year) < away(best) ? year : best));
}
