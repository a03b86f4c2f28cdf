/* Find anything: what is found, in which order, what is marked, and what keys mean. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeFold } from '../../panels/web/js/core/fold.js';
import { askedBy, moveTo } from '../../panels/web/js/core/palette_keys.js';
import { markParts, Search, splitDocument, tellName } from '../../panels/web/js/core/search.js';
import MiniSearch from '../../panels/web/vendor/minisearch/index.js';

const { folding } = JSON.parse(readFileSync(new URL('../vectors/fold.json', import.meta.url)));
const fold = makeFold(folding);

const site = (id, title, names = '') => [
  'site',
  id,
  title,
  '',
  'Azerbaijan – Georgia · road',
  names,
  `?site=${id}`,
  id,
  null,
];
const figure = (id, title, value, at) => ['figure', id, title, value, 'outbound', '', '', at, null];
const ROWS = [
  site('red-bridge', 'Red Bridge', 'Красный Мост | წითელი ხიდი | Qırmızı körpü'),
  site('kapikule', 'Kapıkule', 'Капъкуле'),
  site('khorgos', 'Khorgos port', '霍尔果斯口岸 | Хоргос | Қорғас'),
  figure('D1', 'Red Bridge 2023', '16.5 h', 'red-bridge'),
  figure('D2', 'Red Bridge 2022', '13.6 h', 'red-bridge'),
  figure('D3', 'Kapıkule 2025', '14 h', 'kapikule'),
  ['page', 'etir', 'e-TIR', '', '', '', 'etir', '', null, 1],
  ['action', 'print', 'Print this page', '', '', 'paper', '', '', null, 1],
  ['source', 'S9', 'Record of trucks at Red Bridge in 2023', '', 'Somebody', '', 'sources', '', null],
  ['finding', 'F1', 'Trucks wait for permits', '', 'Red Bridge · open', '', 'visits', 'red-bridge', null],
];
const search = await new Search(MiniSearch, fold, ROWS).begin();
const ids = (text) => search.find(text).groups.flatMap(({ rows }) => rows.map(({ id }) => id));

test('a site is found by its name in any script, without marks, and by the letters of a Russian keyboard', () => {
  for (const [text, id] of [
    ['red bridge', 'red-bridge'],
    ['красный мост', 'red-bridge'],
    ['წითელი', 'red-bridge'],
    ['QIRMIZI KORPU', 'red-bridge'],
    ['kapikule', 'kapikule'],
    ['霍尔果斯', 'khorgos'],
    ['коргас', 'khorgos'],
  ]) {
    assert.equal(ids(text)[0], id, text);
  }
});

test('a part of a Chinese name is enough, whichever', () => {
  assert.equal(ids('果斯')[0], 'khorgos');
  assert.deepEqual(splitDocument('口岸', fold), ['口岸', '岸']);
});

test('a beginning is enough, and slips of the finger are forgiven', () => {
  assert.equal(ids('kapik')[0], 'kapikule');
  assert.equal(ids('kapikle')[0], 'kapikule');
  assert.equal(ids('red brigde')[0], 'red-bridge');
  assert.equal(search.find('red brigde').near, false);
});

test('all words must be there; a year is never guessed', () => {
  assert.deepEqual(ids('red bridge 2022'), ['D2']);
  assert.equal(ids('red bridge 2023')[0], 'D1');
  assert.ok(!ids('red bridge 2023').includes('D2'));
});

test('a figure and a finding are found by any name of their site', () => {
  assert.deepEqual(ids('красный 2023'), ['D1']);
  assert.ok(ids('красный').includes('F1'));
});

test('its whole name comes before what only has the words', async () => {
  const rows = [site('junction', 'Alat junction'), site('port', 'New port of Baku', 'Alat')];
  const { groups } = (await new Search(MiniSearch, fold, rows).begin()).find('alat');
  assert.equal(groups[0].rows[0].id, 'port');
  assert.equal(ids('Red Bridge')[0], 'red-bridge');
  assert.equal(ids('print')[0], 'print');
});

test('a site comes before its station of the same other name, and a misspelt name before what only mentions it', async () => {
  const station = site('station', 'Kapıkule station', 'Kapikule');
  const bridge = site('bridge', 'Red Bridge', 'Krasnyi Most');
  const finding = [
    'finding',
    'F2',
    'Trucks stand at Krasny Most and Krasniy Most',
    '',
    '',
    '',
    'visits',
    'other',
    null,
  ];
  const rows = [station, site('post', 'Kapıkule', 'Kapikule'), finding, bridge];
  const other = await new Search(MiniSearch, fold, rows).begin();
  const first = (text) => other.find(text).groups[0].rows[0].id;
  assert.equal(first('kapikule'), 'post');
  for (const text of ['krasnyi most', 'krasny most', 'krasniy most', 'krasnyii most', 'krasnyu most'])
    assert.equal(first(text), 'bridge', text);
  assert.equal(first('krasniy mist'), 'F2'); // two slips are no name
});

test('the record of an id is found by it', () => {
  assert.equal(ids('D3')[0], 'D3');
  assert.equal(ids('s9')[0], 'S9');
});

test('a word with a hyphen is found without it', () => {
  assert.equal(ids('etir')[0], 'etir');
  assert.equal(ids('e-tir')[0], 'etir');
});

test('when nothing has all of the words, the nearest is told as such', () => {
  const found = search.find('kapikule submarine');
  assert.equal(found.near, true);
  assert.equal(found.groups[0].rows[0].id, 'kapikule');
  assert.equal(search.find('red bridge').near, false);
});

test('nothing is found for nothing, signs, or what nobody wrote', () => {
  for (const text of ['', '  ', '<>"&', '…', 'zzzzqqqq']) assert.equal(search.find(text).count, 0, text);
});

test('hostile text is text', () => {
  const parts = markParts('<b>Red</b> Bridge', search.find('red'), fold);
  assert.deepEqual(parts, [
    { text: '<b>', hit: false },
    { text: 'Red', hit: true },
    { text: '</b> Bridge', hit: false },
  ]);
  assert.doesNotThrow(() => search.find('__proto__ constructor (?<x>[ \\ */'));
});

test('as much as was typed is marked, or the whole word when it was misspelt', () => {
  assert.deepEqual(markParts('Kapıkule', search.find('kapi'), fold), [
    { text: 'Kapı', hit: true },
    { text: 'kule', hit: false },
  ]);
  assert.deepEqual(markParts('Kapıkule', search.find('kapikle'), fold), [{ text: 'Kapıkule', hit: true }]);
});

test('the name that was meant is told where title and detail do not show it', () => {
  const [row] = search.rows;
  assert.equal(tellName(row, search.find('мост'), fold), 'Красный Мост');
  assert.equal(tellName(row, search.find('red'), fold), '');
  assert.equal(tellName(row, search.find('georgia'), fold), '');
});

test('a group shows few of many', () => {
  const many = Array.from({ length: 90 }, (_, at) => figure(`D${at}`, `Post ${at} 2023`, '1 h', ''));
  const other = new Search(MiniSearch, fold, [...many, site('post', 'Post')]);
  return other.begin().then(() => {
    const { groups, count } = other.find('post');
    assert.deepEqual(
      groups.map(({ kind, rows }) => [kind, rows.length]),
      [
        ['site', 1],
        ['figure', 6],
      ],
    );
    assert.equal(count, 7);
  });
});

// ---- keys -----------------------------------------------------------------------------------------------------------

const key = (name, more = {}) => ({ key: name, code: '', ctrlKey: false, metaKey: false, altKey: false, ...more });

test('Ctrl+K and Cmd+K open it from everywhere, whatever letter the keyboard has there', () => {
  assert.equal(askedBy(key('k', { ctrlKey: true, code: 'KeyK' }), false), 'find');
  assert.equal(askedBy(key('k', { metaKey: true, code: 'KeyK' }), true), 'find');
  assert.equal(askedBy(key('л', { ctrlKey: true, code: 'KeyK' }), true), 'find');
  assert.equal(askedBy(key('k', { ctrlKey: true, code: 'KeyV' }), false), 'find'); // Dvorak
  for (const more of [{ ctrlKey: true, shiftKey: true }, { ctrlKey: true, altKey: true }, {}]) {
    assert.equal(askedBy(key('k', { code: 'KeyK', ...more }), false), null);
  }
});

test('a slash and a question mark are signs like others where somebody writes', () => {
  assert.equal(askedBy(key('/'), false), 'find');
  assert.equal(askedBy(key('?'), false), 'keys');
  assert.equal(askedBy(key('/'), true), null);
  assert.equal(askedBy(key('?'), true), null);
  assert.equal(askedBy(key('/', { ctrlKey: true }), false), null);
  assert.equal(askedBy(key('/', { isComposing: true }), false), null);
  for (const name of ['c', 'r', 'Enter', 'Escape']) assert.equal(askedBy(key(name), false), null);
});

test('arrows go round, pages stop at the ends', () => {
  assert.equal(moveTo('ArrowDown', -1, 20), 0);
  assert.equal(moveTo('ArrowUp', -1, 20), 19);
  assert.equal(moveTo('ArrowDown', 19, 20), 0);
  assert.equal(moveTo('ArrowUp', 0, 20), 19);
  assert.equal(moveTo('PageDown', 3, 20), 11);
  assert.equal(moveTo('PageDown', 15, 20), 19);
  assert.equal(moveTo('PageUp', 3, 20), 0);
  assert.equal(moveTo('PageDown', -1, 20), 7);
});

test('Home and End go to the ends once an answer is active, and belong to the words before', () => {
  assert.equal(moveTo('End', 3, 20), 19);
  assert.equal(moveTo('Home', 3, 20), 0);
  assert.equal(moveTo('Home', -1, 20), null);
  assert.equal(moveTo('End', -1, 20), null);
});

test('other keys move nothing, and nothing moves where there is nothing', () => {
  for (const name of ['a', 'Enter', 'ArrowLeft', 'Escape', 'Tab']) assert.equal(moveTo(name, 0, 20), null);
  assert.equal(moveTo('ArrowDown', -1, 0), null);
});
