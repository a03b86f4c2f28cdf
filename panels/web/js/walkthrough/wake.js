/* Lets the stage ask for a whole run of the page: after a new start of the server nothing else does. */

import { listenAnew } from '../dom/component.js';

/** Called by Streamlit at mount and whenever the server has spoken. */
export const begin = listenAnew(({ setTriggerValue }, signal) => {
  document.addEventListener('stage:wake', () => setTriggerValue('wake', true), { signal });
});
