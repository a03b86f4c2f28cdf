/* The scene to which an address leads, as after a step in the history. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tour } from '../../panels/web/js/walkthrough/tour.js';

const scenes = Array.from({ length: 11 }, () => ({}));
const lead = (tour, address) => tour.indexOf(new URLSearchParams(address));

function stand({ stop = 4, role = 'presenter' } = {}) {
  const tour = new Tour('me');
  tour.update({ id: 'story', scenes, start: stop, taken: 0, attendee: { role } });
  return tour;
}

test('an address leads to another scene of the story', () => {
  assert.equal(lead(stand(), 'story=story&stop=6'), 5);
  assert.equal(lead(stand({ stop: 6 }), 'story=story&stop=4'), 3);
});

test('it leads nowhere else, and nowhere before there is a story', () => {
  const addresses = ['story=other&stop=6', 'story=story&stop=12', 'story=story&stop=0', 'story=story', 'stop=2', ''];
  for (const address of addresses) assert.equal(lead(stand(), address), null, address);
  for (const stop of ['-1', '2.0', '1e0', ' 2', 'x'])
    assert.equal(lead(stand(), `story=story&stop=${stop}`), null, stop);
  assert.equal(lead(new Tour('me'), 'story=story&stop=6'), null);
});

test('those who follow are led by the presenter', () => {
  assert.equal(lead(stand({ role: 'audience' }), 'story=story&stop=6'), null);
});

test('a story that comes begins where a step in the history has led since, else where the server says', () => {
  const other = { id: 'other', scenes, start: 3, taken: 0, attendee: { role: 'presenter' } };
  for (const tour of [stand(), new Tour('me')]) {
    tour.update(other, new URLSearchParams('story=other&stop=2'));
    assert.equal(tour.at, 1);
  }
  const tour = stand();
  tour.update(other, new URLSearchParams('story=story&stop=4'));
  assert.equal(tour.at, 2);
  tour.update(other, new URLSearchParams('story=other&stop=7')); // within a story a step is heard by itself
  assert.equal(tour.at, 2);
});
