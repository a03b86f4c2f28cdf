/* A picture of all land far below the base map, or a flight would show an empty sea, and the small map made from it. */

const FAR = { west: -30, east: 160, south: -5, north: 72, width: 3072 };
const INSET = { west: 20, east: 92, south: 31, north: 56, width: 176 };
const SHARP = 2; // dots of the inset for each pixel
const FRAME_PX = 2.5;
const LEAST_FRAME_PX = 6;
const MOST_LAT = 80;

const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

/** Paint the land of a sheet in these colours; gives the canvas, and where a position is on it. */
export function paintFar(sheet, members, colours) {
  const { west, east, south, north, width } = FAR;
  const perDegree = width / (east - west);
  const top = mercator(north);
  const down = (lat) => ((top - mercator(lat)) * 180 * perDegree) / Math.PI;
  const canvas = makeCanvas(width, Math.round(down(south)));
  const project = ([lon, lat]) => [(lon - west) * perDegree, down(lat)];
  const pen = canvas.getContext('2d');
  pen.fillStyle = colours.sea;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const { properties, geometry } of sheet.land.features) {
    fill(pen, geometry, project, colours[members.has(properties.iso3) ? 'member-land' : 'land']);
  }
  for (const { geometry } of sheet.water.features) fill(pen, geometry, project, colours.sea);
  return { canvas, project };
}

/** Lay the picture on the map, below everything. */
export function layFar({ canvas }) {
  const corners = [
    [FAR.south, FAR.west],
    [FAR.north, FAR.east],
  ];
  return L.imageOverlay(canvas.toDataURL('image/png'), corners, {
    pane: 'far',
    interactive: false,
    className: 'stage-far',
  });
}

function makeCanvas(width, height) {
  return Object.assign(document.createElement('canvas'), { width, height });
}

function fill(pen, geometry, project, colour) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  pen.fillStyle = colour;
  pen.beginPath();
  for (const ring of polygons.flat()) {
    for (const [place, at] of ring.entries()) pen[place ? 'lineTo' : 'moveTo'](...project(at));
    pen.closePath();
  }
  pen.fill('evenodd');
}

/** Draw the region with a frame around what the map shows; null where the map shows as much as the region. */
export function drawInset({ canvas, project }, bounds, colour) {
  const [x0, y0] = project([INSET.west, INSET.north]);
  const [x1, y1] = project([INSET.east, INSET.south]);
  const factor = (INSET.width / (x1 - x0)) * SHARP;
  const small = makeCanvas(INSET.width * SHARP, Math.round((y1 - y0) * (factor / SHARP)) * SHARP);
  Object.assign(small.style, { width: `${INSET.width}px`, height: `${small.height / SHARP}px` });
  const pen = small.getContext('2d');
  pen.drawImage(canvas, x0, y0, x1 - x0, y1 - y0, 0, 0, small.width, small.height);
  const [left, top] = project([bounds.getWest(), Math.min(MOST_LAT, bounds.getNorth())]);
  const [right, bottom] = project([bounds.getEast(), Math.max(-MOST_LAT, bounds.getSouth())]);
  const size = [right - left, bottom - top].map((length) => Math.max(LEAST_FRAME_PX, length * factor));
  if (size[0] > small.width) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = FRAME_PX * SHARP;
  pen.strokeRect((left - x0) * factor, (top - y0) * factor, ...size);
  return small;
}
