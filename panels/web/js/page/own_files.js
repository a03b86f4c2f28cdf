/* The page's part in files of the reader's own: what lies on the map is remembered as long as the page is open, so that
   the map of the next page shows it too. It stands in no storage of the browser, and goes nowhere else. */

import { keepLayers, keptLayers } from '../dom/own_layers.js';
import { ADD_FILE } from '../dom/signals.js';

const hasFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes('Files'));

export class OwnFiles {
  constructor(frame, signal) {
    this.frame = frame;
    const hear = (name, act) => document.addEventListener(name, act, { signal });
    hear(ADD_FILE, (event) => {
      if (!this.isSeen) return;
      event.preventDefault();
      this.open();
    });
    for (const kind of ['dragenter', 'dragover']) hear(kind, (event) => this.onDrag(event));
    hear('dragleave', ({ relatedTarget }) => relatedTarget || this.frame.map?.showHint(false));
    hear('drop', (event) => this.onDrop(event));
  }

  /** A page may keep a map without showing it. */
  get isSeen() {
    return Boolean(this.frame.map && this.frame.element.checkVisibility());
  }

  /** Listen to the map of a frame; `on(name, act)` listens to its events. */
  join(on) {
    on('own', ({ layers }) => keepLayers(layers));
    on('ready', () => this.show());
    if (this.frame.map) this.show();
  }

  /** Bring the map in step with what is remembered: it may be a new one, or stand since another page. */
  async show() {
    if (!(keptLayers().length || this.frame.element?.contentWindow.ownFiles)) return;
    const own = await this.frame.map?.findOwnFiles();
    own?.show(keptLayers());
  }

  async open() {
    const own = await this.frame.map?.findOwnFiles();
    this.frame.element?.contentWindow.focus();
    own?.open();
  }

  /** A file that misses the map is taken all the same: the browser would leave the page for it. */
  onDrag(event) {
    if (!(hasFiles(event) && this.isSeen) || event.defaultPrevented) return;
    event.preventDefault();
    this.frame.map?.showHint(true);
  }

  async onDrop(event) {
    if (!(hasFiles(event) && this.isSeen) || event.defaultPrevented) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    this.frame.map?.showHint(false);
    const own = await this.frame.map?.findOwnFiles();
    own?.take(files);
  }
}
