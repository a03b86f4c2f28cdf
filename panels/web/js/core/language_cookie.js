/* The one cookie of our own: the language that the reader has chosen, so that the first document comes in it. */

export const NAME = 'lang';
const KEPT_S = 365 * 24 * 3600;
const LAST_PART = /[^/]*$/;

/** Write the cookie for the app that a page belongs to: it says a language and nothing about who reads. */
export function writeCookie(code, { pathname, protocol }) {
  const parts = [`${NAME}=${code}`, `Path=${pathname.replace(LAST_PART, '')}`, `Max-Age=${KEPT_S}`, 'SameSite=Lax'];
  return [...parts, ...(protocol === 'https:' ? ['Secure'] : [])].join('; ');
}
