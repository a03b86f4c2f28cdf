/* What a script of ours keeps between the calls of Streamlit. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepOne } from '../../panels/web/js/dom/component.js';

class One {
  constructor(former) {
    this.former = former;
    this.calls = [];
  }

  update(data) {
    this.calls.push(data);
  }

  leave() {
    this.calls.push('left');
  }
}

test('one object serves a place on the page; the next place begins with the one before it', () => {
  const made = [];
  const begin = keepOne((_, former) => {
    made.push(new One(former));
    return made.at(-1);
  });
  const [first, second] = [{}, {}];
  begin({ parentElement: first, data: 1 });
  const end = begin({ parentElement: first, data: 2 });
  begin({ parentElement: second, data: 3 });
  end();
  begin({ parentElement: first, data: 4 });
  assert.deepEqual(
    made.map((one) => one.calls),
    [[1, 2, 'left'], [3], [4]],
  );
  assert.deepEqual(
    made.map((one) => one.former),
    [null, made[0], made[1]],
  );
});
