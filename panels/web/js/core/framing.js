/* When a camera may stay where it is: a map that moves at every choice is tiring to read, and costly to draw. */

const CLOSER_ZOOM = 1; // a move that would show things only this little larger is not worth it

/** Whether a box lies within a picture of a size, so many pixels from its edges. */
export function isWithin({ x0, y0, x1, y1 }, size, margin) {
  return x0 >= margin && y0 >= margin && x1 <= size.x - margin && y1 <= size.y - margin;
}

/** Whether the camera may stay: what is wanted is in sight, and from where it fits would not look much larger. */
export function mayStay({ box, size, margin, zoom, wanted }) {
  return isWithin(box, size, margin) && wanted - zoom <= CLOSER_ZOOM;
}

/** How near the camera must come until places that are `apart` pixels from each other stand `wanted` apart. */
export const zoomApart = (apart, zoom, wanted) => zoom + Math.log2(wanted / apart);
