/* The line to a room: a server that stops says so, and its followers look for another without a word of a cut. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { followRoom } from '../../panels/web/js/walkthrough/room.js';

const RESTART = 1012;
const CUT = 1006;
const opened = [];
const { setTimeout: real, clearTimeout: realClear } = globalThis;
const waiting = new Map();
const woken = [];
let back = null;

class Line {
  constructor(address) {
    this.address = String(address);
    opened.push(this);
  }

  close() {
    this.closed = true;
  }
}

/** Let so much time pass. */
function pass(ms) {
  for (const [timer, { act, at }] of [...waiting]) {
    waiting.delete(timer);
    if (at <= ms) act();
    else waiting.set(timer, { act, at: at - ms });
  }
}

beforeEach(() => {
  opened.length = 0;
  waiting.clear();
  globalThis.setTimeout = (act, at) => {
    const timer = Symbol('timer');
    waiting.set(timer, { act, at });
    return timer;
  };
  globalThis.clearTimeout = (timer) => waiting.delete(timer);
  globalThis.document = { baseURI: 'https://map.example/walkthrough', querySelector: () => null };
  document.removeEventListener = () => null;
  document.addEventListener = (_, act) => {
    back = act;
  };
  document.dispatchEvent = ({ type }) => woken.push(type);
  woken.length = 0;
  globalThis.WebSocket = Line;
});

afterEach(() => Object.assign(globalThis, { setTimeout: real, clearTimeout: realClear }));

function follow() {
  const said = [];
  const hangUp = followRoom('rooms/abc', { line: (up) => said.push(up), position: () => null, ended: () => null });
  opened[0].onopen();
  return { said, hangUp };
}

test('a server that stops is left for another within half a second, and nothing is said of it', () => {
  const { said } = follow();
  opened[0].onclose({ code: RESTART });
  pass(500);
  assert.equal(opened.length, 2);
  assert.equal(opened[1].address, 'wss://map.example/rooms/abc');
  assert.deepEqual(said, [true]);
});

test('a line that breaks is said to be cut, and tried again after two seconds', () => {
  const { said } = follow();
  opened[0].onclose({ code: CUT });
  assert.deepEqual(said, [true, false]);
  pass(1999);
  assert.equal(opened.length, 1);
  pass(1);
  assert.equal(opened.length, 2);
});

test('who has hung up is not connected again by a server that stops', () => {
  const { hangUp } = follow();
  hangUp();
  opened[0].onclose({ code: RESTART });
  pass(5000);
  assert.equal(opened.length, 1);
});

/** The page's own line is back; says whether the page may run now. */
function comeBack() {
  let runs = true;
  back({
    preventDefault() {
      runs = false;
    },
  });
  return runs;
}

function audience() {
  const on = { line: () => null, position: () => null, ended: () => null };
  followRoom('rooms/abc', on, { waits: true });
  opened[0].onopen();
  opened[0].onmessage({ data: '{"stop":4}' });
}

test('a page that follows runs again when the room is there, whichever of its two lines is back first', () => {
  audience();
  opened[0].onclose({ code: CUT });
  assert.equal(comeBack(), false);
  pass(2000);
  opened[1].onmessage({ data: '{"ended":true}' });
  assert.deepEqual(woken, []);
  opened[1].onmessage({ data: '{"stop":5}' });
  assert.deepEqual(woken, ['caravan:wake']);
  assert.equal(comeBack(), true);
});

test('a page that follows a room that is there runs again at once', () => {
  audience();
  assert.equal(comeBack(), true);
  assert.deepEqual(woken, []);
});
