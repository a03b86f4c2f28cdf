import { MAP_FRAME } from './streamlit.js';

const HERE = 'map_div'; // in a map or a walkthrough saved as one file
const POLL_MS = 30;

/** The map's frame: found whenever it is there, and joined as soon as its map stands.
 *  `join(inside)` is called once for each window of the frame. */
export class MapFrame {
  constructor(join, signal) {
    this.join = join;
    this.signal = signal;
    this.element = null;
    this.joined = new WeakSet();
  }

  /** The window in which the map lives; none while there is no frame. */
  find() {
    if (this.element?.isConnected) return this.element.contentWindow;
    // Asked at every change of a page: one without a frame is not searched for it.
    const found = (window.length && document.querySelector(MAP_FRAME)) || document.getElementById(HERE);
    if (found !== this.element) {
      this.element = found;
      if (found) this.waitFor(found);
    }
    return found?.contentWindow;
  }

  /** The map's own interface, once its symbols stand. */
  get map() {
    const caravan = this.element?.contentWindow?.caravan;
    return caravan?.isReady() ? caravan : null;
  }

  get document() {
    return this.element?.contentDocument;
  }

  waitFor(element) {
    const inside = element.contentWindow;
    if (this.signal.aborted || !element.isConnected) return;
    if (!(inside?.caravan && inside.map)) {
      setTimeout(() => this.waitFor(element), POLL_MS);
      return;
    }
    if (this.joined.has(inside.caravan)) return;
    this.joined.add(inside.caravan);
    this.join(inside);
  }
}
