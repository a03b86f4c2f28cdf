/* A file of the reader's, read in the browser: GeoJSON, KML, GPX or a table with latitude and longitude. It becomes a
   layer: { name, features, leftOut, swap }, features as GeoJSON has them (RFC 7946). */

import { FileRefusal } from './file_refusal.js';
import { readOwnMarkup } from './own_markup.js';
import { readOwnTable } from './own_table.js';

const WIDE = { '255,254': 'utf-16le', '254,255': 'utf-16be' }; // how a text in two bytes a sign begins
const NAME_LENGTH = 120;
const WORLD = { lon: 180, lat: 90 };
const BESIDE_DEGREES = 3; // the region is that of our sites, and so much around it
const MOST_SWAPPED = 0.9; // of the positions that lie in the region once they are swapped
// biome-ignore lint/suspicious/noControlCharactersInRegex: a name is shown in one line, in its own direction
const UNSEEN = /[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const ENDING = /\.\w{1,8}$/;
const NO_FILE_NAME = /[\\/:*?"<>|]/g;
const PLAIN_CRS = /CRS:?84|EPSG:{1,2}4326|^$/i;
const TITLES = ['name', 'title', 'ad', 'adı', 'название', 'атауы', 'id'];
const SHAPES = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };

/** Read a file. `most` has the limits: `bytes`, `features`, `positions`; `region` is [[south, west], [north, east]];
 *  `columns` and `fold` are those of a table. Throws a FileRefusal. */
export function readOwnFile({ name, bytes }, { most, region, columns, fold }) {
  if (bytes.byteLength > most.bytes) throw new FileRefusal('tooLarge');
  const read = readFeatures(decode(bytes), { columns, fold }).map(tidy);
  if (!read.length) throw new FileRefusal('noFeatures');
  if (read.length > most.features) throw new FileRefusal('tooMany');
  const placed = read.filter((one) => one.geometry);
  const positions = placed.flatMap((one) => listPositions(one.geometry));
  if (!positions.length) throw new FileRefusal('noFeatures');
  if (positions.length > most.positions) throw new FileRefusal('tooMany');
  const features = keepOnEarth(placed, positions);
  const swap = looksSwapped(
    features.flatMap(({ geometry }) => listPositions(geometry)),
    region,
  );
  return { name: tidyName(name), features, leftOut: read.length - features.length, swap };
}

/** Swap longitude and latitude of every position. */
export const swapFeatures = (features) =>
  features.map((one) => ({ ...one, geometry: mapPositions(one.geometry, ([x, y, ...rest]) => [y, x, ...rest]) }));

/** Write a layer as GeoJSON: one feature a line, in WGS84, longitude first. */
export function writeOwnFile({ name, features }) {
  const rows = features.map((feature) => JSON.stringify(feature)).join(',\n');
  return `{"type":"FeatureCollection","name":${JSON.stringify(name)},"features":[\n${rows}\n]}\n`;
}

/** The name of a file as which a layer is saved. */
export const fileNameOf = (name) => `${name.replace(ENDING, '').replace(NO_FILE_NAME, '_') || 'layer'}.geojson`;

/** What is said of a feature, as pairs of texts; an object as JSON. */
export function listValues({ properties }) {
  const pairs = Object.entries(properties).filter(([, value]) => value !== null && value !== '');
  return pairs.map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}

/** What a feature is called; blank where nothing tells. */
export function titleOf(feature) {
  const values = new Map(listValues(feature).map(([key, value]) => [key.toLowerCase(), value]));
  return TITLES.map((key) => values.get(key)).find(Boolean) ?? '';
}

/** All positions of a geometry. */
export function listPositions(geometry) {
  const found = [];
  mapPositions(geometry, (position) => found.push(position));
  return found;
}

// ---- reading --------------------------------------------------------------------------------------------------------

function decode(bytes) {
  const wide = WIDE[String(new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength)))];
  let text = '';
  try {
    text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileRefusal(isPacked(bytes) ? 'unknown' : 'encoding', { cause });
  }
  if (text.includes('\0')) throw new FileRefusal('unknown');
  return text;
}

/** Whether a file is a packed one, such as a workbook, or a database. */
const isPacked = (bytes) => new Uint8Array(bytes, 0, Math.min(1024, bytes.byteLength)).includes(0);

function readFeatures(text, options) {
  const [sign] = text.trimStart();
  if (sign === '{' || sign === '[') return readGeoJson(text);
  return sign === '<' ? readOwnMarkup(text) : readOwnTable(text, options);
}

function readGeoJson(text) {
  let read = null;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw new FileRefusal('broken', { cause });
  }
  if (!PLAIN_CRS.test(read.crs?.properties?.name ?? '')) throw new FileRefusal('projected');
  if (read.type === 'FeatureCollection' && Array.isArray(read.features)) return read.features;
  if (read.type === 'Feature') return [read];
  if (Object.hasOwn(SHAPES, read.type ?? '') || read.type === 'GeometryCollection') return [{ geometry: read }];
  throw new FileRefusal('unknown');
}

/** A feature with what RFC 7946 has of it; without a geometry where that has not a position in each place. */
function tidy(feature) {
  const { id, properties, geometry } = feature ?? {};
  const isRecord = properties && typeof properties === 'object' && !Array.isArray(properties);
  return {
    type: 'Feature',
    ...(['string', 'number'].includes(typeof id) ? { id } : {}),
    properties: isRecord ? properties : {},
    geometry: tidyGeometry(geometry),
  };
}

function tidyGeometry(geometry) {
  const { type, coordinates, geometries } = geometry ?? {};
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    const parts = geometries.filter((one) => one?.type !== type).map(tidyGeometry);
    return parts.length && parts.every(Boolean) ? { type, geometries: parts } : null;
  }
  return Object.hasOwn(SHAPES, type ?? '') && isDeep(coordinates, SHAPES[type]) ? { type, coordinates } : null;
}

function isDeep(coordinates, depth) {
  if (!Array.isArray(coordinates)) return false;
  if (depth) return coordinates.length > 0 && coordinates.every((one) => isDeep(one, depth - 1));
  return coordinates.length > 1 && coordinates.slice(0, 2).every(Number.isFinite);
}

const tidyName = (name) => name.replace(UNSEEN, '').trim().slice(0, NAME_LENGTH);

// ---- positions ------------------------------------------------------------------------------------------------------

function mapPositions(geometry, change) {
  const { type, coordinates, geometries } = geometry;
  if (geometries) return { type, geometries: geometries.map((one) => mapPositions(one, change)) };
  const walk = (part, depth) => (depth ? part.map((one) => walk(one, depth - 1)) : change(part));
  return { type, coordinates: walk(coordinates, SHAPES[type]) };
}

const isOnEarth = ([lon, lat]) => Math.abs(lon) <= WORLD.lon && Math.abs(lat) <= WORLD.lat;

/** Leave out what lies on no place of the earth; where that is most of it, the file means something else. */
function keepOnEarth(features, positions) {
  const away = positions.filter((one) => !isOnEarth(one));
  if (away.length * 2 <= positions.length)
    return features.filter(({ geometry }) => listPositions(geometry).every(isOnEarth));
  const swapped = positions.every(([lon, lat]) => isOnEarth([lat, lon]));
  throw swapped ? new FileRefusal('swapped', { features: swapFeatures(features) }) : new FileRefusal('projected');
}

/** Whether no position lies in our region, and nearly all would if longitude and latitude were swapped. */
function looksSwapped(positions, [[south, west], [north, east]]) {
  const isNear = ([lon, lat]) =>
    lat > south - BESIDE_DEGREES &&
    lat < north + BESIDE_DEGREES &&
    lon > west - BESIDE_DEGREES &&
    lon < east + BESIDE_DEGREES;
  const swapped = positions.filter(([lon, lat]) => isNear([lat, lon]));
  return !positions.some(isNear) && swapped.length >= MOST_SWAPPED * positions.length;
}
