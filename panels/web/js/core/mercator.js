/* The projection of the screen (Web Mercator) on a sheet: pixels from its corner, as the server lays it. */

const WORLD_PX = 256; // width of the world at zoom 0
const MOST_LATITUDE = 85;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Pixels of a sheet → degrees. */
export function readPosition({ x, y }, { left, top, scale }) {
  const worldX = left + x / scale;
  const worldY = top + y / scale;
  const lat = 2 * Math.atan(Math.exp(Math.PI * (1 - (2 * worldY) / WORLD_PX))) - Math.PI / 2;
  return { lat: (lat * 180) / Math.PI, lon: (worldX * 360) / WORLD_PX - 180 };
}

/** Degrees → pixels of a sheet. */
export function placeOn({ lat, lon }, { left, top, scale }) {
  const held = radians(Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat)));
  const worldX = ((lon + 180) / 360) * WORLD_PX;
  const worldY = (0.5 - Math.log(Math.tan(Math.PI / 4 + held / 2)) / (2 * Math.PI)) * WORLD_PX;
  return { x: (worldX - left) * scale, y: (worldY - top) * scale };
}

/** A position with as many decimals as its table keeps; never off the globe. */
export function roundTo(digits, { lat, lon }) {
  const cut = (degrees, most) => Number(Math.max(-most, Math.min(most, degrees)).toFixed(digits));
  return { lat: cut(lat, 90), lon: cut(lon, 180) };
}

const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const STEP_PX = 10;

/** Where an arrow key moves a position to: some pixels of the sheet, with Shift one unit of the last decimal. */
export function move(from, { key, shiftKey }, sheet, digits) {
  const way = WAYS[key];
  if (!way) return null;
  const unit = 10 ** -digits;
  const by = ([right, down], at, step) => roundTo(digits, { lat: at.lat - down * step, lon: at.lon + right * step });
  const finest = by(way, from, unit);
  if (shiftKey) return finest;
  const { x, y } = placeOn(from, sheet);
  const there = roundTo(digits, readPosition({ x: x + way[0] * STEP_PX, y: y + way[1] * STEP_PX }, sheet));
  const moved = way[0] ? { lat: from.lat, lon: there.lon } : { lat: there.lat, lon: from.lon };
  return moved.lat === from.lat && moved.lon === from.lon ? finest : moved;
}
