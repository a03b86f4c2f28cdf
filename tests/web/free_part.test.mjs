/* Where the camera has room: the part of the screen in which a box is largest and nothing lies on it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFree, shapeOf } from '../../panels/web/js/core/free_part.js';

const SCREEN = { width: 1000, height: 800 };
const CARD = { x0: 0, x1: 400, y0: 0, y1: 500 };
const FOOT = { x0: 0, x1: 1000, y0: 760, y1: 800 };
const TOOLS = { x0: 700, x1: 1000, y0: 0, y1: 80 };
const EDGE = 20;

const free = (covers, shape) => findFree(SCREEN, covers, shape, EDGE);

test('without anything on it, the whole screen is free', () => {
  assert.deepEqual(free([], { width: 1, height: 1 }), { left: 0, right: 1000, top: 0, bottom: 800 });
});

test('a high box stands beside the card, a wide one below it when it is larger there', () => {
  const covers = [CARD, FOOT, TOOLS];
  assert.deepEqual(free(covers, { width: 1, height: 4 }), { left: 400, right: 700, top: 0, bottom: 760 });
  assert.deepEqual(free(covers, { width: 5, height: 1 }), { left: 0, right: 1000, top: 500, bottom: 760 });
  assert.deepEqual(free(covers, { width: 1, height: 1 }), { left: 400, right: 1000, top: 80, bottom: 760 });
});

test('a card as high as the screen leaves what is beside it, however wide the box', () => {
  const covers = [{ ...CARD, y1: 760 }, FOOT, TOOLS];
  assert.deepEqual(free(covers, { width: 9, height: 1 }), { left: 400, right: 1000, top: 80, bottom: 760 });
});

/** Numbers from 0 to 1 that look drawn by chance, the same at every run. */
function* draw() {
  for (let seed = 7; ; seed = (seed * 48_271) % 2_147_483_647) yield seed / 2_147_483_647;
}

test('whatever lies on the screen, nothing lies on the part that is found, and no wider or higher one is free', () => {
  const numbers = draw();
  const next = (most) => Math.floor(numbers.next().value * most);
  for (let turn = 0; turn < 300; turn += 1) {
    const covers = Array.from({ length: 1 + next(5) }, () => {
      const [x0, y0] = [next(900), next(700)];
      return { x0, x1: x0 + 20 + next(300), y0, y1: y0 + 20 + next(300) };
    });
    const { left, right, top, bottom } = free(covers, { width: 1 + next(5), height: 1 + next(5) });
    const lies = (part) =>
      covers.some((c) => part.left < c.x1 && c.x0 < part.right && part.top < c.y1 && c.y0 < part.bottom);
    assert.ok(left < right && top < bottom);
    assert.equal(lies({ left, right, top, bottom }), false);
    for (const more of [{ left: left - 1 }, { right: right + 1 }, { top: top - 1 }, { bottom: bottom + 1 }]) {
      const part = { left, right, top, bottom, ...more };
      const leaves = part.left < 0 || part.top < 0 || part.right > SCREEN.width || part.bottom > SCREEN.height;
      assert.ok(leaves || lies(part));
    }
  }
});

test('a box has the shape that it has on the map: as high as wide at the equator, higher in the north', () => {
  const { width, height } = shapeOf([
    [59, 10],
    [61, 12],
  ]);
  assert.equal(width, 2);
  assert.ok(height > 3.9 && height < 4.1); // at 60° a degree of latitude is twice one of longitude
  assert.deepEqual(
    shapeOf([
      [41, 29],
      [41, 29],
    ]),
    { width: 1, height: 1 },
  );
});

test('a corridor from end to end has land above and below it', () => {
  const { width, height } = shapeOf([
    [38, 26],
    [42, 88],
  ]);
  assert.equal(width / height, 2.6);
});
