/* KML and GPX as features. */

import { FileRefusal } from './file_refusal.js';
import { childrenOf, findAll, readMarkup, textOf } from './markup_tree.js';

const BLANKS = /\s+/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Read a KML or GPX file; gives features, of which some may have no geometry. */
export function readOwnMarkup(text) {
  const root = readMarkup(text);
  if (root.name === 'kml') return findAll(root, 'Placemark').map(readPlacemark);
  if (root.name === 'gpx') return readTracks(root);
  throw new FileRefusal('unknown');
}

const makeFeature = (pairs, geometry) => ({
  type: 'Feature',
  properties: Object.fromEntries(pairs.filter(([, value]) => value)),
  geometry,
});

function readPlacemark(mark) {
  const extra = [];
  for (const data of findAll(mark, 'Data')) extra.push([data.attributes.get('name') ?? '', textOf(data, 'value')]);
  for (const data of findAll(mark, 'SimpleData')) extra.push([data.attributes.get('name') ?? '', data.text.trim()]);
  const said = ['name', 'description'].map((name) => [name, textOf(mark, name)]);
  return makeFeature([...said, ...extra], readShape(mark));
}

const SHAPES = {
  Point: (node) => ({ type: 'Point', coordinates: readCoordinates(node)[0] }),
  LineString: (node) => ({ type: 'LineString', coordinates: readCoordinates(node) }),
  LinearRing: (node) => ({ type: 'LineString', coordinates: readCoordinates(node) }),
  Polygon: (node) => ({ type: 'Polygon', coordinates: readRings(node) }),
  MultiGeometry: (node) => ({ type: 'GeometryCollection', geometries: listShapes(node) }),
};

const listShapes = (node) => node.children.filter(({ name }) => name in SHAPES).map((one) => SHAPES[one.name](one));

const readShape = (mark) => listShapes(mark)[0] ?? null;

function readRings(polygon) {
  const sides = ['outerBoundaryIs', 'innerBoundaryIs'].flatMap((name) => childrenOf(polygon, name));
  return sides.flatMap((side) => childrenOf(side, 'LinearRing')).map(readCoordinates);
}

/** Longitude, latitude and height of each position, parted by commas. */
function readCoordinates(node) {
  const text = textOf(node, 'coordinates');
  return text ? text.split(BLANKS).map((one) => one.split(',').slice(0, 2).map(readNumber)) : [];
}

const readNumber = (text) => (NUMBER.test(text.trim()) ? Number(text) : Number.NaN);

function readTracks(gpx) {
  const points = childrenOf(gpx, 'wpt').map((one) => describe(one, { type: 'Point', coordinates: positionOf(one) }));
  const routes = childrenOf(gpx, 'rte').map((one) =>
    describe(one, { type: 'LineString', coordinates: childrenOf(one, 'rtept').map(positionOf) }),
  );
  const tracks = childrenOf(gpx, 'trk').map((one) => {
    const parts = childrenOf(one, 'trkseg').map((part) => childrenOf(part, 'trkpt').map(positionOf));
    return describe(one, { type: 'MultiLineString', coordinates: parts.filter((part) => part.length > 1) });
  });
  return [...points, ...routes, ...tracks];
}

const positionOf = (node) => ['lon', 'lat'].map((name) => readNumber(node.attributes.get(name) ?? ''));

const describe = (node, geometry) =>
  makeFeature(
    ['name', 'desc', 'cmt', 'type', 'time', 'ele'].map((name) => [name, textOf(node, name)]),
    geometry,
  );
