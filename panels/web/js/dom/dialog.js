import { afterPaint } from './paint.js';

/** Make a dialog that keeps the focus, closes with Escape or a click beside it, and gives the focus back, into the
 *  map's frame as well. It stands in the page only while it is open; its keys stay with it.
 *
 *  `showModal` makes all else inert before it shows anything, for which the browser styles the whole page again. Here
 *  the dialog is painted first, as a popover (which lies above everything as well), and the rest is inert after that.
 */
export function makeDialog(dialog) {
  let from = null;
  let isOpen = false;
  let closing = null; // takes away what listens while it is open
  dialog.popover = 'manual';
  dialog.setAttribute('aria-modal', 'true');
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') event.stopPropagation();
  });
  function open() {
    if (isOpen) return;
    isOpen = true;
    from = focused();
    document.body.append(dialog);
    dialog.showPopover();
    dialog.querySelector('input, button').focus();
    closing = listenOutside(dialog, close);
    afterPaint(() => {
      if (isOpen) setOthersInert(dialog);
    });
  }
  function close() {
    if (!isOpen) return;
    isOpen = false;
    closing.abort();
    freeOthers();
    dialog.hidePopover();
    dialog.remove();
    from?.blur(); // Chromium gives a field the focus without its caret
    from?.focus({ preventScroll: true });
  }
  return { open, close, isOpen: () => isOpen };
}

/** Close on Escape, wherever the focus is, on the gesture of a phone that means the same, and on a click beside it. */
function listenOutside(dialog, close) {
  const closing = new AbortController();
  const { signal } = closing;
  const onKey = (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
  const onClick = ({ target, detail }) => {
    if (detail && !dialog.contains(target)) close(); // what keys press has no detail
  };
  // Not the click that opened it.
  afterPaint(() => document.addEventListener('click', onClick, { signal, capture: true }));
  if (globalThis.CloseWatcher) {
    const watcher = new globalThis.CloseWatcher();
    watcher.onclose = close;
    signal.addEventListener('abort', () => watcher.destroy());
  }
  return closing;
}

const MARK = 'data-made-inert';

function setOthersInert(dialog) {
  for (const one of document.body.children) {
    if (one === dialog || one.inert) continue;
    one.inert = true;
    one.setAttribute(MARK, '');
  }
}

function freeOthers() {
  for (const one of document.querySelectorAll(`body > [${MARK}]`)) {
    one.inert = false;
    one.removeAttribute(MARK);
  }
}

function focused() {
  const { activeElement } = document;
  return activeElement?.contentDocument?.activeElement ?? activeElement;
}
