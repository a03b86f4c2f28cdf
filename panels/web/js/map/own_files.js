/* Files of the reader's own on the map: read here, in the browser, drawn as layers, and not sent. It is fetched
   into the map's frame when it is first wanted. */

import { FileRefusal } from '../core/file_refusal.js';
import { fileNameOf, readOwnFile, swapFeatures, writeOwnFile } from '../core/own_file.js';
import { saveFile } from '../dom/save_file.js';
import { OwnBox } from './own_box.js';
import { boundsOf, OwnDrawing } from './own_drawing.js';

const MEGABYTE = 1_000_000;

/** The layers of the reader's files. `options` has what `readOwnFile` needs, and `most.layers`. */
class OwnFiles {
  constructor(options) {
    const { map, caravan } = window;
    this.options = options;
    this.layers = [];
    this.last = 0;
    this.drawing = new OwnDrawing(map, caravan);
    this.box = new OwnBox(map, this, caravan.word);
    this.word = caravan.word;
  }

  open() {
    this.box.open();
  }

  /** The map has another language. */
  speak() {
    this.box.speak();
  }

  /** Show the layers that a page remembers. */
  show(layers) {
    this.layers = layers;
    this.last = Math.max(0, ...layers.map(({ id }) => id));
    this.draw();
  }

  draw() {
    this.drawing.show(this.layers);
    this.box.show(this.layers);
  }

  /** Report a change to whoever keeps the layers for the next map. */
  note() {
    window.dispatchEvent(new CustomEvent('caravan:own', { detail: { layers: this.layers } }));
  }

  // ---- taking files -------------------------------------------------------------------------------------------------

  /** Take files in their order; of several refusals the last one stands. */
  async take(files) {
    this.box.say('');
    const read = await Promise.all(files.slice(0, this.options.most.layers + 1).map((file) => this.read(file)));
    for (const { name, layer, refusal } of read) {
      if (refusal?.features) this.offerSwap({ name, features: refusal.features, leftOut: 0 });
      else if (refusal)
        this.refuse(refusal.code ?? 'broken', name); // a file may have gone, or a folder was dropped
      else this.add(layer);
    }
  }

  async read(file) {
    const { name } = file;
    try {
      // What is too large is left unread.
      if (file.size > this.options.most.bytes) throw new FileRefusal('tooLarge');
      return { name, layer: readOwnFile({ name, bytes: await file.arrayBuffer() }, this.options) };
    } catch (refusal) {
      return { name, refusal };
    }
  }

  refuse(code, name) {
    this.box.say(this.write(code, name));
  }

  write(code, name) {
    const { bytes, features, positions, layers } = this.options.most;
    const values = { name, mb: bytes / MEGABYTE, features, positions, files: layers };
    return this.word(`own-${code}`).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** In a file that cannot be meant as it stands, the order of its coordinates may be mended. */
  offerSwap(layer) {
    this.box.say(this.write('swapped', layer.name), this.word('ownSwap'), () => {
      this.box.say('');
      this.add({ ...layer, swap: false });
    });
  }

  add({ swap, ...layer }) {
    if (this.layers.length >= this.options.most.layers) {
      this.refuse('tooManyFiles', layer.name);
      return;
    }
    this.last += 1;
    const id = this.last;
    this.layers = [...this.layers, { ...layer, id, shown: true }];
    this.draw();
    this.note();
    this.box.box.open = true;
    // Where the order is in doubt, the map stays where it is until the reader has said.
    if (swap) this.box.say(this.write('maybeSwapped', layer.name), this.word('ownSwap'), () => this.swap(id));
    else {
      this.box.giveWay();
      this.drawing.frame(layer.features, { covered: this.box.width, unlessSeen: true });
    }
  }

  swap(id) {
    this.change(id, ({ features }) => ({ features: swapFeatures(features) }));
    this.box.say('');
    this.frame(id);
  }

  // ---- what the box asks for ----------------------------------------------------------------------------------------

  layer(id) {
    return this.layers.find((one) => one.id === id);
  }

  change(id, make) {
    this.layers = this.layers.map((one) => (one.id === id ? { ...one, ...make(one) } : one));
    this.draw();
    this.note();
  }

  switchOn(id, shown) {
    this.layers = this.layers.map((one) => (one.id === id ? { ...one, shown } : one));
    this.drawing.show(this.layers); // the row stays, and keeps the focus
    this.note();
  }

  frame(id) {
    this.box.giveWay();
    this.drawing.frame(this.layer(id).features, { covered: this.box.width });
  }

  save(id) {
    const layer = this.layer(id);
    saveFile(new Blob([writeOwnFile(layer)], { type: 'application/geo+json' }), fileNameOf(layer.name));
  }

  remove(id) {
    this.layers = this.layers.filter((one) => one.id !== id);
    this.box.say('');
    this.draw();
    this.note();
    this.box.add.focus();
  }

  /** Bring one feature into sight and say what the file says of it. */
  tell(id, place, from) {
    const feature = this.layer(id).features[place];
    this.box.giveWay();
    const covered = this.box.width;
    this.drawing.frame([feature], { covered, unlessSeen: true });
    const back = () => {
      this.box.giveWay(true);
      from.focus();
    };
    const shut = this.drawing.tell(feature, boundsOf([feature]).getCenter(), { covered, back });
    shut.focus({ preventScroll: true });
  }
}

window.makeOwnFiles = (options) => new OwnFiles(options);
