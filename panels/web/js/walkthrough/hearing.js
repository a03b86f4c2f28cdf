import { isTyping } from '../dom/element.js';
import { actionOf } from './keys.js';
import { moveInPanel } from './panels.js';

const PRESSABLE = ['button', 'a', '.site', '.site-cluster'].map((one) => `${one}:focus-visible`).join(', ');

/** Take a key that was pressed in the page or in the map's frame: do what it means, and keep it from all others. */
export function hearKey(stage, event) {
  const { tour, view } = stage;
  if (!tour.data || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return;
  const isPress = event.key === 'Enter' || event.key === ' ';
  if (isPress && !(tour.typed || tour.blank) && event.target.matches?.(`${PRESSABLE}, summary`)) return;
  const { typed, follows, data } = tour;
  const isMove = tour.panel && !tour.blank && moveInPanel(view.parts.menu, event.key);
  const action = isMove ? null : actionOf(event.key, { typed, follows, alone: data.alone });
  if (!(isMove || action || (isPress && tour.blank))) return; // under a blank screen nothing is pressed
  event.preventDefault();
  event.stopImmediatePropagation();
  if (action) stage.act(action, event.key);
}

/** Take the keys of the page, and steps in the history. */
export function listen(stage, signal) {
  document.addEventListener('keydown', (event) => hearKey(stage, event), { signal, capture: true });
  addEventListener('popstate', () => hearStep(stage), { signal });
}

/** A step in the history moves the tour at once. The server learns of it from Streamlit, which would take a message of
 *  ours for a newer cause, and write its late answers into the history as new steps. */
function hearStep(stage) {
  const index = stage.tour.indexOf(new URLSearchParams(location.search));
  if (index === null || index === stage.tour.at) return;
  stage.tour.goTo(index);
  stage.arrive();
}
