/* A link for others keeps the view and leaves out what is the sender's own. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressToCopy } from '../../panels/web/js/page/copy_link.js';

test('language and the right to move a stage stay with the sender', () => {
  const here = 'https://map.example.org/walkthrough?story=e-tir&lang=tr&role=speaker&room=ab12&key=secret';
  assert.equal(addressToCopy('', here), 'https://map.example.org/walkthrough?story=e-tir&room=ab12');
});

test('the edition goes along where it is known', () => {
  const here = 'https://map.example.org/?country=KGZ';
  assert.equal(addressToCopy('261127abcdef', here), `${here}&v=261127abcdef`);
});
