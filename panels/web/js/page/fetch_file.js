/* A file that the reader has asked for comes by itself once it is made: its button is pressed, one time. */

// Kept by the page, not here: where the component is mounted once more, its script begins from nothing.
globalThis.caravanFetched ??= new Set();
const fetched = globalThis.caravanFetched;

/** Press the buttons (selectors) of files that have been made; a token that was seen is not fetched again, however
 *  often the server says it. A button may still be on its way. */
export function begin({ data: { made } }) {
  const press = () => {
    for (const [token, button] of made) {
      if (fetched.has(token)) continue;
      const found = document.querySelector(button);
      if (!found) continue;
      fetched.add(token);
      found.click();
    }
    return made.every(([token]) => fetched.has(token));
  };
  const watch = new MutationObserver(() => press() && watch.disconnect());
  if (!press()) watch.observe(document.body, { subtree: true, childList: true });
  return () => watch.disconnect();
}
