/* A saved map with the reader's own files in it: the browser fetches what the server has made and writes them in, so
   they are not sent. Where the reader has put no file on the map, nothing is offered. */

import { writeLayersInto } from '../core/saved_layers.js';
import { listenAnew } from '../dom/component.js';
import { element } from '../dom/element.js';
import { keptLayers } from '../dom/own_layers.js';
import { saveFile } from '../dom/save_file.js';

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = listenAnew(({ parentElement, data }) => {
  const names = keptLayers().map(({ name }) => name);
  if (!(names.length && data.address)) {
    parentElement.replaceChildren();
    return;
  }
  const { words } = data;
  const button = element('button', { type: 'button', class: 'own-export-button' }, words.save);
  const note = element('span', { class: 'note', role: 'status' }, `${words.note} ${names.join(', ')}`);
  button.addEventListener('click', async () => {
    note.textContent = (await save(data)) ? words.done : words.failed;
  });
  const box = element('p', { class: 'own-export' });
  box.append(button, ' ', note);
  parentElement.replaceChildren(box);
});

/** Save the file with the layers in it; false where it cannot be had. */
async function save({ address, name }) {
  const answer = await fetch(new URL(address, document.baseURI)).catch(() => null);
  const page = answer?.ok ? writeLayersInto(await answer.text(), keptLayers()) : null;
  if (page) saveFile(new Blob([page], { type: 'text/html' }), name);
  return Boolean(page);
}
