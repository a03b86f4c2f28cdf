/* The years of a stop on the stage: played once when the stop is new, then as the presenter chooses. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StopYears } from '../../panels/web/js/walkthrough/years.js';

const SPAN = { of: [2020, 2021, 2022, 2023], going: 'east' };

/** A clock that stands: what is to happen later happens when a test says so. */
function makeClock() {
  const due = new Map();
  let last = 0;
  const later = (act) => {
    last += 1;
    due.set(last, act);
    return last;
  };
  const clock = { later, never: (timer) => due.delete(timer) };
  const step = () => {
    const [[timer, act]] = due;
    due.delete(timer);
    act();
  };
  const runAll = () => {
    while (due.size) step();
  };
  return { clock, step, runAll };
}

function begin(years = SPAN) {
  const seen = { shown: [], marked: [] };
  const { clock, step, runAll } = makeClock();
  const stop = new StopYears((year) => seen.shown.push(year), clock);
  const take = (name, told = years) => stop.take(name, told, (year) => seen.marked.push(year));
  take('one/4');
  return { stop, seen, take, step, runAll };
}

test('a span is played from its first year to its last, and stays there', () => {
  const { stop, seen, runAll } = begin();
  assert.equal(stop.year, 2020);
  runAll();
  assert.deepEqual(seen.shown, [2021, 2022, 2023]);
  assert.deepEqual(seen.marked, [2020, 2021, 2022, 2023]);
  assert.equal(stop.year, 2023);
});

test('the same stop written again goes on, another one begins anew', () => {
  const { stop, seen, take, step, runAll } = begin();
  step();
  take('one/4');
  assert.deepEqual([stop.year, seen.shown], [2021, [2021]]);
  take('one/5', null);
  runAll();
  assert.equal(stop.year, undefined);
  take('one/4');
  assert.equal(stop.year, 2020);
});

test('a year chosen by hand stays, and one that is not in the span is none', () => {
  const { stop, seen, runAll } = begin();
  stop.choose(2022);
  stop.choose(1999);
  runAll();
  assert.deepEqual(seen.shown, [2022]);
  assert.equal(stop.year, 2022);
});

test('one year is shown and nothing is played', () => {
  const { seen, runAll } = begin({ of: [2023], going: 'both' });
  runAll();
  assert.deepEqual(seen, { shown: [], marked: [2023] });
});
