/* The cookie of the reader's language: only for this app, no longer than a year, and over TLS alone where there is any. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCookie } from '../../panels/web/js/core/language_cookie.js';

test('it says a language for the app alone', () => {
  const written = writeCookie('kk', { pathname: '/corridor', protocol: 'http:' });
  assert.equal(written, 'lang=kk; Path=/; Max-Age=31536000; SameSite=Lax');
});

test('behind TLS it goes over TLS alone, and below a path it stays there', () => {
  const written = writeCookie('ru', { pathname: '/maps/caravan/brief', protocol: 'https:' });
  assert.equal(written, 'lang=ru; Path=/maps/caravan/; Max-Age=31536000; SameSite=Lax; Secure');
});
