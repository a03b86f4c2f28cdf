/* The only script that asks the browser to keep something for the server: the language of the next first document. */

import { writeCookie } from '../core/language_cookie.js';

/** Keep the language that was chosen; where the browser keeps nothing, its own is taken. */
export function keepLanguage(code) {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to set one is not there without TLS
    document.cookie = writeCookie(code, location);
  } catch {
    // refused, as in a frame of another site: the address has the language as well
  }
}
