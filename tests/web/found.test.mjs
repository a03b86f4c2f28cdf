/* What was chosen in the palette, on the stage: as a stop of the story, or as one that stands in no story. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeAside } from '../../panels/web/js/walkthrough/found.js';
import { Tour } from '../../panels/web/js/walkthrough/tour.js';

const scenes = Array.from({ length: 11 }, (_, place) => ({ title: `Stop ${place + 1}` }));

function begin(more = {}) {
  const tour = new Tour('me');
  tour.update({ id: 'story', scenes, start: 1, taken: 0, attendee: { role: 'presenter' }, ...more });
  return tour;
}

const ROW = {
  id: 'D1',
  kind: 'figure',
  kindName: 'Figures',
  title: 'Red Bridge 2023',
  value: '16.5 h',
  site: 'red-bridge',
};
const STORY = { layers: ['corridor'], sites: ['kapikule'] };

test('a jump to what was found remembers the stop that was left, over several jumps', () => {
  const tour = begin();
  tour.goTo(3);
  tour.jumpTo(7);
  assert.deepEqual([tour.at, tour.cameFrom, tour.wayBack], [7, 3, 'return']);
  tour.jumpTo(9);
  assert.deepEqual([tour.at, tour.cameFrom], [9, 3]);
  tour.jumpTo(3);
  assert.deepEqual([tour.at, tour.cameFrom, tour.isAway], [3, null, false]);
});

test('to walk on forgets where a jump came from', () => {
  const tour = begin();
  tour.jumpTo(7);
  tour.goTo(8);
  assert.equal(tour.cameFrom, null);
  assert.equal(tour.isAway, false);
});

test('what stands in no story is shown without leaving the stop, and closes whatever lies over it', () => {
  const tour = begin();
  tour.goTo(4);
  tour.toggle('list');
  tour.openAside({ title: 'Found' });
  assert.deepEqual([tour.scene.title, tour.at, tour.panel, tour.wayBack], ['Found', 4, '', 'return']);
  tour.goTo(tour.at);
  assert.equal(tour.scene.title, 'Stop 5');
});

test('a found thing after a jump still comes back to where the presenter was', () => {
  const tour = begin();
  tour.goTo(2);
  tour.jumpTo(6);
  tour.openAside({ title: 'Found' });
  assert.equal(tour.cameFrom, 2);
});

test('the stop of a site is found by its id', () => {
  const tour = begin({
    scenes: [
      { title: 'a', site: '' },
      { title: 'b', site: 'torugart' },
    ],
  });
  assert.equal(tour.stopAt('torugart'), 1);
  assert.equal(tour.stopAt('kapikule'), -1);
});

test('a figure that was found stands with what belongs to it, and the map shows where', () => {
  const scene = writeAside({ ...ROW, detail: 'outbound · road · CAREC CPMM', at: [41.3, 45.1] }, STORY);
  assert.deepEqual(scene.figure, {
    id: 'D1',
    value: '16.5 h',
    caption: 'outbound · road',
    source: 'CAREC CPMM',
    marks: [],
  });
  assert.deepEqual(scene.lines, []);
  assert.deepEqual(scene.sites, ['kapikule', 'red-bridge']);
  const [[south, west], [north, east]] = scene.box;
  assert.ok(south < 41.3 && north > 41.3 && west < 45.1 && east > 45.1);
});

test('what has no place leaves the camera where it is, and says what is known of it', () => {
  const scene = writeAside({ ...ROW, kind: 'event', value: '', detail: '2015 · meeting', site: '', at: null }, STORY);
  assert.equal(scene.box, null);
  assert.equal(scene.figure, null);
  assert.deepEqual(scene.lines, [{ text: '2015 · meeting', of: ['D1'] }]);
});
