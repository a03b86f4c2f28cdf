/* The conductor's other side in a map saved as one file: answers as the server does. Follows conductor.js and
   standalone.js in the same module. */

const panel = document.getElementById('panel');
const list = panel.firstElementChild;
let view = store.view;

/** Answer as the server does: the card of the chosen site, then the list. */
function answer() {
  panel.replaceChildren(cardOf(view.site), list);
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
