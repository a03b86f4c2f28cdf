/* The scrubber of years on the lower edge of the map: a slider, what has changed when, two years at once. */

import { shareOf, yearAt, yearByKey } from '../core/years.js';
import { element } from '../dom/element.js';

const STEP_MS = 900; // long enough to see what has grown
const TELL_MS = 160; // while somebody drags, only the last year is sent
const GAP_PX = 8;

/** `choose(change, wait)` shows a change of the view and sends it. */
export class Years {
  constructor(choose, signal) {
    this.choose = choose;
    this.data = { years: [] };
    this.placedOn = null; // the map on whose lower edge it lies
    this.box = element('div', { class: 'years', role: 'group', hidden: '' });
    this.resizer = new ResizeObserver(() => this.place());
    signal.addEventListener('abort', () => {
      this.resizer.disconnect();
      this.stop();
    });
  }

  build(data) {
    this.data = data;
    const { words } = data;
    this.box.setAttribute('aria-label', words.years);
    this.playing = button('years-play', words.play, () => this.toggle());
    this.track = element('div', { class: 'years-track' });
    this.since = this.makeSlider('since', words.since);
    this.year = this.makeSlider('year', words.year);
    this.now = element('output', { class: 'years-now', 'aria-hidden': 'true' });
    this.comparing = button('years-compare', words.compare, () => this.compare());
    this.comparing.textContent = '⇆';
    this.track.append(...data.years.map((year) => this.makeTick(year)), this.since, this.year, ...this.makeMarks());
    this.track.addEventListener('pointerdown', (event) => this.drag(event));
    this.box.replaceChildren(this.playing, this.track, this.now, this.comparing);
  }

  makeTick(year) {
    const tick = element('span', { class: 'years-tick', 'aria-hidden': 'true' }, year);
    return at(tick, shareOf(this.data.years, year));
  }

  makeSlider(name, label) {
    const { years } = this.data;
    const range = { 'aria-valuemin': years[0], 'aria-valuemax': years.at(-1) };
    const look = { class: `years-thumb years-thumb--${name}`, role: 'slider', tabindex: '0', 'aria-label': label };
    const thumb = element('div', { ...look, ...range });
    thumb.addEventListener('keydown', (event) => {
      const next = yearByKey(years, this.valueOf(name), event.key);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      this.set(name, next);
    });
    return thumb;
  }

  makeMarks() {
    return this.data.marks.map(([year, site, words, id]) => {
      const look = { class: 'years-mark', 'data-id': id, title: words, 'aria-label': words };
      const mark = element('button', { type: 'button', ...look });
      mark.addEventListener('click', () => this.choose({ year: this.written(year), ...(site && { site }) }));
      return at(mark, shareOf(this.data.years, year));
    });
  }

  /** The newest year stands for itself, so that a link goes on to show the newest. */
  written(year) {
    return year === this.data.years.at(-1) ? 0 : year;
  }

  valueOf(name) {
    return this.view?.[name] || this.data.years.at(-1);
  }

  set(name, year, wait = 0) {
    if (year === this.valueOf(name) && (name === 'year' || this.view.since)) return;
    this.choose({ [name]: name === 'year' ? this.written(year) : year }, wait);
  }

  drag(event) {
    if (event.target.closest('.years-mark')) return;
    event.preventDefault();
    this.stop();
    const name = event.target.closest('.years-thumb--since') ? 'since' : 'year';
    this[name].focus({ preventScroll: true });
    const box = this.track.getBoundingClientRect();
    const follow = ({ clientX }) => this.set(name, yearAt(this.data.years, (clientX - box.left) / box.width), TELL_MS);
    const control = new AbortController();
    for (const kind of ['pointerup', 'pointercancel']) {
      addEventListener(kind, () => control.abort(), { signal: control.signal });
    }
    this.track.setPointerCapture(event.pointerId);
    this.track.addEventListener('pointermove', follow, { signal: control.signal });
    follow(event);
  }

  /** Show a second year beside the first, or only the one. */
  compare() {
    this.choose({ since: this.view.since ? 0 : this.data.years[0] });
  }

  toggle() {
    if (this.timer) {
      this.stop();
      return;
    }
    const { years } = this.data;
    const first = this.view.since || years[0];
    if (this.valueOf('year') === years.at(-1)) this.set('year', first, TELL_MS);
    this.timer = setInterval(() => this.step(), STEP_MS);
    this.showPlaying();
  }

  step() {
    const { years } = this.data;
    const next = yearByKey(years, this.valueOf('year'), 'ArrowRight');
    this.set('year', next, TELL_MS);
    if (next === years.at(-1)) this.stop();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.showPlaying();
  }

  showPlaying() {
    if (!this.playing) return;
    const { words } = this.data;
    const name = this.timer ? words.stop : words.play;
    this.playing.classList.toggle('years-play--on', Boolean(this.timer));
    for (const part of ['title', 'aria-label']) this.playing.setAttribute(part, name);
  }

  /** Show a view on the scrubber; the map's frame says where its lower edge is. */
  show(view, frame) {
    this.view = view;
    this.frame = frame;
    const on = view.view === 'waiting' && this.data.years.length > 0;
    if (!(on || this.box.hidden)) this.hide();
    if (!on) return;
    this.box.hidden = false;
    for (const name of ['year', 'since']) {
      const year = this.valueOf(name);
      at(this[name], shareOf(this.data.years, year));
      this[name].setAttribute('aria-valuenow', year);
      this[name].setAttribute('aria-valuetext', year);
    }
    this.since.hidden = !view.since;
    this.comparing.setAttribute('aria-pressed', String(Boolean(view.since)));
    this.now.textContent = view.since ? `${view.since} → ${this.valueOf('year')}` : this.valueOf('year');
    if (frame.map !== this.placedOn) this.findPlace(); // a step from year to year moves nothing, and measures nothing
  }

  findPlace() {
    this.placedOn = this.frame.map;
    if (this.frame.element) this.resizer.observe(this.frame.element);
    this.place();
  }

  hide() {
    this.stop();
    this.box.hidden = true;
    this.resizer.disconnect();
    this.cover(null);
    this.placedOn = null;
  }

  /** Lie on the lower edge of the map, above its line of credit. */
  place() {
    const map = this.frame?.element?.getBoundingClientRect();
    const home = this.box.offsetParent?.getBoundingClientRect();
    if (this.box.hidden || !map || !home) return;
    const credit = this.frame.document?.querySelector('.leaflet-control-attribution')?.offsetHeight ?? 0;
    const { offsetWidth: width, offsetHeight: height, style } = this.box;
    style.maxWidth = `${map.width - 2 * GAP_PX}px`;
    const [x, y] = [(map.width - width) / 2, map.height - credit - height - GAP_PX];
    style.left = `${map.left - home.left + x}px`;
    style.top = `${map.top - home.top + y}px`;
    this.cover([x, y, x + width, y + height]);
  }

  cover(box) {
    this.frame?.map?.setCovered(box);
  }
}

function button(name, label, press) {
  const made = element('button', { type: 'button', class: name, title: label, 'aria-label': label });
  made.addEventListener('click', press);
  return made;
}

function at(one, share) {
  one.style.left = `${(100 * share).toFixed(2)}%`;
  return one;
}
