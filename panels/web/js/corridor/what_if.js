/* The stops of a journey in the order of travel, each with a field and a slider for its hours. What is asked is drawn
   at once; the server gets it when the reader lets go, and its answer counts. */

import { makeScale, readHours, readWord, writeHours, writeWord } from '../core/what_if.js';
import { element } from '../dom/element.js';

const MOST_KEPT = 100; // questions that can be undone

export class WhatIfRows {
  /** `onChange()` is called when other hours are asked, by the reader or by the server. */
  constructor(root, onChange) {
    this.onChange = onChange;
    this.box = element('section', { class: 'what-if-list' });
    root.append(this.box);
    this.asked = new Map();
    this.box.addEventListener('input', ({ target }) => this.take(target, false));
    this.box.addEventListener('change', ({ target }) => this.take(target, true));
    this.box.addEventListener('click', ({ target }) => this.press(target.closest('button')));
  }

  leave() {
    this.box.remove();
  }

  get question() {
    return this.data?.question;
  }

  /** Whether the server has not answered yet to what is asked. */
  get isPending() {
    return this.sent !== null || this.word !== this.told;
  }

  get word() {
    return writeWord(this.data.stops, this.asked);
  }

  /** The hours asked of a stop; null where nothing is asked. */
  read(stop) {
    return this.asked.get(stop) ?? null;
  }

  /** Take what the server sends: the stops, and what it has taken. An answer to an older question changes nothing, nor
   *  does one while the reader holds a slider. */
  update({ 'what-if': data }, { setTriggerValue }) {
    this.tell = (word) => setTriggerValue('ask', `${this.question} ${word}`);
    const built = JSON.stringify({ ...data, asked: '' });
    const isNew = built !== this.built;
    if (!isNew && this.sent !== null && data.asked !== this.sent) return;
    const isHeld = !isNew && this.word !== this.before;
    if (isNew) {
      Object.assign(this, { data, built, past: [] });
      this.build();
    }
    this.sent = null;
    this.told = data.asked;
    if (!isHeld) this.show(readWord(data.asked));
  }

  build() {
    const { stops, presets, words, most } = this.data;
    const button = (text, kind, more = {}) =>
      element('button', { type: 'button', class: 'copy', ...kind, ...more }, text);
    this.undo = button(words.undo, { 'data-undo': '' });
    this.reset = button(words.reset, { 'data-ask': '' });
    const bar = element('div', { class: 'what-if-bar' });
    bar.append(
      ...presets.map(([name, note, word]) => button(name, { 'data-ask': word }, { title: note })),
      this.undo,
      this.reset,
    );
    this.rows = stops.map((stop) => makeRow(stop, makeScale(stop.known, most), words));
    const list = element('ol', { class: 'what-if-rows' });
    list.append(...this.rows.map(({ row }) => row));
    this.box.replaceChildren(element('h2', {}, words.title), element('p', { class: 'note' }, words.how), bar, list);
  }

  /** Show what is asked in every field and slider but the one that is written in. */
  show(asked, written = null) {
    this.asked = asked;
    for (const { stop, row, field, slider, scale } of this.rows) {
      const hours = asked.get(stop.id) ?? stop.known ?? 0;
      if (field !== written) field.value = writeHours(hours, stop.known, this.data.signs);
      field.removeAttribute('aria-invalid');
      slider.value = scale.toPlace(hours);
      slider.setAttribute('aria-valuetext', this.data.words.h.replace('{value}', field.value || '0'));
      row.classList.toggle('what-if-row--asked', asked.has(stop.id));
    }
    this.undo.disabled = !this.past.length;
    this.reset.disabled = !asked.size;
    this.onChange();
  }

  /** Take what the reader does to a field or slider; `settled` when he has let go. */
  take(target, settled) {
    const found = this.rows.find((row) => target === row.field || target === row.slider);
    if (!found) return;
    const { stop, field, slider, scale } = found;
    const hours =
      target === slider
        ? scale.toHours(Number(slider.value))
        : readHours(field.value, { known: stop.known, most: this.data.most });
    if (hours === null && !settled) {
      field.setAttribute('aria-invalid', 'true');
      return;
    }
    const asked = new Map(this.asked);
    if (hours !== null) asked.set(stop.id, hours);
    this.show(readWord(writeWord(this.data.stops, asked)), settled ? null : field);
    if (settled) this.send();
  }

  press(button) {
    if (!button) return;
    const { undo, ask } = button.dataset;
    const word = undo === undefined ? ask : this.past.pop();
    if (word === undefined) return;
    this.show(readWord(word));
    this.send(undo === undefined);
    if (button.disabled) this.rows[0]?.field.focus();
  }

  /** What the server got last, answered or not. */
  get before() {
    return this.sent ?? this.told;
  }

  /** Tell the server what is asked now; what was asked before can be undone. */
  send(keep = true) {
    const { word, before } = this;
    if (word === before) return;
    if (keep) this.past = [...this.past, before].slice(-MOST_KEPT);
    this.sent = word;
    this.undo.disabled = !this.past.length;
    this.tell(word);
  }
}

function makeRow(stop, scale, words) {
  const row = element('li', { class: 'what-if-row', 'data-stop': stop.id });
  const label = words.hours.replace('{stop}', stop.name);
  const name = element('span', { class: 'what-if-name' }, stop.name);
  name.append(element('span', { class: 'note' }, stop.told));
  const slider = element('input', { type: 'range', min: 0, max: scale.places, step: 1, 'aria-label': label });
  const field = element('input', { type: 'text', inputmode: 'decimal', 'aria-label': label, autocomplete: 'off' });
  if (stop.known === 0) for (const one of [slider, field]) one.disabled = true;
  const unit = element('label', { class: 'what-if-field' });
  unit.append(field, element('span', { 'aria-hidden': 'true' }, words.h.replace('{value}', '').trim()));
  row.append(name, slider, unit);
  return { stop, scale, row, field, slider };
}
