/* How our scripts live with Streamlit's components (version 2): each is called at mount and whenever the
   server has sent data, and returns what is called at the end. */

/** Keep one object for each place on the page; it has `update(data, component)` and `leave()`. */
export function keepOne(make) {
  const kept = new WeakMap();
  return (component) => {
    const root = component.parentElement;
    const one = kept.get(root) ?? make(root);
    kept.set(root, one);
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
