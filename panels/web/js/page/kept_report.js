/* A report that is being written is kept in the browser until it is saved: who closes the page goes on with it. Each
   letter is kept at once, before the server has it. Streamlit locks its fields while there is no line; then there is
   one of ours to write on in, and what stands there goes to the server when the line is back. */

import { keepOne } from '../dom/component.js';
import { element } from '../dom/element.js';
import { forgetKept, keep, recallKept } from '../dom/memory.js';
import { keepForm } from '../dom/offline_form.js';
import { isConnected, keyOf, watchConnection } from '../dom/streamlit.js';
import { KeptPhotographs } from './kept_photographs.js';
import { isKept, keepEarly, keepTyped, take } from './report_memory.js';

const NOTES = 'caravan-visit-notes';
const FIELDS = 'input:not([role=combobox]), textarea';

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = keepOne((root) => new KeptReport(root));

class KeptReport {
  constructor(root) {
    const label = element('label', { class: 'offline-notes' });
    this.word = element('span');
    this.notes = element('textarea', { rows: '6', maxlength: '20000' });
    label.append(this.word, this.notes);
    this.label = label;
    this.photographs = new KeptPhotographs();
    root.replaceChildren(this.photographs.box, label);
    this.notes.value = recallKept(NOTES) ?? '';
    this.notes.addEventListener('input', () => keep(NOTES, this.notes.value));
    this.typed = ({ target }) => {
      if (target.matches?.(FIELDS)) keepTyped(keyOf(target), target.value);
    };
    document.addEventListener('input', this.typed);
    this.unwatch = watchConnection(() => this.look());
  }

  update(told, { setTriggerValue }) {
    if (!this.data) keepForm(told.offline);
    const early = this.data ? [] : [...document.querySelectorAll(FIELDS)];
    // What is kept is offered when the form is opened; later it is what is being typed.
    const data = { ...told, asked: told.asked || Boolean(this.data) };
    this.data = data;
    this.say = setTriggerValue;
    this.word.textContent = data.words.offline;
    take(data, setTriggerValue);
    keepEarly(
      data,
      early.map((field) => [keyOf(field), field.value]),
    );
    this.photographs.update(data.photographs);
    this.look();
  }

  look() {
    const connected = isConnected();
    this.label.hidden = connected;
    const notes = this.notes.value.trim();
    const first = this.data.blank && !this.data.asked && isKept(); // what was kept comes first
    if (!(connected && notes) || first) return;
    this.notes.value = '';
    forgetKept(NOTES);
    this.say('notes', notes);
  }

  leave() {
    document.removeEventListener('input', this.typed);
    this.unwatch();
    this.photographs.leave();
  }
}
