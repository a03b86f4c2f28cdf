/* A tour without a page: where it is, what is open, what the server and the room say, what keys mean. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf, isAllowed } from '../../panels/web/js/walkthrough/keys.js';
import { Tour } from '../../panels/web/js/walkthrough/tour.js';

const STOPS = 11;
const scenes = Array.from({ length: STOPS }, (_, place) => ({ title: `Stop ${place + 1}` }));
const message = (more = {}) => ({ id: 'story', scenes, start: 1, taken: 0, attendee: { role: 'presenter' }, ...more });

function begin(more = {}) {
  const tour = new Tour('me');
  tour.update(message(more));
  return tour;
}

const said = (more) => ({ version: 1, by: 'other', story: 'story', stop: 4, blank: false, ...more });

test('the first word of the server moves the tour to where it begins', () => {
  const tour = new Tour('me');
  assert.deepEqual(tour.update(message({ start: 3 })), { first: true, moved: true, mustTell: false });
  assert.equal(tour.at, 2);
  assert.equal(tour.scene.title, 'Stop 3');
});

test('within a story the server moves nothing: what it speaks of may have been left since', () => {
  const tour = begin({ start: 4, now: 1000 });
  tour.goTo(5);
  const { sequence } = tour.write();
  for (const taken of [0, sequence, sequence + 1]) {
    const seen = tour.update(message({ start: 4, taken, now: 2000 + taken }));
    assert.deepEqual(seen, { first: false, moved: false, mustTell: false });
  }
  assert.equal(tour.at, 5);
  assert.equal(tour.write().sequence, sequence + 2); // a number that the server has had is not used again
});

test('another language keeps the place, another story begins anew and is told to the room', () => {
  const tour = begin();
  tour.goTo(5);
  assert.equal(tour.update(message({ lang: 'tr' })).moved, false);
  assert.equal(tour.at, 5);
  assert.deepEqual(tour.update(message({ id: 'other', start: 2 })), { first: false, moved: true, mustTell: true });
  assert.equal(tour.at, 1);
});

test('another story begins where the server says, also while a move in the former one is on its way', () => {
  const tour = begin();
  tour.goTo(7);
  tour.write();
  const seen = tour.update(message({ id: 'other', scenes: scenes.slice(0, 3), start: 2, taken: 0 }));
  assert.deepEqual(seen, { first: false, moved: true, mustTell: true });
  assert.equal(tour.scene.title, 'Stop 2');
  assert.equal(tour.write().sequence, 2); // no number twice: the server would take it for the older message
});

test('what the server gets counts up, and says where the tour is', () => {
  const tour = begin();
  tour.goTo(3);
  tour.card = 'khorgos';
  const first = tour.write();
  assert.deepEqual(first, { story: 'story', stop: 4, card: 'khorgos', blank: false, by: 'me', sequence: 1 });
  assert.deepEqual(tour.write({ by: 'other', echo: true }), { ...first, by: 'other', sequence: 2, echo: true });
  assert.equal(tour.sentStop, 4);
});

test('a stop beyond an end is the last, or the first', () => {
  const tour = begin();
  tour.goTo(99);
  assert.equal(tour.at, STOPS - 1);
  tour.goTo(-1);
  assert.equal(tour.at, 0);
});

test('going on ends at the last stop, or begins again', () => {
  const tour = begin();
  assert.equal(tour.following, 1);
  tour.goTo(STOPS - 1);
  assert.equal(tour.following, null);
  tour.toggle('loop');
  assert.equal(tour.following, 0);
});

test('going on closes what lies over the scene, but neither notes nor timer', () => {
  const tour = begin();
  for (const name of ['notes', 'timer', 'blank', 'menu']) tour.toggle(name);
  tour.card = 'khorgos';
  tour.goTo(1);
  assert.deepEqual([tour.blank, tour.panel, tour.card, tour.notes, tour.timer], [false, '', '', true, true]);
});

test('of list, menu and share only one is open', () => {
  const tour = begin();
  tour.toggle('list');
  tour.toggle('share');
  assert.equal(tour.panel, 'share');
  tour.toggle('share');
  assert.equal(tour.panel, '');
});

test('digits make the number of a stop, the last three of them', () => {
  const tour = begin();
  for (const digit of '0011') tour.type(digit);
  assert.equal(tour.typed, '011');
  assert.equal(tour.takeTyped(), 10);
  assert.equal(tour.typed, '');
});

for (const typed of ['0', '12', '999', '']) {
  test(`“${typed}” is no stop of ${STOPS}`, () => {
    const tour = begin();
    for (const digit of typed) tour.type(digit);
    assert.equal(tour.takeTyped(), null);
  });
}

test('Escape takes away the newest thing first, and leaves at last', () => {
  const tour = begin();
  tour.card = 'khorgos';
  tour.type('1');
  tour.toggle('menu');
  tour.toggle('blank');
  const steps = [];
  const undo = {
    blank: () => tour.toggle('blank'),
    panel: () => tour.closePanel(),
    typed: () => tour.takeTyped(),
    return: () => {
      tour.card = '';
    },
  };
  while (tour.wayBack !== 'leave') {
    steps.push(tour.wayBack);
    undo[tour.wayBack]();
  }
  assert.deepEqual(steps, ['blank', 'panel', 'typed', 'return']);
});

test('the room moves the tour, and the server hears of it by us', () => {
  const tour = begin();
  assert.deepEqual(tour.obey(said()), { moved: true, blanked: false, echo: true });
  assert.equal(tour.at, 3);
  assert.deepEqual(tour.obey(said({ version: 2, blank: true })), { moved: false, blanked: true, echo: true });
  assert.equal(tour.blank, true);
});

test('those who follow tell the server nothing, and cannot leave', () => {
  const tour = begin({ attendee: { role: 'audience' } });
  assert.equal(tour.obey(said()).echo, false);
  assert.equal(tour.wayBack, null);
});

test('an old word of the room moves nothing', () => {
  const tour = begin();
  tour.obey(said({ version: 7 }));
  assert.equal(tour.obey(said({ version: 7, stop: 9 })), null);
  assert.equal(tour.at, 3);
});

test('our own older word, which comes back from the room, moves nothing', () => {
  const tour = begin();
  tour.goTo(1);
  tour.write();
  tour.goTo(2);
  tour.write();
  assert.equal(tour.obey(said({ by: 'me', stop: 2 })), null);
  assert.deepEqual(tour.obey(said({ by: 'me', stop: 3, version: 2 })), { moved: false, blanked: false, echo: false });
  assert.equal(tour.at, 2);
});

test('another story of the room is asked for', () => {
  const tour = begin();
  assert.deepEqual(tour.obey(said({ story: 'other' })), { story: 'other/4' });
  assert.equal(tour.at, 0);
});

const PRESENTER = { typed: '', follows: false, alone: false };

for (const [key, action] of [
  ['ArrowRight', 'next'],
  ['PageDown', 'next'],
  [' ', 'next'],
  ['PageUp', 'back'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Escape', 'escape'],
  ['.', 'blank'],
  ['B', 'blank'],
  ['7', 'digit'],
  ['?', 'menu'],
  ['+', 'closer'],
  ['Enter', null],
  ['ArrowDown', null],
  ['x', null],
  ['F5', null],
  ['constructor', null],
]) {
  test(`${JSON.stringify(key)} means ${action}`, () => assert.equal(actionOf(key, PRESENTER), action));
}

test('Enter jumps where a number was typed', () =>
  assert.equal(actionOf('Enter', { ...PRESENTER, typed: '4' }), 'jump'));

test('those who follow change language, colours and size, and explore; they move nothing', () => {
  const keys = ['l', 'd', 'f', 'r', '?', 'Escape', '+', '-', 'ArrowRight', 'b', '3', 'q', 'n', 'p'];
  const meant = keys.map((key) => actionOf(key, { ...PRESENTER, follows: true })).filter(Boolean);
  assert.deepEqual(meant, ['language', 'theme', 'fullscreen', 'return', 'menu', 'escape', 'closer', 'farther']);
});

test('a file has no other language, no room and no way out', () => {
  const alone = { follows: false, alone: true };
  for (const action of ['language', 'share', 'cite', 'leave']) assert.equal(isAllowed(action, alone), false);
  assert.equal(actionOf('q', { ...PRESENTER, alone: true }), null);
  assert.equal(actionOf('b', { ...PRESENTER, alone: true }), 'blank');
});

test('while the screen is blank a clicker only wakes it, and nothing else does anything', () => {
  const tour = begin();
  tour.toggle('blank');
  for (const action of ['next', 'back', 'blank', 'escape']) assert.equal(tour.meaningOf(action), 'blank');
  for (const action of ['language', 'theme', 'notes', 'list', 'digit', 'jump', 'play', 'first', 'leave', 'share']) {
    assert.equal(tour.meaningOf(action), null, action);
  }
  tour.toggle('blank');
  assert.equal(tour.meaningOf('next'), 'next');
});

test('who follows cannot wake a blank screen', () => {
  const tour = begin({ attendee: { role: 'audience' } });
  tour.toggle('blank');
  assert.equal(tour.meaningOf('escape'), null);
});
