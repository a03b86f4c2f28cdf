import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fitRow } from '../../panels/web/js/dom/fit_row.js';

/* A row that stands on so many pixels at each step. */
const rowOf = (heights) => ({
  dataset: {},
  get offsetHeight() {
    return heights[Number(this.dataset.fit)];
  },
});

for (const [heights, step] of [
  [[51, 51, 51], 0],
  [[88, 51, 51], 1],
  [[125, 88, 88], 1],
  [[88, 88, 88], 0],
  [[125, 88, 51], 2],
]) {
  test(`${heights} ends at step ${step}`, () => {
    const row = rowOf(heights);
    fitRow(row, heights.length - 1);
    assert.equal(Number(row.dataset.fit), step);
  });
}
