/* What a tab remembers: in the browser's storage, and where that is refused, as long as the page stands. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetFile, keepFile, listFiles, recall, remember } from '../../panels/web/js/dom/memory.js';

function offer(get) {
  Object.defineProperty(globalThis, 'sessionStorage', { get, configurable: true });
}

test('what is remembered stands in the storage of the tab', () => {
  const kept = new Map();
  offer(() => ({ getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) }));
  assert.equal(recall('room'), null);
  remember('room', 'code token');
  assert.equal(kept.get('room'), 'code token');
  assert.equal(recall('room'), 'code token');
});

test('a storage that throws stops nothing, and what was remembered is still known', () => {
  offer(() => {
    throw new DOMException('refused', 'SecurityError');
  });
  assert.equal(recall('seat'), null);
  remember('seat', 'first row');
  assert.equal(recall('seat'), 'first row');
});

test('a name that nobody has used is not known', () => {
  offer(() => ({ getItem: () => null }));
  assert.equal(recall('nobody'), null);
});

test('what the tab kept from before the page was loaded anew is known', () => {
  offer(() => ({ getItem: () => 'from before' }));
  assert.equal(recall('before'), 'from before');
});

test('the newest word counts, also where the storage has an older one', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  offer(() => ({ getItem: () => 'older', setItem: full }));
  remember('word', 'newer');
  assert.equal(recall('word'), 'newer');
});

test('a storage that is full stops nothing', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  offer(() => ({ getItem: () => null, setItem: full }));
  remember('seat', 'last row');
  assert.equal(recall('seat'), 'last row');
});

/** A database of files as a browser has it: each step answers later. */
function offerFiles(kept) {
  const later = (act) => queueMicrotask(() => queueMicrotask(act));
  const ask = (result) => ({ result });
  const files = {
    put: (file, name) => ask(kept.set(name, file)),
    delete: (name) => ask(kept.delete(name)),
    getAllKeys: () => ask([...kept.keys()]),
    getAll: () => ask([...kept.values()]),
  };
  const transaction = () => {
    const step = { objectStore: () => files };
    later(() => step.oncomplete());
    return step;
  };
  const open = () => {
    const asked = { result: { transaction, createObjectStore: () => null, close: () => null } };
    later(() => {
      asked.onupgradeneeded();
      asked.onsuccess();
    });
    return asked;
  };
  Object.defineProperty(globalThis, 'indexedDB', { value: { open }, configurable: true });
}

test('files are kept under a name until they are forgotten', async () => {
  const kept = new Map();
  offerFiles(kept);
  assert.equal(await keepFile('a', 'picture'), true);
  await keepFile('b', 'other');
  assert.deepEqual(await listFiles(), [
    ['a', 'picture'],
    ['b', 'other'],
  ]);
  await forgetFile('a');
  assert.deepEqual([...kept.keys()], ['b']);
});

async function tryFiles(open) {
  Object.defineProperty(globalThis, 'indexedDB', { value: { open }, configurable: true });
  const kept = await keepFile('a', 'picture');
  await forgetFile('a');
  return [kept, await listFiles()];
}

test('a browser that refuses to keep files stops nothing', async () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  assert.deepEqual(await tryFiles(refuse), [false, []]);
});

test('a browser that has no room for files stops nothing', async () => {
  const fail = () => {
    const asked = { error: new DOMException('full', 'QuotaExceededError') };
    queueMicrotask(() => asked.onerror());
    return asked;
  };
  assert.deepEqual(await tryFiles(fail), [false, []]);
});
