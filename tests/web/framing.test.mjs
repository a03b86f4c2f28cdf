/* When the camera may stay. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithin, mayStay } from '../../panels/web/js/core/framing.js';

const SIZE = { x: 900, y: 600 };
const box = (x0, y0, x1, y1) => ({ x0, y0, x1, y1 });

test('a box at the edge of the picture is not in sight', () => {
  assert.ok(isWithin(box(14, 14, 886, 586), SIZE, 14));
  for (const beyond of [box(13, 14, 20, 20), box(14, 13, 20, 20), box(14, 14, 887, 20), box(14, 14, 20, 587)])
    assert.ok(!isWithin(beyond, SIZE, 14));
});

test('the camera stays for what is in sight, unless it would look more than twice as large', () => {
  const seen = { box: box(300, 200, 600, 400), size: SIZE, margin: 14, zoom: 4.5 };
  assert.ok(mayStay({ ...seen, wanted: 5.5 }));
  assert.ok(mayStay({ ...seen, wanted: 3 }));
  assert.ok(!mayStay({ ...seen, wanted: 5.6 }));
  assert.ok(!mayStay({ ...seen, box: box(-100, 200, 600, 400), wanted: 4.5 }));
});
