/* A report is kept until it is saved, and is offered once to a form with nothing in it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin } from '../../panels/web/js/page/kept_report.js';

const REPORT = 'caravan-visit-report';

function run(data, kept = new Map()) {
  const said = [];
  const storage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
  };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  begin({
    data: { report: '', blank: false, asked: false, forget: false, ...data },
    setTriggerValue: (...all) => said.push(all),
  });
  return { said, kept: kept.get(REPORT) };
}

test('what is written is kept in place of what was', () => {
  assert.deepEqual(run({ report: 'new' }, new Map([[REPORT, 'old']])), { said: [], kept: 'new' });
});

test('a blank form is offered what was kept, once, and does not overwrite it', () => {
  assert.deepEqual(run({ blank: true }, new Map([[REPORT, 'old']])), { said: [['found', 'old']], kept: 'old' });
  assert.deepEqual(run({ blank: true, asked: true }, new Map([[REPORT, 'old']])), { said: [], kept: 'old' });
  assert.deepEqual(run({ blank: true }), { said: [], kept: undefined });
});

test('what was saved or given up is forgotten', () => {
  assert.deepEqual(run({ blank: true, forget: true }, new Map([[REPORT, 'old']])), { said: [], kept: undefined });
});

test('a browser that keeps nothing stops nothing', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    get: () => {
      throw new DOMException('refused', 'SecurityError');
    },
    configurable: true,
  });
  const said = [];
  for (const blank of [true, false])
    for (const forget of [true, false])
      begin({ data: { report: 'x', blank, asked: false, forget }, setTriggerValue: (...all) => said.push(all) });
  assert.deepEqual(said, []);
});
