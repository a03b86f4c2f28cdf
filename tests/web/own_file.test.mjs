/* A file of the reader's: what is read, what is refused and in which words, and that nothing in it is more than text. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFold } from '../../panels/web/js/core/fold.js';
import { readMarkup } from '../../panels/web/js/core/markup_tree.js';
import {
  fileNameOf,
  listPositions,
  listValues,
  readOwnFile,
  swapFeatures,
  titleOf,
  writeOwnFile,
} from '../../panels/web/js/core/own_file.js';
import { SAVED_LAYERS, writeLayersInto } from '../../panels/web/js/core/saved_layers.js';
import { readSeparated } from '../../panels/web/js/core/separated_text.js';

const OPTIONS = {
  most: { bytes: 5000, features: 5, positions: 20 },
  region: [
    [36, 25],
    [48, 82],
  ],
  columns: { latitude: ['lat', 'latitude', 'enlem', 'широта', 'y'], longitude: ['lon', 'boylam', 'долгота', 'x'] },
  fold: makeFold({ letters: { ı: 'i' }, spaces: ' ' }),
};
const bytesOf = (text) => new TextEncoder().encode(text).buffer;
const read = (text, name = 'a.txt') => readOwnFile({ name, bytes: bytesOf(text) }, OPTIONS);
const placesOf = ({ features }) => features.flatMap(({ geometry }) => listPositions(geometry));
const refused = (code) => (error) => error.code === code;
const point = (lon, lat, properties = {}) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [lon, lat] },
});
const collection = (...features) => JSON.stringify({ type: 'FeatureCollection', features });

test('a table is read with the separators, quotes and breaks that spreadsheets write', () => {
  assert.deepEqual(readSeparated('a,b\r\n"1,5","say ""hi""\nthere"\r\n,\n2,\n'), [
    ['a', 'b'],
    ['1,5', 'say "hi"\nthere'],
    ['2', ''],
  ]);
  assert.deepEqual(readSeparated('a;b\n1,5;2'), [
    ['a', 'b'],
    ['1,5', '2'],
  ]);
  assert.deepEqual(readSeparated('a\tb\n"open\t2'), [['a', 'b'], ['open\t2']]);
});

test('the columns of a table are found by name, in any language, with a unit or a mark beside it', () => {
  const layer = read('Stations\n;;\nad;ENLEM;Boylam (°)\nÇıldır;41,25;43,13\nkayıp;;\n', 'duraklar.csv');
  assert.equal(layer.name, 'duraklar.csv');
  assert.deepEqual(placesOf(layer), [[43.13, 41.25]]);
  assert.equal(layer.leftOut, 1);
  assert.deepEqual(listValues(layer.features[0]), [['ad', 'Çıldır']]);
  assert.deepEqual(placesOf(read('широта,долгота\n41.5° N,44.5°E\n')), [[44.5, 41.5]]);
  assert.deepEqual(placesOf(read('x,y\n44.5,41.5\n')), [[44.5, 41.5]]);
  assert.throws(() => read('max x,max y\n44.5,41.5\n'), refused('noPositions'));
});

test('KML and GPX are read with their names and values, whatever their prefixes', () => {
  const kml = `<?xml version="1.0"?><k:kml xmlns:k="a"><Folder><!-- < --><Placemark><name>A &amp; &#1041;</name>
    <ExtendedData><Data name="hours"><value>5</value></Data></ExtendedData>
    <Point><coordinates>44.5,41.5,0</coordinates></Point></Placemark></Folder>
    <Placemark><description><![CDATA[<b>x</b>]]></description><MultiGeometry><LineString><coordinates>
    44,41 45,42</coordinates></LineString><Polygon><outerBoundaryIs><LinearRing><coordinates>44,41 45,42 45,41 44,41
    </coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark><Placemark/></k:kml>`;
  const layer = read(kml);
  assert.equal(titleOf(layer.features[0]), 'A & Б');
  assert.deepEqual(listValues(layer.features[0])[1], ['hours', '5']);
  assert.deepEqual(listValues(layer.features[1]), [['description', '<b>x</b>']]);
  assert.equal(placesOf(layer).length, 7);
  assert.equal(layer.leftOut, 1);
  const gpx = `<gpx><wpt lat="41.5" lon="44.5"><name>Rest</name></wpt><trk><trkseg><trkpt lat="41" lon="44"/>
    <trkpt lat='42' lon='45'/></trkseg></trk></gpx>`;
  assert.deepEqual(placesOf(read(gpx)), [
    [44.5, 41.5],
    [44, 41],
    [45, 42],
  ]);
});

test('markup that declares entities, breaks off or is nested without end is refused and nothing is expanded', () => {
  const bomb = '<!DOCTYPE kml [<!ENTITY a "aaaa">]><kml><name>&a;</name></kml>';
  for (const text of [
    bomb,
    '<kml><Placemark></kml>',
    '<kml>',
    `<a${' b'.repeat(4000)}`,
    '<a>'.repeat(900) + '</a>'.repeat(900),
    '<a/><b/>',
  ])
    assert.throws(() => readMarkup(text), refused('broken'));
  assert.equal(readMarkup('<a>&lt;&#x41;&b;</a>').text, '<A&b;');
  assert.throws(() => read('<html><body>x</body></html>'), refused('unknown'));
});

test('GeoJSON of every kind is read, and what has no position is left out and counted', () => {
  assert.deepEqual(placesOf(read('{"type":"Point","coordinates":[44.5,41.5]}')), [[44.5, 41.5]]);
  const odd = [null, { type: 'Feature', geometry: { type: 'toString', coordinates: [1, 2] } }, point('44', 41)];
  const layer = read(collection(point(44.5, 41.5, { deep: { a: [1] }, none: null }), ...odd));
  assert.equal(layer.leftOut, 3);
  assert.deepEqual(listValues(layer.features[0]), [['deep', '{"a":[1]}']]);
  const many = {
    type: 'GeometryCollection',
    geometries: [
      {
        type: 'LineString',
        coordinates: [
          [44, 41],
          [45, 42],
        ],
      },
    ],
  };
  assert.equal(placesOf(read(JSON.stringify(many))).length, 2);
});

test('each refusal says why', () => {
  const crs = { type: 'FeatureCollection', features: [], crs: { properties: { name: 'urn:ogc:def:crs:EPSG::32638' } } };
  for (const [text, code] of [
    [' '.repeat(5001), 'tooLarge'],
    [collection(...Array.from({ length: 6 }, () => point(44, 41))), 'tooMany'],
    [JSON.stringify({ type: 'MultiPoint', coordinates: Array.from({ length: 21 }, () => [44, 41]) }), 'tooMany'],
    [collection(), 'noFeatures'],
    ['{"type":"Topology"}', 'unknown'],
    ['[1]', 'unknown'],
    ['{"type":"toString"}', 'unknown'],
    ['{"type":', 'broken'],
    [JSON.stringify(crs), 'projected'],
    [collection(point(4_950_000, 5_080_000)), 'projected'],
    ['hello', 'noPositions'],
    ['lat,lon\n,\nn/a,n/a', 'noFeatures'],
    ['PK\u0003\u0004\0\0', 'unknown'],
  ])
    assert.throws(() => read(text), refused(code), code);
  const turkish = new Uint8Array([0x61, 0x64, 0x3b, 0xfd, 0x0a]).buffer; // windows-1254
  assert.throws(() => readOwnFile({ name: 'a.csv', bytes: turkish }, OPTIONS), refused('encoding'));
  const wide = Uint8Array.from([0xff, 0xfe, ...Buffer.from('lat,lon\n41,44', 'utf16le')]).buffer;
  assert.deepEqual(placesOf(readOwnFile({ name: 'a', bytes: wide }, OPTIONS)), [[44, 41]]);
});

test('latitude and longitude that are swapped for certain are refused, and can be swapped back', () => {
  assert.throws(
    () => read('lat,lon\n105.5,41.5\n'),
    (error) => error.code === 'swapped' && swapFeatures(error.features)[0].geometry.coordinates[0] === 41.5,
  );
});

test('swapped ones that could be meant are shown, and asked about; ours and far ones are not', () => {
  assert.equal(read('lat,lon\n69.2,41.3\n').swap, true);
  assert.equal(read('lat,lon\n41.3,69.2\n').swap, false);
  assert.equal(read('lat,lon\n41,44\n44,41\n').swap, false);
  assert.equal(read('lat,lon\n-33.9,151.2\n').swap, false);
  const { features } = read('lat,lon\n69.2,41.3\n');
  assert.deepEqual(swapFeatures(features)[0].geometry.coordinates, [69.2, 41.3]);
});

test('a single position off the earth is left out', () => {
  const layer = read('lat,lon\n41,44\n42,45\n412,45\n');
  assert.deepEqual([layer.features.length, layer.leftOut], [2, 1]);
});

test('a layer is saved as GeoJSON that is read as the same layer', () => {
  const layer = read(collection({ ...point(44.5, 41.5, { name: '</script>' }), id: 7, bbox: [1] }), 'a "b".kml');
  const again = read(writeOwnFile(layer), layer.name);
  assert.deepEqual(again, layer);
  assert.equal('bbox' in again.features[0], false);
  assert.equal(fileNameOf('my/stops?.csv'), 'my_stops_.geojson');
  assert.equal(fileNameOf('.csv'), 'layer.geojson');
});

test('a name is one line, reads in its own direction, and has an end', () => {
  assert.equal(read('lat,lon\n41,44', `a\u202etxt\n${'b'.repeat(200)}`).name, `atxt${'b'.repeat(116)}`);
});

test('layers are written into a saved map, and nothing in them ends the element they stand in', () => {
  const page = '<p>$&</p><script type="application/json" id="one-file-data">{}</script>';
  const layers = [{ name: '</script><script>x</script>$&', features: [] }];
  const written = writeLayersInto(page, layers);
  const [, text] = written.split(`id="${SAVED_LAYERS}">`);
  assert.deepEqual(JSON.parse(text.slice(0, text.indexOf('</script>'))), layers);
  assert.equal(written.split('<script').length, 3);
  assert.equal(written.startsWith('<p>$&</p>') && written.endsWith('{}</script>'), true);
  assert.equal(writeLayersInto('<p></p>', layers), null);
});
