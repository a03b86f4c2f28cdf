/** Make a dialog of the browser's own: it keeps the focus, closes with Escape or a click beside it, and gives the focus
 *  back, also into the map's frame. It stands in the page only while it is open, and no key of it is one of the page. */
export function makeDialog(dialog) {
  let from = null;
  dialog.addEventListener('close', () => dialog.remove());
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
    from?.focus({ preventScroll: true });
  }
  return { open, close };
}

function focused() {
  const { activeElement } = document;
  return activeElement?.contentDocument?.activeElement ?? activeElement;
}
