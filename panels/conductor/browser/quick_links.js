// Links that carry `data-go` change the address without loading the page again; what is folded out and carries
// `data-keep` stays so when it is written anew, and the focus comes back to the link that was followed.
const listening = new WeakMap();
let last = ''; // these outlive a run of the page, after which this is called again
const open = new Set();
const scrolled = new Map();

export function follow({ parentElement, setTriggerValue }) {
  listening.get(parentElement)?.abort();
  const control = new AbortController();
  listening.set(parentElement, control);
  const named = (kind, name) => document.querySelector(`[data-${kind}="${CSS.escape(name)}"]`);
  const listen = (type, act) => document.addEventListener(type, act, { signal: control.signal, capture: true });
  listen('toggle', ({ target }) => {
    if (target.dataset?.keep) open[target.open ? 'add' : 'delete'](target.dataset.keep);
  });
  listen('scroll', ({ target }) => target.dataset?.scroll && scrolled.set(target.dataset.scroll, target.scrollTop));
  const fold = () => document.querySelectorAll('.facet[open]').forEach((facet) => {
    facet.open = false;
    open.delete(facet.dataset.keep); // before the event that says so: the page may be written anew until then
  });
  listen('keydown', (event) => {
    const facet = event.key === 'Escape' && document.querySelector('.facet[open]');
    if (facet) { fold(); facet.querySelector('summary').focus(); }
  });
  listen('pointerdown', ({ target }) => {
    last = '';
    if (!target.closest?.('.facet')) fold();
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-go]');
    if (!link || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    last = link.dataset.go;
    if (!link.closest('.facet')) document.querySelector('.st-key-side-panel')?.scrollTo({ top: 0 });
    setTriggerValue('go', new URL(link.href).search.slice(1));
  }, { signal: control.signal });
  const restore = () => {
    for (const name of open) {
      const details = named('keep', name);
      if (!details || details.open) continue;
      details.open = true;
      const list = details.querySelector('[data-scroll]');
      if (list) list.scrollTop = scrolled.get(list.dataset.scroll) ?? 0;
    }
    if (!last || document.activeElement !== document.body) return;
    const same = document.querySelector(`a[data-go="${CSS.escape(last)}"]`);
    (same ?? document.querySelector('article a[data-go][aria-current], a[data-go][aria-current]'))?.focus();
  };
  for (const details of document.querySelectorAll('[data-keep][open]')) open.add(details.dataset.keep); // before we listened
  restore();
  document.documentElement.dataset.quickLinks = 'on';
  const watching = new MutationObserver(restore);
  watching.observe(document.body, { childList: true, subtree: true });
  return () => { control.abort(); watching.disconnect(); };
}
