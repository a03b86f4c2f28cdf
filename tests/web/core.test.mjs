/* What is pure in the scripts of map and page: colours, groups, switches. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lighten } from '../../panels/web/js/core/colour.js';
import { versionOf } from '../../panels/web/js/core/edition.js';
import { gather, nameGroup } from '../../panels/web/js/core/group.js';
import { Messages } from '../../panels/web/js/core/messages.js';
import { writeAmount, writeLeast } from '../../panels/web/js/core/scenario.js';
import { unpackSteps } from '../../panels/web/js/core/steps.js';
import {
  addPoint,
  clearFilters,
  isChanged,
  isFiltered,
  listPressed,
  pressSwitch,
} from '../../panels/web/js/core/view.js';
import { takeTime, tellTime } from '../../panels/web/js/dom/clocks.js';
import { keepOne } from '../../panels/web/js/dom/component.js';
import { addressToCopy } from '../../panels/web/js/page/copy_link.js';

const BLANK = {
  countries: [],
  modes: [],
  kinds: [],
  layers: ['sites', 'etir'],
  text: '',
  hide: false,
  base: 'own',
  view: 'sites',
  dir: 'west',
};
const plain = (text) => text.trim();

class At {
  constructor(x) {
    this.x = x;
  }

  distanceTo(other) {
    return Math.abs(this.x - other.x);
  }
}

const places = (...xs) => xs.map((x) => ({ x, at: new At(x) }));
const xsOf = (groups) => groups.map((members) => members.map(({ x }) => x));

test('a colour is lightened towards white, short or long', () => {
  assert.equal(lighten('#000000'), '#6b6b6b');
  assert.equal(lighten('#000'), '#6b6b6b');
  assert.equal(lighten('#ffffff'), '#ffffff');
  assert.equal(lighten('#0b5a6f'), '#719fab');
});

test('a chain of neighbours is one group, in the order of their first places', () => {
  assert.deepEqual(xsOf(gather(places(0, 50, 9, 18, 59), 10)), [
    [0, 9, 18],
    [50, 59],
  ]);
});

test('a group is named by its places, each once, and never by a count', () => {
  assert.equal(nameGroup(['Khorgos', 'Khorgos', 'Khorgos']), 'Khorgos');
  assert.equal(nameGroup(['Irkeshtam', 'Torugart']), 'Irkeshtam, Torugart');
  assert.equal(nameGroup(['Khorgos', 'Irkeshtam', 'Khorgos', 'Torugart']), 'Khorgos, Irkeshtam …');
});

test('places as far apart as the reach stand alone', () => {
  assert.deepEqual(xsOf(gather(places(0, 10), 10)), [[0], [10]]);
});

test('a switch is pressed and let go, codes sorted or in their order', () => {
  const view = { ...BLANK, countries: ['UZB'] };
  assert.deepEqual(pressSwitch(view, { name: 'country', code: 'KAZ' }), { countries: ['KAZ', 'UZB'] });
  assert.deepEqual(pressSwitch(view, { name: 'country', code: 'UZB' }), { countries: [] });
  const order = ['sites', 'branches', 'etir'];
  assert.deepEqual(pressSwitch(view, { name: 'layer', code: 'branches', order }), { layers: order });
  assert.deepEqual(pressSwitch(view, { name: 'base', code: 'osm', single: true }), { base: 'osm' });
});

test('switches that are on are listed by name and code', () => {
  const pressed = listPressed({ ...BLANK, kinds: ['sea'], hide: true });
  assert.deepEqual([...pressed].sort(), [
    'base:own',
    'dir:west',
    'hide:1',
    'kind:sea',
    'layer:etir',
    'layer:sites',
    'view:sites',
  ]);
});

test('clearing leaves nothing to clear', () => {
  const changed = { ...BLANK, modes: ['sea'], text: 'x', layers: [] };
  assert.ok(isChanged(changed, BLANK.layers));
  assert.ok(!isChanged({ ...changed, ...clearFilters(BLANK.layers) }, BLANK.layers));
  assert.ok(isChanged({ ...BLANK, hide: true }, BLANK.layers));
});

test('a text of nothing but spaces filters nothing, a focus does', () => {
  const view = { ...BLANK, focus: [] };
  assert.ok(!isFiltered({ ...view, text: '  ' }, plain));
  assert.ok(isFiltered({ ...view, text: 'a' }, plain));
  assert.ok(isFiltered({ ...view, focus: ['khorgos'] }, plain));
});

test('a third position begins anew', () => {
  assert.deepEqual(
    [[], [1], [1, 2]].map((points) => addPoint(points, 3)),
    [[3], [1, 3], [3]],
  );
});

const message = {
  unit: 'hours',
  signs: { group: '\u00a0', decimal: ',' },
  words: { hours: '{value} h', days: '{value} d' },
};

test('amounts are written in the signs of the language, and rounded as they are written', () => {
  assert.equal(writeAmount(message, 1234.56), '1\u00a0234,6 h');
  assert.equal(writeAmount(message, 11.55), '11,6 h');
  assert.equal(writeAmount(message, 11.45), '11,4 h');
  assert.equal(writeAmount(message, 12, 'days'), '0,50 d');
  assert.equal(writeAmount(message, 0, 'days'), '0,0 d');
});

test('a lower bound is told in whole days, or hours, and never rounded up', () => {
  const words = { hours: '{value} h', days: '{value} d' };
  const bound = { unit: 'days', signs: { group: ' ', decimal: ',' }, words };
  const said = [202.73, 48, 47.99, 1, 0.44, 24_000.1].map((hours) => writeLeast(bound, hours));
  assert.deepEqual(said, ['8 d', '2 d', '47 h', '1 h', '0,4 h', '1 000 d']);
});

test('steps lead from the first position to the last without a digit lost', () => {
  assert.deepEqual(unpackSteps([4_132_860, 4_507_200, 1, -2, -10, 5], 5), [
    [41.3286, 45.072],
    [41.328_61, 45.071_98],
    [41.328_51, 45.072_03],
  ]);
});

test('an answer counts only when it knows the newest message', () => {
  const messages = new Messages();
  assert.equal(messages.take(7), true, 'nothing was sent from here: the server counts');
  assert.equal(messages.begin(), 8);
  assert.equal(messages.begin(), 9);
  assert.equal(messages.isWaiting(8), true);
  assert.equal(messages.take(8), false);
  assert.equal(messages.sequence, 9);
  assert.equal(messages.take(9), true);
  assert.equal(messages.isWaiting(9), false);
});

test('a copied address leaves out the language of who sends it, and names the edition', () => {
  const here = 'https://map.example.org/app/?lang=tr&country=KGZ&country=KAZ&lang=ru&v=old#top';
  const copied = new URL(addressToCopy('2611270a1b2c', here));
  assert.equal(copied.search, '?country=KGZ&country=KAZ&v=2611270a1b2c');
  assert.equal(copied.pathname, '/app/');
  assert.equal(addressToCopy('', 'https://map.example.org/?lang=tr'), 'https://map.example.org/');
});

const at = (time) => Date.parse(`2026-11-27T${time}Z`);

test('clocks go by this computer until a server says what time it is, then by the server', () => {
  assert.equal(tellTime('Asia/Bishkek', at('10:00')), '16:00');
  takeTime(undefined, at('10:00'));
  takeTime(0, at('10:00'));
  assert.equal(tellTime('Asia/Bishkek', at('10:00')), '16:00');
  takeTime(at('07:00'), at('10:00'));
  assert.equal(tellTime('Asia/Bishkek', at('10:00')), '13:00');
  assert.equal(tellTime('Asia/Shanghai', at('10:05')), '15:05');
});

test('the same answer once more, late, does not set the clocks back; a newer one sets them', () => {
  takeTime(at('07:30'), at('10:00'));
  takeTime(at('07:30'), at('11:00'));
  assert.equal(tellTime('Asia/Bishkek', at('11:00')), '14:30');
  takeTime(at('08:00'), at('08:10'));
  assert.equal(tellTime('Asia/Bishkek', at('09:00')), '14:50');
});

function makeOne(former) {
  const calls = [];
  return { former, calls, update: (data) => calls.push(data), leave: () => calls.push('left') };
}

test('one object serves a place on the page; the next place begins with the one before it', () => {
  const made = [];
  const begin = keepOne((_, former) => {
    made.push(makeOne(former));
    return made.at(-1);
  });
  const [first, second] = [{}, {}];
  begin({ parentElement: first, data: 1 });
  const end = begin({ parentElement: first, data: 2 });
  begin({ parentElement: second, data: 3 });
  end();
  begin({ parentElement: first, data: 4 });
  assert.deepEqual(
    made.map((one) => one.calls),
    [[1, 2, 'left'], [3], [4]],
  );
  assert.deepEqual(
    made.map((one) => one.former),
    [null, made[0], made[1]],
  );
});

test('an edition is of other tables when anything but its day differs', () => {
  assert.notEqual(versionOf('261127aa070c'), versionOf('2611279a32bc'));
  assert.equal(versionOf('261127aa070c'), versionOf('261128aa070c'));
});

test('every module that knows no page has a test', () => {
  const tests = new URL('.', import.meta.url);
  const texts = readdirSync(tests).map((name) => readFileSync(new URL(name, tests), 'utf8'));
  const untested = readdirSync(new URL('../../panels/web/js/core/', tests)).filter(
    (name) => !texts.some((text) => text.includes(`js/core/${name}'`)),
  );
  assert.deepEqual(untested, []);
});
