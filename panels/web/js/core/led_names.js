/* Names that a thin line leads to what they name. The rule of `list_led` in geo/picture/country_names.py; `rules` is
   the table [labels.led] of data/style.toml, and tests/vectors/labels.json holds the two together. */

const ALL = () => true;
const NONE = () => false;
const LINE_STEP_PX = 4; // the line is kept free by boxes so far from each other

/** Where a name may stand on a grid that is joined to its country by a line: [column, row] of its middle and of the end
 *  of the line, which begins where the name is nearest to it; each place with the few ends that are nearest and near
 *  enough. Short lines come first, and names over less land of others; none stands over barred land (`sumLand`), as
 *  that of another member. Points without a name, as at sea, are no country's; the size of the name is in squares of
 *  the grid. A line ends where it `isFree`, or anywhere in a country that has no such point. Only places that are open
 *  are looked at more closely. */
export function listLed(grid, name, [wide, tall], { rules, isOpen = ALL, isFree = ALL, land = sumLand(grid, name) }) {
  const [half, rise] = [Math.floor(wide / 2), Math.floor(tall / 2)];
  const free = listEnds(grid, name, rules, isFree);
  const ends = free.length ? free : listEnds(grid, name, rules, ALL);
  const { abroad, barred } = land;
  const found = [];
  for (let row = rise; ends.length && row + rise < grid.length; row += rules.every) {
    for (let column = half; column + half < grid[row].length; column += rules.every) {
      const around = [column - half, row - rise, column + half + 1, row + rise + 1];
      if (countWithin(barred, around) || !isOpen(column, row)) continue;
      const over = rules.abroad_cost * (countWithin(abroad, around) / ((2 * half + 1) * (2 * rise + 1)));
      for (const { x, y, cost } of listNearest(ends, [column, row], [half, rise], rules)) {
        found.push({ at: [column, row, x, y], cost: cost + over });
      }
    }
  }
  return found.sort((a, b) => a.cost - b.cost).map(({ at }) => at);
}

/** The land of others on a grid, and what of it `isBarred`, for names of any size. */
export const sumLand = (grid, name, isBarred = NONE) => ({
  abroad: sumUp(grid, (one) => one && one !== name),
  barred: sumUp(grid, (one) => one && one !== name && isBarred(one)),
});

/** How many of the points above and left of each corner of a grid are counted, a row more and a column more. */
function sumUp(grid, isCounted) {
  const sums = [new Int32Array((grid[0]?.length ?? 0) + 1)];
  for (const [row, names] of grid.entries()) {
    const [above, sum] = [sums[row], new Int32Array(names.length + 1)];
    let before = 0;
    for (let column = 0; column < names.length; column += 1) {
      before += isCounted(names[column]) ? 1 : 0;
      sum[column + 1] = above[column + 1] + before;
    }
    sums.push(sum);
  }
  return sums;
}

const countWithin = (sums, [x0, y0, x1, y1]) => sums[y1][x1] - sums[y0][x1] - sums[y1][x0] + sums[y0][x0];

/** The ends that are nearest to a name, in squares of line, the nearest first. */
function listNearest(ends, [column, row], [half, rise], rules) {
  const near = [];
  for (const { x, y, edge } of ends) {
    const [across, down] = [Math.max(0, Math.abs(x - column) - half), Math.max(0, Math.abs(y - row) - rise)];
    const away = Math.sqrt(across * across + down * down);
    if (away >= rules.least_away && away <= rules.most_away) near.push({ x, y, cost: away + edge });
  }
  return near.sort((a, b) => a.cost - b.cost).slice(0, rules.ends_each);
}

/** Where in a country lines may end: within it, and at its edge, where one of four neighbours is not at home. */
function listEnds(grid, name, { most_ends: most, edge_cost: cost }, isFree) {
  const isHome = (x, y) => grid[y]?.[x] === name;
  const isInner = (x, y) => isHome(x, y - 1) && isHome(x, y + 1) && isHome(x - 1, y) && isHome(x + 1, y);
  const kinds = [[], []];
  for (const [y, names] of grid.entries()) {
    for (const x of names.keys()) {
      if (isHome(x, y) && isFree(x, y)) kinds[isInner(x, y) ? 0 : 1].push({ x, y, edge: isInner(x, y) ? 0 : cost });
    }
  }
  return kinds.flatMap((ends) => ends.filter((_, place) => place % Math.ceil(ends.length / most) === 0));
}

/** The point of a box that is nearest to another one: where the line of a name begins. */
export const nearestOf = ({ x0, y0, x1, y1 }, { x, y }) => ({
  x: Math.min(x1, Math.max(x0, x)),
  y: Math.min(y1, Math.max(y0, y)),
});

/** Whether a point lies in a box, or so near to it. */
export const isWithin = ({ x, y }, { x0, y0, x1, y1 }, free) =>
  x >= x0 - free && x < x1 + free && y >= y0 - free && y < y1 + free;

/** Where a line from a name to its end comes to what covers the end. */
export function cutLine(box, end, boxes, free) {
  const start = nearestOf(box, end);
  const covering = boxes.filter((one) => isWithin(end, one, free));
  const part = Math.min(1, ...covering.map((one) => findEntry(start, end, one, free)));
  return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part };
}

/** After which part of its length a line that ends in a box comes so near to it; 0 where it begins there. */
function findEntry(start, end, { x0, y0, x1, y1 }, free) {
  const sides = [
    [start.x, end.x, x0 - free, x1 + free],
    [start.y, end.y, y0 - free, y1 + free],
  ];
  const entry = ([a, b, low, high]) => (a < low || a > high ? ((a < low ? low : high) - a) / (b - a) : 0);
  return Math.max(...sides.map(entry));
}

/** What a line from a name to its end covers, as boxes along it; nothing where no line leads anywhere. */
export function listLineBoxes(box, end, { free_px: free }) {
  if (!end) return [];
  const start = nearestOf(box, end);
  const steps = Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / LINE_STEP_PX);
  return Array.from({ length: steps }, (_, step) => {
    const [x, y] = ['x', 'y'].map((axis) => start[axis] + ((end[axis] - start[axis]) * (step + 1)) / steps);
    return { x0: x - free, y0: y - free, x1: x + free, y1: y + free };
  });
}
