/* What a tab remembers: in the browser's storage, and where that is refused, as long as the page stands. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recall, remember } from '../../panels/web/js/dom/memory.js';

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
