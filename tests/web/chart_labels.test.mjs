/* Labels of the chart: beside their riser, on two lines, cut, or moved off what stands there already. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeLabels } from '../../panels/web/js/core/chart_labels.js';

const LETTER_PX = 6;
const LABEL = 'Sarpi · 20.8 h · 2022';

/** Tools of a plot so wide, on which a unit is a pixel. */
function makeTools({ wide = 600, west = false } = {}) {
  const frame = { left: 0, top: 0, right: wide, bottom: 200, west, toX: (x) => x, toY: (y) => y };
  return { frame, look: { ink: 'ink', paper: 'paper' }, measure: (text) => text.length * LETTER_PX };
}

const row = (more) => ({ x: 100, y: 100, label: LABEL, side: 'right', ...more });
const write = (rows, gaps = [], tools = makeTools()) =>
  writeLabels(rows, gaps, tools).map(([, { x, y, 'text-anchor': anchor }, text]) => ({ x, y, anchor, text }));

test('a label stands on the side that its row names, whichever way the chart goes', () => {
  const at = (side, west) => write([row({ side, x: 300 })], [], makeTools({ west }))[0];
  assert.deepEqual([at('right', false).x, at('left', false).x], [320, 290]);
  assert.deepEqual([at('right', true).x, at('left', true).x], [310, 280]);
  assert.deepEqual([at('right', false).anchor, at('left', false).anchor], ['start', 'end']);
});

test('where there is no room it breaks after its name, and is cut at last', () => {
  const texts = (x, wide) => write([row({ x })], [], makeTools({ wide })).map(({ text }) => text);
  assert.deepEqual(texts(100, 600), [LABEL]);
  assert.deepEqual(texts(480, 600), ['Sarpi', '20.8 h · 2022']);
  assert.deepEqual(texts(100, 400), ['Sarpi', '20.8 h · 2022']);
  assert.deepEqual(texts(540, 600), ['Sarpi', '20.8 …']);
});

test('a label moves off another one and off a box of a gap', () => {
  const [first, second] = write([row(), row()]);
  assert.equal(first.y, 103.5);
  assert.ok(Math.abs(second.y - first.y) >= 14);
  const [moved] = write([row()], [{ x: 130, y: 112 }]);
  assert.ok(moved.y + 3.5 <= 112 - 26 || moved.y - 10.5 >= 112 + 2);
});

test('a label that finds no free place is left out', () => {
  assert.equal(write(Array.from({ length: 12 }, () => row())).length, 4);
  assert.deepEqual(write([row({ y: 400 })]), []);
});
