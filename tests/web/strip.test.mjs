/* The strip of map above the chart, and the hours that are asked beside it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawChart } from '../../panels/web/js/core/chart_drawing.js';
import { STRIP_HEIGHT } from '../../panels/web/js/core/strip_drawing.js';
import { makeScale, readHours, readWord, writeHours, writeWord } from '../../panels/web/js/core/what_if.js';

const MODES = { road: { colour: 'brown', dash: '4 2' } };
const LOOK = { ink: 'ink', riser: 'red', gap: 'grey', paper: 'white', muted: 'soft', axis: 'axis', modes: MODES };
const SIGNS = { group: '.', decimal: ',' };
const PLACE = { y: 500, name: 'Post', stop: 'post', stops: ['post'], weight: 9, site: 'gate', gap: false };
const STRIP = {
  shared: true,
  along: 4000,
  high: 1000,
  members: ['KAZ'],
  land: [['KAZ', [[0, 0, 4000, 0, 4000, 1000]]]],
  water: [],
  borders: [['disputed', [0, 0, 10, 10]]],
  names: [['KAZAKHSTAN', 1000, 500]],
  look: { 'member-land': 'sand', land: 'plain', sea: 'blue', boundary: 'edge' },
  legs: [
    { id: 'leg', mode: 'road', drawn: true, line: [0, 500, 2000, 500], lines: ['H1'] },
    { id: 'guess', mode: 'road', drawn: false, line: [2000, 500, 4000, 500], lines: [] },
  ],
  places: [
    { ...PLACE, x: 0, km: 0, name: 'Start', stop: '', stops: [], weight: 0 },
    { ...PLACE, x: 2000, km: 500 },
    { ...PLACE, x: 4000, km: 1000, gap: true, weight: 0, stop: 'end', stops: ['end'], site: '' },
  ],
};
const ROWS = [
  { layer: 'band', x: 0, x2: 1000, y2: 1000, fill: 'white', label: '' },
  { layer: 'leg', x: 0, x2: 1000, y: 0, y2: 50, mode: 'road', tip: '' },
  { layer: 'riser', x: 500, y: 10, y2: 20, stop: 'post', tip: 'Post', chosen: false },
];
const SETTINGS = {
  width: 900,
  look: LOOK,
  words: { title: '', from: '', x: 'km', y: 'hours' },
  signs: SIGNS,
  measure: (text, px) => text.length * px * 0.5,
};

const flat = (shapes) => shapes.flatMap((shape) => [shape, ...(Array.isArray(shape[2]) ? flat(shape[2]) : [])]);
const draw = (more) => flat(drawChart(ROWS, { ...SETTINGS, strip: STRIP, ...more }));
const ofClass = (shapes, name) => shapes.filter(([, { class: names }]) => names?.split(' ').includes(name));
const xOf = ({ d }) => Number(d.slice(1).split(' ')[0]);

for (const west of [false, true]) {
  test(`a riser stands below its crossing, ${west ? 'westwards' : 'eastwards'}`, () => {
    const shapes = draw({ west });
    const [[, , [[, riser]]]] = ofClass(shapes, 'chart-stop');
    const [[, , [[, disc]]]] = ofClass(shapes, 'site--gate');
    assert.ok(Math.abs(disc.cx - xOf(riser)) < 0.2);
    const [start] = shapes.filter(([tag, , text]) => tag === 'text' && text === 'Start');
    assert.equal(start[1].x > disc.cx, west);
  });
}

test('a way westwards begins on the right, where the hours are counted', () => {
  const heightAt = (west) => ofClass(draw({ west }), 'chart-tick--y').map(([, { x }]) => x > 450);
  assert.ok(heightAt(true).every(Boolean));
  assert.ok(!heightAt(false).some(Boolean));
});

test('a straight line that stands in for a course is dotted, a drawn one has the dashes of its mode', () => {
  const dashes = ofClass(draw({}), 'strip-leg').map(([, leg]) => leg['stroke-dasharray']);
  assert.equal(dashes[0], '4 2');
  assert.notEqual(dashes[1], dashes[0]);
  assert.equal(ofClass(draw({}), 'line--H1').length, 1);
});

test('the name of a country gives way to the line', () => {
  const [[, { y }]] = ofClass(draw({}), 'strip-land');
  assert.ok(Math.abs(y - 4 - STRIP_HEIGHT / 2) > 8, String(y));
});

test('without a shared axis numbers join place and kilometre', () => {
  const apart = { ...STRIP, shared: false };
  const shapes = draw({ strip: apart });
  assert.equal(ofClass(shapes, 'strip-leader').length, 0);
  const feet = ofClass(shapes, 'strip-foot').map(([, , [, [, , number]]]) => number);
  assert.deepEqual(feet.toSorted(), ['1', '2', '3']);
});

test('the last place of a slider is what is known, whatever the step', () => {
  const scale = makeScale(54.9, 240);
  assert.deepEqual([scale.places, scale.toHours(55), scale.toHours(54), scale.toHours(0)], [55, 54.9, 54, 0]);
  assert.deepEqual([scale.toPlace(54.9), scale.toPlace(27.45), makeScale(0.1, 240).places], [55, 27, 1]);
  const open = makeScale(null, 240);
  assert.deepEqual([open.places, open.toHours(1), open.toHours(40)], [40, 6, 240]);
});

test('hours are read with a comma or a point, never more than is known, and nothing else is', () => {
  const stop = { known: 54.9, most: 240 };
  const read = ['30', ' 27,5 ', '.5', '900', '', '1 0', 'abc', '-3', '1e3'].map((text) => readHours(text, stop));
  assert.deepEqual(read, [30, 27.5, 0.5, 54.9, 54.9, 10, null, null, null]);
  assert.equal(readHours('', { known: null, most: 240 }), 0);
  assert.equal(readHours('999', { known: null, most: 240 }), 240);
  assert.deepEqual([writeHours(27.45, 54.9, SIGNS), writeHours(0, null, SIGNS)], ['27,4', '']);
});

test('a word names what differs from what is known, in the order of travel', () => {
  const stops = [
    { id: 'one', known: 5 },
    { id: 'two', known: null },
    { id: 'three', known: 2 },
  ];
  const asked = readWord('three.2 two.6 one.2.5');
  assert.equal(writeWord(stops, asked), 'one.2.5 two.6');
  assert.equal(writeWord(stops, readWord('one.5 two.0')), '');
});
