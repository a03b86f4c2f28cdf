/** Make a dialog of the browser's own: it keeps the focus, closes with Escape or a click beside it, and gives the focus
 *  back, into the map's frame as well. It stands in the page only while it is open; its keys stay with it.
 */
export function makeDialog(dialog) {
  let from = null;
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) close();
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  function open() {
    if (dialog.open) return;
    from = focused();
    document.body.append(dialog);
    dialog.showModal();
  }
  function close() {
    if (!dialog.open) return;
    dialog.close();
    dialog.remove();
    from?.blur(); // Chromium gives a field the focus without its caret
    from?.focus({ preventScroll: true });
  }
  return { open, close };
}

function focused() {
  const { activeElement } = document;
  return activeElement?.contentDocument?.activeElement ?? activeElement;
}
