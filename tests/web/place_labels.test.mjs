/* Names that find no room at first: they come before all others, and none that keeps its place loses it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Occupancy } from '../../panels/web/js/core/occupancy.js';
import { blockDots, listOnce, placeNames, placeOffDots } from '../../panels/web/js/core/place_labels.js';
import { listBeside } from '../../panels/web/js/core/shapes.js';

const { rules } = JSON.parse(readFileSync(new URL('../vectors/labels.json', import.meta.url), 'utf8'));
const FEW = [
  { x: [0, 0, 0], y: [0, 0, 0] },
  { x: [0, 0, 50], y: [0, 0, 0] },
];
const ONE = FEW.slice(0, 1);
const MUST = { must: true };

const form = (x, places, kind = {}) => ({
  at: { x, y: 40 },
  width: 40,
  height: 16,
  reach: 0,
  kind: { ...kind, places },
});
const makeSheet = () => new Occupancy({ x: 300, y: 100 }, rules);
const place = (names, sheet = makeSheet()) => placeNames(names, sheet).map((found) => found?.box.x0 ?? null);

test('names are placed in their order, each in its first form that has room', () => {
  const named = (...forms) => ({ forms });
  assert.deepEqual(place([named(form(20, FEW)), named(form(20, FEW)), named(form(20, FEW))]), [20, 70, null]);
  assert.deepEqual(place([named(form(20, ONE)), named(form(20, ONE), form(120, ONE))]), [20, 120]);
});

test('a name with late forms takes the place of one that can stand elsewhere', () => {
  const site = { forms: [form(20, FEW, MUST)], keeps: true };
  const member = { forms: [form(20, ONE)], lateForms: [], keeps: true };
  assert.deepEqual(place([site, member]), [70, 20]);
  const town = { forms: [form(70, ONE)] }; // keeps nothing, and yields to the site
  assert.deepEqual(place([site, town, member]), [70, null, 20]);
});

test('no name lies on the dot of a great town, whichever of them comes first', () => {
  const country = { forms: [form(20, FEW)] };
  const town = { at: { x: 40, y: 48 }, kind: { dot: true }, forms: [form(120, ONE)] };
  const placed = (...names) => {
    const sheet = makeSheet();
    blockDots(names, sheet, 3);
    return place(names, sheet);
  };
  const great = { ...town, listLate: () => [] };
  assert.deepEqual(placed({ ...country, kind: {} }, great), [70, 120]);
  assert.deepEqual(placed({ ...country, kind: {} }, town), [20, 120]); // of one that may stay without a name
  assert.deepEqual(placed({ ...country, kind: {} }, { ...great, kind: {} }), [20, 120]);
});

test('a name that should stand lies on a dot rather than nowhere', () => {
  const town = { at: { x: 45, y: 40 }, kind: { dot: 2 }, listLate: () => [], forms: [form(120, ONE)] };
  const country = { forms: [form(20, ONE)], kind: {}, lateForms: [], keeps: true };
  const placed = (...names) => placeOffDots(names, makeSheet(), 3).map((found) => found?.box.x0 ?? null);
  assert.deepEqual(placed(country, town), [20, 120]);
  assert.deepEqual(placed({ ...country, lateForms: undefined, keeps: false }, town), [null, 120]);
  assert.deepEqual(placed({ ...country, forms: [form(20, FEW)] }, town), [70, 120]);
});

test('it stays away where another one would lose its place, or cover a line for it', () => {
  const site = { forms: [form(20, ONE, MUST)], keeps: true };
  const member = { forms: [form(20, ONE)], lateForms: [], keeps: true };
  assert.deepEqual(place([site, member]), [20, null]);
  const sheet = makeSheet();
  sheet.drawLine([
    { x: 80, y: 0 },
    { x: 80, y: 99 },
  ]);
  assert.deepEqual(place([{ forms: [form(20, FEW, MUST)], keeps: true }, member], sheet), [20, null]);
});

test('late forms are tried last, and by the others too when one has come late', () => {
  const site = { forms: [form(20, ONE, MUST)], keeps: true };
  assert.deepEqual(place([site, { forms: [form(20, ONE)], lateForms: [form(120, ONE)], keeps: true }]), [20, 120]);
  const yields = { forms: [form(20, ONE)], lateForms: [form(200, ONE)], keeps: true };
  const late = { forms: [form(20, ONE)], lateForms: [], keeps: true };
  assert.deepEqual(place([yields, late]), [200, 20]);
});

test('a name stands beside its country, over water rather than over others', () => {
  const limits = { close: 0, least_home: 0.3, most_abroad: 0.4, least_coast: 0.9, least_water: 0.5 };
  const row = (letters) => [...letters].map((letter) => letter.trim());
  assert.deepEqual(listBeside([row('BBBAA   ')], 'A', 3, limits), [
    [4, 0],
    [3, 0],
    [5, 0],
  ]);
  assert.deepEqual(listBeside([row('BBBAA   ')], 'A', 3, { ...limits, most_abroad: 0.1 }), [
    [4, 0],
    [5, 0],
  ]);
  assert.deepEqual(listBeside([row('BBA')], 'A', 3, { ...limits, most_abroad: 0.7 }), []); // more theirs than its own
  const below = [row('AAA'), row('   ')];
  assert.deepEqual(listBeside(below, 'A', 3, limits), [[1, 0]]);
  assert.deepEqual(listBeside(below, 'A', 3, { ...limits, close: 1 }), [
    [1, 0],
    [1, 1],
  ]);
});

test('it stands over the water of its coast, where its own land has no room', () => {
  const limits = { close: 1, least_home: 0.5, most_abroad: 0.4, least_coast: 0.3, least_water: 0.6 };
  const row = (letters) => [...letters].map((letter) => letter.trim());
  assert.deepEqual(listBeside([row('A     '), row('A   BB')], 'A', 3, limits), [
    [1, 0],
    [1, 1],
  ]);
  assert.deepEqual(listBeside([row('A     ')], 'A', 3, { ...limits, least_water: 0.7 }), []);
  assert.deepEqual(listBeside([row('ABB   ')], 'A', 3, limits), []);
  const wide = { ...limits, least_coast: 0.2, least_water: 0.6 };
  assert.deepEqual(listBeside([row('   A ')], 'A', 5, wide), [[2, 0]]);
  assert.deepEqual(listBeside([row('  BA ')], 'A', 5, wide), []); // the water of others
});

test('a late name that covers nothing needs no try, however many places before it do', () => {
  const site = { forms: [form(20, ONE, MUST)], keeps: true };
  const covering = Array.from({ length: 40 }, () => form(20, ONE));
  assert.deepEqual(place([site, { forms: [], lateForms: [...covering, form(120, ONE)], keeps: true }]), [20, 120]);
});

test('forms are made once, and only as many as are asked for', () => {
  let made = 0;
  const forms = listOnce(function* () {
    for (const one of [1, 2, 3]) {
      made += 1;
      yield one;
    }
  });
  const [first] = forms;
  assert.deepEqual([first, made], [1, 1]);
  assert.deepEqual([[...forms], [...forms], made], [[1, 2, 3], [1, 2, 3], 3]);
});
