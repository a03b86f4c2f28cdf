/* A drawing that came as a picture, put into the page: a picture sees no font of the page, only the machine's. */

/** Put every picture with `data-drawing` into the page, again after the server has sent it again. */
export function showDrawings(root = document) {
  for (const picture of root.querySelectorAll('img[data-drawing]')) {
    const drawn = readDrawing(picture.src);
    if (!drawn) continue;
    drawn.setAttribute('aria-label', picture.alt);
    picture.replaceWith(document.importNode(drawn, true));
  }
}

/** The drawing of a `data:` address of ours; null for any other address, and for what is no drawing. */
function readDrawing(address) {
  const [head, ...rest] = address.split(',');
  if (head !== 'data:image/svg+xml') return null;
  const text = decodeURIComponent(rest.join(','));
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  return documentElement.localName === 'svg' ? documentElement : null;
}
