/* How wide names are in the fonts that they are written in. */

import { px, state } from './shared.js';

const pen = document.createElement('canvas').getContext('2d');
const widths = new Map();

/** A font has come: what was measured before would be too narrow, and run over what stands beside it. */
export function forgetWidths() {
  widths.clear();
}

/** How wide a text is on one line, in pixels, in a face and size of a kind of name. */
export function measureWidth(text, { face, size, spacing }) {
  const [style, family] = state.config.labels.fonts[face];
  const font = `${style} ${px(size)}px "${family}"`;
  const key = font + text;
  if (!widths.has(key)) {
    pen.font = font;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key) + px(spacing) * text.length;
}
