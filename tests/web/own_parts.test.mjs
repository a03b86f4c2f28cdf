/* The readers of a reader's file, each by itself: a table, KML and GPX, and why one is refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileRefusal } from '../../panels/web/js/core/file_refusal.js';
import { readOwnMarkup } from '../../panels/web/js/core/own_markup.js';
import { readOwnTable } from '../../panels/web/js/core/own_table.js';

const NAMES = { columns: { latitude: ['lat'], longitude: ['lon'] }, fold: (text) => text.toLowerCase() };

test('a row of a table is a point with its other cells; one without a position has none', () => {
  const [here, nowhere] = readOwnTable('A title\nName,LAT,Lon\nRest,41.5N,"44,5 W"\nLost,soon,44\n', NAMES);
  assert.deepEqual(here.geometry, { type: 'Point', coordinates: [-44.5, 41.5] });
  assert.deepEqual(here.properties, { Name: 'Rest' });
  assert.equal(nowhere.geometry, null);
});

test('markup of neither kind, and a table without positions, are refused with a code', () => {
  const refusedAs = (code) => (error) => error instanceof FileRefusal && error.code === code;
  assert.throws(() => readOwnMarkup('<html></html>'), refusedAs('unknown'));
  assert.throws(() => readOwnTable('name,size\na,1\n', NAMES), refusedAs('noPositions'));
});

test('a mark of KML without a place is kept, so that it can be counted', () => {
  assert.deepEqual(readOwnMarkup('<kml><Placemark><name>A</name></Placemark></kml>'), [
    { type: 'Feature', properties: { name: 'A' }, geometry: null },
  ]);
});
