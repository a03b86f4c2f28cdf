/* How large the cards of a stage are: measured once for a size of the screen, those ahead while there is time. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CardSizes, keyOf, listNearest } from '../../panels/web/js/walkthrough/card_sizes.js';

/** Sizes on a screen that a test changes, and a browser that has time when the test says so. */
function begin() {
  const stand = { screen: '1366 768', waiting: null, measured: [] };
  const clock = {
    later: (act) => {
      stand.waiting = act;
      return act;
    },
    never: (act) => {
      if (act === stand.waiting) stand.waiting = null;
    },
  };
  stand.sizes = new CardSizes(clock, () => stand.screen);
  stand.rest = (ms) => {
    const act = stand.waiting;
    stand.waiting = null;
    act?.({ timeRemaining: () => ms });
  };
  stand.list = (...keys) => keys.map((key) => [key, () => stand.measured.push(key) && `size of ${key}`]);
  return stand;
}

test('the next stop is measured first, then the one before, then those farther away', () => {
  assert.deepEqual(listNearest(['a', 'b', 'c', 'd', 'e'], 1), ['c', 'a', 'd', 'e']);
  assert.deepEqual(listNearest(['a'], 0), []);
});

test('stops are measured one at a time and once, and only where there is time', () => {
  const stand = begin();
  stand.sizes.keep('b', 'seen');
  stand.sizes.prepare(() => stand.list('a', 'b', 'c'));
  stand.rest(3);
  assert.deepEqual(stand.measured, []);
  for (const ms of [40, 40]) stand.rest(ms);
  assert.deepEqual(stand.measured, ['a', 'c']);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => stand.sizes.recall(key)),
    ['size of a', 'seen', 'size of c'],
  );
  stand.rest(40);
  assert.equal(stand.waiting, null);
});

test('a browser that does not say how much time there is measures all the same', () => {
  const stand = begin();
  stand.sizes.prepare(() => stand.list('a'));
  stand.waiting(undefined);
  assert.deepEqual(stand.measured, ['a']);
});

test('on another screen, and after letters have come, nothing is known', () => {
  const stand = begin();
  stand.sizes.keep('a', 'wide');
  stand.sizes.frame = 'line below';
  stand.screen = '1024 768';
  assert.equal(stand.sizes.recall('a'), undefined);
  assert.equal(stand.sizes.frame, null);
  stand.sizes.keep('a', 'narrow');
  stand.sizes.forget();
  assert.equal(stand.sizes.recall('a'), undefined);
});

test('a stage that is left measures no more', () => {
  const stand = begin();
  stand.sizes.prepare(() => stand.list('a'));
  stand.sizes.stop();
  assert.equal(stand.waiting, null);
});

test('the same stop in another language, or of another story, is another card', () => {
  assert.notEqual(keyOf({ title: 'Ақтау' }, 'Орта дәліз'), keyOf({ title: 'Aktau' }, 'The Middle Corridor'));
  assert.notEqual(keyOf({ title: 'Aktau' }, 'e-TIR'), keyOf({ title: 'Aktau' }, 'The Middle Corridor'));
  assert.equal(keyOf({ title: 'Aktau' }, 'e-TIR'), keyOf({ title: 'Aktau' }, 'e-TIR'));
});
