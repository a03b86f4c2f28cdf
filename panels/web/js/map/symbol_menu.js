/* The menu of a symbol: a second button of the mouse, a long press, the menu key or C offer to compare the site. */

import { listComparisons } from '../core/compare_links.js';
import { element } from '../dom/element.js';
import { state } from './shared.js';
import { nameOf } from './sites.js';

const EDGE_PX = 8;
const SYMBOL = '.site, .wait';

/** Offer the menu at every symbol; a map that is a file of its own has no page to lead to. */
export function addSymbolMenu() {
  if (window.parent === window) return;
  const container = state.map.getContainer();
  const menu = element('div', { class: 'symbol-menu', role: 'menu', hidden: '' });
  container.append(menu);
  let from = null;
  const close = (back) => {
    if (menu.hidden) return;
    menu.hidden = true;
    if (back) from?.focus();
  };
  const open = (symbol, event) => {
    const site = symbol?.dataset.site ?? symbol?.dataset.wait;
    if (!site || state.stage.on) return;
    event.preventDefault();
    from = symbol;
    menu.replaceChildren(...listComparisons(site, state.view.site, document.documentElement.lang).map(writeItem));
    menu.hidden = false;
    place(menu, symbol, container);
    menu.firstChild.focus({ preventScroll: true });
  };
  container.addEventListener('contextmenu', (event) => open(event.target.closest?.(SYMBOL), event));
  container.addEventListener('keydown', (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (plain && event.key.toLowerCase() === 'c') open(event.target.closest?.(SYMBOL), event);
  });
  menu.addEventListener('keydown', (event) => onMenuKey(event, menu, close));
  menu.addEventListener('focusout', ({ relatedTarget }) => menu.contains(relatedTarget) || close(false));
  for (const kind of ['movestart', 'zoomstart']) state.map.on(kind, () => close(false));
  for (const kind of ['pointerdown', 'click', 'dblclick'])
    menu.addEventListener(kind, (event) => event.stopPropagation());
}

function writeItem({ sites, href }) {
  const names = sites.map(nameOf).join(' – ');
  const address = new URL(href, window.parent.location.href).href;
  const text = state.words.compareSite.replace('{name}', names);
  return element('a', { role: 'menuitem', href: address, target: '_parent' }, text);
}

/** Stand beside the symbol, inside the map. */
function place(menu, symbol, container) {
  const [box, at] = [container.getBoundingClientRect(), symbol.getBoundingClientRect()];
  const x = Math.min(at.right - box.left, box.width - menu.offsetWidth - EDGE_PX);
  const y = Math.min(at.bottom - box.top, box.height - menu.offsetHeight - EDGE_PX);
  menu.style.transform = `translate(${Math.max(EDGE_PX, x)}px, ${Math.max(EDGE_PX, y)}px)`;
}

function onMenuKey(event, menu, close) {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape') close(true);
  else if (step) items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
