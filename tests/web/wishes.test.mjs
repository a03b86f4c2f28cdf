/* What a window wants of the server is said until it is granted, and moves nobody in a room. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerLine } from '../../panels/web/js/walkthrough/server_line.js';
import { Tour } from '../../panels/web/js/walkthrough/tour.js';
import { Wishes } from '../../panels/web/js/walkthrough/wishes.js';

test('what is wanted goes with every message until it is there; the newest counts', () => {
  const wishes = new Wishes();
  assert.equal(wishes.asked, null);
  for (const code of ['kk', 'tr']) wishes.keep('language', code);
  wishes.keep('story', 'e-tir/3');
  assert.deepEqual(wishes.asked, { language: 'tr', story: 'e-tir/3' });
  assert.equal(wishes.hear({ lang: 'en', id: 'road' }), false);
  assert.equal(wishes.hear({ lang: 'tr', id: 'road' }), true);
  assert.deepEqual([wishes.asked, wishes.language], [{ story: 'e-tir/3' }, undefined]);
  assert.equal(wishes.hear({ lang: 'tr', id: 'e-tir' }), true);
  assert.equal(wishes.asked, null);
});

test('a room is wanted until the server tells where it is', () => {
  const wishes = new Wishes();
  assert.equal(wishes.keep('room', ''), true);
  assert.equal(wishes.hear({ attendee: { role: 'presenter' } }), false);
  assert.deepEqual(wishes.asked, { room: '' });
  assert.equal(wishes.hear({ attendee: { role: 'presenter', stream: '/room' } }), true);
  assert.equal(wishes.asked, null);
});

test('a story and a language asked for within a moment are told together: the newer message has both', () => {
  const wishes = new Wishes();
  const tour = new Tour('me');
  tour.update({ id: 'road', scenes: [{}, {}], start: 1, taken: 0, attendee: { role: 'presenter' } });
  wishes.keep('story', 'e-tir');
  tour.write({ asked: wishes.asked });
  wishes.keep('language', 'tr');
  const { asked, story } = tour.write({ asked: wishes.asked });
  assert.deepEqual({ asked, story }, { asked: { story: 'e-tir', language: 'tr' }, story: 'road' });
  wishes.hear({ lang: 'tr', id: 'e-tir' });
  assert.equal(tour.write({ asked: wishes.asked }).asked, undefined);
});

const receipts = {
  rejoin: ['abc token', {}, { attendee: { role: 'presenter', stream: '/rooms/abc' } }],
  'rejoin, refused': ['abc token', { attendee: { refused: 'abd' } }, { attendee: { refused: 'abc' } }],
  ask: ['', { attendee: { role: 'audience', stream: '/rooms/abc' } }, { attendee: { asks: true } }],
  otherLanguages: ['', { attendee: {} }, { otherLanguages: { tr: { story: '/tr', map: '/map-tr' } } }],
  picture: ['road/4', { picture: { of: 'road/3' } }, { picture: { of: 'road/4', address: '/stop' } }],
};

for (const [name, [which, other, receipt]] of Object.entries(receipts)) {
  test(`a wish is said until the server shows that it has it: ${name}`, () => {
    const [what] = name.split(',');
    const wishes = new Wishes();
    assert.equal(wishes.keep(what, which), true);
    for (const data of [{}, other]) assert.equal(wishes.hear(data), false);
    assert.deepEqual(wishes.asked, { [what]: which });
    assert.equal(wishes.hear(receipt), false); // said once more it would change nothing: it need not be taken back
    assert.equal(wishes.asked, null);
  });
}

/** A line to a server, what was sent by it, and whether the server has `received` the newest move. */
function openLine() {
  const stand = { sent: [], received: false, timers: [] };
  globalThis.CustomEvent ??= Object;
  const real = [globalThis.document, globalThis.MutationObserver, globalThis.setTimeout];
  globalThis.document = { querySelector: () => null, dispatchEvent: () => true };
  globalThis.MutationObserver = Object;
  const line = new ServerLine({
    tell: ({ echo = false }, times) => {
      const act = () => stand.sent.push({ echo, asked: line.wishes.asked });
      line.send(act, { receipt: true, moves: !echo, times });
    },
    isReceived: () => stand.received,
    wish: (what) => stand.sent.push(what),
    show: () => null,
  });
  line.unwatch = () => null;
  globalThis.setTimeout = (act) => {
    stand.timers.push(act);
    return act;
  };
  const leave = () => {
    line.leave();
    [globalThis.document, globalThis.MutationObserver, globalThis.setTimeout] = real;
  };
  return { line, stand, leave, check: () => stand.timers.pop()() };
}

test('a message that only carries a wish moves nobody, unless a move may not have arrived', () => {
  const { line, stand, leave, check } = openLine();
  line.ask('otherLanguages');
  line.tell({}, 0); // a move
  line.ask('rejoin', 'abc token');
  stand.received = true;
  for (let times = 0; times < 3; times += 1) check(); // the third one after the page has run
  assert.deepEqual(
    stand.sent.map(({ echo }) => echo),
    [true, false, false, true, true],
  );
  assert.deepEqual(stand.sent.at(-1).asked, { otherLanguages: '', rejoin: 'abc token' });
  leave();
});

test('what is there, or is asked for, is not asked for again; the way out goes at once', () => {
  const { line, stand, leave } = openLine();
  line.askUnless({ tr: {} }, 'otherLanguages');
  assert.equal(stand.sent.length, 0);
  for (let times = 0; times < 2; times += 1) line.askUnless(undefined, 'otherLanguages');
  assert.equal(stand.sent.length, 1);
  line.ask('leave');
  assert.equal(stand.sent.at(-1), 'leave');
  leave();
});

test('the way out is for the moment only', () => {
  const wishes = new Wishes();
  assert.equal(wishes.keep('leave', ''), false);
  assert.equal(wishes.asked, null);
});
