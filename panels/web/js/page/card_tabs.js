import { element } from '../dom/element.js';

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** The tabs of a site's card. The page keeps which one is open: the server sends every section. */
export class CardTabs {
  constructor() {
    this.open = '';
  }

  /** Give tabs to the cards that have none yet. */
  addTo(root) {
    for (const card of root.querySelectorAll('[data-card]:not([data-tabbed])')) this.make(card);
  }

  make(card) {
    card.dataset.tabbed = 'true';
    const sections = [...card.querySelectorAll('section[data-tab]')];
    if (!sections.length) return;
    const list = element('div', { class: 'tabs', role: 'tablist', 'aria-labelledby': 'card-title' });
    list.append(...sections.map((section) => this.makeTab(card, section)));
    list.addEventListener('keydown', (event) => walk(event, list));
    sections[0].before(list);
    const known = sections.some((section) => section.dataset.tab === this.open);
    this.show(card, known ? this.open : sections[0].dataset.tab);
  }

  makeTab(card, section) {
    const { tab: name, title } = section.dataset;
    const attributes = { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': section.id };
    const tab = element('button', attributes, title);
    tab.addEventListener('click', () => this.show(card, name));
    section.setAttribute('role', 'tabpanel');
    section.setAttribute('aria-labelledby', tab.id);
    return tab;
  }

  show(card, name) {
    this.open = name;
    for (const section of card.querySelectorAll('section[data-tab]')) section.hidden = section.dataset.tab !== name;
    for (const tab of card.querySelectorAll('[role=tab]')) {
      const chosen = tab.id === `tab-${name}`;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }
}

/** Arrows go from tab to tab. */
function walk(event, list) {
  const step = STEPS[event.key];
  if (!step) return;
  const tabs = [...list.children];
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.click();
  next.focus();
  event.preventDefault();
}
