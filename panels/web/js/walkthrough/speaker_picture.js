/* The next stop as a picture, in the speaker's window: its map, and what its card says first. */

import { element } from '../dom/element.js';

const REST_MS = 400; // a speaker who goes on quickly wants the picture of where it ends

/** `wish(which)` asks the server to draw a stop: `story/number`. */
export class NextPicture {
  constructor(wish) {
    this.wish = wish;
    this.addresses = new Map(); // stop that was asked for, and language → address of its drawing
    this.box = element('figure', { class: 'speaker-next', hidden: '' });
    this.map = element('img', { alt: '' });
    this.card = element('figcaption');
    this.box.append(this.map, this.card);
  }

  leave() {
    clearTimeout(this.asking);
  }

  /** Take the drawing that the server gives, and show the scene that comes after `at`; no picture after the last. */
  show({ id, lang, scenes, picture }, at) {
    if (picture) this.addresses.set(`${picture.of} ${lang}`, picture.address);
    const scene = scenes[at + 1];
    this.box.hidden = !scene;
    clearTimeout(this.asking);
    if (!scene) return;
    const which = `${id}/${at + 2}`;
    const address = this.addresses.get(`${which} ${lang}`);
    const value = scene.figure ? [element('b', {}, scene.figure.value)] : [];
    this.card.replaceChildren(element('strong', {}, scene.title), ...value);
    this.map.hidden = !address;
    if (address) this.load(new URL(address, document.baseURI).href);
    else this.asking = setTimeout(() => this.wish(which), REST_MS);
  }

  load(address) {
    if (this.map.src !== address) this.map.src = address;
  }
}
