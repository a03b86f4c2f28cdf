/* An embed of text: a card has its tabs, clocks go on, a story is shown stop by stop. */

import { runClocks, showClocks, takeTime } from '../dom/clocks.js';
import { showDrawings } from '../dom/drawing.js';
import { CardTabs } from '../page/card_tabs.js';
import { readServerTime, tellHeight } from './frame.js';
import { beginStory } from './story.js';

takeTime(readServerTime());
showClocks();
runClocks(new AbortController().signal);
new CardTabs().addTo(document);
showDrawings();
beginStory(document.querySelector('[data-story]'));
tellHeight();
