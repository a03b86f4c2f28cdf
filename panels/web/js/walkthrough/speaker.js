/* The speaker's second window: notes, the next stop, the time, and control of the stage. It has no map. */

import { keepOne } from '../dom/component.js';
import { element, isTyping } from '../dom/element.js';
import { pictureButton, writeTime } from './parts.js';
import { followRoom, newName } from './room.js';
import { ServerLine } from './server_line.js';
import { NextPicture } from './speaker_picture.js';

const TICK_MS = 500;
const KEYS = {
  ArrowRight: 'next',
  PageDown: 'next',
  ArrowLeft: 'back',
  PageUp: 'back',
  Home: 'first',
  End: 'last',
  b: 'blank',
  l: 'language',
}; // no Space: it presses the button that has the focus

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = keepOne((root) => new Speaker(root));

class Speaker {
  constructor(root) {
    this.root = root;
    this.name = newName();
    this.sequence = 0;
    this.version = 0;
    this.listeners = new AbortController();
    document.addEventListener('keydown', (event) => this.onKey(event), { signal: this.listeners.signal });
    this.clock = setInterval(() => this.tick(), TICK_MS);
    this.picture = new NextPicture((which) => this.wish('picture', which));
    this.line = new ServerLine({
      tell: (more, times) => this.tell(more, times),
      isReceived: () => this.isHeard(),
      wish: () => null,
      show: () => null, // the line to the room shows whether it stands
    });
    this.actions = {
      next: () => this.step(1),
      back: () => this.step(-1),
      first: () => this.go(0),
      last: () => this.go(this.data.scenes.length - 1),
      blank: () => this.turn(!this.blank),
      language: () => this.parts.tongue.focus(),
    };
  }

  leave() {
    this.listeners.abort();
    clearInterval(this.clock);
    this.picture.leave();
    this.line.leave();
    this.hangUp?.();
  }

  /** The server's word: a story in a language, and the room. */
  update(data, component) {
    this.send = (at) => component.setStateValue('at', at);
    const granted = this.line.wishes.hear(data);
    if (data.id !== this.data?.id) this.at = data.start - 1;
    this.data = data;
    this.sequence = Math.max(this.sequence, data.taken);
    document.documentElement.lang = data.lang;
    const built = JSON.stringify([data.words, data.scenes]);
    if (built !== this.built) this.build();
    this.built = built;
    this.hangUp ??= followRoom(
      data.attendee.stream,
      {
        position: (said) => this.obey(said),
        line: (on) => this.showLine(on),
        ended: () => this.showEnd(),
        none: () => {
          this.hasNoLine = true;
          this.wish('ask');
        },
      },
      { waits: true },
    );
    if (this.hasNoLine) this.line.askUnless(data.attendee.asks, 'ask');
    if (granted) this.line.repeat(0);
    if (data.attendee.position) this.obey(data.attendee.position);
    this.show();
  }

  wish(what, which) {
    this.line.ask(what, which);
  }

  /** The room's word: the newest counts, whoever said it. */
  obey(said) {
    if (!this.view.isConnected) this.root.replaceChildren(this.view); // the room is open again
    if (said.version < this.version) return;
    this.version = said.version;
    this.said = said;
    if (said.elapsed !== undefined) {
      this.began = performance.now() - said.elapsed * 1000;
      this.arrived = performance.now() - said.here * 1000;
    }
    this.blank = said.blank;
    if (said.story !== this.data.id) {
      this.wish('story', said.story);
      return;
    }
    this.line.wishes.drop('story'); // the room has come back
    if (said.by !== this.name || said.stop === this.sentStop) this.at = said.stop - 1; // else an older word of ours
    this.show();
  }

  /** Whether the room is where we are: what its newest word says. */
  isHeard() {
    const { said, at, data, blank } = this;
    return !said || (said.story === data.id && said.stop === at + 1 && said.blank === Boolean(blank));
  }

  /** One stop on or back; while the hall sees nothing, the first press only wakes it, as on the stage. */
  step(by) {
    if (this.blank) this.turn(false);
    else this.go(this.at + by);
  }

  turn(blank) {
    this.blank = blank;
    this.tell();
  }

  go(index) {
    const at = Math.min(Math.max(index, 0), this.data.scenes.length - 1);
    if (at !== this.at) this.arrived = performance.now();
    this.at = at;
    this.tell();
  }

  /** Say where the tour is to be, and what is wanted; an echo does not move it. */
  tell({ echo = false } = {}, times = 0) {
    this.sequence += 1;
    const { name: by, sequence } = this;
    const stop = this.at + 1;
    if (!echo) this.sentStop = stop;
    const { asked } = this.line.wishes;
    const message = { story: this.data.id, stop, blank: Boolean(this.blank), by, sequence, echo, asked };
    this.line.send(() => this.send(message), { receipt: true, moves: !echo, times });
    if (!echo) this.show();
  }

  // ---- what is seen -------------------------------------------------------------------------------------------------

  build() {
    const { words } = this.data;
    const parts = {};
    const add = (name, tag, attributes = {}, text = null) => {
      parts[name] = element(tag, { class: `speaker-${name}`, ...attributes }, text);
      return parts[name];
    };
    const view = element('div', { class: 'speaker', role: 'region', 'aria-label': words.speaker });
    const time = { title: words.elapsed };
    add('head', 'header').append(add('counter', 'strong'), add('elapsed', 'span', time), add('here', 'span', time));
    add('title', 'h1');
    add('notes', 'p', { 'aria-live': 'polite' });
    add('lines', 'ul');
    add('coming', 'p');
    add('sources', 'p');
    add('offline', 'p', { role: 'status', hidden: '' }, words.offlineFollower);
    add('bar', 'nav', { 'aria-label': words.more });
    for (const name of ['back', 'next']) parts.bar.append(pictureButton(name, words[name], this.actions[name]));
    parts.bar.append(
      add('list', 'select', { 'aria-label': words.list }),
      add('tongue', 'select', { 'aria-label': words.language }),
      add('blank', 'button', { type: 'button', 'aria-pressed': 'false' }, words.blank),
    );
    for (const [place, scene] of this.data.scenes.entries()) {
      parts.list.append(element('option', { value: place }, `${place + 1}  ${scene.title}`));
    }
    for (const [code, name] of Object.entries(this.data.languages)) {
      parts.tongue.append(element('option', { value: code, lang: code }, name));
    }
    parts.tongue.value = this.data.lang;
    parts.tongue.addEventListener('change', () => this.wish('language', parts.tongue.value));
    parts.list.addEventListener('change', () => this.go(Number(parts.list.value)));
    parts.blank.addEventListener('click', this.actions.blank);
    const { head, title, notes, lines, coming, sources, offline, bar } = parts;
    view.append(head, title, notes, lines, coming, this.picture.box, sources, offline, bar);
    Object.assign(this, { parts, view });
    this.root.replaceChildren(view);
  }

  show() {
    const { parts, data } = this;
    const { scenes, words } = data;
    const scene = scenes[this.at];
    if (!scene) return;
    const after = scenes[this.at + 1];
    parts.counter.textContent = `${this.at + 1} / ${scenes.length}`;
    parts.title.textContent = scene.title;
    parts.notes.textContent = scene.note || words.noNotes;
    parts.lines.replaceChildren(...listFacts(scene).map((text) => element('li', {}, text)));
    parts.coming.textContent = after ? words.coming.replace('{title}', after.title) : words.lastStop;
    const { sources } = scene;
    parts.sources.textContent = sources.length ? words.sources.replace('{titles}', sources.join('; ')) : '';
    parts.list.value = String(this.at);
    this.picture.show(data, this.at);
    parts.blank.setAttribute('aria-pressed', String(Boolean(this.blank)));
    this.tick();
  }

  showLine(on) {
    this.parts.offline.hidden = on;
    if (!on) this.version = 0; // the server may be a new one, whose clock is behind
  }

  showEnd() {
    this.version = 0;
    this.root.replaceChildren(element('p', { class: 'stage-empty', role: 'status' }, this.data.words.ended));
  }

  tick() {
    if (!this.parts || this.began === undefined) return;
    this.parts.elapsed.textContent = writeTime(this.began);
    this.parts.here.textContent = writeTime(this.arrived);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const action = KEYS[event.key];
    if (!action) return;
    event.preventDefault();
    this.actions[action]();
  }
}

/** The figure and the lines of a scene, as text. */
function listFacts({ figure, lines }) {
  const texts = lines.map((line) => line.text);
  if (!figure) return texts;
  const source = [figure.source, ...figure.marks].join(' · ');
  return [`${figure.value} – ${figure.caption} · ${source}`, ...texts];
}
