/* Features of the reader's own files on the map: hollow and dashed, in one colour that nothing of ours has. */

import { listValues, titleOf } from '../core/own_file.js';
import { element } from '../dom/element.js';

const MOST_VALUES = 30;
const MOST_SIGNS = 400;
const LINE = { weight: 2.2, dashArray: '2 5', lineCap: 'round', fillOpacity: 0.07 };
const POINT = { radius: 6, weight: 2, dashArray: '3 2.5', fillOpacity: 0.75 };
const CLOSEST = 12;
const MARGIN_PX = 48;
const BESIDE_PX = [54, 10]; // the buttons of the map
const Z = 385; // below our lines and symbols, which are pointed at first

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The box around features. */
export const boundsOf = (features) => L.geoJSON(features).getBounds();

/** Draws layers on a map; `word(name)` has the words, `colours()` the colours. */
export class OwnDrawing {
  constructor(map, { word, colours }) {
    this.map = map;
    this.word = word;
    this.colours = colours;
    map.createPane('own').style.zIndex = Z;
    this.renderer = L.canvas({ pane: 'own' }); // thousands of features are one element
    this.drawn = new Map();
  }

  /** Show these layers and no others. */
  show(layers) {
    for (const [id, drawing] of this.drawn) {
      if (layers.some((layer) => layer.id === id && layer.shown && layer.features === drawing.features)) continue;
      drawing.group.remove();
      this.drawn.delete(id);
    }
    for (const layer of layers) if (layer.shown && !this.drawn.has(layer.id)) this.draw(layer);
  }

  draw({ id, features }) {
    const { own, paper } = this.colours();
    const look = { color: own, pane: 'own', renderer: this.renderer };
    const group = L.geoJSON(features, {
      ...look,
      ...LINE,
      fillColor: own,
      pointToLayer: (_feature, at) => L.circleMarker(at, { ...look, ...POINT, fillColor: paper }),
      onEachFeature: (feature, shape) => shape.on('click', ({ latlng }) => this.tell(feature, latlng)),
    });
    group.addTo(this.map);
    this.drawn.set(id, { group, features });
  }

  /** Bring features into sight; `unlessSeen` leaves a map alone in which they are already,
   *  beside what its right side is covered with. */
  frame(features, { covered, unlessSeen = false }) {
    const bounds = boundsOf(features);
    const { x, y } = this.map.getSize();
    const seen = [
      [0, y],
      [x - covered, 0],
    ].map((at) => this.map.containerPointToLatLng(at));
    if (!bounds.isValid() || (unlessSeen && L.latLngBounds(seen).contains(bounds))) return;
    const paddingBottomRight = [MARGIN_PX + covered, MARGIN_PX];
    const padding = { paddingTopLeft: [MARGIN_PX, MARGIN_PX], paddingBottomRight };
    this.map.fitBounds(bounds, { ...padding, maxZoom: CLOSEST, animate: !isCalm() });
  }

  /** Say what the file says of a feature; `back` is called when the reader has closed it by its button. */
  tell(feature, at, { covered = 0, back = () => null } = {}) {
    const options = { className: 'own-popup', closeButton: false, minWidth: 160, maxWidth: 280, maxHeight: 240 };
    const popup = L.popup({
      ...options,
      autoPanPaddingTopLeft: BESIDE_PX,
      autoPanPaddingBottomRight: [BESIDE_PX[1] + covered, BESIDE_PX[1]],
    });
    const box = element('div', { class: 'own-values', tabindex: '-1' });
    const shut = element('button', { type: 'button', class: 'own-button' }, this.word('ownClose'));
    shut.addEventListener('click', () => {
      popup.close();
      back();
    });
    box.append(element('p', { class: 'own-title' }, titleOf(feature) || this.word('ownFeature')));
    box.append(writeValues(feature, this.word('ownMore')), shut);
    popup.setLatLng(at).setContent(box).openOn(this.map);
    return shut;
  }
}

/** Values as a list of texts: whatever they say, they are nothing but text. */
function writeValues(feature, more) {
  const list = element('dl');
  const values = listValues(feature);
  for (const [name, value] of values.slice(0, MOST_VALUES)) {
    const short = value.length > MOST_SIGNS ? `${value.slice(0, MOST_SIGNS)} …` : value;
    list.append(element('dt', {}, name), element('dd', {}, short));
  }
  if (values.length > MOST_VALUES) list.append(element('dd', {}, more.replace('{n}', values.length - MOST_VALUES)));
  return list;
}
