/* A position is read from a sheet where the server would place it, keeps its table's digits, and moves by keys. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { move, placeOn, readPosition, roundTo } from '../../panels/web/js/core/mercator.js';

// A sheet of zoom 10, and what `geo.picture.frame.Frame` places on it, to a tenth of a pixel.
const SHEET = { left: 159.6, top: 95.8, scale: 1024, width: 720, height: 420 };
const PLACED = [
  [{ lat: 41.33, lon: 45.07 }, [460.6, -133.8]],
  [{ lat: -33, lon: 151 }, [77_596.4, 58_453.3]],
];

test('the browser places a position where the server does, and reads it back', () => {
  for (const [at, [x, y]] of PLACED) {
    const found = placeOn(at, SHEET);
    assert.ok(Math.max(Math.abs(found.x - x), Math.abs(found.y - y)) <= 0.051, JSON.stringify(found));
    assert.deepEqual(roundTo(3, readPosition({ x, y }, SHEET)), at);
  }
});

test('a position has the digits of its table and stays on the globe', () => {
  assert.deepEqual(roundTo(4, { lat: 41.123_449, lon: 45.987_65 }), { lat: 41.1234, lon: 45.9877 });
  assert.deepEqual(roundTo(2, { lat: 91, lon: -200 }), { lat: 90, lon: -180 });
});

test('an arrow key moves ten pixels, with Shift the last digit, and always something', () => {
  const from = { lat: 41, lon: 45 };
  const up = move(from, { key: 'ArrowUp' }, SHEET, 5);
  assert.equal(up.lon, 45);
  assert.ok(Math.abs(placeOn(from, SHEET).y - placeOn(up, SHEET).y - 10) < 0.02);
  assert.deepEqual(move(from, { key: 'ArrowLeft', shiftKey: true }, SHEET, 5), { lat: 41, lon: 44.999_99 });
  assert.deepEqual(move(from, { key: 'ArrowRight' }, SHEET, 0), { lat: 41, lon: 46 });
  assert.equal(move(from, { key: 'Enter' }, SHEET, 5), null);
  const edge = { lat: 41, lon: 180 };
  assert.deepEqual(move(edge, { key: 'ArrowRight', shiftKey: true }, SHEET, 5), edge);
});
