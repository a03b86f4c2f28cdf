import { ADD_FILE, FOUND } from '../dom/signals.js';
import { addressToCopy, copyText } from '../page/copy_link.js';

const ACTIONS = {
  print: () => requestAnimationFrame(() => globalThis.print()),
  copy: ({ stamp, words }, { say }) => copyText(addressToCopy(stamp)).then((done) => say(done ? words.copied : '')),
  keys: (_told, { openKeys }) => openKeys(),
  share: (_told, { openShare }) => openShare(),
  cite: (_told, { openShare }) => openShare('citation'),
  file: ({ words }, { say }) => {
    const asked = new CustomEvent(ADD_FILE, { cancelable: true });
    if (document.dispatchEvent(asked)) say(words.noMap);
  },
};

/** Do what an answer stands for, after the palette has closed. A stage opens it as a stop; elsewhere a link is followed
 *  by the page as any other link is. `hands` has what else there is to do: `say`, `openKeys`, `openShare`,
 *  `bringIntoView`. */
export function act(row, event, told, hands) {
  const asked = new CustomEvent(FOUND, { detail: row, cancelable: true });
  if (!document.dispatchEvent(asked)) {
    event.preventDefault(); // a stage has opened it
    return;
  }
  if (row.kind === 'action') ACTIONS[row.id]?.(told, hands);
  const record = new URL(row.href || '.', location.href).searchParams.get(told.record);
  if (record) hands.bringIntoView(record, new URL(event.target.closest('a').href).pathname);
}
