// Which fonts of the first sight came too late to be taken up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listLate } from '../../panels/web/js/core/late_fonts.js';

const face = (part) => ({ cssText: `@font-face { src: url("app/static/fonts/noto-sans-${part}.woff2?v=1"); }` });
const sample = (part, width, plain) => ({ part, width, plain });
const RULES = [
  face('latin'),
  face('latin-ext'),
  { cssText: '#first-sight ~ #root { visibility: hidden; }' },
  face('cyrillic'),
];

const SAMPLES = [sample('latin', 41, 40), sample('latin-ext', 22.5, 22), sample('cyrillic', 30, 31)];
const faces = (...statuses) => statuses.map((status) => ({ status }));
const LOADED = faces('loaded', 'loaded', 'loaded');

test('fonts that words stand in stay, and so do rules of something else', () => {
  assert.deepEqual(listLate(RULES, LOADED, SAMPLES), []);
});

test('a font that no word stands in is left out, the last rule first, and no other part of it', () => {
  assert.deepEqual(listLate(RULES, LOADED, [sample('latin', 40, 40), ...SAMPLES.slice(1)]), [0]);
  const unused = SAMPLES.map(({ part }) => sample(part, 40, 40));
  assert.deepEqual(listLate(RULES, LOADED, unused), [3, 1, 0]);
});

test('a font that is still on its way is left out, however wide its letters are meanwhile', () => {
  assert.deepEqual(listLate(RULES, faces('loaded', 'loading', 'loaded'), SAMPLES), [1]);
  assert.deepEqual(listLate(RULES, [], SAMPLES), [3, 1, 0]);
});
