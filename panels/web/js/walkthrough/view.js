import { lighten } from '../core/colour.js';
import { element } from '../dom/element.js';
import { fitCard } from './fit.js';
import { pictureButton, writeTime } from './parts.js';
import { writeYears } from './year_ticks.js';

const LONG_TITLE = 22; // letters
const LONG_VALUE = 13;
const SWIPE_PX = 60;
const BUTTONS = { back: 'back', next: 'next', play: 'play', list: 'list', more: 'menu' }; // name → what it does
const ORDER = 'card legend return progress foot buttons notes menu offline typed blank'.split(' ');

/** What is seen of a stage beside the map. `act(action, value)` is called for every click and swipe. */
export class StageView {
  constructor(root, act) {
    this.root = root;
    this.act = act;
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
    const { card } = this.parts;
    card.dataset.kind = scene.kind;
    card.className = 'stage-card';
    const head = element('div', { class: 'stage-head' });
    head.append(...writeHead(scene, data.title));
    const lines = element('ul', { class: 'stage-lines' });
    lines.append(...scene.lines.map(writeLine));
    const years = scene.years ? [writeYears(scene.years, (year) => this.act('year', year))] : [];
    card.replaceChildren(head, ...years, lines);
    card.scrollTop = 0;
    this.writeLegend(scene);
    fitCard(this.parts);
    this.writePlace(tour);
    this.writeNotes(scene, data);
  }

  writeLegend({ legend }) {
    this.parts.legend.hidden = !legend.length;
    const rows = legend.map(({ svg, text }) => {
      const row = element('li');
      row.innerHTML = svg; // drawn by our own style table
      const line = row.querySelector('.stroke path');
      if (line && this.dark) line.setAttribute('stroke', lighten(line.getAttribute('stroke')));
      row.append(element('span', {}, text));
      return row;
    });
    this.parts.legend.replaceChildren(...rows);
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

function writeHead(scene, story) {
  const parts = scene.kind === 'stop' ? [element('p', { class: 'stage-kicker' }, story)] : [];
  const long = scene.title.length > LONG_TITLE ? ' stage-title--long' : '';
  const title = element('h1', { class: `stage-title${long}`, ...(scene.site ? { 'data-id': scene.site } : {}) });
  if (scene.symbol) title.innerHTML = scene.symbol; // drawn by our own style table
  title.append(element('span', {}, scene.title));
  parts.push(title);
  if (scene.names.length) {
    const names = element('p', { class: 'stage-names' });
    for (const [place, { lang, name }] of scene.names.entries()) {
      names.append(place ? ' · ' : '', element('span', { lang }, name));
    }
    parts.push(names);
  }
  if (scene.place) parts.push(element('p', { class: 'stage-place' }, scene.place));
  if (scene.figure) parts.push(writeFigure(scene.figure));
  return parts;
}

const writeLine = ({ text, of }) => element('li', of.length ? { 'data-id': of[0], 'data-of': of.join(' ') } : {}, text);

function writeFigure({ id, value, caption, source, marks }) {
  const box = element('div', { class: 'stage-figure', 'data-id': id });
  const long = value.length > LONG_VALUE ? ' stage-value--long' : '';
  const words = element('p', { class: 'stage-caption' }, `${caption} · ${source}`);
  for (const mark of marks) words.append(' ', element('span', { class: 'stage-mark' }, mark));
  box.append(element('strong', { class: `stage-value${long}` }, value), words);
  return box;
}
