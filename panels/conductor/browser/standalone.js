/* What a map or a walkthrough saved as one file begins with; standalone_map.js or standalone_stage.js follows in the same
   module. What a server would send is written into the page beforehand. */

/** Read what was packed into the page: a sheet of the base map, or the cards. */
async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

const store = JSON.parse(document.getElementById('one-file-data').textContent);
const cards = await unpack('cards'); // HTML that the app has written, every field escaped
const mapHere = document.getElementById('map_div');
Object.assign(mapHere, { contentWindow: window, contentDocument: document }); // the map is here, not in a frame
window.caravan.begin(window.map, {
  ...store.config, base: { overview: () => unpack('sheet-overview'), detail: () => unpack('sheet-detail'), detailZoom: store.config.detailZoom },
});
window.drawGroup(window.map);

/** Make the elements of a site's card; none for a blank id. */
function cardOf(site) {
  const card = document.createElement('template');
  card.innerHTML = cards[site] ?? '';
  return card.content;
}
