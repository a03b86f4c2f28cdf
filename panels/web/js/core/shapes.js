/* Where in a picture a country is: its name stands where most of it is seen. */

/** Prepare the land of countries: GeoJSON features → shapes with a box around each ring. */
export function readShapes(features, nameOf) {
  return features.flatMap((feature) => {
    const { type, coordinates } = feature.geometry;
    const polygons = type === 'Polygon' ? [coordinates] : coordinates;
    return polygons.map((rings) => ({ name: nameOf(feature), rings, box: boxAround(rings[0]) }));
  });
}

function boxAround(ring) {
  const [xs, ys] = [0, 1].map((axis) => ring.map((at) => at[axis]));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The names of the shapes that hold points of one latitude, west before east; blank where none does. Each edge is
 *  looked at once for all of them. */
export function namesAlong(lons, lat, shapes) {
  const names = lons.map(() => '');
  for (const { name, rings, box } of shapes) {
    const [west, south, east, north] = box;
    if (lat < south || lat > north || east < lons[0] || west > lons.at(-1)) continue;
    const edges = rings.flatMap((ring) => crossingsAt(lat, ring)).sort((one, other) => one - other);
    let passed = 0;
    for (const [place, lon] of lons.entries()) {
      while (edges[passed] <= lon) passed += 1;
      if (passed % 2 === 1) names[place] ||= name;
    }
  }
  return names;
}

/** Where a ring crosses a latitude. */
function crossingsAt(y, ring) {
  const found = [];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    if (yi > y !== yj > y) found.push(((xj - xi) * (y - yi)) / (yj - yi) + xi);
  }
  return found;
}

/** For each name in a grid (rows of names): its places, [column, row], those farthest from any other name first; none
 *  that has another name, or the end of the grid, nearer than `least` places. */
export function listDeepest(grid, least) {
  const depths = measureDepths(grid);
  const found = new Map();
  for (const [row, names] of grid.entries()) {
    for (const [column, name] of names.entries()) {
      if (name && depths[row][column] >= least) found.set(name, [...(found.get(name) ?? []), [column, row]]);
    }
  }
  const depthOf = ([column, row]) => depths[row][column];
  for (const places of found.values()) places.sort((a, b) => depthOf(b) - depthOf(a));
  return found;
}

/** Where a name that has no room at home may stand beside it, or close above or below: places [column, row] of a grid,
 *  `wide` of which it takes, those with the least land of others below it first, and none with more of it than of its
 *  own. Points without a name, as at sea, are no country's. */
export function listBeside(grid, name, wide, { close, leastHome, mostAbroad }) {
  const half = Math.floor(wide / 2);
  const home = grid.map((names) => countBefore(names, (one) => one === name));
  const abroad = grid.map((names) => countBefore(names, (one) => one && one !== name));
  const share = (counts, column) => (counts[column + half + 1] - counts[column - half]) / (2 * half + 1);
  const found = [];
  for (const [row, names] of grid.entries()) {
    const near = home.slice(Math.max(0, row - close), row + close + 1);
    for (let column = half; column + half < names.length; column += 1) {
      const away = share(abroad[row], column);
      if (away > mostAbroad) continue;
      const own = Math.max(...near.map((counts) => share(counts, column)));
      if (own >= leastHome && own >= away) found.push({ at: [column, row], worth: own - away });
    }
  }
  return found.sort((one, other) => other.worth - one.worth).map(({ at }) => at);
}

/** How many of the names before each place, and before the end, are counted. */
function countBefore(names, isCounted) {
  const counts = [0];
  for (const name of names) counts.push(counts.at(-1) + (isCounted(name) ? 1 : 0));
  return counts;
}

/** How many places in each direction have the same name. */
function measureDepths(grid) {
  const depths = grid.map((names) => names.map(() => 0));
  const isDeep = (depth, row, column) => {
    for (let y = row - 1; y <= row + 1; y += 1) {
      for (let x = column - 1; x <= column + 1; x += 1) {
        if (grid[y]?.[x] !== grid[row][column] || depths[y][x] < depth - 1) return false;
      }
    }
    return true;
  };
  for (let depth = 1, grown = true; grown; depth += 1) {
    grown = false;
    for (const [row, names] of grid.entries()) {
      for (const column of names.keys()) {
        if (depths[row][column] !== depth - 1 || !isDeep(depth, row, column)) continue;
        depths[row][column] = depth;
        grown = true;
      }
    }
  }
  return depths;
}
