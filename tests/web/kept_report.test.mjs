/* A report is kept until it is saved, and is offered once to a form with nothing in it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFiles, findMissing, nameFile, readField, writeCell } from '../../panels/web/js/core/report_keeping.js';
import { keepEarly, keepTyped, take } from '../../panels/web/js/page/report_memory.js';

const REPORT = 'caravan-visit-report';

function run(data, kept = new Map()) {
  const said = [];
  const storage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
  };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  take({ report: '', blank: false, asked: false, forget: false, ...data }, (...all) => said.push(all));
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
    for (const forget of [true, false]) take({ report: 'x', blank, asked: false, forget }, (...all) => said.push(all));
  assert.deepEqual(said, []);
});

test('a field of the report is known by its key, and any other is none', () => {
  assert.deepEqual(readField('edit-cell-visits-report-2-aim'), { place: null, column: 'aim' });
  assert.deepEqual(readField('edit-cell-findings-report-0-11-text'), { place: 11, column: 'text' });
  for (const other of ['', 'edit-cell-dwell-D001-hours', 'edit-cell-visits-report-x', 'report-reason-0'])
    assert.equal(readField(other), null);
});

test('what is typed is written into what is kept, letter by letter, whatever was kept', () => {
  const aim = { place: null, column: 'aim' };
  const first = writeCell(null, aim, 'made');
  assert.deepEqual(JSON.parse(first), { visit: { aim: 'made' }, findings: [] });
  const second = writeCell(writeCell(first, { place: 1, column: 'text' }, 'a gate'), aim, 'made up');
  assert.deepEqual(JSON.parse(second), { visit: { aim: 'made up' }, findings: [{}, { text: 'a gate' }] });
  for (const odd of ['', '7', 'null', '{', '{"findings":3}'])
    assert.deepEqual(JSON.parse(writeCell(odd, aim, 'x')), { visit: { aim: 'x' }, findings: [] });
});

test('what is typed is kept at once, and nothing of another form', () => {
  const kept = new Map();
  run({ blank: true, asked: true }, kept);
  keepTyped('edit-cell-visits-report-0-aim', 'made up');
  keepTyped('edit-cell-dwell-D001-hours', '4');
  assert.deepEqual(JSON.parse(kept.get(REPORT)), { visit: { aim: 'made up' }, findings: [] });
});

test('what was typed into a blank report before it was listened to is kept', () => {
  const kept = new Map();
  run({ report: 'x' }, kept);
  kept.clear();
  const fields = [
    ['edit-cell-visits-report-0-aim', 'made up'],
    ['edit-cell-visits-report-0-note', ''],
    ['report-reason-0', 'because'],
  ];
  keepEarly({ blank: false }, fields);
  assert.equal(kept.size, 0);
  keepEarly({ blank: true }, fields);
  assert.deepEqual(JSON.parse(kept.get(REPORT)), { visit: { aim: 'made up' }, findings: [] });
});

const HASH = 'a'.repeat(64);

test('words of a photograph are kept beside the report, by the hash of its picture', () => {
  const caption = readField(`edit-cell-photographs-${HASH}-caption`);
  assert.deepEqual(caption, { photograph: HASH, column: 'caption' });
  const first = writeCell('{"visit":{"aim":"a"},"findings":[{}]}', caption, 'A gate');
  const told = { photographs: { [HASH]: { caption: 'A gate' } } };
  assert.deepEqual(JSON.parse(first), { visit: { aim: 'a' }, findings: [{}], ...told });
  const second = writeCell(first, { place: null, column: 'aim' }, 'b');
  assert.deepEqual(JSON.parse(second), { visit: { aim: 'b' }, findings: [{}], ...told });
  assert.deepEqual(JSON.parse(writeCell(first, { place: 0, column: 'text' }, 'c')).photographs, told.photographs);
});

test('as many files are kept as a report takes, each once and none that is too large', () => {
  const file = (name, size) => ({ name, size });
  const bounds = { most: 3, bytes: 10 };
  const files = [file('a', 1), file('b', 11), file('c', 2), file('c', 2), file('d', 3)];
  const names = (kept) => chooseFiles(kept, files, bounds).map(nameFile);
  assert.deepEqual(names([]), ['a 1', 'c 2', 'c 2', 'd 3']);
  assert.deepEqual(names(['x 1', 'a 1']), ['a 1', 'c 2', 'c 2']);
});

test('a kept file is offered until the server has it, while it is not on its way and was not taken out', () => {
  const kept = ['a 1', 'b 1', 'c 1', 'd 1'];
  assert.deepEqual(findMissing(kept, { here: ['a 1'], gone: ['b 1'] }, new Set(['c 1'])), ['d 1']);
});
