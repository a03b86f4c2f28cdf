/* What a map or a walkthrough saved as one file begins with: what a server would send is written into the page. */

/** Read what was packed into the page: a sheet of the base map, or the cards. */
function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

/** Take every address of a sheet for the id of the element that it is packed into. */
function readFromHere(part) {
  if (typeof part === 'string') return () => unpack(part);
  if (Array.isArray(part)) return part.map(readFromHere);
  if (part instanceof Object)
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, readFromHere(one)]));
  return part;
}

/** Start the map of this page; returns the data of the file, and a function that makes the card of a site. */
export async function beginFile() {
  const store = JSON.parse(document.getElementById('one-file-data').textContent);
  const cards = await unpack('cards'); // HTML that the app has written, every field escaped
  const mapHere = document.getElementById('map_div');
  Object.assign(mapHere, { contentWindow: window, contentDocument: document }); // the map is here, not in a frame
  const base = readFromHere(store.config.base);
  window.caravan.begin(window.map, { ...store.config, base });
  window.drawGroup(window.map);
  const makeCard = (site) => {
    const card = document.createElement('template');
    card.innerHTML = cards[site] ?? '';
    return card.content;
  };
  return { store, makeCard };
}
