/* The stage has the whole story, so a key moves map and text at once; the server gets the place afterwards. */

import { runClocks } from '../dom/clocks.js';
import { keepOne } from '../dom/component.js';
import { FOUND } from '../dom/signals.js';
import { keyed } from '../dom/streamlit.js';
import { ACTIONS, play, playByAddress } from './actions.js';
import { Attendee } from './attendee.js';
import { openFound } from './found.js';
import { hearKey, listen } from './hearing.js';
import { OtherLanguages } from './other_languages.js';
import { writePanel } from './panels.js';
import { preparePrint } from './paper.js';
import { newName } from './room.js';
import { SceneMap } from './scene_map.js';
import { ServerLine } from './server_line.js';
import { Tour } from './tour.js';
import { StageView } from './view.js';

const REST_MS = 1500; // a stage that has stood for so long fetches its other languages

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = keepOne((root) => new Stage(root));

class Stage {
  constructor(root) {
    this.tour = new Tour(newName());
    this.view = new StageView(root, (action, value) => this.act(action, value));
    this.began = performance.now();
    this.arrived = this.began;
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    this.map = new SceneMap(
      {
        key: (event) => hearKey(this, event),
        press: () => this.closePanel(),
        explore: () => this.view.showReturn(true),
        choose: (site) => this.openCard(site),
      },
      signal,
    );
    listen(this, signal);
    document.addEventListener('click', (event) => this.onClick(event), { signal });
    document.addEventListener(FOUND, (event) => this.onFound(event), { signal });
    document.addEventListener('fullscreenchange', () => this.refit(), { signal });
    addEventListener('resize', () => this.refit(), { signal });
    document.fonts.addEventListener('loadingdone', () => this.refit(false), { signal }); // words may have grown
    this.clock = setInterval(() => this.tick(), 1000);
    runClocks(signal);
    preparePrint(() => this.view.parts?.stage, signal);
    this.otherLanguages = new OtherLanguages();
    const room = { position: (said) => this.obey(said), line: (on) => this.showLine(on), ended: () => this.loseRoom() };
    this.attendee = new Attendee(room, (what, which) => this.wish(what, which));
    this.line = new ServerLine({
      tell: (more, times) => this.tell(more, times),
      isReceived: () => this.isReceived(),
      wish: (what, which) => this.put(what, which),
      show: () => this.showLine(),
    });
  }

  leave() {
    this.listeners.abort();
    for (const timer of [this.clock, this.playing, this.forgetting, this.fetching]) clearTimeout(timer);
    for (const part of [this.line, this.attendee, this.map, this.view]) part.leave();
  }

  /** The server's word: a story in a language, and where to begin. */
  update(data, component) {
    this.send = (at) => component.setStateValue('at', at);
    this.put = (what, which) => component.setTriggerValue('wish', { what, which });
    this.told = data;
    const granted = this.line.wishes.hear(data);
    this.otherLanguages.fetch(data);
    if (this.wantsLanguages) this.askForLanguages(); // of a restarted server
    this.take(granted);
    this.attendee.take(data.attendee, this.tour.follows);
  }

  /** Take the server's word, in the language that was asked for last; what it has `granted` is wanted no longer. */
  take(granted = false) {
    const { tour, told } = this;
    const data = this.otherLanguages.lay(told, this.line.wishes.language);
    const { first, moved, mustTell } = tour.update(data, new URLSearchParams(location.search));
    document.documentElement.lang = data.lang;
    const built = JSON.stringify([data.scenes, data.words, { ...data.attendee, position: null }]);
    const changed = built !== this.built;
    this.built = built;
    if (changed) {
      this.view.build(tour);
      this.showLine();
    }
    if (moved) this.arrive();
    else if (changed) this.show();
    this.map.speak(this.otherLanguages.namesFor(told, this.line.wishes.language));
    if (mustTell) this.tell();
    else if (granted) this.line.repeat(0);
    this.view.writePlace(tour);
    if (!first) return;
    playByAddress(this);
    this.fetching = setTimeout(() => data.alone || this.askForLanguages(), REST_MS);
  }

  wish(what, which) {
    this.line.ask(what, which);
  }

  askForLanguages() {
    this.wantsLanguages = true;
    this.line.askUnless(this.told.otherLanguages, 'otherLanguages');
  }

  /** Another language: at once when its sheet is here, and from the server in any case. */
  speak(code) {
    this.closePanel();
    if (code === this.tour.data.lang) return;
    this.wish('language', code);
    this.take();
  }

  // ---- the room -----------------------------------------------------------------------------------------------------

  obey(said) {
    this.view.reopen();
    const todo = this.tour.obey(said);
    if (todo?.story) this.wish('story', todo.story);
    else if (todo && this.tour.follows) this.line.wishes.drop('story'); // the room has come back
    if (!todo || todo.story) return;
    if (todo.moved) this.arrive();
    else if (todo.blanked) this.showOpen();
    if (todo.echo) this.tell({ by: said.by, echo: true });
  }

  loseRoom() {
    this.tour.version = 0; // the clock of a new server may be behind
    if (this.tour.follows) this.view.showEnd(this.tour.data.words.ended);
  }

  // ---- moving -------------------------------------------------------------------------------------------------------

  go(index) {
    this.tour.goTo(index);
    this.arrive();
    this.tell();
  }

  next() {
    const index = this.tour.following;
    if (index === null) play(this, 0);
    else this.go(index);
  }

  arrive() {
    this.arrived = performance.now();
    this.show();
  }

  /** The text, then the map: both in the frame in which the key was pressed. */
  show() {
    this.view.write(this.tour);
    this.place();
    this.showOpen();
  }

  tell(more = {}, times = 0) {
    const message = this.tour.write({ ...more, asked: this.line.wishes.asked });
    this.line.send(() => this.send(message), { receipt: !this.tour.data.alone, moves: !more.echo, times });
  }

  /** The address is the server's receipt. */
  isReceived() {
    if (this.tour.follows) return true;
    const query = new URLSearchParams(location.search);
    return query.get('story') === this.tour.data.id && query.get('stop') === String(this.tour.at + 1);
  }

  // ---- the map ------------------------------------------------------------------------------------------------------

  /** Show the scene on the map; `still` after a change of the screen, without a flight. */
  place(still = false) {
    if (this.map.show(this.tour, this.view, { still })) this.view.showReturn(false);
  }

  /** The screen has another size: the same scene again, without a flight. Letters that come break off no flight. */
  refit(still = true) {
    if (!(this.view.stands && this.tour.scene && this.view.parts.return.hidden)) return;
    if (!still) this.view.sizes.forget();
    this.view.fit(this.tour);
    this.place(still);
  }

  openCard(site) {
    this.map.stage?.explore();
    this.tour.card = site;
    this.tell();
    this.view.showReturn(true);
  }

  // ---- what is seen -------------------------------------------------------------------------------------------------

  showOpen() {
    const { tour, view } = this;
    view.showOpen(tour, { play: this.seconds, list: tour.panel === 'list', more: tour.panel === 'menu' });
    writePanel(view.parts.menu, tour, this);
    this.tick();
  }

  tellStory(id) {
    this.closePanel();
    this.wish('story', id);
  }

  closePanel() {
    if (!this.tour.panel) return;
    this.tour.closePanel();
    this.showOpen();
  }

  showLine(stood = true) {
    if (!stood) this.tour.version = 0; // the server may be a new one, whose clock is behind
    if (!this.view.stands) return;
    const { data, follows } = this.tour;
    const stands = this.line.stands && !(follows && this.attendee.isLost);
    this.view.showLine(stands, follows ? data.words.offlineFollower : data.words.offline);
  }

  tick() {
    if (this.view.stands) this.view.showTime(this.began, this.arrived);
  }

  /** Do what a button or a key asks for; `value` is what belongs to it. */
  act(action, value) {
    const meant = this.tour.meaningOf(action);
    if (meant) ACTIONS[meant](this, value);
  }

  onClick(event) {
    const { target } = event;
    const link = target.closest?.(`${keyed('stage-side')} a[data-site]`);
    if (link) {
      event.preventDefault();
      this.openCard(link.dataset.site);
    }
    if (!target.closest?.('.stage-menu, .stage-buttons')) this.closePanel();
  }

  onFound(event) {
    if (this.view.stands && openFound(this, event.detail)) event.preventDefault();
  }
}
