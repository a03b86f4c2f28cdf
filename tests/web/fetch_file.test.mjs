/* A file that was made is fetched one time, however often the server says that it is there. */

import assert from 'node:assert/strict';
import test from 'node:test';

const nothing = () => undefined;
let changed = nothing;
const buttons = new Map();
globalThis.document = { body: {}, querySelector: (selector) => buttons.get(selector) ?? null };
globalThis.MutationObserver = class {
  constructor(act) {
    this.act = act;
  }
  observe() {
    changed = this.act;
  }
  disconnect() {
    if (changed === this.act) changed = nothing;
  }
};
const { begin } = await import('../../panels/web/js/page/fetch_file.js');

function putButton(selector) {
  const button = {
    pressed: 0,
    click() {
      this.pressed += 1;
    },
  };
  buttons.set(selector, button);
  return button;
}

test('a file is fetched one time, also when an older one is told again', () => {
  const [older, newer] = [putButton('.a'), putButton('.b')];
  begin({ data: { made: [['1', '.a']] } });
  begin({ data: { made: [['1', '.a']] } });
  begin({
    data: {
      made: [
        ['1', '.a'],
        ['2', '.b'],
      ],
    },
  });
  begin({ data: { made: [['1', '.a']] } });
  assert.deepEqual([older.pressed, newer.pressed], [1, 1]);
});

test('a button that is on its way is pressed when it has come', () => {
  begin({ data: { made: [['3', '.c']] } });
  const button = putButton('.c');
  changed();
  changed();
  assert.equal(button.pressed, 1);
});

test('a script that begins anew knows what was fetched', async () => {
  const button = putButton('.a');
  const again = await import('../../panels/web/js/page/fetch_file.js?again');
  again.begin({ data: { made: [['1', '.a']] } });
  assert.equal(button.pressed, 0);
});

test('a place that is gone presses nothing', () => {
  const leave = begin({ data: { made: [['4', '.d']] } });
  leave();
  const button = putButton('.d');
  changed();
  assert.equal(button.pressed, 0);
});
