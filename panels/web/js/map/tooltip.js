import { element } from '../dom/element.js';
import { state } from './shared.js';

const BESIDE_PX = 14;
const BELOW_PX = 18;
const EDGE_PX = 8;
const LEFT_PX = 6;
const LINE = /(?:line|between)--([\w-]+)/;

/** Show the name of a symbol or line beside the pointer, of a site its leading figure as well; screen readers find both
 *  at the element itself. */
export function addTooltip() {
  const container = state.map.getContainer();
  const tip = element('div', { class: 'tip', 'aria-hidden': 'true' });
  container.append(tip);
  const show = (event) => {
    const text = textAt(event.target);
    tip.textContent = text;
    tip.classList.toggle('tip--shown', Boolean(text));
    if (!text) return;
    const box = container.getBoundingClientRect();
    const x = Math.min(event.clientX - box.left + BESIDE_PX, box.width - tip.offsetWidth - EDGE_PX);
    const y = Math.min(event.clientY - box.top + BELOW_PX, box.height - tip.offsetHeight - EDGE_PX);
    tip.style.transform = `translate(${Math.max(LEFT_PX, x)}px, ${y}px)`;
  };
  container.addEventListener('pointermove', show, { passive: true });
  container.addEventListener('pointerdown', show, { passive: true }); // a finger does not hover
  container.addEventListener('pointerleave', () => tip.classList.remove('tip--shown'));
}

function textAt(target) {
  const symbol = target.closest?.('[data-tip]');
  if (symbol) return [symbol.dataset.tip, state.figures[symbol.dataset.site]].filter(Boolean).join('\n');
  const line = LINE.exec(target.getAttribute?.('class') ?? '');
  return (line && state.lines[line[1]]) ?? '';
}
