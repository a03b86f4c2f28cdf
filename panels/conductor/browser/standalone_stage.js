/* The stage's other side in a walkthrough saved as one file: keeps the place in the address and shows cards. Follows
   stage_parts.js, room.js, stage.js and standalone.js in the same module. */

const side = document.getElementById('side');
const start = Number(location.hash.slice(1)) || 1;

function speak(heard) {
  perform({
    parentElement: document.getElementById('stage'),
    data: { ...store.story, start, heard, seat: { role: 'presenter' } },
    setStateValue: (name, { stop, card, sequence }) => {
      history.replaceState(null, '', `#${stop}`);
      side.replaceChildren(cardOf(card));
      speak(sequence);
    },
    setTriggerValue: () => {}, // a wish is for a server: another language, a room, the way out
  });
}

speak(0);
