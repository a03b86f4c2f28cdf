import { element } from '../dom/element.js';

const OWN = ['lang', 'key', 'role']; // the language, and the speaker's right to move a stage

/** The address of what is seen, for another reader: without what is the sender's own, so that it opens in their
 *  language, and with the edition of the data, so that an older link can tell that they have changed. */
export function addressToCopy(stamp, here = location.href) {
  const address = new URL(here);
  for (const name of OWN) address.searchParams.delete(name);
  if (stamp) address.searchParams.set('v', stamp);
  return address.href;
}

/** Copy a text; false where the browser does not allow it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Clipboards are for secure pages only; an intranet address without https still has this one way. */
function copyBySelection(text) {
  const area = element('textarea', { class: 'copy-area', 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
