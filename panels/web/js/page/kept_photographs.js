/* Files of photographs are kept in the browser from when they are chosen until the report is saved or they are taken
   out. A page that was loaded again offers them; they then go the way of any file that is chosen. */

import { chooseFiles, findMissing, nameFile } from '../core/report_keeping.js';
import { element } from '../dom/element.js';
import { forgetFile, keepFile, listFiles } from '../dom/memory.js';
import { keyOf } from '../dom/streamlit.js';

const FIELD = 'report-photographs-';
const INPUT = 'input[type=file]';

/** What a report keeps of photographs: listens where files are chosen, and shows below the form which are missing. */
export class KeptPhotographs {
  constructor() {
    this.fresh = new Set();
    this.box = element('div', { class: 'kept-photographs', role: 'status', hidden: '' });
    this.chosen = ({ target, type, dataTransfer }) => {
      if (!keyOf(target).startsWith(FIELD)) return;
      const files = type === 'drop' ? dataTransfer?.files : target.files;
      if (files?.length) this.keep(files);
    };
    for (const type of ['change', 'drop']) document.addEventListener(type, this.chosen, true);
  }

  async keep(files) {
    const names = (await listFiles()).map(([name]) => name);
    const chosen = chooseFiles(names, files, this.told);
    for (const file of chosen) this.fresh.add(nameFile(file));
    await Promise.all(chosen.map((file) => keepFile(nameFile(file), file)));
  }

  /** Follow what the server has: `here`, what was taken out or refused: `gone`, the bounds, and the words. */
  async update(told) {
    this.told = told;
    for (const name of told.gone) this.fresh.delete(name);
    await Promise.all(told.gone.map(forgetFile));
    const kept = await listFiles();
    const names = kept.map(([name]) => name);
    const missing = findMissing(names, told, this.fresh);
    this.offer(kept.filter(([name]) => missing.includes(name)));
  }

  offer(files) {
    const { words } = this.told;
    const list = element('p', {}, `${words.kept} ${files.map(([, { name }]) => name).join(', ')}`);
    const add = element('button', { type: 'button' }, words.add);
    const forget = element('button', { type: 'button' }, words.forget);
    add.addEventListener('click', () => this.addAgain(files.map(([, file]) => file)));
    forget.addEventListener('click', () => this.forget(files));
    this.box.replaceChildren(list, add, forget);
    this.box.hidden = files.length === 0;
  }

  addAgain(files) {
    const field = [...document.querySelectorAll(INPUT)].find((one) => keyOf(one).startsWith(FIELD));
    if (!field || field.disabled) return;
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    field.files = list.files;
    this.box.hidden = true;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async forget(files) {
    this.box.hidden = true;
    await Promise.all(files.map(([name]) => forgetFile(name)));
  }

  leave() {
    for (const type of ['change', 'drop']) document.removeEventListener(type, this.chosen, true);
  }
}
