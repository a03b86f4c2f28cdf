/* The waiting glyph and the years: how large, how dark, where, and which year comes next. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillOf, growthOf, halfPath, radiusOf, spread } from '../../panels/web/js/core/waiting.js';
import { shareOf, yearAt, yearByKey } from '../../panels/web/js/core/years.js';

const RULES = { px_per_root_hour: 3, from_hours: [0, 4, 24], fills: ['a', 'b', 'c'], zero_px: 4, blank_px: 8 };
const measured = (hours) => ({ state: 'measured', hours });

test('the area of a half tells its hours, and not its radius', () => {
  const [small, large] = [radiusOf(measured(9), RULES), radiusOf(measured(36), RULES)];
  assert.equal(large ** 2 / small ** 2, 4);
  const quarter = radiusOf(measured(9), RULES, true);
  assert.ok(Math.abs(quarter ** 2 / 4 - small ** 2 / 2) < 1e-9, 'a quarter of a disc has the area of the half');
});

test('a measured zero, nothing measured and closed have sizes of their own', () => {
  assert.equal(radiusOf(measured(0), RULES), 4);
  assert.equal(radiusOf({ state: '', hours: null }, RULES), 8);
  assert.equal(radiusOf({ state: 'closed', hours: null }, RULES), 8);
});

test('a half grows from what was measured before, and only from that', () => {
  assert.equal(growthOf(measured(9), measured(36), RULES), 0.5);
  assert.equal(growthOf(measured(36), measured(9), RULES), 2);
  for (const before of [{ state: '', hours: null }, { state: 'closed', hours: null }, undefined]) {
    assert.equal(growthOf(before, measured(36), RULES), 1);
    assert.equal(growthOf(measured(36), before ?? { state: '' }, RULES), 1);
  }
});

test('one scale of colours holds for all hours', () => {
  assert.deepEqual(
    [0, 3.9, 4, 23, 24, 900].map((hours) => fillOf(hours, RULES)),
    ['a', 'a', 'b', 'b', 'c', 'c'],
  );
});

test('halves lie on their side of the border', () => {
  assert.equal(halfPath('west', 5), 'M0 -5.00A5.00 5.00 0 0 0 0 5.00Z');
  assert.equal(halfPath('east', 5), 'M0 -5.00A5.00 5.00 0 0 1 0 5.00Z');
  assert.equal(halfPath('west', 5, 'east'), 'M-5 0A5.00 5.00 0 0 0 0 5.00L0 0Z');
  assert.equal(halfPath('east', 5, 'west'), 'M0 -5.00A5.00 5.00 0 0 1 5 0L0 0Z');
});

test('glyphs that would cover each other are set apart, and the largest stays', () => {
  const glyphs = [
    { x: 0, y: 0, reach: 13 },
    { x: 6, y: 0, reach: 30 },
    { x: 300, y: 0, reach: 20 },
  ];
  const moves = spread(glyphs, 5);
  assert.deepEqual(moves[1], [0, 0]);
  assert.deepEqual(moves[2], [0, 0]);
  const [a, b] = [0, 1].map((i) => [glyphs[i].x + moves[i][0], glyphs[i].y + moves[i][1]]);
  const away = Math.hypot(a[0] - b[0], a[1] - b[1]);
  assert.ok(away >= 13 + 30 + 5 && away < 13 + 30 + 5 + 12, `they are ${away} apart`);
});

test('keys and the place of a pointer lead from year to year of the data', () => {
  const years = [2018, 2020, 2021];
  assert.deepEqual(
    ['ArrowRight', 'ArrowLeft', 'Home', 'End', 'x'].map((key) => yearByKey(years, 2020, key)),
    [2021, 2018, 2018, 2021, null],
  );
  assert.equal(yearByKey(years, 2021, 'ArrowUp'), 2021);
  assert.equal(yearByKey(years, 2018, 'PageDown'), 2018);
  assert.deepEqual(
    [-1, 0.3, 0.4, 0.9, 2].map((share) => yearAt(years, share)),
    [2018, 2018, 2020, 2021, 2021],
  );
  assert.equal(shareOf([2023], 2023), 1);
});
