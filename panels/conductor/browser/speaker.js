/* The speaker's second window: notes, the next stop, the time, and control of the stage. It has no map. */

import { element, icon } from './stage_parts.js';
import { follow, newName } from './room.js';

const views = new WeakMap();

/** Called by Streamlit at mount and whenever the server has spoken. */
export function perform(component) {
  const root = component.parentElement;
  let view = views.get(root);
  if (!view) {
    view = new SpeakerView(root);
    views.set(root, view);
  }
  view.hear(component.data, component);
  return () => view.leave();
}

class SpeakerView {
  constructor(root) {
    this.root = root;
    this.name = newName();
    this.sequence = 0;
    this.version = 0;
    this.listeners = new AbortController();
    document.addEventListener('keydown', (event) => this.onKey(event), { signal: this.listeners.signal });
    this.clock = setInterval(() => this.tick(), 500);
  }

  leave() {
    this.listeners.abort();
    clearInterval(this.clock);
    this.hangUp?.();
    views.delete(this.root);
  }

  hear(data, component) {
    this.tellServer = (at) => component.setStateValue('at', at);
    this.wish = (what, which = '') => component.setTriggerValue('wish', { what, which });
    const other = data.id !== this.data?.id;
    const words = JSON.stringify([data.words, data.scenes]);
    this.data = data;
    document.documentElement.lang = data.lang;
    if (words !== this.built) {
      this.built = words;
      this.build();
    }
    if (other) this.at = data.start - 1;
    this.sequence = Math.max(this.sequence, data.heard);
    this.hangUp ??= follow(data.seat.stream, {
      position: (said) => this.obey(said),
      line: (on) => { this.parts.offline.hidden = on; },
      ended: () => this.showEnd(),
      none: () => this.wish('ask'),
    });
    if (data.seat.position) this.obey(data.seat.position);
    this.show();
  }

  /** The room's word: the newest counts, whoever said it. */
  obey(said) {
    if (said.version < this.version) return;
    this.version = said.version;
    if (said.elapsed !== undefined) {
      this.began = performance.now() - said.elapsed * 1000;
      this.arrived = performance.now() - said.here * 1000;
    }
    this.blank = said.blank;
    if (said.story !== this.data.id) { this.wish('story', said.story); return; }
    if (said.by !== this.name || said.stop === this.told) this.at = said.stop - 1; // an older word of ours is passed over
    this.show();
  }

  go(index) {
    const at = Math.min(Math.max(index, 0), this.data.scenes.length - 1);
    if (at !== this.at) this.arrived = performance.now();
    this.at = at;
    this.tell();
  }

  tell() {
    this.sequence += 1;
    this.told = this.at + 1;
    this.tellServer({ story: this.data.id, stop: this.at + 1, blank: Boolean(this.blank), by: this.name, sequence: this.sequence });
    this.show();
  }

  build() {
    const { words } = this.data;
    const parts = {};
    const add = (name, tag, attributes = {}, text) => {
      parts[name] = element(tag, { class: `speaker-${name}`, ...attributes }, text);
      return parts[name];
    };
    const view = element('div', { class: 'speaker', role: 'region', 'aria-label': words.speaker });
    const head = add('head', 'header');
    head.append(add('counter', 'strong'), add('elapsed', 'span', { title: words.elapsed }), add('here', 'span', { title: words.elapsed }));
    add('title', 'h1');
    add('notes', 'p', { 'aria-live': 'polite' });
    add('lines', 'ul');
    add('coming', 'p');
    add('sources', 'p');
    add('offline', 'p', { role: 'status', hidden: '' }, words.offlineFollower);
    const bar = add('bar', 'nav', { 'aria-label': words.more });
    for (const [name, act] of [['back', () => this.go(this.at - 1)], ['next', () => this.go(this.at + 1)]]) {
      const button = element('button', { type: 'button', 'data-do': name, 'aria-label': words[name] });
      button.append(icon(name));
      button.addEventListener('click', act);
      bar.append(button);
    }
    const list = add('list', 'select', { 'aria-label': words.list });
    this.data.scenes.forEach((scene, place) => list.append(element('option', { value: place }, `${place + 1}  ${scene.title}`)));
    list.addEventListener('change', () => this.go(Number(list.value)));
    const blank = add('blank', 'button', { type: 'button', 'aria-pressed': 'false' }, words.blank);
    blank.addEventListener('click', () => { this.blank = !this.blank; this.tell(); });
    bar.append(list, blank);
    view.append(head, parts.title, parts.notes, parts.lines, parts.coming, parts.sources, parts.offline, bar);
    this.parts = parts;
    this.root.replaceChildren(view);
  }

  show() {
    const { parts, data } = this;
    const scene = data.scenes[this.at];
    if (!scene) return;
    const after = data.scenes[this.at + 1];
    parts.counter.textContent = `${this.at + 1} / ${data.scenes.length}`;
    parts.title.textContent = scene.title;
    parts.notes.textContent = scene.note || data.words.noNotes;
    const said = [...(scene.figure ? [`${scene.figure.value} – ${scene.figure.caption} · ${[scene.figure.source, ...scene.figure.marks].join(' · ')}`] : []), ...scene.lines.map((line) => line.text)];
    parts.lines.replaceChildren(...said.map((text) => element('li', {}, text)));
    parts.coming.textContent = after ? data.words.coming.replace('{title}', after.title) : data.words.lastStop;
    parts.sources.textContent = scene.sources.length ? data.words.sources.replace('{titles}', scene.sources.join('; ')) : '';
    parts.list.value = String(this.at);
    parts.blank.setAttribute('aria-pressed', String(Boolean(this.blank)));
    this.tick();
  }

  showEnd() {
    this.root.replaceChildren(element('p', { class: 'stage-empty', role: 'status' }, this.data.words.ended));
  }

  tick() {
    if (!this.parts || this.began === undefined) return;
    const clock = (since) => {
      const seconds = Math.max(0, Math.floor((performance.now() - since) / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    };
    this.parts.elapsed.textContent = clock(this.began);
    this.parts.here.textContent = clock(this.arrived);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('select, input, textarea')) return;
    const act = {
      ArrowRight: () => this.go(this.at + 1), PageDown: () => this.go(this.at + 1), ArrowLeft: () => this.go(this.at - 1),
      PageUp: () => this.go(this.at - 1), Home: () => this.go(0), End: () => this.go(this.data.scenes.length - 1),
      b: () => this.parts.blank.click(), l: () => this.changeLanguage(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  changeLanguage() {
    const codes = Object.keys(this.data.languages);
    this.wish('language', codes[(codes.indexOf(this.data.lang) + 1) % codes.length]);
  }
}
