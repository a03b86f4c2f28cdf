/* Names that a line leads to what they name: where they stand, what the line covers, and who is named without them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cutLine, listLed, listLineBoxes, sumLand } from '../../panels/web/js/core/led_names.js';
import { Occupancy } from '../../panels/web/js/core/occupancy.js';
import { placeNames } from '../../panels/web/js/core/place_labels.js';

const { rules } = JSON.parse(readFileSync(new URL('../vectors/labels.json', import.meta.url), 'utf8'));
const LED = { every: 1, most_ends: 9, edge_cost: 0.5, least_away: 1, most_away: 3, abroad_cost: 2 };
const CENTRED = [{ x: [0, -0.5, 0], y: [0, -0.5, 0] }];

const row = (letters) => [...letters].map((letter) => letter.trim());
const find = (letters, { isBarred, ...more } = {}, limits = {}) => {
  const grid = [row(letters)];
  return listLed(grid, 'A', [3, 1], { rules: { ...LED, ...limits }, land: sumLand(grid, 'A', isBarred), ...more });
};
const form = (x, more = {}) => ({
  at: { x, y: 40 },
  width: 40,
  height: 16,
  reach: 0,
  kind: { places: CENTRED },
  ...more,
});
const place = (names, boxes = []) => {
  const sheet = new Occupancy({ x: 300, y: 100 }, rules);
  sheet.boxes.push(...boxes);
  return placeNames(names, sheet).map((found) => found && (found.box.x0 + found.box.x1) / 2);
};

test('a line leads from the nearest places to the country, over the least land of others', () => {
  assert.deepEqual(
    find('A     ').map(([column]) => column),
    [2, 3, 4],
  );
  assert.deepEqual(find('BBBAAA   ', {}, { most_away: 1 }).at(-1), [1, 0, 3, 0]);
  assert.deepEqual(find('      '), []);
});

test('a name at the end of a line covers nothing that is barred, in none of its rows', () => {
  const isBarred = (one) => one === 'M';
  const limits = { ...LED, ends_each: 1, most_ends: 99 };
  const places = (rows) => {
    const grid = rows.map(row);
    return listLed(grid, 'A', [3, 3], { rules: limits, land: sumLand(grid, 'A', isBarred) }).map(([x]) => x);
  };
  assert.deepEqual(
    find('MMMAAABBB', { isBarred }, { most_away: 1 }).map(([x]) => x),
    [5, 6, 7],
  );
  assert.deepEqual(places(['   A   ', '   A   ', '   A   ']).sort(), [1, 5]);
  assert.deepEqual(places(['M  A   ', '   A   ', '   A   ']), [5]);
  assert.deepEqual(places(['   A   ', '   A   ', 'B  A   ']), [5, 1]); // over no land of others first
});

test('only open places are looked at, and what is open is asked of the sheet before names are placed', () => {
  const places = (isOpen) => find('A     ', { isOpen }).map(([column]) => column);
  assert.deepEqual(
    places((column) => column !== 3),
    [2, 4],
  );
  const sheet = new Occupancy({ x: 300, y: 100 }, rules);
  const before = sheet.copy();
  const at = (x) => ({ x0: x, x1: x + 20, y0: 40, y1: 50 });
  sheet.boxes.push(at(100));
  assert.deepEqual([sheet.isOpen(at(90)), before.isOpen(at(90))], [false, true]);
  sheet.drawLine([
    { x: 210, y: 0 },
    { x: 210, y: 99 },
  ]);
  assert.deepEqual([before.isOpen(at(200)), before.isOpen(at(170)), before.isOpen(at(290))], [false, true, false]);
});

test('a line ends where it is free, or anywhere in a country that is covered', () => {
  const ends = (isFree) => new Set(find('AA    ', { isFree }).map(([, , x]) => x));
  assert.deepEqual(
    ends((x) => x !== 1),
    new Set([0]),
  );
  assert.deepEqual(
    ends(() => false),
    new Set([0, 1]),
  );
});

test('a line is cut where it comes to what covers its end', () => {
  const box = { x0: 0, x1: 20, y0: 0, y1: 10 };
  const covering = { x0: 50, x1: 90, y0: -20, y1: 30 };
  assert.deepEqual(cutLine(box, { x: 70, y: 5 }, [covering], 2), { x: 48, y: 5 });
  assert.deepEqual(cutLine(box, { x: 70, y: 5 }, [], 2), { x: 70, y: 5 });
});

test('a line crosses no box, and no later name stands on it', () => {
  const led = form(240, { end: { x: 60, y: 40 } });
  assert.deepEqual(place([{ forms: [led] }, { forms: [form(120)] }]), [240, null]);
  assert.deepEqual(place([{ forms: [form(240)] }, { forms: [form(120)] }]), [240, 120]);
  assert.deepEqual(place([{ forms: [led] }], [{ x0: 100, x1: 110, y0: 30, y1: 50 }]), [null]);
  assert.deepEqual(listLineBoxes({ x0: 0, x1: 20, y0: 0, y1: 10 }, undefined, rules.led), []);
});

test('no other country is named while a member in the picture is not', () => {
  const member = { forms: [form(40)], lateForms: [], keeps: true, leads: true };
  const other = { forms: [form(200)], follows: true };
  const town = { forms: [form(120)] };
  const covered = [{ x0: 0, x1: 60, y0: 0, y1: 100 }];
  assert.deepEqual(place([member, other, town]), [40, 200, 120]);
  assert.deepEqual(place([member, other, town], covered), [null, null, 120]);
  assert.deepEqual(place([{ ...member, leads: false }, other, town], covered), [null, 200, 120]);
});
