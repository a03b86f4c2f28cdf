import { element } from '../dom/element.js';

/** The address of what is seen, with the edition of the data: so that an older link can show what has changed since. */
export function stampAddress(stamp) {
  const address = new URL(location.href);
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
