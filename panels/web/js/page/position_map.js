/* A small map in the form of a row: a click, or the arrow keys, set its position. The server draws the map, and what is
   set goes to it when nothing has followed for a moment. */

import { move, placeOn, readPosition, roundTo } from '../core/mercator.js';
import { keepOne } from '../dom/component.js';
import { element } from '../dom/element.js';

const REST_MS = 400;
const NEAR_EDGE_PX = 24;

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = keepOne((root) => new PositionMap(root));

class PositionMap {
  constructor(root) {
    this.root = root;
    this.wait = 0;
    this.box = element('div', { class: 'position-map', role: 'application', tabindex: '0' });
    this.sheet = element('div', { class: 'position-sheet' });
    this.mark = element('i', { class: 'position-mark', 'aria-hidden': 'true' });
    this.told = element('output', { class: 'position-told' });
    this.zooms = element('div', { class: 'position-zooms' });
    this.box.append(this.sheet);
    this.box.addEventListener('click', (event) => this.click(event));
    this.box.addEventListener('keydown', (event) => this.press(event));
    root.replaceChildren(this.box, this.zooms, this.told);
  }

  update(data, component) {
    this.data = data;
    this.say = component.setTriggerValue;
    if (this.drawn !== data.drawing) {
      this.drawn = data.drawing;
      const picture = new DOMParser().parseFromString(data.drawing, 'image/svg+xml').documentElement;
      this.sheet.replaceChildren(document.importNode(picture, true), this.mark);
    }
    if (!this.wait) this.at = data.position; // else a newer one is on its way
    this.box.setAttribute('aria-label', data.words.label);
    this.showZooms();
    this.show();
  }

  showZooms() {
    if (this.zooms.childElementCount) return;
    for (const [by, sign, word] of [
      [1, '+', 'closer'],
      [-1, '−', 'farther'],
    ]) {
      const button = element('button', { type: 'button', 'aria-label': this.data.words[word] }, sign);
      button.addEventListener('click', () => this.look(by));
      this.zooms.append(button);
    }
  }

  show() {
    const { sheet, digits, words, position } = this.data;
    const set = this.at && `${this.at.lat.toFixed(digits)}, ${this.at.lon.toFixed(digits)}`;
    // As the table writes it, until it is set.
    const told = this.at === position ? (this.data.told ?? words.blank) : set;
    this.mark.hidden = !this.at;
    this.told.textContent = told;
    if (!this.at) return;
    const { x, y } = placeOn(this.at, sheet);
    this.mark.style.translate = `${x}px ${y}px`;
  }

  click({ clientX, clientY }) {
    const { left, top } = this.sheet.getBoundingClientRect();
    const { sheet, digits } = this.data;
    this.set(roundTo(digits, readPosition({ x: clientX - left, y: clientY - top }, sheet)));
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const zoom = { '+': 1, '=': 1, '-': -1 }[event.key];
    if (zoom) this.look(zoom);
    const { sheet, digits } = this.data;
    const from = this.at ?? roundTo(digits, readPosition({ x: sheet.width / 2, y: sheet.height / 2 }, sheet));
    const there = zoom ? null : move(from, event, sheet, digits);
    if (!(zoom || there)) return;
    event.preventDefault();
    if (there) this.set(there);
  }

  set(position) {
    this.at = position;
    this.show();
    clearTimeout(this.wait);
    this.wait = setTimeout(() => {
      this.wait = 0;
      this.say('position', { ...position, away: this.isAway() });
    }, REST_MS);
  }

  /** Whether the mark has left what is seen of the sheet, so that another part is to be drawn. */
  isAway() {
    const seen = this.box.getBoundingClientRect();
    const mark = this.mark.getBoundingClientRect();
    const [x, y] = [mark.left - seen.left, mark.top - seen.top];
    const inside = (at, most) => at > NEAR_EDGE_PX && at < most - NEAR_EDGE_PX;
    return !(inside(x, seen.width) && inside(y, seen.height));
  }

  look(by) {
    const { sheet } = this.data;
    const middle = this.at ?? readPosition({ x: sheet.width / 2, y: sheet.height / 2 }, sheet);
    this.say('look', { by, lat: middle.lat, lon: middle.lon });
  }

  leave() {
    clearTimeout(this.wait);
  }
}
