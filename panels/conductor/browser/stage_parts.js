/* Small things that the stage and the speaker's view are made from. */

const LIGHTER = 0.42;
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  play: 'M8 5l11 7-11 7z',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5',
  more: 'M5 12h.5M12 12h.5M19 12h.5',
};

/** An element whose text is text, whatever it says. */
export function element(tag, attributes = {}, text = undefined) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A line's colour for a dark stage: the same hue, nearer to white. The map's frame has the same rule. */
export function lighter(colour) {
  const parts = colour.length === 4 ? [...colour.slice(1)].map((c) => c + c) : colour.slice(1).match(/../g);
  const mix = (part) => { const value = parseInt(part, 16); return Math.round(value + (255 - value) * LIGHTER); };
  return `#${parts.map((part) => mix(part).toString(16).padStart(2, '0')).join('')}`;
}

/** One of our own pictures; no icon font is loaded for five of them. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const attributes = { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '2.4', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
