/* The other side of the stage in a walkthrough saved as one file: keeps the place in the address and shows cards. */

import { begin } from '../walkthrough/stage.js';
import { beginFile } from './begin.js';

/** Show the story that the file holds. */
function openStage({ store, makeCard }) {
  const side = document.getElementById('side');
  const start = Number(location.hash.slice(1)) || 1;
  const speak = (taken) => {
    begin({
      parentElement: document.getElementById('stage'),
      data: { ...store.story, start, taken, attendee: { role: 'presenter' } },
      setStateValue: (_name, { stop, card, sequence }) => {
        history.replaceState(null, '', `#${stop}`);
        side.replaceChildren(makeCard(card));
        speak(sequence);
      },
      setTriggerValue: () => null, // a wish is for a server: another language, a room, the way out
    });
  };
  speak(0);
}

beginFile().then(openStage);
