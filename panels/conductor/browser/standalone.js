/* A map saved as one file: the conductor's other side, without a server. Follows conductor.js in the same module.
   What a server would answer is written into the page beforehand: a card for every site. */

/** Read what was packed into the page: a sheet of the base map, or the cards. */
async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

const store = JSON.parse(document.getElementById('one-file-data').textContent);
const mapHere = document.getElementById('map_div');
const panel = document.getElementById('panel');
const list = panel.firstElementChild;
const cards = await unpack('cards'); // HTML that the app has written, every field escaped
let view = store.view;

mapHere.contentWindow = window; // where the conductor finds the map: here, not in a frame
window.caravan.begin(window.map_div_map, {
  ...store.config, base: { overview: () => unpack('sheet-overview'), detail: () => unpack('sheet-detail'), detailZoom: store.config.detailZoom },
});
window.drawGroup(window.map_div_map);

/** Answer as the server does: the card of the chosen site, then the list. */
function answer() {
  const card = document.createElement('template');
  card.innerHTML = cards[view.site] ?? '';
  panel.replaceChildren(card.content, list);
}

function speak(heard) {
  conduct({
    parentElement: document.getElementById('bar'),
    data: { ...store, view, heard },
    setStateValue: (name, { sequence, ...said }) => {
      view = said;
      answer();
      speak(sequence);
    },
  });
}

/** The keys of a clicker walk from site to site. */
document.addEventListener('keydown', (event) => {
  const step = { PageDown: 1, PageUp: -1 }[event.key];
  if (!step || event.target.closest?.('input')) return;
  const rows = [...panel.querySelectorAll('a[data-row][data-site]')].filter((row) => !row.classList.contains('row--off'));
  const at = rows.findIndex((row) => row.dataset.site === view.site);
  event.preventDefault();
  rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : (at + step + rows.length) % rows.length]?.click();
});

answer();
speak(0);
