/* Plays an e-TIR route in the map's frame: its legs in order of travel, each as a moving dash, until it arrives or the
   reader stops it. It never starts by itself for a reader who asked for less motion; what moves then is a highlight. */
(() => {
  'use strict';

  const LEG_MS = 3600;
  const SHORT_PX = 26; // a leg that is shorter than this on the screen gets a ring, or nobody would see it

  class Voyage {
    constructor(map, make) {
      this.map = map;
      this.make = make;
      this.legs = [];
    }

    /** Take up a route: legs are [path, words] in order; none takes the control away. */
    show(legs, words, calm) {
      this.stop();
      this.control?.remove();
      this.control = null;
      this.legs = legs;
      this.words = words;
      if (!legs.length) return;
      const control = L.control({ position: 'topright' });
      control.onAdd = () => this.draw();
      this.control = control.addTo(this.map);
      this.say('');
      if (!calm) this.play();
    }

    draw() {
      const box = this.make('div', 'voyage');
      this.button = this.make('button', 'voyage-button', '');
      this.button.type = 'button';
      this.button.addEventListener('click', () => (this.playing ? this.stop() : this.play()));
      this.told = this.make('span', 'voyage-leg', '');
      this.told.setAttribute('role', 'status');
      box.append(this.button, this.told);
      L.DomEvent.disableClickPropagation(box);
      return box;
    }

    play() {
      this.playing = true;
      this.go(0);
    }

    /** Show one leg, and the next one when its time is over. */
    go(number) {
      this.legs.forEach(([path], other) => {
        path.getElement()?.classList.toggle('line--moving', other === number);
        path.getElement()?.classList.toggle('line--waiting', other > number);
      });
      this.ring?.remove();
      const [path, words] = this.legs[number];
      this.ring = this.isShort(path)
        ? L.circleMarker(path.getBounds().getCenter(), { radius: 17, className: 'voyage-ring', interactive: false, fill: false }).addTo(this.map)
        : null;
      document.body.dataset.leg = String(number + 1);
      const count = this.words.leg.replace('{n}', number + 1).replace('{total}', this.legs.length);
      this.say(`${count} · ${words}`);
      this.timer = setTimeout(() => (number + 1 < this.legs.length ? this.go(number + 1) : this.stop()), LEG_MS);
    }

    isShort(path) {
      const [a, b] = [path.getBounds().getSouthWest(), path.getBounds().getNorthEast()].map((at) => this.map.latLngToLayerPoint(at));
      return a.distanceTo(b) < SHORT_PX;
    }

    stop() {
      clearTimeout(this.timer);
      this.playing = false;
      this.ring?.remove();
      this.ring = null;
      delete document.body.dataset.leg;
      for (const [path] of this.legs) path.getElement()?.classList.remove('line--moving', 'line--waiting');
      if (this.control) this.say('');
    }

    say(text) {
      const { play, stop } = this.words;
      this.button.textContent = this.playing ? stop : play;
      this.button.classList.toggle('voyage-button--playing', this.playing);
      this.told.textContent = text;
    }
  }

  window.CaravanVoyage = Voyage;
})();
