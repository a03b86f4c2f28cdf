/* An embed goes by the server's time, which comes beside the page, and by the reader's clock where it came of no answer. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readServerTime } from '../../panels/web/js/embed/frame.js';

function opened(mock, page) {
  mock.method(performance, 'getEntriesByType', (kind) => (kind === 'navigation' && page ? [page] : []));
  return readServerTime();
}

const said = [
  { name: 'cache', description: '' },
  { name: 'now', description: '1795957122091' },
];

test('it is said in a header', ({ mock }) => {
  assert.equal(opened(mock, { transferSize: 9000, serverTiming: said }), 1_795_957_122_091);
});

test('a page that was not sent again has it from the answer that said so', ({ mock }) => {
  assert.equal(opened(mock, { transferSize: 300, serverTiming: said }), 1_795_957_122_091);
});

test('a page that was kept, and not asked for, has the time of another day', ({ mock }) => {
  assert.equal(opened(mock, { transferSize: 0, serverTiming: said }), 0);
});

test('a browser that says nothing of it, and a header that is no time, are no fault', ({ mock }) => {
  assert.equal(opened(mock, undefined), 0);
  assert.equal(opened(mock, { transferSize: 300 }), 0);
  assert.equal(opened(mock, { transferSize: 300, serverTiming: [] }), 0);
  assert.equal(opened(mock, { transferSize: 300, serverTiming: [{ name: 'now', description: '<b>' }] }), 0);
});
