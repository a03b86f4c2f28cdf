import { layCard } from '../dom/card_fit.js';
import { element } from '../dom/element.js';
import { measureCard, measureFrame } from '../dom/stage_boxes.js';
import { measureAhead, writeCard, writeLegend } from './card.js';
import { CardSizes, keyOf, listNearest } from './card_sizes.js';
import { pictureButton, writeTime } from './parts.js';

const SWIPE_PX = 60;
const BUTTONS = { back: 'back', next: 'next', play: 'play', list: 'list', more: 'menu' }; // name → what it does
const ORDER = 'card legend return progress foot buttons notes menu offline typed blank'.split(' ');

/** What is seen of a stage beside the map. `act(action, value)` is called for every click and swipe. */
export class StageView {
  constructor(root, act) {
    this.root = root;
    this.act = act;
    this.sizes = new CardSizes();
    this.boxes = null; // where on the screen lies what the map keeps clear of
  }

  leave() {
    this.sizes.stop();
  }

  /** Whether everything is there to be shown. */
  get stands() {
    return Boolean(this.parts);
  }

  build(tour) {
    const { words, credit } = tour.data;
    const parts = {};
    const add = (name, tag, attributes = {}, text = null) => {
      parts[name] = element(tag, { class: `stage-${name}`, ...attributes }, text);
      return parts[name];
    };
    parts.stage = element('div', { class: 'stage', role: 'region', 'aria-label': words.stage });
    add('card', 'section', { 'aria-live': 'polite', tabindex: '-1' });
    add('buttons', 'nav', { 'aria-label': words.more });
    add('legend', 'ul', { 'aria-label': words.legend });
    add('return', 'button', { type: 'button', hidden: '' }, words.return);
    add('progress', 'div', { 'aria-hidden': 'true' }).append(element('i'));
    add('foot', 'footer');
    add('notes', 'aside', { 'aria-label': words.notes, hidden: '' });
    add('menu', 'div', { hidden: '', role: 'dialog' });
    add('offline', 'p', { role: 'status', hidden: '' }, words.offline);
    add('typed', 'output', { hidden: '' });
    add('blank', 'div', { hidden: '', 'aria-hidden': 'true' });
    add('timer', 'span', { hidden: '', title: words.elapsed });
    add('counter', 'span');
    const disclaimer = element('span', { class: 'stage-disclaimer' }, words.disclaimer);
    parts.foot.append(disclaimer, element('span', { class: 'stage-credit' }, credit), parts.timer, parts.counter);
    parts.stage.append(...ORDER.map((name) => parts[name]));
    this.parts = parts;
    this.listen(tour);
    this.root.replaceChildren(parts.stage);
    this.paint(this.dark);
  }

  listen({ follows, data }) {
    const { parts, act } = this;
    parts.return.addEventListener('click', () => act('return'));
    parts.card.addEventListener('scroll', () => {
      this.isScrolled = true;
    });
    for (const [name, action] of Object.entries(BUTTONS)) {
      if (follows && name !== 'more') continue;
      const press = ({ detail, currentTarget }) => {
        act(action);
        if (detail) currentTarget.blur(); // by a pointer: the next Space belongs to the tour
      };
      parts.buttons.append(pictureButton(name, data.words[name], press));
    }
    if (follows) return;
    parts.blank.addEventListener('click', () => act('blank'));
    for (const area of [parts.card, parts.foot, parts.blank]) this.addSwipe(area);
  }

  /** A finger that is drawn along goes to the next stop, or to the one before. */
  addSwipe(area) {
    let from = null;
    const begin = ({ touches }) => {
      from = touches.length === 1 ? touches[0] : null;
    };
    const end = ({ changedTouches: [to] }) => {
      if (!(from && to)) return;
      const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
      from = null;
      if (Math.abs(x) >= SWIPE_PX && Math.abs(x) >= 2 * Math.abs(y)) this.act(x < 0 ? 'next' : 'back');
    };
    area.addEventListener('touchstart', begin, { passive: true });
    area.addEventListener('touchend', end, { passive: true });
  }

  /** Take the colours of a dark stage, or leave them. */
  paint(dark) {
    this.dark = dark;
    this.parts.stage.classList.toggle('stage--dark', Boolean(dark));
  }

  /** Write a scene: text, legend, notes, and which of how many it is. */
  write(tour) {
    const { scene, data } = tour;
    const { card, legend } = this.parts;
    writeCard(card, scene, data.title, (year) => this.act('year', year));
    writeLegend(legend, scene, this.dark);
    this.fit(tour);
    if (this.isScrolled) card.scrollTop = 0; // also when it is 0, a browser lays the page out for this
    this.isScrolled = false;
    this.writePlace(tour);
    this.writeNotes(scene, data);
  }

  /** Lay card and legend out, without measuring what was measured before; the other stops are measured ahead. */
  fit({ scene, scenes, at, data: { title } }) {
    const { parts, sizes } = this;
    const key = keyOf(scene, title);
    const known = sizes.recall(key);
    if (known) layCard(parts, known.layout);
    const { card, legend } = known ?? sizes.keep(key, measureCard(parts));
    sizes.frame ??= measureFrame(parts);
    this.boxes = { ...sizes.frame, card, legend };
    const ahead = (one) => [keyOf(one, title), () => measureAhead(parts.stage, one, title)];
    sizes.prepare(() => listNearest(scenes, at).map(ahead));
  }

  writeNotes({ note, sources }, { words, alone }) {
    const told = alone && sources.length ? [words.sources.replace('{titles}', sources.join('; '))] : [];
    this.parts.notes.replaceChildren(...[note || words.noNotes, ...told].map((text) => element('p', {}, text)));
  }

  writePlace({ at, data }) {
    const { counter, progress, stage } = this.parts;
    const total = data.scenes.length;
    const stop = at + 1;
    counter.textContent = `${stop} / ${total}`;
    counter.setAttribute('aria-label', data.words.counter.replace('{n}', stop).replace('{total}', total));
    progress.firstChild.style.transform = `scaleX(${total > 1 ? stop / total : 1})`;
    Object.assign(stage.dataset, { story: data.id, stop });
  }

  /** Show or hide what lies over the stage; `pressed` names the buttons that are on. */
  showOpen(tour, pressed) {
    const { parts } = this;
    for (const name of ['notes', 'blank', 'timer']) parts[name].hidden = !tour[name];
    parts.menu.hidden = !tour.panel;
    // A hidden button would keep the focus until the next frame, and take a quick Space for itself.
    if (!tour.panel && parts.menu.contains(document.activeElement)) document.activeElement.blur();
    for (const [name, on] of Object.entries(pressed)) {
      parts.buttons.querySelector(`[data-do=${name}]`)?.setAttribute('aria-pressed', String(Boolean(on)));
    }
  }

  showTyped(text) {
    this.parts.typed.hidden = !text;
    this.parts.typed.textContent = text;
  }

  showReturn(on) {
    this.parts.return.hidden = !on;
  }

  showLine(stands, words) {
    this.parts.offline.hidden = stands;
    this.parts.offline.textContent = words;
  }

  showTime(began, arrived) {
    if (!this.parts.timer.hidden) this.parts.timer.textContent = `${writeTime(began)} · ${writeTime(arrived)}`;
  }

  /** The room is closed: nothing but that is said. */
  showEnd(words) {
    this.root.replaceChildren(element('p', { class: 'stage-empty', role: 'status' }, words));
  }

  /** The room is open, perhaps again. */
  reopen() {
    if (!this.parts.stage.isConnected) this.root.replaceChildren(this.parts.stage);
  }
}
