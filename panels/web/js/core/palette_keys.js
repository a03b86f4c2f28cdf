/** What keys mean to the palette, without a page. */

const ROWS_ON_A_PAGE = 8;
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: ROWS_ON_A_PAGE, PageUp: -ROWS_ON_A_PAGE };

/** What a key pressed anywhere asks for: `find`, `keys` (of the page), or null. `typing` says whether somebody is
 *  writing where it was pressed: then `/` and `?` are signs like others. Ctrl+K is known by the place of its key, since
 *  a Russian or Kazakh keyboard has another letter there. */
export function askedBy({ key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing }, typing) {
  if (isComposing || altKey) return null;
  if (ctrlKey || metaKey) return !shiftKey && (code === 'KeyK' || key.toLowerCase() === 'k') ? 'find' : null;
  if (typing) return null;
  return { '/': 'find', '?': 'keys' }[key] ?? null;
}

/** Which of `count` answers a key makes the active one; null when the key moves nothing. -1 stands for the words
 *  themselves: as long as they are active, Home and End belong to them. Up and down go round, pages stop at an end. */
export function moveTo(key, active, count) {
  if (!count) return null;
  if (key === 'Home' || key === 'End') {
    if (active < 0) return null;
    return key === 'Home' ? 0 : count - 1;
  }
  const step = STEPS[key];
  if (!step) return null;
  if (Math.abs(step) > 1) return Math.min(Math.max(active + step, 0), count - 1);
  if (active < 0) return step > 0 ? 0 : count - 1;
  return (active + step + count) % count;
}
