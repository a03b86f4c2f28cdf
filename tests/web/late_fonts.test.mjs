// Which fonts of the first sight came too late to be taken up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listLate } from '../../panels/web/js/core/late_fonts.js';

const face = (part) => ({ cssText: `@font-face { src: url("app/static/fonts/noto-sans-${part}.woff2?v=1"); }` });
const file = (part, responseEnd) => ({
  name: `https://map.example/app/static/fonts/noto-sans-${part}.woff2`,
  responseEnd,
});
const RULES = [
  face('latin'),
  face('latin-ext'),
  { cssText: '#first-sight ~ #root { visibility: hidden; }' },
  face('cyrillic'),
];

test('fonts that were there in time stay, and so do rules of something else', () => {
  const fetched = [file('latin', 80), file('latin-ext', 100), file('cyrillic', 90)];
  assert.deepEqual(listLate(RULES, fetched, 100), []);
});

test('a font that came later, or has not come, is left out, the last rule first', () => {
  assert.deepEqual(listLate(RULES, [file('latin', 80), file('latin-ext', 101)], 100), [3, 1]);
  assert.deepEqual(listLate(RULES, [], 100), [3, 1, 0]);
});
