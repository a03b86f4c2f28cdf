/* Labels beside the higher risers of the chart: on the side that a row names, on two lines or cut where there is no
   room, moved off what stands there already. */

const LABEL_PX = 12;
const ROW_PX = 14;
const NARROW_PX = 420; // a plot narrower than this has its labels on two lines
const BESIDE = { left: -10, right: 20 }; // a range stands between; mirrored where the way begins on the right
const MIRRORED = { left: -20, right: 10 };
const MOST_SHIFTS = 8;
const GAP_BOX = [
  [-18, -26],
  [20, 2],
]; // what a hatched box and its number take, around its place
const PARTS = ' · ';

/** Write the labels; `gaps` are the rows of hatched boxes, which no label may cover. */
export function writeLabels(rows, gaps, tools) {
  const { frame } = tools;
  const [[x0, y0], [x1, y1]] = GAP_BOX;
  const taken = gaps.map(({ x, y }) => [frame.toX(x) + x0, frame.toY(y) + y0, frame.toX(x) + x1, frame.toY(y) + y1]);
  return rows.flatMap((row) => writeLabel(row, taken, tools));
}

function writeLabel({ x, y, label, side }, taken, { frame, look, measure }) {
  const at = frame.toX(x) + (frame.west ? MIRRORED : BESIDE)[side];
  const room = side === 'left' ? at - frame.left : frame.right - at;
  const width = (text) => measure(text, LABEL_PX);
  const lines = breakLabel(label, frame, room, width).map((line) => cut(line, room, width));
  const wide = Math.max(...lines.map(width));
  const from = side === 'left' ? at - wide : at;
  const half = (ROW_PX * lines.length) / 2;
  const places = Array.from({ length: MOST_SHIFTS }, (_, n) => {
    const middle = frame.toY(y) + (n % 2 ? -1 : 1) * Math.ceil(n / 2) * (ROW_PX / 2);
    return [from, middle - half, from + wide, middle + half];
  });
  const inside = ([, top, , bottom]) => top >= frame.top && bottom <= frame.bottom;
  const box = places.find((place) => inside(place) && !taken.some((other) => meet(place, other)));
  if (!box) return []; // its tip and the table say it
  taken.push(box);
  const look12 = {
    class: 'chart-label',
    'font-size': LABEL_PX,
    'text-anchor': side === 'left' ? 'end' : 'start',
    fill: look.ink,
    stroke: look.paper,
    'stroke-width': 4,
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  };
  const round = (value) => Number(value.toFixed(1));
  return lines.map((line, i) => ['text', { x: round(at), y: round(box[1] + (i + 1) * ROW_PX - 3.5), ...look12 }, line]);
}

/** Break a label after its name where it must stand on two lines. */
function breakLabel(label, { left, right }, room, width) {
  const end = label.indexOf(PARTS);
  if (end < 0 || (right - left >= NARROW_PX && width(label) <= room)) return [label];
  return [label.slice(0, end), label.slice(end + PARTS.length)];
}

function cut(line, room, width) {
  if (width(line) <= room) return line;
  let end = line.length;
  while (end > 1 && width(`${line.slice(0, end)}…`) > room) end -= 1;
  return `${line.slice(0, end)}…`;
}

const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
