/* What a reader takes along of a view: its link, code for a page of their own, a QR code, a sentence to cite. The
   server writes it all; without one there is the link. */

import { makeDialog } from '../dom/dialog.js';
import { element } from '../dom/element.js';
import { addressToCopy, copyText } from '../page/copy_link.js';

let open = null;

/** The palette's script calls this with what the server has sent: open the dialog for the view of an address, with the
 *  focus in the field that was asked for, if any. */
export function begin(told, field = '', here = location.href) {
  open?.close();
  open = new ShareDialog(told, field, here);
  open.open();
}

class ShareDialog {
  constructor({ words, stamp }, field, here) {
    this.words = words;
    this.here = here;
    this.wanted = field; // until the reader is elsewhere
    this.dialog = element('dialog', { class: 'find-box share-box', role: 'dialog', 'aria-labelledby': 'share-title' });
    this.box = makeDialog(this.dialog);
    this.fields = element('div', { class: 'share-fields' });
    this.status = element('p', { class: 'share-status', role: 'status' });
    const shut = element('button', { type: 'button', class: 'find-close', 'aria-label': words.close }, 'Esc');
    shut.addEventListener('click', () => this.close());
    this.shut = shut;
    const head = element('div', { class: 'find-head' });
    head.append(element('h2', { id: 'share-title' }, words.share), shut);
    this.dialog.append(head, this.fields, this.status);
    this.show({ link: addressToCopy(stamp, here), words: { link: words.link } });
  }

  open() {
    this.box.open();
    this.ask('');
  }

  close() {
    this.box.close();
  }

  /** Ask the server for all of it, with a link in a language; blank for a link that opens in the reader's own. */
  async ask(code) {
    const address = new URL('share', document.baseURI);
    const home = new URL('.', document.baseURI).pathname;
    const { pathname, search } = new URL(addressToCopy('', this.here));
    const of = pathname.slice(home.length) + search;
    const scheme = location.protocol.replace(':', '');
    address.search = new URLSearchParams({ of, in: code, scheme, lang: document.documentElement.lang });
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      this.show(await answer.json());
    } catch {
      this.status.textContent = this.words.shareFailed;
    }
  }

  show({ words, link, warning, languages, named, embed, why, citation, references, qr }) {
    const inside = this.fields.contains(document.activeElement) ? document.activeElement.id : '';
    this.copyWord = words.copy ?? '';
    this.copiedWord = words.copied ?? '';
    const parts = warning ? [makeNote(words.warning, warning)] : [];
    parts.push(this.makeField('link', words.link, link));
    if (languages) parts.push(this.makeChoice(words.language, languages, named));
    if (embed) parts.push(this.makeField('embed', words.embed, embed, 'textarea'));
    else if (why) parts.push(makeNote(words.embed, why));
    if (citation) parts.push(this.makeField('citation', words.citation, citation, 'textarea'));
    if (references) parts.push(makeReferences(references));
    if (qr) parts.push(element('img', { class: 'share-qr', src: qr, alt: words.qr }));
    this.fields.replaceChildren(...parts);
    if (inside) document.getElementById(inside)?.focus();
    else this.goToWanted();
  }

  /** The server has sent what was asked for: the focus goes there, unless the reader has moved it. */
  goToWanted() {
    const field = this.wanted && document.getElementById(`share-${this.wanted}`);
    if (!field) return;
    this.wanted = '';
    if (document.activeElement === this.shut) field.focus();
  }

  /** A text that can be read, selected and copied. */
  makeField(name, label, text, tag = 'input') {
    const box = element('div', { class: 'share-field' });
    const id = `share-${name}`;
    const field = element(tag, { id, readonly: '', spellcheck: 'false', ...(tag === 'input' ? {} : { rows: '3' }) });
    field.value = text;
    field.addEventListener('focus', () => {
      field.select();
      // The browser brings the end of what is selected into view; a text is read from its beginning.
      requestAnimationFrame(() => {
        field.scrollTop = 0;
      });
    });
    box.append(element('label', { for: id }, label), field);
    if (this.copyWord) box.append(this.makeCopy(id, label, text));
    return box;
  }

  makeCopy(id, label, text) {
    const look = { type: 'button', class: 'copy', id: `${id}-copy`, 'aria-label': `${this.copyWord}: ${label}` };
    const button = element('button', look, this.copyWord);
    button.addEventListener('click', async () => {
      this.status.textContent = (await copyText(text)) ? `${this.copiedWord}: ${label}` : text;
    });
    return button;
  }

  makeChoice(label, languages, named) {
    const box = element('div', { class: 'share-field' });
    const list = element('select', { id: 'share-language', class: 'language' });
    list.append(...languages.map(([code, name]) => Object.assign(new Option(name, code), { lang: code })));
    list.value = named;
    list.addEventListener('change', () => this.ask(list.value));
    box.append(element('label', { for: 'share-language' }, label), list);
    return box;
  }
}

function makeNote(label, text) {
  const box = element('div', { class: 'share-field' });
  box.append(element('p', { class: 'share-label' }, label), element('p', { class: 'note' }, text));
  return box;
}

/** The citation as files, for programs that keep references. */
function makeReferences(references) {
  const line = element('p', { class: 'share-references' });
  for (const [label, href] of references) {
    line.append(element('a', { href, target: '_blank', rel: 'noopener' }, label), ' ');
  }
  return line;
}
