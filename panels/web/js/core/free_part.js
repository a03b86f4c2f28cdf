/** Mercator's height of a latitude, in degrees of longitude. */
const north = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;

const WIDEST = 2.6; // a box that is wider has land above and below it all the same

/** Width and height that a box takes on a map, in a unit of its own; a box without extent counts as a square. */
export function shapeOf([[south, west], [up, east]]) {
  const [width, height] = [east - west, north(up) - north(south)];
  return width > 0 && height > 0 ? { width, height: Math.max(height, width / WIDEST) } : { width: 1, height: 1 };
}

const crosses = (part, { x0, x1, y0, y1 }) => part.left < x1 && x0 < part.right && part.top < y1 && y0 < part.bottom;

const listSpans = (most, starts, ends) =>
  [0, ...starts].flatMap((from) => [most, ...ends].filter((to) => from < to).map((to) => [from, to]));

/** Every part of a screen with sides at its own edges or at those of a cover, as far as no cover lies on it. */
function listParts({ width, height }, covers) {
  const side = (name) => covers.map((cover) => cover[name]);
  const down = listSpans(height, side('y1'), side('y0'));
  return listSpans(width, side('x1'), side('x0'))
    .flatMap(([left, right]) => down.map(([top, bottom]) => ({ left, right, top, bottom })))
    .filter((part) => !covers.some((cover) => crosses(part, cover)));
}

/** Find the part of a screen in which a box of this shape is shown largest, with `edge` pixels to spare on every side,
 *  and nothing lies on it. `covers` are what lies on the screen: { x0, x1, y0, y1 }. Of parts that show it as
 *  large, the largest. */
export function findFree(screen, covers, shape, edge) {
  let best = { left: 0, right: screen.width, top: 0, bottom: screen.height };
  let most = [0, 0];
  for (const part of listParts(screen, covers)) {
    const [width, height] = [part.right - part.left - 2 * edge, part.bottom - part.top - 2 * edge];
    const size = [Math.max(0, Math.min(width / shape.width, height / shape.height)), Math.max(0, width * height)];
    if (size[0] < most[0] || (size[0] === most[0] && size[1] <= most[1])) continue;
    best = part;
    most = size;
  }
  return best;
}
