/* The line of a stage without a page: when a cut is noticed, which language is shown. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Heartbeat } from '../../panels/web/js/walkthrough/heartbeat.js';
import { OtherLanguages } from '../../panels/web/js/walkthrough/other_languages.js';

const PROMISED_MS = 5000; // docs/walkthrough.md: within five seconds of the cut
const STEP_MS = 100;

/** Time that goes on when it is told to. */
class Clock {
  constructor() {
    this.now = 0;
    this.timers = new Map();
    this.newest = 0;
  }

  set(act, ms) {
    this.newest += 1;
    this.timers.set(this.newest, { act, at: this.now + ms });
    return this.newest;
  }

  clear(timer) {
    this.timers.delete(timer);
  }

  /** Go on, moment by moment: between two of them promises are kept. */
  async go(ms) {
    if (ms <= 0) return;
    for (const [timer, { act, at }] of [...this.timers]) {
      if (at > this.now || !this.timers.has(timer)) continue;
      this.timers.delete(timer);
      act();
    }
    await Promise.allSettled([Promise.resolve()]);
    this.now += STEP_MS;
    await this.go(ms - STEP_MS);
  }
}

const ANSWERS = {
  stands: () => Promise.resolve(),
  refuses: () => Promise.reject(new Error('no network')),
  swallows: () => new Promise(() => null),
};

async function cut(how, after) {
  const clock = new Clock();
  const said = [];
  const line = { probe: ANSWERS.stands };
  const heart = new Heartbeat(
    (signal) => line.probe(signal),
    (stands) => said.push([stands, clock.now]),
    clock,
  );
  heart.begin();
  await clock.go(after);
  line.probe = ANSWERS[how];
  await clock.go(PROMISED_MS);
  return { clock, heart, line, said };
}

for (const how of ['refuses', 'swallows']) {
  test(`a line that ${how} is told within five seconds, whenever it is cut, and told once`, async () => {
    const moments = Array.from({ length: 13 }, (_, place) => place * 500);
    const cuts = await Promise.all(moments.map((after) => cut(how, after)));
    assert.deepEqual(
      cuts.map(({ said }) => said.map(([stands]) => stands)),
      moments.map(() => [false]),
    );
  });
}

test('a line that is back is told, and so is the next cut', async () => {
  const { clock, line, said } = await cut('swallows', 700);
  line.probe = ANSWERS.stands;
  await clock.go(PROMISED_MS);
  line.probe = ANSWERS.refuses;
  await clock.go(PROMISED_MS);
  assert.deepEqual(
    said.map(([stands]) => stands),
    [false, true, false],
  );
});

test('a stage that is left asks no more', async () => {
  const { clock, heart } = await cut('swallows', 700);
  heart.leave();
  assert.equal(clock.timers.size, 0);
});

const told = {
  id: 'story',
  lang: 'en',
  title: 'Road',
  start: 4,
  otherLanguages: {
    kk: { story: '/kk', map: '/map-kk' },
    tr: { story: '/tr', map: '/map-tr' },
  },
};

test('a language whose sheet is here lies over an older answer of the server; the rest stays', async () => {
  const asked = [];
  const otherLanguages = new OtherLanguages((address) => {
    asked.push(address);
    if (address.endsWith('tr')) return Promise.reject(new Error('404'));
    return Promise.resolve(address === '/kk' ? { lang: 'kk', title: 'Жол' } : { lang: 'kk', labels: [] });
  });
  assert.equal(otherLanguages.lay(told, 'kk'), told);
  await otherLanguages.fetch(told);
  assert.deepEqual(otherLanguages.lay(told, 'kk'), { ...told, lang: 'kk', title: 'Жол' });
  assert.equal(otherLanguages.lay(told, 'tr'), told); // the server brings it
  assert.equal(otherLanguages.lay(told, undefined), told);
  const answer = { ...told, lang: 'kk' };
  assert.equal(otherLanguages.lay(answer, 'kk'), answer);
  await otherLanguages.fetch(told);
  assert.deepEqual(asked, ['/kk', '/map-kk', '/tr', '/map-tr', '/tr', '/map-tr']); // what did not come is asked for again, what came is not
});

test('the map is named ahead of the server in the language that was asked for, and by the server from then on', async () => {
  const languages = new OtherLanguages((address) => Promise.resolve({ lang: 'kk', of: address }));
  assert.equal(languages.namesFor(told, 'kk'), null);
  await languages.fetch(told);
  assert.deepEqual(languages.namesFor(told, 'kk'), { lang: 'kk', of: '/map-kk' });
  assert.equal(languages.namesFor({ ...told, lang: 'kk' }, 'kk'), null);
  for (const nothing of [undefined, 'ru']) assert.equal(languages.namesFor(told, nothing), null);
});

test('a sheet that is on its way is not fetched once more by a second answer of the server', async () => {
  const asked = [];
  const languages = new OtherLanguages((address) => {
    asked.push(address);
    return Promise.resolve({ of: address });
  });
  await Promise.all([languages.fetch(told), languages.fetch(told)]);
  assert.equal(asked.length, 4);
});
