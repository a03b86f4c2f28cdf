/* The box of the reader's own files on the map: what each is called, how it is switched, saved and taken off. */

import { titleOf } from '../core/own_file.js';
import { SAVED_LAYERS } from '../core/saved_layers.js';
import { element, svgElement } from '../dom/element.js';

const ENDINGS = '.geojson,.json,.kml,.gpx,.csv,.tsv,.txt';
const MOST_NAMED = 100;
const NARROW_PX = 520; // the box would lie on most of a map that is not wider
const APART_PX = 20;
const SWATCH = { class: 'own-swatch', viewBox: '0 0 36 14', width: '36', height: '14', 'aria-hidden': 'true' };

/** The box. `act` has what a reader may do: `take(files)`, `switchOn(id, on)`, `frame(id)`, `save(id)`, `remove(id)`,
 *  `tell(id, place, from)`; `word(name)` has the words. */
export class OwnBox {
  constructor(map, act, word) {
    this.map = map;
    this.act = act;
    this.word = word;
    this.layers = [];
    this.box = element('details', { class: 'own-box' });
    this.title = element('summary');
    this.message = element('div', { class: 'own-message', role: 'alert' });
    this.list = element('ul');
    this.limits = element('p', { class: 'own-note' });
    this.kept = element('p', { class: 'own-note' });
    this.add = element('button', { type: 'button', class: 'own-button own-button--add' });
    this.field = element('input', { type: 'file', accept: ENDINGS, multiple: '', hidden: '' });
    this.box.append(this.title, this.message, this.add, this.field, this.list, this.limits, this.kept);
    this.listen();
    const control = L.control({ position: 'topright' });
    control.onAdd = () => this.box;
    control.addTo(map);
    this.box.hidden = true;
    this.speak();
  }

  listen() {
    const { box, field } = this;
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    box.addEventListener('toggle', () => this.settle());
    box.addEventListener('keydown', (event) => {
      event.stopPropagation(); // keys belong to the box, not to the map
      if (event.key === 'Escape') this.close();
    });
    this.add.addEventListener('click', () => field.click());
    field.addEventListener('change', () => {
      this.act.take([...field.files]);
      field.value = '';
    });
  }

  /** Names on the map keep off the box; one that is folded and empty is no longer there. */
  settle() {
    this.box.hidden = !(this.box.open || this.layers.length);
    this.map.fire('caravan:layout');
  }

  open() {
    this.box.hidden = false;
    this.box.open = true;
    this.add.focus();
  }

  close() {
    this.box.open = false;
    this.map.getContainer().querySelector('.leaflet-control-own')?.focus();
  }

  /** Let the map be seen where the box covers it; `show` brings the box back. */
  giveWay(show = false) {
    if (innerWidth > NARROW_PX || this.message.textContent) return;
    this.box.open = show;
    if (!show) this.title.focus({ preventScroll: true });
  }

  /** How much of the map's right side the box covers, in pixels. */
  get width() {
    return this.box.open && innerWidth > NARROW_PX ? this.box.offsetWidth + APART_PX : 0;
  }

  /** Say something above the list, with a button where the reader can do something about it. */
  say(text, label = '', press = () => null) {
    this.message.replaceChildren(text);
    if (label) this.message.append(' ', makeButton('own-mend', label, press));
    if (!text) return;
    this.box.hidden = false;
    this.box.open = true;
  }

  /** Write all words again, in the language of the map. */
  speak() {
    const { word } = this;
    this.title.textContent = word('ownTitle');
    this.add.textContent = word('ownChoose');
    this.limits.textContent = word('ownLimits');
    this.kept.textContent = word('ownKept');
    this.kept.hidden = Boolean(document.getElementById(SAVED_LAYERS)); // there they are part of the file
    this.say('');
    this.writeRows(); // names are placed by who changes the language, once the new symbols stand
  }

  show(layers) {
    this.layers = layers;
    this.writeRows();
    this.settle();
  }

  writeRows() {
    this.list.replaceChildren(...this.layers.map((layer) => this.writeRow(layer)));
  }

  writeRow(layer) {
    const { act, word } = this;
    const { id, name, features, leftOut, shown } = layer;
    const row = element('li', { 'data-own': id, ...(shown ? {} : { 'data-off': '' }) });
    const box = element('input', { type: 'checkbox' });
    box.checked = shown;
    box.addEventListener('change', () => {
      row.toggleAttribute('data-off', !box.checked);
      act.switchOn(id, box.checked);
    });
    const label = element('label');
    label.append(box, drawSwatch(), element('span', { class: 'own-name', title: name }, name));
    const count = word('ownCount').replace('{n}', features.length);
    const left = leftOut ? word('ownLeftOut').replace('{n}', leftOut) : '';
    const acts = element('div', { class: 'own-acts' });
    acts.append(
      makeButton('own-frame', word('ownFrame'), () => act.frame(id), name),
      makeButton('own-save', word('ownSave'), () => act.save(id), name),
    );
    const head = element('div', { class: 'own-head' });
    head.append(
      label,
      makeButton('own-remove', word('ownRemove'), () => act.remove(id), name),
    );
    const note = element('span', { class: 'own-count' }, [count, left].filter(Boolean).join(' · '));
    row.append(head, note, acts, this.writeFeatures(layer));
    return row;
  }

  /** What is in a layer, as buttons: the keyboard's way to what a click on the map says. */
  writeFeatures({ id, features }) {
    const box = element('details', { class: 'own-features' });
    box.append(element('summary', {}, this.word('ownFeatures')));
    const fill = () => {
      const named = features.slice(0, MOST_NAMED).map((feature, place) => {
        const button = makeButton('own-feature', titleOf(feature) || `${this.word('ownFeature')} ${place + 1}`, () =>
          this.act.tell(id, place, button),
        );
        return button;
      });
      const more = features.length - named.length;
      if (more > 0) named.push(element('span', { class: 'own-count' }, this.word('ownMore').replace('{n}', more)));
      box.append(...named);
    };
    box.addEventListener('toggle', fill, { once: true });
    return box;
  }
}

function makeButton(kind, label, press, of = '') {
  const look = { type: 'button', class: `own-button ${kind}`, ...(of ? { 'aria-label': `${label}: ${of}` } : {}) };
  const button = element('button', look, label);
  button.addEventListener('click', press);
  return button;
}

/** How features of own files are drawn, in small. */
function drawSwatch() {
  const svg = svgElement('svg', SWATCH);
  svg.append(
    svgElement('path', { class: 'own-line', d: 'M1 7H20' }),
    svgElement('circle', { class: 'own-point', cx: '28', cy: '7', r: '5.5' }),
  );
  return svg;
}
