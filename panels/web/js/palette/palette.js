import { moveTo } from '../core/palette_keys.js';
import { markParts, tellName } from '../core/search.js';
import { makeDialog } from '../dom/dialog.js';
import { element } from '../dom/element.js';
import { afterPaint } from '../dom/paint.js';
import { listSuggestions, noteOpened } from './suggestions.js';

const BOX = { 'aria-controls': 'find-list', 'aria-autocomplete': 'list', 'aria-expanded': 'true' };
const FIRST_ROWS = 16; // as many as are seen at once; the others follow when these have been painted
const FIELD = { type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'go' };

/** The dialog in which anything is found: a combobox with a list of answers, after the pattern of WAI-ARIA.
 *  `choose(row, away)` does what an answer stands for; `away` says that it is to open beside this page. */
export class Palette {
  constructor(choose) {
    this.choose = choose;
    this.active = -1;
    this.rows = [];
    this.dialog = element('dialog', { class: 'find-box', role: 'dialog' });
    this.field = element('input', { ...FIELD, ...BOX, class: 'find-field' });
    this.shut = element('button', { type: 'button', class: 'find-close' });
    this.list = element('div', { class: 'find-list', id: 'find-list', role: 'listbox' });
    this.note = element('p', { class: 'find-note' });
    this.said = element('p', { class: 'unseen', role: 'status' });
    this.foot = element('p', { class: 'find-foot', 'aria-hidden': 'true' });
    const head = element('div', { class: 'find-head' });
    head.append(this.field, this.shut);
    this.dialog.append(head, this.note, this.list, this.foot, this.said);
    this.box = makeDialog(this.dialog);
    this.listen();
  }

  listen() {
    const { dialog, field, list } = this;
    field.addEventListener('input', () => this.answer());
    dialog.addEventListener('keydown', (event) => this.onKey(event));
    this.shut.addEventListener('click', () => this.close());
    list.addEventListener('scroll', () => {
      this.isScrolled = true;
    });
    list.addEventListener('pointermove', ({ target }) => this.point(target.closest('[role=option]')));
    list.addEventListener('click', (event) => this.onClick(event));
  }

  /** Open it; `search` is what it answers from, where that is here already, `load` fetches it. */
  async open(told, search, load) {
    const { dialog, field } = this;
    const { words } = told;
    this.told = told;
    for (const one of [dialog, this.list]) one.setAttribute('aria-label', words.find);
    field.setAttribute('aria-label', words.find);
    field.placeholder = words.hint;
    this.shut.textContent = 'Esc';
    this.shut.setAttribute('aria-label', words.close);
    this.foot.replaceChildren(...writeFoot(words));
    this.show([], '');
    this.box.open();
    field.select();
    this.search = search; // what it answers is written last: to show a dialog, the browser lays out what is in it
    if (search) {
      this.answer();
      return;
    }
    this.show([], words.loading);
    try {
      this.search = await load();
      this.answer();
    } catch {
      this.show([], words.failed);
    }
  }

  /** Answer before it is wanted, and lay the answers out unseen: the first one is as quick as the later ones. */
  warm(told, search) {
    const { dialog, field } = this;
    if (this.box.isOpen()) return;
    Object.assign(this, { told, search });
    dialog.classList.add('find-box--unseen');
    document.body.append(dialog);
    for (const text of [search.rows[0]?.title.slice(0, 1) ?? '', '']) {
      field.value = text;
      this.answer();
      dialog.getBoundingClientRect(); // with fonts, styles and letters
    }
    dialog.remove();
    dialog.classList.remove('find-box--unseen');
  }

  close() {
    this.box.close();
  }

  /** Answer to what stands in the field. */
  answer() {
    if (!this.search) return;
    const text = this.field.value;
    const { words } = this.told;
    const found = this.search.find(text);
    this.found = found;
    const isBlank = !found.asked.length;
    const groups = isBlank || !found.count ? listSuggestions(this.search, words) : found.groups;
    let note = '';
    if (isBlank) note = words.example;
    else if (!found.count) note = words.none.replace('{text}', () => text.trim());
    else if (found.near) note = words.near;
    this.show(groups, note);
    this.said.textContent = isBlank ? '' : `${note} ${words.count.replace('{n}', found.count)}`.trim();
    if (!isBlank && found.count) this.activate(0, { still: true });
  }

  show(groups, note) {
    this.note.textContent = note;
    this.note.hidden = !note;
    this.rows = groups.flatMap(({ rows }) => rows);
    this.list.replaceChildren();
    const writing = this.writeGroups(groups);
    this.writing = writing;
    this.writeRows(FIRST_ROWS);
    afterPaint(() => {
      if (writing === this.writing) this.writeRows();
    });
    if (this.isScrolled) this.list.scrollTop = 0; // else the browser would lay the list out once more
    this.isScrolled = false;
    this.activate(-1);
  }

  /** Write as many more rows as asked for, by default all that are left. */
  writeRows(most = Number.POSITIVE_INFINITY) {
    for (let left = most; left > 0 && !this.writing.next().done; ) left -= 1;
  }

  *writeGroups(groups) {
    let at = 0;
    for (const [place, { kind, title, rows }] of groups.entries()) {
      const box = element('div', { role: 'group', 'aria-labelledby': `find-group-${place}` });
      const name = title ?? this.search.kinds[kind];
      box.append(element('p', { class: 'find-kind', id: `find-group-${place}`, role: 'presentation' }, name));
      this.list.append(box);
      for (const row of rows) {
        box.append(this.write(row, at));
        at += 1;
        yield;
      }
    }
  }

  write(row, at) {
    const { href } = row;
    const look = {
      role: 'option',
      id: `find-${at}`,
      'aria-selected': 'false',
      'data-id': row.id,
      'data-kind': row.kind,
    };
    const option = element(href ? 'a' : 'div', { ...look, class: 'find-option', tabindex: '-1' });
    if (href) option.href = addressOf(href);
    if (row.kind === 'site' && this.told.page === '') option.dataset.site = row.id; // the map takes it as a click
    option.append(this.mark('find-title', row.title));
    if (row.value) option.append(' ', element('strong', { class: 'find-value' }, row.value));
    const name = this.found?.count ? tellName(row, this.found, this.search.fold) : '';
    const detail = [name, row.detail].filter(Boolean).join(' · ');
    if (detail) option.append(' ', this.mark('find-detail', detail));
    return option;
  }

  mark(look, text) {
    const box = element('span', { class: look });
    const parts = this.found?.count ? markParts(text, this.found, this.search.fold) : [{ text, hit: false }];
    box.append(...parts.map(({ text: part, hit }) => (hit ? element('mark', {}, part) : part)));
    return box;
  }

  // ---- moving and choosing ------------------------------------------------------------------------------------------

  option(at) {
    return this.list.querySelector(`#find-${at}`);
  }

  activate(at, { still = false } = {}) {
    this.option(this.active)?.setAttribute('aria-selected', 'false');
    this.active = at;
    const option = this.option(at);
    if (!option) {
      this.field.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    this.field.setAttribute('aria-activedescendant', option.id);
    if (!still) option.scrollIntoView({ block: 'nearest' });
  }

  point(option) {
    const at = option ? Number(option.id.slice('find-'.length)) : -1;
    if (at >= 0 && at !== this.active) this.activate(at, { still: true });
  }

  onKey(event) {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'Enter' && event.target === this.field) {
      event.preventDefault();
      const { ctrlKey, metaKey } = event;
      this.option(this.active)?.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey }),
      );
      return;
    }
    const at = event.target === this.field ? moveTo(key, this.active, this.rows.length) : null;
    if (at === null) return;
    event.preventDefault();
    this.writeRows();
    this.activate(at);
  }

  onClick(event) {
    const option = event.target.closest('[role=option]');
    if (!option) return;
    const row = this.rows[Number(option.id.slice('find-'.length))];
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser opens it beside this page
    noteOpened(row);
    this.close();
    this.choose({ ...row, kindName: this.search.kinds[row.kind] }, event);
  }
}

/** The address of an answer: in the language of this page's address. */
function addressOf(href) {
  const home = new URL('.', location.href); // every page lies right below it
  const to = new URL(href, href.startsWith('?lang=') ? location.href : home);
  if (href.startsWith('?lang=')) {
    const here = new URL(location.href);
    here.searchParams.set('lang', to.searchParams.get('lang'));
    return here.href;
  }
  const lang = new URLSearchParams(location.search).get('lang');
  if (lang) to.searchParams.set('lang', lang);
  return to.href;
}

function writeFoot(words) {
  const told = [
    ['↑ ↓', words.moveKeys],
    ['Enter', words.openKeys],
    ['Esc', words.closeKeys],
  ];
  return told.flatMap(([keys, text]) => [element('kbd', {}, keys), ` ${text} `]);
}
