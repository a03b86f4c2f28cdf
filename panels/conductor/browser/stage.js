/* The stage: it knows the whole story, so the presenter's hand moves the map and changes the text at once; the server
   hears of it afterwards. The map's frame is never touched but through caravan and stageMap. */

import { element, icon, lighter } from './stage_parts.js';
import { follow, newName } from './room.js';

const FRAME = 'iframe[title="streamlit_folium.st_folium"], [data-map-here]'; // the latter in a tour saved as one file
const POLL_MS = 30;
const INTERVALS_S = [10, 20, 40, 60];
const TYPED_MS = 2500;
const CARD_WIDTHS_VW = [40, 43, 46, 49, 52, 55, 58];
const WIDE = 2;
const MOST_OF_BAND = 0.57; // of the screen's height, text and legend together
const RESUME_MS = 700;
const RECEIPT_MS = 4000;
const MOST_TIMES = 5;
const SWIPE_PX = 60;
const BASE_TEXT_PX = 26.67;
const MAP_SCALE = 1.55; // how much larger than on the page the map's words are, at that size of text

const KEPT = 'caravanserai-room'; // code and token of the presenter's room, for when the page is loaded anew
const SERVER_ACTS = ['language', 'share', 'leave']; // what a tour saved as one file cannot do
const SERVER_KEYS = ['l', 'q'];
const AUDIENCE_KEYS = ['l', 'd', 'f', 'r', '?', 'Escape', '+', '-'];

const stages = new WeakMap();

/** Called by Streamlit at mount and whenever the server has spoken. */
export function perform(component) {
  const root = component.parentElement;
  let stage = stages.get(root);
  if (!stage) {
    stage = new Stage(root);
    stages.set(root, stage);
  }
  stage.hear(component.data, component);
  return () => stage.leave();
}

/** A picture much wider than high: the text goes below it, not beside it. */
function isWide(box) {
  if (!box) return false;
  const [[south, west], [north, east]] = box;
  return (east - west) * Math.cos(((south + north) * Math.PI) / 360) > WIDE * (north - south);
}

class Stage {
  constructor(root) {
    this.root = root;
    this.sequence = 0;
    this.name = newName();
    this.version = 0;
    this.at = -1; // index of the scene that is shown
    this.opened = {}; // which panels are open
    this.typed = '';
    this.began = this.arrived = performance.now();
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    document.addEventListener('keydown', (event) => this.onKey(event), { signal, capture: true });
    document.addEventListener('click', (event) => this.onClick(event), { signal });
    document.addEventListener('fullscreenchange', () => this.refit(), { signal });
    addEventListener('resize', () => this.refit(), { signal });
    document.fonts.addEventListener('loadingdone', () => this.refit(false), { signal }); // words may have grown
    this.clock = setInterval(() => this.tick(), 1000);
    this.watchLine();
  }

  leave() {
    this.listeners.abort();
    clearInterval(this.clock);
    clearInterval(this.playing);
    for (const timer of [this.forgetting, this.resuming, this.checking]) clearTimeout(timer);
    this.line?.disconnect();
    this.hangUp?.();
    this.frame?.contentWindow?.caravan?.stage({ on: false });
    stages.delete(this.root);
  }

  /** The server's word: a story in a language, and where to begin. */
  hear(data, component) {
    const first = !this.data;
    const other = data.id !== this.data?.id;
    this.tellServer = (at) => component.setStateValue('at', at);
    this.wish = (what, which = '') => component.setTriggerValue('wish', { what, which });
    const built = JSON.stringify([data.scenes, data.words, { ...data.seat, position: null }]);
    const changed = built !== this.built;
    this.data = data;
    this.built = built;
    document.documentElement.lang = data.lang;
    if (changed) this.build();
    const obey = data.heard >= this.sequence && (other || data.start !== this.start || first);
    this.start = data.start;
    if (obey) this.sequence = data.heard;
    if (obey && (other || data.start - 1 !== this.at)) this.go(data.start - 1, { silent: true });
    else if (changed) this.show();
    if (obey && other && !first) this.tell(); // a room hears of another story, too
    this.showPlace();
    if (first) this.readAddress();
    this.joinRoom();
  }

  /** `autoplay=20&loop=1`: a kiosk begins by itself. */
  readAddress() {
    const query = new URLSearchParams(location.search);
    this.loop = query.get('loop') === '1';
    const seconds = Number(query.get('autoplay'));
    if (!this.follows && seconds >= 3 && seconds <= 600) this.play(seconds);
  }

  // ---- the room ----------------------------------------------------------------------------------------------

  get follows() { return this.data.seat.role === 'audience'; }

  joinRoom() {
    const { seat } = this.data;
    const kept = sessionStorage.getItem(KEPT);
    if (seat.keep) {
      sessionStorage.setItem(KEPT, seat.keep);
      this.asked = '';
    } else if (kept && !this.follows && this.asked !== kept) { // loaded anew, or the server was
      this.asked = kept;
      this.wish('rejoin', kept);
    }
    if (this.data.seat.position) this.obey(this.data.seat.position);
    if (!seat.stream || this.hangUp) return;
    this.hangUp = follow(seat.stream, {
      position: (said) => this.obey(said),
      line: (on) => { this.lineDown = !on; this.showLine(); },
      ended: () => this.loseRoom(),
      none: () => this.wish('ask'),
    });
  }

  /** The room's word: another window has moved the tour. */
  obey(said) {
    if (said.version <= this.version) return;
    this.version = said.version;
    if (said.by === this.name && said.stop !== this.told) return; // an older word of ours: the newest is on its way
    if (said.story !== this.data.id) { this.wish('story', `${said.story}/${said.stop}`); return; }
    if (said.stop - 1 !== this.at) this.go(said.stop - 1, { silent: true });
    if (said.blank !== Boolean(this.opened.blank)) { this.opened.blank = said.blank; this.showPanels(); }
    if (!this.follows && said.by !== this.name) this.tell({ by: said.by, echo: true });
  }

  loseRoom() {
    this.hangUp = null;
    sessionStorage.removeItem(KEPT);
    if (this.follows) this.root.replaceChildren(element('p', { class: 'stage-empty', role: 'status' }, this.data.words.ended));
  }

  // ---- moving ------------------------------------------------------------------------------------------------

  get scenes() { return this.data.scenes; }

  next() {
    if (this.at < this.scenes.length - 1) this.go(this.at + 1);
    else if (this.loop) this.go(0);
    else this.play(0);
  }

  go(index, { silent = false } = {}) {
    const at = Math.min(Math.max(index, 0), this.scenes.length - 1);
    this.opened.blank = this.opened.list = this.opened.menu = this.opened.share = false;
    if (this.card) this.card = '';
    this.at = at;
    this.arrived = performance.now();
    this.show();
    if (!silent) this.tell();
  }

  /** The text, then the map: both in the frame in which the key was pressed. */
  show() {
    this.write();
    this.place();
    this.showPanels();
  }

  tell(more = {}, times = 0) {
    this.sequence += 1;
    if (!more.echo) this.told = this.at + 1;
    this.untold = !this.connected();
    clearTimeout(this.checking);
    if (this.untold) return;
    this.tellServer({
      story: this.data.id, stop: this.at + 1, card: this.card ?? '', blank: Boolean(this.opened.blank), by: this.name,
      sequence: this.sequence, ...more,
    });
    if (!this.follows && !this.data.alone) this.checking = setTimeout(() => this.check(times), RECEIPT_MS);
  }

  /** Look at the scene; `still` where the screen has changed and nobody wants a flight. */
  place(still = false) {
    const map = this.findFrame()?.stageMap;
    const scene = this.scenes?.[this.at];
    if (!map || !scene || (still && map.isExplored())) return;
    const { free, blocked, k } = this.room();
    map.show({ box: scene.box, layers: scene.layers, site: scene.site, sites: this.data.sites, wide: this.parts.card.matches('.stage-card--band'), name: `${this.data.id}/${this.at + 1}`, free, blocked, k }, { still });
    this.showReturn(false);
  }

  /** The screen has another size: the same scene again, without a flight. Letters that have come break off no flight. */
  refit(still = true) {
    if (!this.parts || this.at < 0 || !this.parts.return.hidden) return;
    this.fit();
    this.place(still);
  }

  /** Back from exploring: camera, layers and text as the stop wants them. */
  comeBack() {
    if (this.card) { this.card = ''; this.tell(); }
    this.place();
    this.showPanels();
  }

  /** How much of the picture is free of card, buttons, legend and foot, in pixels from each side. */
  room() {
    const edge = 20;
    const box = (e) => (e && !e.hidden && e.offsetWidth ? e.getBoundingClientRect() : null);
    const text = parseFloat(getComputedStyle(this.parts.stage).fontSize);
    const [card, legend, foot, buttons] = ['card', 'legend', 'foot', 'buttons'].map((name) => box(this.parts[name]));
    const below = innerHeight - (legend ? legend.top : foot.top) + edge;
    const sheet = card.width > innerWidth * 0.7;
    const band = this.parts.card.matches('.stage-card--band');
    const free = sheet
      ? { left: edge * 2, right: edge * 2, top: buttons ? buttons.bottom + 10 : edge, bottom: innerHeight - (band && legend ? legend.top : card.top) + edge }
      : { left: card.right + edge * 2, right: edge * 2.5, top: buttons ? buttons.bottom + edge : edge, bottom: below };
    const blocked = [card, legend, foot, buttons].filter(Boolean)
      .map((b) => ({ x0: b.left - 6, x1: b.right + 6, y0: b.top - 6, y1: b.bottom + 6 }));
    if (!sheet || band) blocked.push({ x0: innerWidth - (band ? 90 : 220), x1: innerWidth, y0: 0, y1: free.top + (band ? 30 : 92) }); // the inset
    const inside = this.frame.contentDocument.documentElement.style;
    inside.setProperty('--stage-bottom', `${innerHeight - (legend ?? (sheet ? card : foot)).top + 4}px`);
    inside.setProperty('--stage-top', `${free.top - 4}px`);
    return { free, blocked, k: Math.round(((text / BASE_TEXT_PX) * MAP_SCALE) * 20) / 20 };
  }

  // ---- the map's frame ---------------------------------------------------------------------------------------

  findFrame() {
    const found = document.querySelector(FRAME);
    if (found !== this.frame) {
      this.frame = found;
      if (found) this.waitFor(found);
    }
    return found?.contentWindow;
  }

  /** The frame loads on its own: join in as soon as its map stands, and bring the stage's script along. */
  waitFor(frame) {
    const join = () => {
      const inside = frame.contentWindow;
      if (!frame.isConnected || this.listeners.signal.aborted) return;
      if (!inside?.caravan || !inside.map) { setTimeout(join, POLL_MS); return; }
      const { signal } = this.listeners;
      if (inside !== window) {
        inside.document.addEventListener('keydown', (event) => this.onKey(event), { signal, capture: true });
        inside.document.addEventListener('pointerdown', () => this.closePanels(), { signal });
      }
      inside.addEventListener('stage:explored', () => this.showReturn(true), { signal });
      inside.addEventListener('caravan:choose', (event) => this.openCard(event.detail.site), { signal });
      inside.addEventListener('caravan:ready', () => this.meetMap(inside), { signal });
      if (inside.caravan.isReady()) this.meetMap(inside);
    };
    join();
  }

  async meetMap(inside) {
    if (!inside.stageMap) {
      const script = inside.document.createElement('script');
      script.src = this.data.map;
      const loaded = new Promise((resolve) => { script.onload = resolve; });
      inside.document.head.append(script);
      await loaded;
    }
    inside.stageMap.begin();
    inside.stageMap.paint(this.dark ? this.data.dark : null);
    this.place(true);
  }

  openCard(site) {
    this.findFrame()?.stageMap?.explore();
    this.card = site;
    this.tell();
    this.showReturn(true);
  }

  // ---- what is seen ------------------------------------------------------------------------------------------

  build() {
    const { words } = this.data;
    const parts = {};
    const add = (name, tag, attributes = {}, text) => {
      parts[name] = element(tag, { class: `stage-${name}`, ...attributes }, text);
      return parts[name];
    };
    const stage = element('div', { class: 'stage', role: 'region', 'aria-label': words.stage });
    parts.stage = stage;
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
    parts.foot.append(element('span', { class: 'stage-disclaimer' }, words.disclaimer),
      element('span', { class: 'stage-credit' }, this.data.credit), parts.timer, parts.counter);
    parts.return.addEventListener('click', () => this.comeBack());
    parts.blank.addEventListener('click', () => { if (!this.follows) this.toggle('blank'); });
    stage.append(...['card', 'legend', 'return', 'progress', 'foot', 'buttons', 'notes', 'menu', 'offline', 'typed', 'blank'].map((n) => parts[n]));
    this.parts = parts;
    this.addButtons();
    if (!this.follows) this.addSwipes([parts.card, parts.foot, parts.blank]);
    this.root.replaceChildren(stage);
    stage.classList.toggle('stage--dark', Boolean(this.dark));
    this.showLine();
  }

  addButtons() {
    const { words } = this.data;
    const bar = [['back', () => this.go(this.at - 1)], ['next', () => this.next()],
      ['play', () => this.play(this.seconds ? 0 : INTERVALS_S[1])], ['list', () => this.toggle('list')], ['more', () => this.toggle('menu')]];
    for (const [name, act] of this.follows ? bar.slice(-1) : bar) {
      const button = element('button', { type: 'button', 'data-do': name, 'aria-label': words[name], title: words[name] });
      button.append(icon(name));
      button.addEventListener('click', (event) => { act(); if (event.detail) button.blur(); });
      this.parts.buttons.append(button);
    }
  }

  write() {
    const scene = this.scenes[this.at];
    const { card } = this.parts;
    card.dataset.kind = scene.kind;
    card.className = 'stage-card';
    const parts = [];
    if (scene.kind === 'stop') parts.push(element('p', { class: 'stage-kicker' }, this.data.title));
    const long = scene.title.length > 22 ? ' stage-title--long' : '';
    const title = element('h1', { class: `stage-title${long}`, ...(scene.site ? { 'data-id': scene.site } : {}) });
    if (scene.symbol) title.innerHTML = scene.symbol; // drawn by our own style table
    title.append(element('span', {}, scene.title));
    parts.push(title);
    if (scene.names.length) {
      const names = element('p', { class: 'stage-names' });
      scene.names.forEach(({ lang, name }, place) => names.append(place ? ' · ' : '', element('span', { lang }, name)));
      parts.push(names);
    }
    if (scene.place) parts.push(element('p', { class: 'stage-place' }, scene.place));
    if (scene.figure) parts.push(this.writeFigure(scene.figure));
    const lines = element('ul', { class: 'stage-lines' });
    for (const { text, of } of scene.lines) lines.append(element('li', of.length ? { 'data-id': of[0], 'data-of': of.join(' ') } : {}, text));
    const head = element('div', { class: 'stage-head' });
    head.append(...parts);
    card.replaceChildren(head, lines);
    card.scrollTop = 0;
    this.writeLegend(scene);
    this.fit();
    this.showPlace();
    this.writeNotes(scene);
  }

  writeNotes({ note, sources }) {
    const { words, alone } = this.data;
    const told = alone && sources.length ? [words.sources.replace('{titles}', sources.join('; '))] : [];
    this.parts.notes.replaceChildren(...[note || words.noNotes, ...told].map((text) => element('p', {}, text)));
  }

  writeFigure({ id, value, caption, source, marks }) {
    const box = element('div', { class: 'stage-figure', 'data-id': id });
    box.append(element('strong', { class: value.length > 13 ? 'stage-value stage-value--long' : 'stage-value' }, value));
    const told = element('p', { class: 'stage-caption' }, `${caption} · ${source}`);
    for (const mark of marks) told.append(' ', element('span', { class: 'stage-mark' }, mark));
    box.append(told);
    return box;
  }

  writeLegend(scene) {
    this.parts.legend.hidden = !scene.legend.length;
    this.parts.legend.replaceChildren(...scene.legend.map(({ svg, text }) => {
      const row = element('li');
      row.innerHTML = svg; // drawn by our own style table
      const line = row.querySelector('.stroke path');
      if (line && this.dark) line.setAttribute('stroke', lighter(line.getAttribute('stroke')));
      row.append(element('span', {}, text));
      return row;
    }));
  }

  /** Nothing may be cut off: a card that is too long becomes wider, and at last closer. */
  fit() {
    const { card, stage } = this.parts;
    const kicker = card.querySelector('.stage-kicker');
    const fits = () => {
      if (kicker) kicker.hidden = false;
      if (kicker && kicker.offsetHeight > 1.5 * parseFloat(getComputedStyle(kicker).lineHeight)) kicker.hidden = true;
      return card.scrollHeight <= card.clientHeight + 1;
    };
    card.classList.remove('stage-card--tight');
    card.classList.toggle('stage-card--band', isWide(this.scenes[this.at].box) && innerWidth > innerHeight);
    if (card.matches('.stage-card--band')) {
      const low = fits() && card.offsetHeight + this.parts.legend.offsetHeight < innerHeight * MOST_OF_BAND;
      stage.style.setProperty('--legend-bottom', `${innerHeight - card.getBoundingClientRect().top + 12}px`);
      if (low) return;
      card.classList.remove('stage-card--band');
    }
    for (const width of CARD_WIDTHS_VW) {
      stage.style.setProperty('--card', `${width}vw`);
      if (fits()) return;
    }
    card.classList.add('stage-card--tight');
  }

  showPlace() {
    const { words } = this.data;
    const total = this.scenes.length;
    this.parts.counter.textContent = `${this.at + 1} / ${total}`;
    this.parts.counter.setAttribute('aria-label', words.counter.replace('{n}', this.at + 1).replace('{total}', total));
    this.parts.progress.firstChild.style.transform = `scaleX(${total > 1 ? (this.at + 1) / total : 1})`;
    Object.assign(this.parts.stage.dataset, { story: this.data.id, stop: this.at + 1 });
  }

  showReturn(on) {
    this.parts.return.hidden = !on;
  }

  toggle(name, on = !this.opened[name]) {
    if (name === 'list' || name === 'menu') this.opened.list = this.opened.menu = this.opened.share = false;
    this.opened[name] = on;
    this.showPanels();
    if (name === 'blank' && this.data.seat.stream) this.tell();
  }

  closePanels() {
    if (this.opened.list || this.opened.menu || this.opened.share) this.toggle('list', false);
  }

  showPanels() {
    const { parts, opened } = this;
    parts.notes.hidden = !opened.notes;
    parts.blank.hidden = !opened.blank;
    parts.timer.hidden = !opened.timer;
    parts.menu.hidden = !(opened.list || opened.menu || opened.share);
    // A hidden button would keep the focus until the next frame, and take a quick Space for itself.
    if (parts.menu.hidden && parts.menu.contains(document.activeElement)) document.activeElement.blur();
    if (opened.share) this.writeShare();
    if (opened.list) this.writeList();
    if (opened.menu) this.writeMenu();
    for (const [name, on] of [['play', this.seconds], ['list', opened.list], ['more', opened.menu]]) {
      parts.buttons.querySelector(`[data-do=${name}]`)?.setAttribute('aria-pressed', String(Boolean(on)));
    }
    this.tick();
  }

  writeList() {
    const { words, stories, id } = this.data;
    const rows = [element('h2', {}, words.list)];
    this.scenes.forEach((scene, place) => {
      const row = element('button', { type: 'button', 'data-stop': place + 1, ...(place === this.at ? { 'aria-current': 'true' } : {}) });
      row.append(element('span', { class: 'number' }, String(place + 1)), element('span', {}, scene.title));
      row.addEventListener('click', () => this.go(place));
      rows.push(row);
    });
    const others = stories.filter((story) => story.id !== id);
    if (others.length) rows.push(element('h2', {}, words.stories));
    for (const story of others) {
      const row = element('button', { type: 'button', 'data-story': story.id }, story.title);
      row.addEventListener('click', () => { this.toggle('list', false); this.wish('story', story.id); });
      rows.push(row);
    }
    this.parts.menu.setAttribute('aria-label', words.list);
    this.parts.menu.replaceChildren(...rows);
    (this.parts.menu.querySelector('[aria-current]') ?? rows[1])?.focus({ preventScroll: false });
  }

  writeMenu() {
    const { words } = this.data;
    const { opened } = this;
    const rows = [
      ['next', '→ PgDn', () => this.next()], ['back', '← PgUp', () => this.go(this.at - 1)],
      ['first', 'Home', () => this.go(0)], ['last', 'End', () => this.go(this.scenes.length - 1)],
      ['list', `J · ${words.digits}`, () => this.toggle('list')],
      ['notes', 'N', () => this.toggle('notes'), opened.notes], ['blank', 'B', () => this.toggle('blank')],
      ['timer', 'T', () => this.toggle('timer'), opened.timer], ['language', 'L', () => this.changeLanguage()],
      ['theme', 'D', () => this.changeTheme(), this.dark], ['fullscreen', 'F', () => this.fillScreen(), document.fullscreenElement],
      ['loop', 'O', () => { this.loop = !this.loop; this.showPanels(); }, this.loop],
      ...INTERVALS_S.map((s) => [words.every.replace('{n}', s), s === INTERVALS_S[1] ? 'P' : '', () => this.play(this.seconds === s ? 0 : s), this.seconds === s]),
      ['return', 'R', () => this.comeBack()], ['share', 'Q', () => this.share()], ['leave', 'Esc', () => this.exit()],
    ].filter(([name]) => !(this.data.alone && SERVER_ACTS.includes(name)))
      .filter(([name]) => !this.follows || ['language', 'theme', 'fullscreen', 'return'].includes(name));
    this.parts.menu.setAttribute('aria-label', words.more);
    this.parts.menu.replaceChildren(element('h2', {}, words.more), ...rows.map(([name, keys, act, on]) => {
      const row = element('button', { type: 'button', 'data-act': name, ...(on === undefined ? {} : { 'aria-pressed': String(Boolean(on)) }) });
      row.append(element('span', {}, words[name] ?? `${words.play}, ${name}`), element('kbd', {}, on ? `✓ ${keys}` : keys));
      row.addEventListener('click', act);
      return row;
    }));
    if (this.data.alone) this.parts.menu.append(element('a', { class: 'stage-address', href: this.data.live.url }, this.data.live.shown));
    this.parts.menu.querySelector('button')?.focus();
  }

  share() {
    this.opened.list = this.opened.menu = false;
    this.opened.share = !this.opened.share;
    if (this.opened.share && !this.data.seat.stream) this.wish('room');
    this.showPanels();
  }

  writeShare() {
    const { words, seat } = this.data;
    const rows = [element('h2', {}, words.share)];
    if (!seat.stream) rows.push(element('p', { class: 'stage-hint' }, words.opening));
    else {
      const picture = element('div', { class: 'stage-qr', role: 'img', 'aria-label': words.audienceHint });
      picture.innerHTML = seat.qr; // drawn by segno from an address of our own
      const speaker = element('a', { class: 'stage-link', href: seat.speaker, target: '_blank', rel: 'noopener' }, words.speakerLink);
      rows.push(picture, element('p', { class: 'stage-hint' }, words.audienceHint), element('p', { class: 'stage-address' }, seat.audience),
        ...(seat.local ? [element('p', { class: 'stage-hint stage-mark' }, words.local)] : []),
        speaker, element('p', { class: 'stage-hint' }, words.speakerHint));
    }
    this.parts.menu.setAttribute('aria-label', words.share);
    this.parts.menu.replaceChildren(...rows);
  }

  // ---- what a presenter may do -------------------------------------------------------------------------------

  play(seconds) {
    clearInterval(this.playing);
    this.seconds = seconds;
    if (seconds) this.playing = setInterval(() => this.next(), seconds * 1000);
    if (this.parts) this.showPanels();
  }

  changeLanguage() {
    const codes = Object.keys(this.data.languages);
    this.wish('language', codes[(codes.indexOf(this.data.lang) + 1) % codes.length]);
  }

  changeTheme() {
    this.dark = !this.dark;
    this.parts.stage.classList.toggle('stage--dark', this.dark);
    this.writeLegend(this.scenes[this.at]);
    this.findFrame()?.stageMap?.paint(this.dark ? this.data.dark : null);
    this.showPanels();
  }

  fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {}); // a browser may refuse; the tour goes on
  }

  exit() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.wish('leave');
  }

  tick() {
    if (!this.parts || this.parts.timer.hidden) return;
    const clock = (since) => {
      const seconds = Math.floor((performance.now() - since) / 1000);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    };
    this.parts.timer.textContent = `${clock(this.began)} · ${clock(this.arrived)}`;
  }

  // ---- the line to the server --------------------------------------------------------------------------------

  connected() {
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
    return !state || state === 'CONNECTED';
  }

  watchLine() {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app) return;
    this.line = new MutationObserver(() => this.showLine());
    this.line.observe(app, { attributes: true, attributeFilter: ['data-test-connection-state'] });
  }

  showLine() {
    const on = this.connected();
    const { words } = this.data ?? {};
    if (this.parts) {
      this.parts.offline.hidden = on && !(this.follows && this.lineDown);
      this.parts.offline.textContent = this.follows ? words.offlineFollower : words.offline;
    }
    if (on && this.untold) this.resume();
  }

  /** The line stands again, perhaps to a server that has been started anew: it runs the page once, and then is told. */
  resume(woken = false) {
    clearTimeout(this.resuming);
    if (!woken) document.dispatchEvent(new CustomEvent('stage:wake'));
    this.resuming = setTimeout(() => {
      const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
      if (!this.connected()) return;
      if (state === 'running') this.resume(true);
      else this.tell();
    }, RESUME_MS);
  }

  /** The address is the server's receipt: what has not arrived is told again. */
  check(times) {
    const query = new URLSearchParams(location.search);
    const arrived = query.get('story') === this.data.id && query.get('stop') === String(this.at + 1);
    if (arrived || !this.connected() || times >= MOST_TIMES) return;
    if (times) this.resume();
    else this.tell({}, times + 1);
  }

  // ---- hands -------------------------------------------------------------------------------------------------

  onClick(event) {
    const link = event.target.closest?.('.st-key-stage-side a[data-site]');
    if (link) {
      event.preventDefault();
      this.openCard(link.dataset.site);
    }
    if (!event.target.closest?.('.stage-menu, .stage-buttons')) this.closePanels();
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !this.data) return;
    if (event.target.closest?.('input, textarea, select, [contenteditable=true]')) return;
    const pressing = event.key === 'Enter' || event.key === ' ';
    if (pressing && !this.typed && event.target.matches?.('button:focus-visible, a:focus-visible, summary, .site:focus-visible, .site-cluster:focus-visible')) return;
    if (this.follows && !AUDIENCE_KEYS.includes(event.key)) return;
    if (this.data.alone && SERVER_KEYS.includes(event.key.toLowerCase())) return;
    const act = this.meaning(event);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  meaning({ key }) {
    if (/^[0-9]$/.test(key)) return () => this.type(key);
    if (key === 'Enter') return this.typed ? () => this.jump() : null;
    const go = {
      ArrowRight: () => this.next(), PageDown: () => this.next(), ' ': () => this.next(), ArrowDown: null,
      ArrowLeft: () => this.go(this.at - 1), PageUp: () => this.go(this.at - 1),
      Home: () => this.go(0), End: () => this.go(this.scenes.length - 1), Escape: () => this.escape(),
      '.': () => this.toggle('blank'), '?': () => this.toggle('menu'),
      '+': () => this.findFrame()?.stageMap?.zoom(1), '-': () => this.findFrame()?.stageMap?.zoom(-1),
    };
    const letters = {
      n: () => this.toggle('notes'), b: () => this.toggle('blank'), t: () => this.toggle('timer'), j: () => this.toggle('list'),
      l: () => this.changeLanguage(), f: () => this.fillScreen(), d: () => this.changeTheme(), r: () => this.comeBack(),
      p: () => this.play(this.seconds ? 0 : INTERVALS_S[1]), q: () => this.share(), o: () => { this.loop = !this.loop; this.showPanels(); },
    };
    return go[key] ?? letters[key.toLowerCase()];
  }

  type(digit) {
    this.typed = (this.typed + digit).slice(-3);
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.showTyped(''), TYPED_MS);
    this.showTyped(this.typed);
  }

  showTyped(text) {
    this.typed = text;
    this.parts.typed.hidden = !text;
    this.parts.typed.textContent = text;
  }

  jump() {
    const stop = Number(this.typed);
    this.showTyped('');
    if (stop >= 1 && stop <= this.scenes.length) this.go(stop - 1);
  }

  escape() {
    if (this.opened.blank) this.toggle('blank');
    else if (this.opened.list || this.opened.menu || this.opened.share) this.toggle('list', false);
    else if (this.typed) this.showTyped('');
    else if (this.card) this.comeBack();
    else if (!this.follows) this.exit();
  }

  addSwipes(areas) {
    for (const area of areas) {
      let from = null;
      area.addEventListener('touchstart', (event) => { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
      area.addEventListener('touchend', (event) => {
        const to = event.changedTouches[0];
        if (!from || !to) return;
        const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
        from = null;
        if (Math.abs(x) < SWIPE_PX || Math.abs(x) < 2 * Math.abs(y)) return;
        if (x < 0) this.next();
        else this.go(this.at - 1);
      }, { passive: true });
    }
  }
}
