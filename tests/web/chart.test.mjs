/* The chart of the corridor as shapes: scales, what is drawn of each row, labels off what stands there already. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawChart, HEIGHT } from '../../panels/web/js/core/chart_drawing.js';
import { listTicks, niceStep, writeNumber } from '../../panels/web/js/core/chart_scale.js';

const MODES = { rail: { colour: 'green', dash: '' }, sea: { colour: 'blue', dash: '3 2' } };
const LOOK = { ink: 'ink', riser: 'red', gap: 'grey', before: 'pale', paper: 'white', muted: 'soft', modes: MODES };
const SETTINGS = {
  width: 800,
  look: LOOK,
  words: { title: 'A → B', from: 'CPMM', x: 'km', y: 'hours' },
  signs: { group: '.', decimal: ',' },
  measure: (text, px) => text.length * px * 0.5,
};
const RISER = { layer: 'riser', x: 0, y: 0, y2: 40, stop: 'post', tip: 'Post · 40 h', chosen: false };
const LEG = { layer: 'leg', x: 0, x2: 2000, y: 40, y2: 90, mode: 'sea', tip: 'at sea' };
const LABEL = { layer: 'label', x: 0, y: 20, label: 'Post · 40 h', side: 'right' };

const CUT = /…$/;

const flat = (shapes) => shapes.flatMap((shape) => [shape, ...(Array.isArray(shape[2]) ? flat(shape[2]) : [])]);
const draw = (rows, more = {}) => flat(drawChart(rows, { ...SETTINGS, ...more }));
const ofClass = (shapes, name) => shapes.filter(([, { class: names }]) => names?.split(' ').includes(name));
const textsOf = (shapes) => shapes.filter(([tag]) => tag === 'text').map(([, , text]) => text);

test('steps are round, and the numbers of an axis stay on it', () => {
  assert.equal(niceStep(261, 6), 50);
  assert.equal(niceStep(7, 5), 2);
  assert.deepEqual(listTicks(0.7, 5), [0, 0.2, 0.4, 0.6]);
  assert.deepEqual(listTicks(100, 5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(listTicks(0, 5), [0]);
});

test('numbers have the signs of the language', () => {
  assert.equal(writeNumber(6530.5, SETTINGS.signs), '6.530,5');
  assert.ok(textsOf(draw([LEG])).includes('1.500'));
});

test('a stop is a button with a name, whose mark is the ink', () => {
  const stops = ofClass(draw([RISER, { ...RISER, layer: 'gap', stop: 'ship', chosen: true }]), 'chart-stop');
  assert.deepEqual(
    stops.map(([, one]) => [one.role, one['data-id'], one['aria-label'], one['aria-pressed'], one.stroke]),
    [
      ['button', 'post', 'Post · 40 h', 'false', 'red'],
      ['button', 'ship', 'Post · 40 h', 'true', 'ink'],
    ],
  );
});

test('a leg has colour and dashes of its mode, and says what it is to a pointer that comes near', () => {
  const shapes = draw([LEG]);
  const [[, leg]] = ofClass(shapes, 'chart-leg--sea');
  assert.equal(`${leg.stroke} ${leg['stroke-dasharray']}`, 'blue 3 2');
  assert.ok(shapes.some(([, one]) => one['data-tip'] === 'at sea' && one['stroke-width'] > 2 * leg['stroke-width']));
});

test('nothing is drawn where the names of countries stand, nor outside', () => {
  const range = { layer: 'range', x: 0, y: 0, y2: 200 };
  const [[, { d }]] = ofClass(draw([RISER, LEG, range]), 'chart-range');
  const heights = [...d.matchAll(/[ML]\S+ (\S+?)(?=[ML]|$)/g)].map(([, y]) => Number(y));
  assert.ok(Math.min(...heights) > 62 && Math.max(...heights) < HEIGHT, d);
});

test('a label that finds a box where it would stand moves off it', () => {
  const heightOf = (rows) => ofClass(draw(rows), 'chart-label')[0][1].y;
  const gap = { layer: 'gap', x: 100, y: 21, stop: 'other', tip: '', side: 'right' };
  assert.notEqual(heightOf([LEG, LABEL, gap]), heightOf([LEG, LABEL]));
});

test('a label without room stands on two lines, and is cut at last', () => {
  const long = { ...LABEL, x: 1000, label: `${'long name '.repeat(6)}· 40 h` };
  const linesAt = (width) => textsOf(ofClass(draw([LEG, long], { width }), 'chart-label'));
  assert.equal(linesAt(1600).length, 1);
  assert.equal(linesAt(700).length, 2);
  assert.match(linesAt(400)[0], CUT);
});

test('a country too narrow for its name has none', () => {
  const band = { layer: 'band', x: 0, x2: 2000, fill: 'sand', label: 'Land' };
  assert.ok(textsOf(draw([band, LEG])).includes('Land'));
  assert.ok(!textsOf(draw([{ ...band, x2: 20 }, LEG])).includes('Land'));
});

test('a chart of nothing is drawn all the same', () => {
  const shapes = draw([
    { layer: 'room', x: 0, y: 0, label: 'q' },
    { ...RISER, y2: 0 },
  ]);
  assert.ok(textsOf(shapes).includes('A → B'));
  assert.ok(!JSON.stringify(shapes).includes('NaN'));
});
