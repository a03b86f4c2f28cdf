/* The drawing of a brief: what comes as a picture is put into the page, and nothing else is. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { showDrawings } from '../../panels/web/js/dom/drawing.js';

const said = [];
const NAME = /^<(\w+)/;

function parseFromString(text) {
  const setAttribute = (name, value) => said.push([name, value]);
  return { documentElement: { localName: NAME.exec(text)[1], text, setAttribute } };
}

beforeEach(() => {
  said.length = 0;
  globalThis.document = { importNode: (node) => node };
  globalThis.DOMParser = function DOMParser() {
    return { parseFromString };
  };
});

function show(src) {
  const put = [];
  const picture = { src, alt: 'Map of the sites', replaceWith: (node) => put.push(node.text) };
  showDrawings({ querySelectorAll: () => [picture] });
  return put;
}

test('a drawing of ours is put in with its name, whatever signs it has', () => {
  assert.deepEqual(show("data:image/svg+xml,<svg a='1,2'>%23ош</svg>"), ["<svg a='1,2'>#ош</svg>"]);
  assert.deepEqual(said, [['aria-label', 'Map of the sites']]);
});

test('a picture of any other kind or address stays what it is', () => {
  assert.deepEqual(show('https://elsewhere.example/a.svg,<svg/>'), []);
  assert.deepEqual(show('data:image/png;base64,AAAA'), []);
  assert.deepEqual(show('data:image/svg+xml,<parsererror/>'), []);
});
