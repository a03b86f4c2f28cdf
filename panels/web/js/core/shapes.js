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

/** The names of the shapes that hold the points of a grid, a row for each latitude, north before south, west before
 *  east; blank where none does. Each edge is looked at once for all of them. */
export function namesOver(lons, lats, shapes) {
  const grid = lats.map(() => lons.map(() => ''));
  for (const { name, rings, box } of shapes) {
    const [west, south, east, north] = box;
    if (north < lats.at(-1) || south > lats[0] || east < lons[0] || west > lons.at(-1)) continue;
    const crossings = lats.map(() => []);
    for (const ring of rings) cross(ring, lats, crossings);
    for (const [row, edges] of crossings.entries()) if (edges.length) fill(grid[row], lons, edges, name);
  }
  return grid;
}

/** Note where a ring crosses each latitude. */
function cross(ring, lats, crossings) {
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    const [low, high] = yi < yj ? [yi, yj] : [yj, yi];
    if (high <= lats.at(-1) || low > lats[0]) continue;
    for (let row = firstBelow(high, lats); lats[row] >= low; row += 1) {
      crossings[row].push(((xj - xi) * (lats[row] - yi)) / (yj - yi) + xi);
    }
  }
}

/** The first of some latitudes, north before south, that lies below one. */
function firstBelow(lat, lats) {
  let [from, to] = [0, lats.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (lats[middle] < lat) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Name the points of a row between the edges of a shape that have no name yet. */
function fill(names, lons, edges, name) {
  edges.sort((one, other) => one - other);
  let passed = 0;
  for (const [place, lon] of lons.entries()) {
    while (edges[passed] <= lon) passed += 1;
    if (passed % 2 === 1) names[place] ||= name;
  }
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
 *  `wide` of which it takes, none with more land of others below it than of its own; and after those, where most of it
 *  lies over the water of its own coast. Points without a name, as at sea, are no country's. The rule of `list_beside`
 *  in geo/picture/country_names.py; `rules` is the table [labels.beside_country] of data/style.toml. */
export function listBeside(grid, name, wide, rules) {
  const half = Math.floor(wide / 2);
  const home = grid.map((names) => countBefore(names, (one) => one === name));
  const abroad = grid.map((names) => countBefore(names, (one) => one && one !== name));
  const share = (counts, column) => (counts[column + half + 1] - counts[column - half]) / (2 * half + 1);
  const [beside, atCoast] = [[], []];
  for (const [row, names] of grid.entries()) {
    const [from, to] = [Math.max(0, row - rules.close), row + rules.close + 1];
    const near = home.slice(from, to);
    const water = countBefore(listOwnWater(names, name, grid.slice(from, to), rules.close), Boolean);
    for (let column = half; column + half < names.length; column += 1) {
      const away = share(abroad[row], column);
      if (away > rules.most_abroad) continue;
      const own = Math.max(...near.map((counts) => share(counts, column)));
      const place = { at: [column, row], worth: own - away };
      if (own >= rules.least_home && own >= away) beside.push(place);
      else if (own >= rules.least_coast && share(water, column) >= rules.least_water) atCoast.push(place);
    }
  }
  return [beside, atCoast].flatMap((places) => places.sort((a, b) => b.worth - a.worth).map(({ at }) => at));
}

/** Whether a country holds a name below which lie points of these countries: it stands over its own land, or the sea
 *  beside that. The rule of `is_held` in geo/picture/country_names.py; `rules` is the table [labels.held]. */
export function isHeld(names, country, rules, isNear = false) {
  let [home, abroad] = [0, 0];
  for (const name of names) {
    if (name === country) home += 1;
    else if (name) abroad += 1;
  }
  const most = isNear ? rules.most_abroad_near : rules.most_abroad;
  return home / names.length >= rules.least_home && abroad / names.length <= most;
}

/** Which points of a row lie in water that reaches, with no land of others between, to where the country is `close`. */
function listOwnWater(names, name, rows, close) {
  const own = names.map(() => false);
  const near = countBefore(names.keys(), (column) => rows.some((row) => row[column] === name));
  let [start, isOwn] = [0, false];
  for (let column = 0; column <= names.length; column += 1) {
    if (column < names.length && (!names[column] || names[column] === name)) {
      isOwn ||= near[Math.min(names.length, column + close + 1)] > near[Math.max(0, column - close)];
      continue;
    }
    for (let place = start; isOwn && place < column; place += 1) own[place] = !names[place];
    [start, isOwn] = [column + 1, false];
  }
  return own;
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
