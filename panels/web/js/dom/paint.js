/** Call `then` when the browser has painted what was changed before. */
export function afterPaint(then) {
  requestAnimationFrame(() => setTimeout(then)); // a frame is painted right after its callbacks
}
