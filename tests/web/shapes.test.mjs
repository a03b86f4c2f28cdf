/* The name of a country stands where most of it is in the picture. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listDeepest, namesOver, readShapes } from '../../panels/web/js/core/shapes.js';

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
  assert.deepEqual(namesOver([-1, 1, 5, 7, 15, 25, 35], [5], shapes), [['', 'A', 'B', 'A', '', 'B', '']]);
  assert.deepEqual(namesOver([5, 25], [1], shapes), [['A', 'B']]);
  assert.deepEqual(namesOver([5, 25], [11], shapes), [['', '']]);
  assert.deepEqual(namesOver([], [5], shapes), [[]]);
});

test('where lands lie on one another the first is named', () => {
  const both = [
    ...shapes,
    ...readShapes([feature('C', 'Polygon', [ring(0, 0, 40, 10)])], (one) => one.properties.name),
  ];
  assert.deepEqual(namesOver([1, 15, 25], [1], both), [['A', 'C', 'B']]);
});

test('the places farthest from any other name come first', () => {
  const grid = ['AAAAAB', 'AAAAAB', 'AAAAAB', 'AAAAAB', 'AAAAAB'].map((row) => [...row]);
  assert.deepEqual(listDeepest(grid, 0).get('A')[0], [2, 2]);
  assert.equal(listDeepest(grid, 0).get('A').length, 25);
  assert.equal(listDeepest(grid, 1).get('A').length, 9);
  assert.equal(listDeepest(grid, 1).has('B'), false);
  assert.equal(listDeepest([['']], 0).has(''), false);
});
