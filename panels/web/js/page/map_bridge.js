/* Between page and map: a choice changes the map at once, then the server gets it. It lives in the page,
   reaches the map's frame on the same origin, and keeps one rule: the server's view counts, but an answer to an
   older choice never undoes a newer one. */

import { Messages } from '../core/messages.js';
import { addPoint } from '../core/view.js';
import { runClocks, showClocks } from '../dom/clocks.js';
import { keepOne } from '../dom/component.js';
import { isPlainClick, isTyping } from '../dom/element.js';
import { MapFrame } from '../dom/map_frame.js';
import { keyed, mainArea } from '../dom/streamlit.js';
import { CardTabs } from './card_tabs.js';
import { addressToCopy, copyText } from './copy_link.js';
import { FilterBar } from './filter_bar.js';
import { OwnFiles } from './own_files.js';
import { Years } from './years.js';

const PATIENCE_MS = 500; // the camera moves when the server has answered, or after this

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = keepOne((root, former) => new PageBridge(root, former));

class PageBridge {
  constructor(root, former) {
    this.root = root;
    this.former = former;
    this.page = location.pathname;
    this.messages = new Messages();
    this.view = null;
    this.data = null;
    this.setting = former?.setting; // what the server does not send again
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    this.frame = new MapFrame((inside) => this.join(inside), signal);
    this.own = new OwnFiles(this.frame, signal);
    this.tabs = new CardTabs();
    this.bar = new FilterBar(
      root,
      {
        choose: (change, wait) => this.choose(change, wait),
        copyLink: () => this.copy(addressToCopy(this.data.stamp), this.setting.words.linkCopied),
        find: () => this.listFound(),
        addFile: () => this.own.open(),
      },
      signal,
    );
    this.years = new Years((change, wait) => this.choose(change, wait), signal);
    document.addEventListener('click', (event) => this.onClick(event), { signal });
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
    document.addEventListener('focusin', (event) => this.noteFocus(event), { signal });
    runClocks(signal);
    this.watcher = new MutationObserver(() => this.mend());
    this.watcher.observe(mainArea(), { childList: true, subtree: true });
  }

  leave() {
    this.listeners.abort();
    this.watcher.disconnect();
  }

  /** Show what the server sends: the view, and the number of our last message that it took. */
  update(data, { setStateValue }) {
    this.setStateValue = setStateValue;
    this.data = data;
    if (data.setting.words) this.setting = data.setting;
    this.frame.document?.body?.toggleAttribute('data-picking', Boolean(data.picking));
    this.build();
    document.documentElement.lang = data.lang;
    this.takeOver(data.taken);
    if (!this.messages.take(data.taken)) return; // a newer choice is still on its way
    this.noteSequence();
    this.unsettled = true;
    this.settleSoon();
    if (JSON.stringify(data.view) !== JSON.stringify(this.view)) this.show(data.view);
    this.mend();
  }

  /** Streamlit may put a new bridge in place of one whose last message is on its way: go on from there. */
  takeOver(taken) {
    const { former } = this;
    this.former = null;
    if (former?.page !== this.page || !former.messages.isWaiting(taken)) return;
    clearTimeout(former.telling);
    this.messages = former.messages;
    this.show(former.view);
    this.noteSequence();
    this.tell();
  }

  build() {
    const { key, years } = this.setting;
    if (key === this.built) return;
    this.built = key;
    this.bar.build(this.setting);
    if (years) {
      this.years.build(years);
      this.root.append(this.years.box);
    }
    if (this.view) this.showControls();
  }

  /** Let the camera move when the panel has been brought up to date as well: a flight would hold its words up. */
  settleSoon() {
    const panel = document.querySelector('#answered');
    if (!this.unsettled || (panel && this.messages.isWaiting(Number(panel.dataset.seq)))) return;
    this.unsettled = false;
    requestAnimationFrame(() => setTimeout(() => this.frame.map?.settle()));
  }

  // ---- acting -------------------------------------------------------------------------------------------------------

  /** Show a choice at once, then send it to the server, at once or after `wait` ms. */
  choose(change, wait = 0) {
    this.show({ ...this.view, ...change }, PATIENCE_MS);
    clearTimeout(this.telling);
    this.messages.begin();
    this.noteSequence();
    if (wait) this.telling = setTimeout(() => this.tell(), wait);
    else this.tell();
  }

  tell() {
    this.setStateValue('view', { ...this.view, sequence: this.messages.sequence, setting: this.setting.key });
  }

  /** Write the number of our newest message into the page: where the panel says the same, both agree. */
  noteSequence() {
    this.root.dataset.sent = this.messages.sequence;
  }

  show(view, wait = 0) {
    this.view = view;
    this.frame.find();
    this.found = this.frame.map?.showView(view, { wait }) ?? null;
    this.showControls();
    this.showRows();
  }

  showControls() {
    this.bar.show(this.view);
    this.years.show(this.view, this.frame);
  }

  /** The map stands, or will soon: listen to it. */
  join(inside) {
    const { signal } = this.listeners;
    const on = (name, act) => inside.addEventListener(`caravan:${name}`, ({ detail }) => act(detail), { signal });
    on('choose', ({ site, at }) => this.choose(this.data.picking && at ? this.pick(at) : { site }));
    on('point', ({ at }) => {
      if (this.data.picking) this.choose(this.pick(at));
    });
    this.own.join(on);
    on('ready', () => this.show(this.view));
    on('offline', () => {
      this.choose({ base: 'own' });
      this.bar.say(this.setting.words.offline, true);
    });
    if (inside !== window) inside.document.addEventListener('keydown', (event) => this.onKey(event), { signal });
    if (this.frame.map) this.show(this.view);
  }

  pick(at) {
    return { points: addPoint(this.view.points, at) };
  }

  // ---- the panel beside the map -------------------------------------------------------------------------------------

  /** The sites that answer, without the posts that only face them. */
  listFound() {
    const rows = [...document.querySelectorAll('a[data-row="site"]')].map((row) => row.dataset.site);
    return rows.filter((site) => this.found?.has(site));
  }

  showRows() {
    if (!this.view) return;
    for (const row of document.querySelectorAll('a[data-site]')) {
      const { site } = row.dataset;
      if (this.found && row.dataset.row) row.classList.toggle('row--off', !this.found.has(site));
      if (site === this.view.site) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  }

  noteFocus(event) {
    this.focused = event.target.closest?.('a[data-row][data-site]')?.dataset.site ?? '';
  }

  /** After the server has rendered again: put back what only the page knows (tabs, focus, marked row). */
  mend() {
    this.frame.find();
    this.settleSoon();
    this.showRows();
    this.tabs.addTo(document);
    showClocks();
    if (this.focused && document.activeElement === document.body) {
      document.querySelector(`a[data-row][data-site="${CSS.escape(this.focused)}"]`)?.focus({ preventScroll: true });
    }
    if (this.shownCard === this.view?.site) return;
    this.shownCard = this.view?.site;
    document.querySelector(keyed('side-panel'))?.scrollTo?.({ top: 0 });
  }

  // ---- clicks, keys, words ------------------------------------------------------------------------------------------

  onClick(event) {
    if (!isPlainClick(event)) return;
    const [link, copy, reset] = ['a[data-site]', '[data-copy]', '[data-reset]'].map((one) =>
      event.target.closest?.(one),
    );
    if (link || reset) event.preventDefault();
    if (link?.dataset.site === '') this.closeCard();
    else if (link) this.choose({ site: link.dataset.site });
    else if (copy) this.copy(copy.dataset.copy, this.setting.words.copied);
    else if (reset) this.bar.reset();
  }

  onKey(event) {
    const typing = isTyping(event);
    if (event.key === 'Escape') this.escape(typing ? event.target : null);
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.bar.focusField();
  }

  /** The focus goes to the row of the site that was shown, where it would be lost with the card. */
  closeCard() {
    this.focused = this.view.site;
    this.choose({ site: '' });
  }

  escape(typedIn) {
    if (!(this.bar.goBack(typedIn) || typedIn) && this.view.site) this.closeCard();
  }

  async copy(text, words) {
    this.bar.say((await copyText(text)) ? words : text);
  }
}
