import { makeDialog } from '../dom/dialog.js';
import { element } from '../dom/element.js';

/** The keys of the page, as a dialog. */
export class KeysDialog {
  constructor() {
    this.dialog = element('dialog', { class: 'find-box keys-box', role: 'dialog' });
    this.box = makeDialog(this.dialog);
  }

  open({ words, keys }) {
    const { dialog } = this;
    const title = element('h2', { id: 'keys-title' }, words.keys);
    const shut = element('button', { type: 'button', class: 'find-close', 'aria-label': words.close }, 'Esc');
    shut.addEventListener('click', () => this.close());
    const head = element('div', { class: 'find-head' });
    head.append(title, shut);
    const list = element('dl', { class: 'keys-list' });
    for (const [pressed, does] of keys) list.append(writeKeys(pressed), element('dd', {}, does));
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.replaceChildren(head, list);
    this.box.open();
  }

  close() {
    this.box.close();
  }
}

/** `Ctrl+K /` as keys: pressed together where a plus joins them, else one or the other. */
function writeKeys(pressed) {
  const box = element('dt');
  for (const choice of pressed.split(' ')) {
    const keys = choice.length > 1 ? choice.split('+') : [choice];
    for (const [at, key] of keys.entries()) box.append(at ? '+' : ' ', element('kbd', {}, key));
  }
  return box;
}
