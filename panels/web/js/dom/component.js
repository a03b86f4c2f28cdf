/* How our scripts live with Streamlit's components (version 2): each is called at mount and whenever the
   server has sent data, and returns what is called at the end. */

import { takeTime } from './clocks.js';

/** Keep one object for each place on the page; it has `update(data, component)` and `leave()`, and may go on where the
 *  one before it was. */
export function keepOne(make) {
  const kept = new WeakMap();
  let last = null;
  return (component) => {
    const root = component.parentElement;
    const one = kept.get(root) ?? make(root, last);
    kept.set(root, one);
    last = one;
    takeTime(component.data.now);
    one.update(component.data, component);
    return () => {
      one.leave();
      kept.delete(root);
    };
  };
}

/** Listen again at every call; listeners of the call before, for the same place on the page, end. */
export function listenAnew(listen) {
  const listening = new WeakMap();
  return (component) => {
    const root = component.parentElement;
    listening.get(root)?.abort();
    const control = new AbortController();
    listening.set(root, control);
    listen(component, control.signal);
    return () => control.abort();
  };
}
