/* Which documents a browser keeps for when there is no network, and what is written into one that is shown then. */

/** Header of a document that may be kept: the edition of the tables that it shows. */
export const EDITION = 'caravan-edition';
/** Documents that are kept at most, each of some 400 kB. */
export const MOST_KEPT = 20;
const LAST_SLASH = /\/$/;
const HOST = '<first-sight id="first-sight"';

/** The page of an address that may be kept: its path below the scope, blank for the map; null for any other address. */
export function pageOf(address, { scope, pages }) {
  const path = pathOf(address, scope);
  return pages.includes(path) ? path : null;
}

/** The path of an address below the scope; null where it lies elsewhere. */
export function pathOf(address, scope) {
  const to = new URL(address);
  const home = new URL(scope);
  if (to.origin !== home.origin || !to.pathname.startsWith(home.pathname)) return null;
  return to.pathname.slice(home.pathname.length).replace(LAST_SLASH, '');
}

/** The path of the page that edits, and of the form of a report that stands in its place without a network. */
export const EDIT = 'edit';
export const FORM = 'report-form';

/** The place in which the form of a report is kept. */
export const nameOfForms = (scope) => `caravan-form ${scope}`;

/** The address as a key: what stands behind its hash is the page's own. */
export const keyOf = (address) => address.split('#', 1)[0];

/** The names of all places in which this app keeps documents begin so; another app of the same host has its own. */
export const ownPlaces = (scope) => `caravan-sights ${scope} `;

/** The place for the documents of one edition, written by one version of this script. */
export const nameOfPlace = (scope, version, edition) => `${ownPlaces(scope)}${version} ${edition}`;

/** The address among those that are kept which comes nearest: itself, else the newest of its page, else of the map. */
export function nearestKept(address, kept, told) {
  if (kept.includes(keyOf(address))) return keyOf(address);
  const newest = (page) => kept.findLast((one) => pageOf(one, told) === page);
  return newest(pageOf(address, told)) ?? newest('') ?? null;
}

/** The document as it is shown without a network: a line in it says so, with the day and hour of what it shows. */
export const markOffline = (html) => html.replace(HOST, `${HOST} data-offline`);

/** Whether a document can say of which day it is: any other is not kept. */
export const canSay = (html) => html.includes(HOST) && html.includes('class="sight-offline"');
