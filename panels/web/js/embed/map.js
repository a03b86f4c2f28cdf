/* The map in a page of others: it needs no server but for its files. A site that is pressed is named below the map. */

import { unpackSheet } from '../core/steps.js';
import { followTheme, readData, tellHeight } from './frame.js';

const data = readData();

/** Start the map as its frame does in the app. */
function beginMap() {
  const { zooms, base } = data.config;
  const map = L.map('map_div', {
    center: [42, 55],
    zoom: zooms.least,
    zoomControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    zoomDelta: 0.75,
    wheelPxPerZoomLevel: 110,
    minZoom: zooms.least,
    maxZoom: zooms.most,
  });
  // What can be pressed comes first: to unpack and draw the land takes as long as all the rest.
  const standing = new Promise((stand) => window.addEventListener('caravan:ready', stand, { once: true }));
  const fetched = fetch(base.overview);
  const overview = async () => {
    await standing;
    return unpackSheet(await (await fetched).clone().json());
  };
  window.map = map;
  window.caravan.begin(map, { ...data.config, base: { ...base, overview } });
  window.caravan.showView(data.view);
  window.drawGroup(map);
  // The wheel belongs to the page around us until the reader has pressed on the map.
  map.once('mousedown focus', () => map.scrollWheelZoom.enable());
}

/** Name a site that was pressed, with its leading figure and the way to its card. */
function showPicked(site) {
  const box = document.getElementById('picked');
  const symbol = document.querySelector(`#map_div [data-site="${CSS.escape(site)}"]`);
  const [name, figure, link] = box.querySelectorAll('strong, span, a');
  name.textContent = symbol?.dataset.tip ?? '';
  figure.textContent = symbol?.getAttribute('aria-description') ?? '';
  const address = new URL(link.dataset.app, location.href);
  address.searchParams.set('site', site);
  link.href = address.href;
  box.hidden = !name.textContent;
}

window.addEventListener('caravan:choose', ({ detail }) => showPicked(detail.site));
beginMap();
let colours = null;
const paint = () => window.caravan.paint(colours);
followTheme((dark) => {
  colours = dark ? data.dark : null;
  paint();
});
window.addEventListener('caravan:ready', paint); // lines that have come since
tellHeight();
