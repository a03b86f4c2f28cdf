/* What the menu of a symbol leads to. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listComparisons } from '../../panels/web/js/core/compare_links.js';

test('the chosen site goes first, and the symbol alone is offered too', () => {
  assert.deepEqual(listComparisons('irkeshtam', 'torugart', 'kk'), [
    { sites: ['torugart', 'irkeshtam'], href: 'compare?site=torugart&site=irkeshtam&lang=kk' },
    { sites: ['irkeshtam'], href: 'compare?site=irkeshtam&lang=kk' },
  ]);
});

test('a symbol is not compared with itself, nor with nothing', () => {
  const alone = [{ sites: ['torugart'], href: 'compare?site=torugart' }];
  assert.deepEqual(listComparisons('torugart', 'torugart', ''), alone);
  assert.deepEqual(listComparisons('torugart', '', ''), alone);
});

test('an id of the tables cannot break out of the address', () => {
  assert.equal(listComparisons('a&b=<', '', '')[0].href, 'compare?site=a%26b%3D%3C');
});
