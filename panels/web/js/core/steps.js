/** Turn the first position of a line and the steps to each next, in units of the last digit, into positions. They are
 *  in the order in which they were packed. */
export function unpackSteps(steps, digits) {
  const unit = 10 ** digits;
  const found = [];
  let [lat, lon] = [0, 0];
  for (let place = 0; place < steps.length; place += 2) {
    lat += steps[place];
    lon += steps[place + 1];
    found.push([lat / unit, lon / unit]);
  }
  return found;
}

/** Make GeoJSON of a sheet whose positions are steps, as `geo/map/packed_sheet.py` has written it. */
export function unpackSheet({ digits, parts }) {
  const unpack = (packed) => (typeof packed[0] === 'number' ? unpackSteps(packed, digits) : packed.map(unpack));
  const feature = ([properties, type, packed]) => ({
    type: 'Feature',
    properties,
    geometry: { type, coordinates: unpack(packed) },
  });
  const collect = (rows) => ({ type: 'FeatureCollection', features: rows.map(feature) });
  return Object.fromEntries(Object.entries(parts).map(([part, rows]) => [part, collect(rows)]));
}
