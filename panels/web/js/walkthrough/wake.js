/* Lets the stage ask for a whole run of the page: after a new start of the server nothing else does. */

import { listenAnew } from '../dom/component.js';

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = listenAnew(({ setTriggerValue }, signal) => {
  document.addEventListener('stage:wake', () => setTriggerValue('wake', true), { signal });
});
