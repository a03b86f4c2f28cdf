/* The script that shows a page without a network: what it keeps, under which address, and what it never touches. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { canSay, EDITION, MOST_KEPT, markOffline, nearestKept, pageOf } from '../../panels/web/js/core/kept_sights.js';

const SCOPE = 'https://map.example/caravan/';
const PAGES = ['', 'brief', 'record'];
const TOLD = { scope: SCOPE, pages: PAGES };
const SIGHT = '<p>before</p><first-sight id="first-sight" data-worker="w"><p class="sight-offline">28 Nov</p>';
const SCRIPT = '../../panels/web/js/worker/service_worker.js';

let turn = 0;
let network = null;
let asked = [];

class Place {
  entries = [];

  keys() {
    return this.entries.map(([url]) => ({ url }));
  }

  match(url) {
    return this.entries.find(([one]) => one === url)?.[1];
  }

  put(url, response) {
    this.delete(url);
    this.entries.push([url, response]);
  }

  delete(one) {
    const url = one.url ?? one;
    this.entries = this.entries.filter(([kept]) => kept !== url);
  }
}

const document_ = (html = SIGHT, edition = 'e1') =>
  new Response(html, { headers: { 'content-type': 'text/html', ...(edition ? { [EDITION]: edition } : {}) } });

const places = new Map();
globalThis.caches = {
  keys: async () => [...places.keys()],
  delete: async (name) => places.delete(name),
  open: async (name) => places.get(name) ?? places.set(name, new Place()).get(name),
};
globalThis.fetch = (request) => {
  asked.push(request.url ?? request);
  return network === null ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(network);
};

beforeEach(() => {
  places.clear();
  asked = [];
  network = document_();
});

/** Start the script as a browser does; gives what it listens for. */
async function start({ pages = PAGES, version = 'v1', open = [] } = {}) {
  const heard = {};
  const state = { left: false };
  globalThis.self = {
    sights: { pages, version },
    registration: {
      scope: SCOPE,
      unregister: () => {
        state.left = true;
      },
    },
    clients: { claim: async () => null, matchAll: async () => open.map((url) => ({ url })) },
    addEventListener: (name, act) => {
      heard[name] = act;
    },
  };
  turn += 1;
  await import(`${SCRIPT}?${turn}`);
  let begun = null;
  heard.activate({
    waitUntil: (work) => {
      begun = work;
    },
  });
  await begun;
  return { heard, state };
}

/** Ask for an address; gives the answer, or null where the script leaves it to the browser. */
async function ask({ heard }, path, { mode = 'navigate', method = 'GET', preloaded } = {}) {
  let answered = null;
  const work = [];
  heard.fetch({
    request: { url: SCOPE + path, mode, method },
    preloadResponse: Promise.resolve(preloaded),
    respondWith: (given) => {
      answered = given;
    },
    waitUntil: (later) => work.push(later),
  });
  const answer = await answered;
  await Promise.all(work);
  return answer;
}

/** Ask for the form of a report to be kept. */
async function hear({ heard }, keepForm) {
  const work = [];
  heard.message({ data: { keepForm }, waitUntil: (later) => work.push(later) });
  await Promise.all(work);
}

/** Ask for addresses one after the other, each with what the network answers to it. */
const askInTurn = (worker, turns) =>
  turns.reduce(async (before, [path, answered]) => {
    await before;
    network = answered;
    await ask(worker, path);
  }, Promise.resolve());

const keptUrls = () => [...places.values()].flatMap((place) => place.entries.map(([url]) => url));

test('only pages below the scope are its own', () => {
  assert.equal(pageOf(SCOPE, TOLD), '');
  assert.equal(pageOf(`${SCOPE}brief?country=KGZ#top`, TOLD), 'brief');
  for (const other of ['data/dwell.csv', '_stcore/health', 'edit', 'import', 'rooms/x', 'auth/login', 'embed/map']) {
    assert.equal(pageOf(SCOPE + other, TOLD), null, other);
  }
  assert.equal(pageOf('https://map.example/other/brief', TOLD), null);
  assert.equal(pageOf('https://evil.example/caravan/brief', TOLD), null);
});

test('the network goes first, and what it answered is shown without it, marked', async () => {
  const worker = await start();
  assert.equal(await (await ask(worker, 'brief?country=KGZ')).text(), SIGHT);
  network = null;
  const shown = await (await ask(worker, 'brief?country=KGZ#row')).text();
  assert.equal(shown, markOffline(SIGHT));
  assert.ok(shown.includes('id="first-sight" data-offline'));
  network = document_('<p>live</p>', '');
  assert.equal(await (await ask(worker, 'brief?country=KGZ')).text(), '<p>live</p>');
});

test('what the browser has fetched already is not fetched again', async () => {
  await ask(await start(), 'brief', { preloaded: document_() });
  assert.deepEqual(asked, []);
  assert.deepEqual(keptUrls(), [`${SCOPE}brief`]);
});

test('nothing but documents of pages is touched', async () => {
  const worker = await start();
  assert.equal(await ask(worker, 'data/dwell.csv'), null);
  assert.equal(await ask(worker, 'import'), null);
  assert.equal(await ask(worker, 'brief', { mode: 'cors' }), null);
  assert.equal(await ask(worker, 'brief', { method: 'POST' }), null);
  assert.deepEqual(keptUrls(), []);
});

test('what says no edition, no day, or has failed is not kept', async () => {
  const worker = await start();
  await askInTurn(worker, [
    ['', document_(SIGHT, '')],
    ['', document_('<p>no line of a day</p>')],
    ['', new Response(SIGHT, { status: 500, headers: { [EDITION]: 'e1' } })],
  ]);
  assert.deepEqual(keptUrls(), []);
  assert.ok(canSay(SIGHT));
});

test('without a network and with nothing kept it fails as it would without the script', async () => {
  const worker = await start();
  network = null;
  await assert.rejects(ask(worker, 'brief'), TypeError);
});

test('another address of the page leads to the one that is kept', async () => {
  const worker = await start();
  await ask(worker, '');
  network = document_();
  await ask(worker, 'brief?country=KGZ');
  network = null;
  assert.equal((await ask(worker, 'brief?country=KAZ')).headers.get('location'), `${SCOPE}brief?country=KGZ`);
  assert.equal((await ask(worker, 'record')).headers.get('location'), SCOPE);
  assert.equal(nearestKept(`${SCOPE}brief`, [`${SCOPE}record`], TOLD), null);
});

test('a new edition drops what was kept of the former, a new version of the script as well', async () => {
  const worker = await start();
  await ask(worker, 'brief');
  network = document_(SIGHT, 'e2');
  await ask(worker, 'record');
  assert.deepEqual(keptUrls(), [`${SCOPE}record`]);
  places.set('other-app', new Place());
  await start({ version: 'v2' });
  assert.deepEqual([...places.keys()], ['other-app']);
});

test('the newest of an address is kept, and so many of them', async () => {
  const worker = await start();
  const many = Array.from({ length: MOST_KEPT + 1 }, (_, number) => [`brief?n=${number}`, document_()]);
  await askInTurn(worker, many);
  network = document_(`${SIGHT}newer`);
  await ask(worker, 'brief?n=1');
  assert.equal(keptUrls().length, MOST_KEPT);
  assert.equal(keptUrls().at(-1), `${SCOPE}brief?n=1`);
  assert.ok(!keptUrls().includes(`${SCOPE}brief?n=0`));
  network = null;
  assert.equal(await (await ask(worker, 'brief?n=1')).text(), markOffline(`${SIGHT}newer`));
});

test('the page that is open when it begins is kept at once', async () => {
  await start({ open: [`${SCOPE}brief`, `${SCOPE}edit`] });
  assert.deepEqual(keptUrls(), [`${SCOPE}brief`]);
});

test('the form of a report stands for the page that edits where there is no network, and nothing else of it', async () => {
  const worker = await start();
  await askInTurn(worker, [['brief', document_()]]);
  network = new Response('<p>form</p>');
  const others = ['import', 'edit', 'data/dwell.csv'].map((path) => SCOPE + path);
  await Promise.all([...others, 'https://evil.example/caravan/report-form', ''].map((one) => hear(worker, one)));
  network = null;
  await assert.rejects(ask(worker, 'edit?tab=visit'), TypeError);
  network = new Response('<p>older</p>');
  await hear(worker, `${SCOPE}report-form?lang=en`);
  network = new Response('<p>form</p>');
  await hear(worker, `${SCOPE}report-form?lang=ru`);
  network = new Response('<p>fault</p>', { status: 500 });
  await hear(worker, `${SCOPE}report-form?lang=ru`);
  network = new Response('<p>live</p>');
  assert.equal(await (await ask(worker, 'edit?tab=visit')).text(), '<p>live</p>');
  network = null;
  assert.equal(await (await ask(worker, 'edit?tab=visit')).text(), '<p>form</p>');
  assert.equal(await (await ask(worker, 'brief')).text(), markOffline(SIGHT));
});

test('without pages it clears up what it kept, and leaves', async () => {
  const worker = await start();
  await ask(worker, 'brief');
  await hear(worker, `${SCOPE}report-form`);
  assert.equal(places.size, 2);
  const { state } = await start({ pages: [] });
  assert.equal(state.left, true);
  assert.deepEqual([...places.keys()], []);
});
