/* A packed sheet becomes the GeoJSON that it was made from. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpackSheet, unpackSteps } from '../../panels/web/js/core/steps.js';

test('steps become positions in the order in which they were packed', () => {
  assert.deepEqual(unpackSteps([44_500, 41_000, 1, -2, 500, 0], 3), [
    [44.5, 41],
    [44.501, 40.998],
    [45.001, 40.998],
  ]);
});

test('each part becomes a collection, at any depth of its geometry', () => {
  const parts = {
    land: [[{ iso3: 'GEO' }, 'MultiPolygon', [[[10, 20, 1, 1]], [[30, 40]]]]],
    borders: [[{ status: 'settled' }, 'LineString', [10, 20, 0, 5]]],
  };
  const { land, borders } = unpackSheet({ digits: 1, parts });
  assert.equal(land.type, 'FeatureCollection');
  assert.deepEqual(land.features[0], {
    type: 'Feature',
    properties: { iso3: 'GEO' },
    geometry: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [1, 2],
            [1.1, 2.1],
          ],
        ],
        [[[3, 4]]],
      ],
    },
  });
  assert.deepEqual(borders.features[0].geometry, {
    type: 'LineString',
    coordinates: [
      [1, 2],
      [1, 2.5],
    ],
  });
});
