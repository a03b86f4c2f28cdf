/* The way in for files of the reader's own: a button, and the map as a place to drop them on. What reads and draws them
   is fetched when it is first wanted (own_files.js); a map in a page of others has none. */

import { drawPath, element } from '../dom/element.js';
import { state } from './shared.js';

const FILE_PATH = 'M11.5 2.5h-6v15h9v-12zM11.5 2.5v3h3M10 8.5v6M7 11.5h6';
const ICON = { viewBox: '0 0 20 20', width: '18', height: '18', stroke: 'currentColor', 'stroke-width': '1.6' };
const SAID_MS = 6000;

const own = { coming: null, hint: null, saying: 0 };

/** Whether files are taken here and now: not on a stage. */
const isOffered = () => Boolean(state.config.own && state.ready && !state.stage.on);

/** Take files that are dropped on the map, and say so while they are above it. */
export function addOwnFiles() {
  if (!state.config.own) return;
  const container = state.map.getContainer();
  own.hint = element('p', { class: 'own-hint', role: 'status', hidden: '' });
  container.append(own.hint);
  for (const kind of ['dragenter', 'dragover']) document.addEventListener(kind, onDrag);
  document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget || sayNothing());
  document.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser would leave the page for the file
    sayNothing();
    const files = [...event.dataTransfer.files];
    findOwnFiles().then((found) => found?.take(files));
  });
}

const hasFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes('Files'));

function onDrag(event) {
  if (!hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = isOffered() ? 'copy' : 'none';
  if (isOffered()) showHint(true);
}

/** Say over the map that a file may be dropped here; a page asks for it too, for files above the rest of it. */
export function showHint(on) {
  if (!own.hint) return;
  if (on && isOffered()) say(`${state.words.ownDrop}\n${state.words.ownLimits}`);
  else sayNothing();
}

function say(text) {
  clearTimeout(own.saying);
  if (own.hint.textContent !== text) own.hint.textContent = text;
  own.hint.hidden = false;
}

function sayNothing() {
  clearTimeout(own.saying);
  own.hint.hidden = true;
}

/** The layers of the reader's own files; null where none are taken, or their script cannot be had. */
export async function findOwnFiles() {
  if (!isOffered()) return null;
  const { script, ...options } = state.config.own;
  own.coming ??= fetchScript(script);
  try {
    await own.coming;
  } catch {
    own.coming = null; // the next time, it may be there
    say(state.words.ownFailed);
    own.saying = setTimeout(sayNothing, SAID_MS);
    return null;
  }
  window.ownFiles ??= window.makeOwnFiles({ ...options, region: state.config.home, fold: state.fold });
  return window.ownFiles;
}

/** In a file of its own, the map has the script already. */
function fetchScript(address) {
  if (window.makeOwnFiles) return Promise.resolve();
  const script = element('script', { src: address });
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** Make the button that opens the box of the reader's files; null where none are taken. */
export function makeOwnButton(words) {
  if (!state.config.own) return null;
  const look = { class: 'leaflet-control-own', href: '#', role: 'button', title: words.ownAdd };
  const button = element('a', { ...look, 'aria-label': words.ownAdd });
  button.append(drawPath(FILE_PATH, { ...ICON, 'stroke-linejoin': 'round' }));
  L.DomEvent.on(button, 'click', (event) => {
    L.DomEvent.stop(event);
    findOwnFiles().then((found) => found?.open());
  });
  return button;
}
