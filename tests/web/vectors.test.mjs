/* The rules that stand in Python as well answer as Python does: the files are written by tools/write_vectors.py. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findSites, readRows } from '../../panels/web/js/core/filter.js';
import { makeFold } from '../../panels/web/js/core/fold.js';
import { listLed, sumLand } from '../../panels/web/js/core/led_names.js';
import { Occupancy } from '../../panels/web/js/core/occupancy.js';
import { isNamed, takePlace } from '../../panels/web/js/core/place_labels.js';
import { addUp, ask, belongs, COLUMNS, isSame, writeRows } from '../../panels/web/js/core/scenario.js';
import { isHeld, listBeside } from '../../panels/web/js/core/shapes.js';
import { townName } from '../../panels/web/js/core/town_name.js';
import { fillOf, listHalves, pickWaiting, radiusOf, readWaiting, spread } from '../../panels/web/js/core/waiting.js';

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const round = (value) => Number(value.toFixed(6));

test('texts are folded as Python folds them', () => {
  const { folding, cases } = read('fold');
  const fold = makeFold(folding);
  for (const [text, folded] of cases) assert.equal(fold(text), folded, JSON.stringify(text));
});

test('the same sites answer to a filter', () => {
  const { folding, columns, rows, cases } = read('filter');
  const [sites, fold] = [readRows(columns, rows), makeFold(folding)];
  for (const { view, found } of cases) assert.deepEqual([...findSites(view, sites, fold)], found, JSON.stringify(view));
});

test('a waiting glyph has the same halves', () => {
  const { message, cases } = read('waiting');
  const sites = readWaiting(message);
  for (const { modes, year, dir, halves } of cases) {
    const found = [...pickWaiting(sites, modes)].map(([id, site]) => {
      const drawn = listHalves(site, year, dir).map(({ side, post, act, travel, value }) => [
        side,
        post,
        act,
        travel,
        value.state,
        value.hours,
        value.disputed,
        value.secondHand,
      ]);
      return [id, drawn];
    });
    assert.deepEqual(Object.fromEntries(found), halves, `${modes} ${year} ${dir}`);
  }
});

test('a half is as large and as dark, and glyphs are set apart as far', () => {
  const { rules, sizes, apart } = read('waiting');
  for (const [state, hours, quarter, radius, fill] of sizes) {
    assert.equal(round(radiusOf({ state, hours }, rules, quarter)), radius, `${state} ${hours}`);
    assert.equal(hours === null ? null : fillOf(hours, rules), fill);
  }
  for (const { glyphs, gap, moves } of apart) {
    const moved = spread(glyphs, gap).map((move) => move.map((way) => round(way) + 0)); // no -0
    assert.deepEqual(moved, moves);
  }
  assert.ok(apart.some(({ moves }) => moves.flat().some(Boolean)));
});

test('towns have the same names', () => {
  for (const [names, told] of read('town_names').cases) {
    for (const [code, name] of Object.entries(told)) assert.equal(townName(names, code), name, JSON.stringify(names));
  }
});

for (const { message, questions } of read('scenario').cases) {
  const named = `${message.parts[0].name} … (${message.parts.length} parts, ${message.unit})`;
  const { columns } = read('scenario');
  const toRows = (lists) => readRows(columns, lists);
  const before = toRows(questions[0].rows);

  test(`a scenario of ${named} adds up and is drawn as the server would`, () => {
    assert.deepEqual(columns, COLUMNS);
    for (const { asked: hours, word, ends, rows } of questions) {
      const asked = ask(message.parts, (stop) => hours[stop] ?? null);
      assert.equal(asked.word, word);
      assert.deepEqual(
        addUp(asked.hours).map(([, end]) => round(end)),
        ends,
      );
      if (!rows) continue;
      const [drawn, wanted] = [writeRows(message, before, asked), toRows(rows)];
      assert.equal(drawn.length, wanted.length);
      for (const [i, row] of drawn.entries()) {
        assert.ok(isSame([row], [wanted[i]]), `${word}\n${JSON.stringify(row)}\n${JSON.stringify(wanted[i])}`);
      }
    }
  });

  test(`rows of ${named} belong to their own question only`, () => {
    assert.ok(belongs(before, message));
    assert.ok(!belongs(before, { ...message, question: 'another' }));
  });
}

test('names find the same places', () => {
  const { rules, sheets } = read('labels');
  for (const { size, lines, names } of sheets) {
    const sheet = new Occupancy({ x: size[0], y: size[1] }, rules);
    for (const line of lines) sheet.drawLine(line.map(([x, y]) => ({ x, y })));
    for (const { kind, at, width, reach, box } of names) {
      const look = rules.kinds[kind];
      const name = { at: { x: at[0], y: at[1] }, kind: look, width, height: look.height, reach };
      const found = takePlace(name, sheet);
      const edges = found && [found.x0, found.y0, found.x1, found.y1].map(round);
      assert.deepEqual(edges, box, `${kind} at ${at}`);
    }
  }
});

test('names of the base map are shown from the same zooms on', () => {
  const { rules, named } = read('labels');
  for (const [kind, rank, zoom, shown] of named)
    assert.equal(isNamed(kind, rank, zoom, rules), shown, `${kind} ${rank}`);
});

test('names stand beside their countries at the same places', () => {
  const { rules, beside } = read('labels');
  for (const { grid, wide, found } of beside) {
    const names = grid.map((row) => [...row].map((letter) => (letter === '.' ? '' : letter)));
    assert.deepEqual(listBeside(names, 'A', wide, rules.beside_country), found, grid.join('\n'));
  }
});

test('a country holds the same names', () => {
  const { rules, beside } = read('labels');
  const found = beside.flatMap(({ grid, held }) => {
    const rows = grid.map((row) => [...row.slice(0, 11)].map((letter) => (letter === '.' ? '' : letter)));
    assert.deepEqual(
      rows.map((names) => [false, true].map((isNear) => isHeld(names, 'A', rules.held, isNear))),
      held,
      grid.join('\n'),
    );
    return held;
  });
  assert.deepEqual(new Set(found.map(String)), new Set(['false,false', 'false,true', 'true,true']));
});

test('names from which a line leads to their countries stand at the same places', () => {
  const { rules, beside } = read('labels');
  for (const { grid, wide, taken, led } of beside) {
    const names = grid.map((row) => [...row].map((letter) => (letter === '.' ? '' : letter)));
    const isBarred = (one) => one === 'M';
    const isFree = (column, row) => !taken.some(([x, y]) => x === column && y === row);
    const found = listLed(names, 'A', [wide, 3], { rules: rules.led, isFree, land: sumLand(names, 'A', isBarred) });
    assert.deepEqual(found.slice(0, led.length), led, grid.join('\n'));
  }
  assert.ok(beside.filter(({ led }) => led.length).length > 3);
});
