/* A file that the reader has asked for comes by itself once it is made: its button is pressed, one time. */

let last = '';

/** Press the button (a selector) of the file that has just been made; a token that was seen is not fetched again.
 *  The button may still be on its way. */
export function begin({ data: { token, button } }) {
  const press = () => {
    if (!token || token === last) return true;
    const found = document.querySelector(button);
    if (!found) return false;
    last = token;
    found.click();
    return true;
  };
  const watch = new MutationObserver(() => press() && watch.disconnect());
  if (!press()) watch.observe(document.body, { subtree: true, childList: true });
  return () => watch.disconnect();
}
