import { element } from '../dom/element.js';
import { pathsOf } from './lines.js';
import { isCalm, state } from './shared.js';

const LEG_MS = 3600;
const SHORT_PX = 26; // a leg that is shorter than this on the screen gets a ring, or it would not be seen
const RING_PX = 17;

/** Plays an e-TIR route: its legs in order of travel, each as a moving dash, until it arrives or the reader stops it.
 *  It never starts by itself for a reader who asked for less motion; what moves then is a highlight. */
export class RoutePlayer {
  constructor() {
    this.route = null;
    this.legs = []; // [path, words] in the order of travel
  }

  /** After the lines are redrawn: take up the route again. */
  forget() {
    this.route = null;
  }

  /** Take up a route by its id; one without legs, or none, takes the control away. */
  show({ route }) {
    if (route === this.route) return;
    this.stop();
    this.control?.remove();
    this.control = null;
    this.route = route;
    const legs = (state.legs[route] ?? []).map(([line, words]) => [pathsOf(`line--${line}`)[0], words]);
    this.legs = legs.filter(([path]) => path);
    if (!this.legs.length) return;
    const control = L.control({ position: 'topright' });
    control.onAdd = () => this.draw();
    this.control = control.addTo(state.map);
    this.write('');
    if (!isCalm()) this.play();
  }

  draw() {
    const box = element('div', { class: 'route-player' });
    this.button = element('button', { class: 'route-player-button', type: 'button' });
    this.button.addEventListener('click', () => (this.playing ? this.stop() : this.play()));
    this.line = element('span', { class: 'route-player-leg', role: 'status' });
    box.append(this.button, this.line);
    L.DomEvent.disableClickPropagation(box);
    return box;
  }

  play() {
    this.playing = true;
    this.go(0);
  }

  /** Show one leg, and the next one when its time is over. */
  go(number) {
    for (const [other, [path]] of this.legs.entries()) {
      path.getElement()?.classList.toggle('line--moving', other === number);
      path.getElement()?.classList.toggle('line--waiting', other > number);
    }
    const [path, words] = this.legs[number];
    this.drawRing(path);
    document.body.dataset.leg = String(number + 1);
    const count = state.words.leg.replace('{n}', number + 1).replace('{total}', this.legs.length);
    this.write(`${count} · ${words}`);
    this.timer = setTimeout(() => {
      if (number + 1 < this.legs.length) this.go(number + 1);
      else this.stop();
    }, LEG_MS);
  }

  drawRing(path) {
    this.ring?.remove();
    this.ring = null;
    const bounds = path.getBounds();
    const [a, b] = [bounds.getSouthWest(), bounds.getNorthEast()].map((at) => state.map.latLngToLayerPoint(at));
    if (a.distanceTo(b) >= SHORT_PX) return;
    const look = { radius: RING_PX, className: 'route-player-ring', interactive: false, fill: false };
    this.ring = L.circleMarker(bounds.getCenter(), look).addTo(state.map);
  }

  stop() {
    clearTimeout(this.timer);
    this.playing = false;
    this.ring?.remove();
    this.ring = null;
    delete document.body.dataset.leg;
    for (const [path] of this.legs) path.getElement()?.classList.remove('line--moving', 'line--waiting');
    if (this.control) this.write('');
  }

  write(text) {
    const { play, stop } = state.words;
    this.button.textContent = this.playing ? stop : play;
    this.button.classList.toggle('route-player-button--playing', this.playing);
    this.line.textContent = text;
  }
}
