import { clearFilters, isChanged, listPressed, pressSwitch } from '../core/view.js';
import { drawPath, element } from '../dom/element.js';
import { fitRow } from '../dom/fit_row.js';

const TYPING_MS = 160;
const LONG_MS = 9000;
const SHORT_MS = 3000;
const LAST_FIT = 5; // step in which the bar makes its parts smaller
// Drawn here because no icon font is loaded for two pictures: a chain link, an arrow that turns back.
const LINK_PATH =
  'M8.5 11.5a3.2 3.2 0 0 0 4.6 0l3-3a3.25 3.25 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-3 3a3.25 3.25 0 0 0 4.6 4.6l1-1';
const RESET_PATH = 'M4 4v4h4M4.4 8a6.3 6.3 0 1 1-.6 4';
const ICON = { viewBox: '0 0 20 20', width: '16', height: '16', stroke: 'currentColor', 'stroke-width': '1.8' };
const ROUND = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };

/** The switches, the search field and the line of status above the map.
 *  `act` has what the reader may do: `choose(change, wait)`, `copyLink()`, `addFile()`; `find()` lists the sites that
 *  answer. */
export class FilterBar {
  constructor(root, act, signal) {
    this.root = root;
    this.act = act;
    this.resizer = new ResizeObserver(() => this.fit());
    document.fonts.addEventListener('loadingdone', () => this.refit(), { signal });
    document.addEventListener('pointerdown', (event) => this.closeMore(event.target), { signal });
    signal.addEventListener('abort', () => this.resizer.disconnect());
  }

  build({ words, chips, order }) {
    this.order = order;
    this.words = words;
    this.minors = null;
    this.status = element('p', { class: 'filter-bar-status', role: 'status' });
    this.resizer.disconnect();
    this.bar = null;
    this.width = 0;
    if (!chips.length) {
      // A page that is about some sites: there is nothing to filter.
      this.root.replaceChildren(this.status);
      setBarHeight(0);
      return;
    }
    this.bar = element('div', { class: 'filter-bar', role: 'search', 'aria-label': words.filters });
    const groups = chips.filter((group) => group.place === 'bar').map((group) => this.makeGroup(group));
    this.directions = groups.find((group) => group.dataset.group === 'dir');
    this.field = this.makeField(words);
    // Never hidden, only idle: a bar that grew by a button would make the map smaller, and the map would be redrawn.
    this.resetButton = iconButton('quiet--reset', words.reset, RESET_PATH, () => this.reset());
    const copyButton = iconButton('quiet--copy', words.copyLink, LINK_PATH, () => this.act.copyLink());
    this.bar.append(...groups, this.makeMore(words, chips), this.field, this.resetButton, copyButton, this.status);
    this.root.replaceChildren(this.bar);
    this.resizer.observe(this.bar);
  }

  makeGroup({ name, label, options, single }) {
    const look = { class: single ? 'chips chips--single' : 'chips', 'data-group': name };
    const group = element('div', { ...look, role: 'group', 'aria-label': label });
    group.append(element('span', { class: 'chips-label', 'aria-hidden': 'true' }, label));
    const minors = element('span', { class: 'minor-chips', id: `minor-${name}` });
    for (const [code, text, minor] of options) {
      const press = () => this.act.choose(pressSwitch(this.view, { name, code, single, order: this.orderOf(name) }));
      (minor ? minors : group).append(makeChip(`${name}:${code}`, text, minor, press));
    }
    if (minors.firstChild) group.append(this.makeMinorButton(minors), minors);
    return group;
  }

  /** Opens the switches that fold together where the bar has more to hold than they leave room for. */
  makeMinorButton(minors) {
    const look = { class: 'minor-button', 'aria-expanded': 'false', 'aria-controls': minors.id };
    const button = element('button', { type: 'button', ...look }, this.words.neighbours);
    button.addEventListener('click', () => this.openMinors(button.ariaExpanded !== 'true'));
    this.minors = button;
    return button;
  }

  openMinors(open) {
    this.minors?.setAttribute('aria-expanded', String(open));
  }

  orderOf(name) {
    return name === 'layer' ? this.order.layers : undefined;
  }

  makeMore(words, chips) {
    this.more = element('details', { class: 'more' });
    const sheet = element('div', { class: 'more-sheet' });
    const groups = chips.filter((group) => group.place === 'more').map((group) => this.makeGroup(group));
    sheet.append(
      ...groups,
      makeChip('hide:1', words.hide, false, () => this.act.choose({ hide: !this.view.hide })),
      this.makeAdd(words),
    );
    this.more.append(element('summary', {}, words.more), sheet);
    return this.more;
  }

  /** Opens the box of the reader's own files, which lies on the map. */
  makeAdd({ addFile }) {
    const button = element('button', { type: 'button', class: 'quiet quiet--file' }, addFile);
    button.addEventListener('click', () => {
      this.more.open = false;
      this.act.addFile();
    });
    return button;
  }

  makeField({ find }) {
    const look = { class: 'find', placeholder: find, 'aria-label': find };
    const limits = { maxlength: '80', autocomplete: 'off', spellcheck: 'false', name: 'q' };
    const field = element('input', { type: 'search', ...look, ...limits });
    field.addEventListener('input', () => this.act.choose({ text: field.value }, TYPING_MS));
    field.addEventListener('keydown', (event) => {
      const [site, ...others] = this.act.find();
      if (event.key === 'Enter' && site && !others.length) this.act.choose({ site });
    });
    return field;
  }

  /** Show a view on the switches. */
  show(view) {
    const before = this.view?.text;
    this.view = view;
    if (!this.bar) return;
    this.bar.dataset.view = view.view;
    this.showDirections(view.view === 'waiting');
    const pressed = listPressed(view);
    for (const chip of this.root.querySelectorAll('[data-chip]')) {
      chip.setAttribute('aria-pressed', String(pressed.has(chip.dataset.chip)));
    }
    this.resetButton.disabled = !isChanged(view, this.order.shown);
    // What is being written is left alone, unless something else than writing has changed it: a reset, the way back.
    const isOther = view.text !== before && view.text.trim() !== this.field.value.trim();
    if (document.activeElement !== this.field || isOther) this.field.value = view.text;
  }

  /** The switch of directions stands in the bar only where hours have one. */
  showDirections(on) {
    if (on === this.directions.isConnected) return;
    if (on) this.bar.querySelector('[data-group=view]').after(this.directions);
    else this.directions.remove();
    this.refit();
  }

  /** Make the parts of the bar as small as its width asks for; the page begins below it. */
  fit() {
    const width = this.bar?.offsetWidth ?? 0;
    if (width && width !== this.width) {
      this.bar.style.setProperty('--find-words', `${measurePlaceholder(this.field)}px`);
      fitRow(this.bar, LAST_FIT);
    }
    this.width = width;
    setBarHeight(this.bar?.offsetHeight ?? 0);
  }

  /** The same where what is in it has another width now. */
  refit() {
    this.width = 0;
    this.fit();
  }

  reset() {
    this.act.choose(clearFilters(this.order.shown));
    this.field.focus();
  }

  focusField() {
    window.focus();
    this.field?.focus();
  }

  closeMore(target) {
    if (this.more && !this.more.contains(target)) this.more.open = false;
    if (!this.minors?.parentElement.contains(target)) this.openMinors(false);
  }

  /** Go one step back: close the sheet, or empty the field that is written in; false where there is no such step. */
  goBack(typedIn) {
    if (this.bar && this.more.open) {
      this.more.open = false;
      this.more.querySelector('summary').focus();
      return true;
    }
    if (!typedIn || typedIn !== this.field || !this.field.value) return false;
    this.field.value = '';
    this.act.choose({ text: '' });
    return true;
  }

  /** Show a message for a while; screen readers read it aloud. */
  say(text, long = false) {
    this.status.textContent = text;
    this.status.classList.add('filter-bar-status--shown');
    clearTimeout(this.saying);
    const fade = () => this.status.classList.remove('filter-bar-status--shown');
    this.saying = setTimeout(fade, long ? LONG_MS : SHORT_MS);
  }
}

/** How wide the words in an empty field are. */
function measurePlaceholder(field) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = getComputedStyle(field).font;
  return Math.ceil(pen.measureText(field.placeholder).width);
}

function setBarHeight(height) {
  document.documentElement.style.setProperty('--bar-height', `${height}px`);
}

function makeChip(name, text, minor, press) {
  const look = { class: minor ? 'chip chip--minor' : 'chip', 'data-chip': name, 'aria-pressed': 'false' };
  const chip = element('button', { type: 'button', ...look }, text);
  chip.addEventListener('click', press);
  return chip;
}

/** A button with a picture, whose name is written out where there is room. */
function iconButton(name, label, path, press) {
  const look = { class: `quiet quiet--icon ${name}`, title: label, 'aria-label': label };
  const button = element('button', { type: 'button', ...look });
  button.append(drawPath(path, { ...ICON, ...ROUND }), element('span', { class: 'quiet-text' }, label));
  button.addEventListener('click', press);
  return button;
}
