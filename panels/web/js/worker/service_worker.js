/* Shows the last first sight of an address when there is no network, with its date, and the form of a report in place
   of the page that edits. The network always goes first, and only documents of pages are touched: data, rooms, sign-in
   and Streamlit's own files pass by. The server writes
   `self.sights` before it: the pages, and the version of this script. Without pages it clears up and leaves. */

import {
  canSay,
  EDIT,
  EDITION,
  FORM,
  keyOf,
  MOST_KEPT,
  markOffline,
  nameOfForms,
  nameOfPlace,
  nearestKept,
  ownPlaces,
  pageOf,
  pathOf,
} from '../core/kept_sights.js';

const { pages, version } = self.sights;
const { scope } = self.registration;
const told = { scope, pages };

const listPlaces = async () => (await caches.keys()).filter((name) => name.startsWith(ownPlaces(scope)));

/** Drop all that is kept but what lies in one place. */
async function clearBut(kept) {
  const others = (await listPlaces()).filter((name) => name !== kept);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function begin() {
  if (!pages.length) {
    await clearBut(null);
    await caches.delete(nameOfForms(scope));
    await self.registration.unregister();
    return;
  }
  const older = (await listPlaces()).filter((name) => !name.startsWith(`${ownPlaces(scope)}${version} `));
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  const open = await self.clients.matchAll({ type: 'window' });
  await Promise.all(open.filter(({ url }) => pageOf(url, told) !== null).map(({ url }) => fetchToKeep(url)));
}

/** Keep the page that is open now: its document came before this script was there. */
async function fetchToKeep(url) {
  const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => null);
  if (response) await keep(url, response);
}

/** Keep a document where it is one of a first sight; with a new edition all documents of the former are dropped. */
async function keep(url, response) {
  const edition = response.headers.get(EDITION);
  if (!(response.ok && edition) || response.redirected) return;
  const html = await response.text();
  if (!canSay(html)) return;
  const name = nameOfPlace(scope, version, edition);
  await clearBut(name);
  const place = await caches.open(name);
  await place.delete(keyOf(url)); // what is put last lies last
  await place.put(keyOf(url), new Response(html, { headers: headersOf(response) }));
  const kept = await place.keys();
  await Promise.all(kept.slice(0, -MOST_KEPT).map((one) => place.delete(one)));
}

/** Keep the form of a report, the newest one alone; another address, or an answer that is no form, is left alone. */
async function keepForm(address) {
  if (pathOf(address, scope) !== FORM) return;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const kept = new Response(await response.blob(), { headers: headersOf(response) });
  const forms = await caches.open(nameOfForms(scope));
  await forms.put(address, kept); // first, so that there is one at every moment
  const older = (await forms.keys()).filter(({ url }) => url !== address);
  await Promise.all(older.map((one) => forms.delete(one)));
}

/** The page that edits, from the network; without one, the form of a report that was kept. */
async function answerEdit(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const forms = await caches.open(nameOfForms(scope));
    const newest = (await forms.keys()).at(-1);
    if (!newest) throw error;
    return forms.match(newest.url);
  }
}

/** The headers of a document, its policy too, without those of how it was sent. */
function headersOf(response) {
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  return headers;
}

async function recall(url) {
  const [name] = await listPlaces();
  if (!name) return null;
  const place = await caches.open(name);
  const kept = (await place.keys()).map((one) => one.url);
  const nearest = nearestKept(url, kept, told);
  if (nearest === null) return null;
  if (nearest !== keyOf(url)) return Response.redirect(nearest); // the address says what is shown
  const found = await place.match(nearest);
  return new Response(markOffline(await found.text()), { headers: found.headers });
}

async function answer(event) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    const kept = keep(event.request.url, response.clone());
    event.waitUntil(kept.catch(() => null)); // a full disk takes nothing from who reads now
    return response;
  } catch (error) {
    const kept = await recall(event.request.url);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (method !== 'GET' || mode !== 'navigate') return;
  if (pageOf(url, told) !== null) event.respondWith(answer(event));
  else if (pages.length && pathOf(url, scope) === EDIT) event.respondWith(answerEdit(event));
});
self.addEventListener('message', (event) => {
  if (pages.length && event.data?.keepForm) event.waitUntil(keepForm(event.data.keepForm).catch(() => null));
});
