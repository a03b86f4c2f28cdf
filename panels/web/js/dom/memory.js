/* What a tab remembers, also when its page is reloaded. Where the browser keeps nothing for us (its settings, or a
   frame of another site), it is remembered as long as the page stands. No other script asks for storage. */

const remembered = new Map();

/** Remember a text under a name. */
export function remember(name, text) {
  remembered.set(name, text);
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // refused, or full: what stands above is all there is
  }
}

/** The text that is remembered under a name; null when nothing is. */
export function recall(name) {
  try {
    return remembered.get(name) ?? sessionStorage.getItem(name);
  } catch {
    return null;
  }
}
