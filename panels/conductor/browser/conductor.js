/* The conductor: the reader's hand acts on the map at once, then the server is told.
   It lives in the page (Streamlit components v2), reaches the map's frame on the same origin, and keeps one rule:
   the server's view is the truth, but an answer to an older question never undoes a newer hand. */

const FRAME = 'iframe[title="streamlit_folium.st_folium"], [data-map-here]'; // the latter in a map saved as one file
const TYPING_MS = 160;
const POLL_MS = 30;
const PATIENCE_MS = 500; // the camera moves when the server has answered, or after this

const CLOCK_MS = 10_000;
// Drawn here because no icon font is loaded for two pictures: a chain link, an arrow that turns back.
const LINK_PATH = 'M8.5 11.5a3.2 3.2 0 0 0 4.6 0l3-3a3.25 3.25 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-3 3a3.25 3.25 0 0 0 4.6 4.6l1-1';
const RESET_PATH = 'M4 4v4h4M4.4 8a6.3 6.3 0 1 1-.6 4';

const stages = new WeakMap();

/** Called by Streamlit at mount and whenever the server has spoken. */
export function conduct(component) {
  const root = component.parentElement;
  let stage = stages.get(root);
  if (!stage) {
    stage = new Stage(root);
    stages.set(root, stage);
  }
  stage.hear(component.data, component.setStateValue);
  return () => stage.leave();
}

class Stage {
  constructor(root) {
    this.root = root;
    this.sequence = 0;
    this.view = null;
    this.data = null;
    this.frame = null;
    this.tab = '';
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    document.addEventListener('click', (event) => this.onClick(event), { signal });
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
    document.addEventListener('focusin', (event) => this.noteFocus(event), { signal });
    this.ticking = setInterval(showClocks, CLOCK_MS);
    this.watcher = new MutationObserver(() => this.mend());
    this.watcher.observe(document.querySelector('section.main, [data-testid="stMain"]') ?? document.body, {
      childList: true, subtree: true,
    });
  }

  leave() {
    this.listeners.abort();
    clearInterval(this.ticking);
    this.watcher.disconnect();
    this.resizer?.disconnect();
    stages.delete(this.root);
  }

  /** The server's word: what to show, and up to which of our messages it has heard. */
  hear(data, setStateValue) {
    this.setStateValue = setStateValue;
    const words = JSON.stringify([data.words, data.chips]);
    this.data = data;
    this.frame?.contentDocument?.body?.toggleAttribute('data-picking', Boolean(data.picking));
    if (words !== this.built) {
      this.built = words;
      this.build();
    }
    document.documentElement.lang = data.lang;
    if (data.heard < this.sequence) return; // a newer hand is still on its way
    this.count(data.heard);
    this.unsettled = true;
    this.settleSoon();
    if (JSON.stringify(data.view) !== JSON.stringify(this.view)) this.show(data.view);
    this.mend();
  }

  /** Let the camera move when the panel has been brought up to date as well: a flight would hold its words up. */
  settleSoon() {
    const panel = document.querySelector('#answered');
    if (!this.unsettled || (panel && Number(panel.dataset.seq) < this.sequence)) return;
    this.unsettled = false;
    requestAnimationFrame(() => setTimeout(() => this.frame?.contentWindow?.caravan?.settle?.()));
  }

  // ---- acting ----------------------------------------------------------------------------------------------

  /** The reader did something: show it at once, then tell the server. */
  choose(change, wait = 0) {
    this.show({ ...this.view, ...change }, PATIENCE_MS);
    clearTimeout(this.telling);
    this.count(this.sequence + 1);
    const tell = () => this.setStateValue('view', { ...this.view, sequence: this.sequence });
    if (wait) this.telling = setTimeout(tell, wait);
    else tell();
  }

  /** Take a position to measure from or to; a third one begins anew. */
  pick(at) {
    const before = this.view.points ?? [];
    this.choose({ points: before.length === 1 ? [before[0], at] : [at] });
  }

  /** The number of our newest message stands in the page: where the panel says the same, both agree. */
  count(sequence) {
    this.sequence = sequence;
    this.root.dataset.told = sequence;
  }

  show(view, wait = 0) {
    this.view = view;
    const frame = this.findFrame();
    this.found = frame?.caravan?.isReady() ? frame.caravan.apply(view, { wait }) : null;
    this.showChips();
    this.showRows();
  }

  findFrame() {
    const element = document.querySelector(FRAME);
    if (element !== this.frame) {
      this.frame = element;
      if (element) this.waitFor(element);
    }
    return element?.contentWindow;
  }

  /** The frame loads on its own: join in as soon as its map stands. */
  waitFor(element) {
    const join = () => {
      const inside = element.contentWindow;
      if (!element.isConnected) return;
      if (!inside?.caravan || inside.joined === this.root) {
        if (!inside?.caravan) setTimeout(join, POLL_MS);
        return;
      }
      inside.joined = this.root;
      const { signal } = this.listeners;
      const on = (name, act) => inside.addEventListener(`caravan:${name}`, act, { signal });
      on('choose', ({ detail }) => (this.data.picking && detail.at ? this.pick(detail.at) : this.choose({ site: detail.site })));
      on('point', ({ detail }) => { if (this.data.picking) this.pick(detail.at); });
      on('ready', () => this.show(this.view));
      on('offline', () => {
        this.choose({ base: 'own' });
        this.say(this.data.words.offline, true);
      });
      if (inside !== window) inside.document.addEventListener('keydown', (event) => this.onKey(event), { signal });
      if (inside.caravan.isReady()) this.show(this.view);
    };
    join();
  }

  // ---- the bar ---------------------------------------------------------------------------------------------

  build() {
    const { words, chips } = this.data;
    if (!chips.length) { // a page that is about some sites: nothing to filter by hand
      this.status = element('p', { class: 'conductor-status', role: 'status' });
      this.root.replaceChildren(this.status);
      document.documentElement.style.setProperty('--bar-height', '0px');
      return;
    }
    const bar = element('div', { class: 'conductor', role: 'search', 'aria-label': words.filters });
    for (const group of chips.filter((g) => g.place === 'bar')) bar.append(this.chipGroup(group));
    bar.append(this.morePanel(words, chips), this.searchField(words));
    // Never hidden, only idle: a bar that grew by a button would make the map smaller, and the map be drawn anew.
    this.resetButton = iconButton('quiet--reset', words.reset, RESET_PATH, () => this.reset());
    this.copyButton = iconButton('quiet--copy', words.copyLink, LINK_PATH, () => this.copy(this.stampedAddress(), words.linkCopied));
    this.status = element('p', { class: 'conductor-status', role: 'status' });
    bar.append(this.resetButton, this.copyButton, this.status);
    this.root.replaceChildren(bar);
    this.resizer?.disconnect();
    this.resizer = new ResizeObserver(() => {
      document.documentElement.style.setProperty('--bar-height', `${bar.offsetHeight}px`);
    });
    this.resizer.observe(bar);
    if (this.view) this.showChips();
  }

  chipGroup({ name, label, options, single }) {
    const group = element('div', { class: 'chips', role: 'group', 'aria-label': label });
    group.append(element('span', { class: 'chips-label', 'aria-hidden': 'true' }, label));
    for (const [code, text, minor] of options) {
      const chip = element('button', {
        type: 'button', class: minor ? 'chip chip--minor' : 'chip', 'data-chip': `${name}:${code}`, 'aria-pressed': 'false',
      }, text);
      chip.addEventListener('click', () => this.press(name, code, single));
      group.append(chip);
    }
    return group;
  }

  morePanel(words, chips) {
    const more = element('details', { class: 'more' });
    more.append(element('summary', {}, words.more));
    const sheet = element('div', { class: 'more-sheet' });
    for (const group of chips.filter((g) => g.place === 'more')) sheet.append(this.chipGroup(group));
    const hide = element('button', { type: 'button', class: 'chip', 'data-chip': 'hide:1', 'aria-pressed': 'false' }, words.hide);
    hide.addEventListener('click', () => this.choose({ hide: !this.view.hide }));
    sheet.append(hide);
    more.append(sheet);
    document.addEventListener('pointerdown', (event) => {
      if (!more.contains(event.target)) more.open = false;
    }, { signal: this.listeners.signal });
    return more;
  }

  searchField(words) {
    const field = element('input', {
      type: 'search', class: 'find', placeholder: words.find, 'aria-label': words.find, maxlength: '80',
      autocomplete: 'off', spellcheck: 'false', name: 'q',
    });
    field.addEventListener('input', () => this.choose({ text: field.value }, TYPING_MS));
    field.addEventListener('keydown', (event) => {
      const [site, ...others] = this.foundSites();
      if (event.key === 'Enter' && site && !others.length) this.choose({ site });
    });
    this.field = field;
    return field;
  }

  /** The sites that answer, without the posts that only face them. */
  foundSites() {
    const rows = [...document.querySelectorAll('a[data-row="site"]')].map((row) => row.dataset.site);
    return rows.filter((site) => this.found?.has(site));
  }

  press(name, code, single) {
    const key = { country: 'countries', mode: 'modes', kind: 'kinds', layer: 'layers', base: 'base' }[name];
    if (single) return this.choose({ [key]: code });
    const now = this.view[key];
    const next = now.includes(code) ? now.filter((c) => c !== code) : [...now, code];
    const order = this.data.order[key];
    return this.choose({ [key]: order ? order.filter((c) => next.includes(c)) : next.sort() });
  }

  reset() {
    this.choose({ countries: [], modes: [], kinds: [], text: '', hide: false, layers: this.data.order.shown });
    this.field.focus();
  }

  showChips() {
    const { view } = this;
    if (!this.data.chips.length) return;
    const pressed = new Set([
      ...view.countries.map((c) => `country:${c}`), ...view.modes.map((c) => `mode:${c}`),
      ...view.kinds.map((c) => `kind:${c}`), ...view.layers.map((c) => `layer:${c}`), `base:${view.base}`,
      view.hide ? 'hide:1' : '',
    ]);
    for (const chip of this.root.querySelectorAll('[data-chip]')) {
      chip.setAttribute('aria-pressed', String(pressed.has(chip.dataset.chip)));
    }
    const filtered = view.countries.length + view.modes.length + view.kinds.length + view.text.length > 0 || view.hide
      || JSON.stringify(view.layers) !== JSON.stringify(this.data.order.shown);
    this.resetButton.disabled = !filtered;
    if (document.activeElement !== this.field) this.field.value = view.text;
  }

  // ---- the panel beside the map ----------------------------------------------------------------------------

  showRows() {
    if (!this.view) return;
    for (const row of document.querySelectorAll('a[data-site]')) {
      if (this.found && row.dataset.row) row.classList.toggle('row--off', !this.found.has(row.dataset.site));
      if (row.dataset.site === this.view.site) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  }

  noteFocus(event) {
    this.focused = event.target.closest?.('a[data-row][data-site]')?.dataset.site ?? '';
  }

  /** The server has drawn anew: put back what only the page knows (tabs, focus, marked row). */
  mend() {
    this.findFrame();
    this.settleSoon();
    this.showRows();
    for (const card of document.querySelectorAll('[data-card]:not([data-tabbed])')) this.makeTabs(card);
    if (this.focused && document.activeElement === document.body) {
      document.querySelector(`a[data-row][data-site="${CSS.escape(this.focused)}"]`)?.focus({ preventScroll: true });
    }
    if (this.shownCard !== this.view?.site) {
      this.shownCard = this.view?.site;
      document.querySelector('.st-key-side-panel')?.scrollTo?.({ top: 0 });
    }
  }

  makeTabs(card) {
    card.dataset.tabbed = 'true';
    const sections = [...card.querySelectorAll('section[data-tab]')];
    const list = element('div', { class: 'tabs', role: 'tablist', 'aria-labelledby': 'card-title' });
    for (const section of sections) {
      const tab = element('button', { type: 'button', role: 'tab', id: `tab-${section.dataset.tab}`, 'aria-controls': section.id },
        section.dataset.title);
      tab.addEventListener('click', () => this.openTab(card, section.dataset.tab));
      list.append(tab);
      section.setAttribute('role', 'tabpanel');
      section.setAttribute('aria-labelledby', tab.id);
    }
    list.addEventListener('keydown', (event) => this.walkTabs(event, list));
    sections[0]?.before(list);
    const known = sections.some((section) => section.dataset.tab === this.tab);
    this.openTab(card, known ? this.tab : sections[0]?.dataset.tab);
  }

  openTab(card, name) {
    this.tab = name;
    for (const section of card.querySelectorAll('section[data-tab]')) section.hidden = section.dataset.tab !== name;
    for (const tab of card.querySelectorAll('[role=tab]')) {
      const chosen = tab.id === `tab-${name}`;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  walkTabs(event, list) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...list.children];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
    event.preventDefault();
  }

  // ---- clicks, keys, words ---------------------------------------------------------------------------------

  onClick(event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.('a[data-site]');
    const copy = event.target.closest?.('[data-copy]');
    const reset = event.target.closest?.('[data-reset]');
    if (link) {
      event.preventDefault();
      this.choose({ site: link.dataset.site });
    } else if (copy) {
      this.copy(copy.dataset.copy, this.data.words.copied);
    } else if (reset) {
      event.preventDefault();
      this.reset();
    }
  }

  onKey(event) {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable=true], [role=combobox]');
    if (event.key === 'Escape') this.escape(typing);
    else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      window.focus();
      this.field?.focus();
    }
  }

  escape(typing) {
    const more = this.root.querySelector('.more[open]');
    if (more) {
      more.open = false;
      more.querySelector('summary').focus();
    } else if (typing === this.field && this.field.value) {
      this.field.value = '';
      this.choose({ text: '' });
    } else if (!typing && this.view.site) {
      this.choose({ site: '' });
    }
  }

  /** The address of what is seen, with the edition of the data: so that an older link can tell what has changed. */
  stampedAddress() {
    const address = new URL(location.href);
    if (this.data.stamp) address.searchParams.set('v', this.data.stamp);
    return address.href;
  }

  async copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(said);
    } catch {
      // Clipboards are for secure pages only; an intranet address without https still has this one way.
      const area = element('textarea', { class: 'copy-area', 'aria-hidden': 'true' });
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      this.say(done ? said : text);
    }
  }

  say(text, long = false) {
    this.status.textContent = text;
    this.status.classList.add('conductor-status--shown');
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.status.classList.remove('conductor-status--shown'), long ? 9000 : 3000);
  }
}

/** Let the clocks of the posts go on: the server wrote them when it wrote the card. */
function showClocks() {
  for (const clock of document.querySelectorAll('time[data-zone]')) {
    const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: clock.dataset.zone };
    const now = new Intl.DateTimeFormat('en-GB', form).format();
    if (clock.textContent !== now) clock.textContent = now;
  }
}

/** A button with a picture, whose name is written out where there is room. */
function iconButton(name, label, path, act) {
  const button = element('button', { type: 'button', class: `quiet quiet--icon ${name}`, title: label, 'aria-label': label });
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const attributes = { viewBox: '0 0 20 20', width: '16', height: '16', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  button.append(svg, element('span', { class: 'quiet-text' }, label));
  button.addEventListener('click', act);
  return button;
}

function element(tag, attributes, text) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
