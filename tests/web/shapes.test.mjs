/* The name of a country stands where most of it is in the picture. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listDeepest, nameAt, readShapes } from '../../panels/web/js/core/shapes.js';

const ring = (x0, y0, x1, y1) => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
  [x0, y0],
];
const feature = (name, type, coordinates) => ({ properties: { name }, geometry: { type, coordinates } });
const shapes = readShapes(
  [
    feature('A', 'Polygon', [ring(0, 0, 10, 10), ring(4, 4, 6, 6)]),
    feature('B', 'MultiPolygon', [[ring(20, 0, 30, 10)], [ring(4, 4, 6, 6)]]),
  ],
  (one) => one.properties.name,
);

test('a place has the name of the land that holds it, an enclave its own, the sea none', () => {
  assert.equal(nameAt([1, 1], shapes), 'A');
  assert.equal(nameAt([5, 5], shapes), 'B');
  assert.equal(nameAt([25, 5], shapes), 'B');
  assert.equal(nameAt([15, 5], shapes), '');
});

test('the places farthest from any other name come first', () => {
  const grid = ['AAAAAB', 'AAAAAB', 'AAAAAB', 'AAAAAB', 'AAAAAB'].map((row) => [...row]);
  assert.deepEqual(listDeepest(grid, 0).get('A')[0], [2, 2]);
  assert.equal(listDeepest(grid, 0).get('A').length, 25);
  assert.equal(listDeepest(grid, 1).get('A').length, 9);
  assert.equal(listDeepest(grid, 1).has('B'), false);
  assert.equal(listDeepest([['']], 0).has(''), false);
});
