/* Layers of the reader's own files in a map saved as one file: the browser writes them in, and reads them there. */

export const SAVED_LAYERS = 'own-layers';
const BEFORE = '<script type="application/json" id="one-file-data">';
const LESS = /</g;

/** Write layers into a saved map; null where the text is not one. Nothing in them ends the element they stand in. */
export function writeLayersInto(page, layers) {
  const at = page.indexOf(BEFORE);
  if (at < 0) return null;
  const text = JSON.stringify(layers).replace(LESS, '\\u003c');
  return `${page.slice(0, at)}<script type="application/json" id="${SAVED_LAYERS}">${text}</script>\n${page.slice(at)}`;
}
