/* The line to a room: the server says where the tour is whenever it moves. Nothing is sent the other way. */

import { BACK, WAKE } from '../dom/signals.js';
import { hasServer } from '../dom/streamlit.js';

const AGAIN_MS = 2000;
const SELDOM_MS = 60_000; // how seldom a room that has ended is asked for at last

/** Follow a room; gives a function that hangs up. `tell.position(said)` hears every move, `tell.line(on)` whether the
 *  line stands, `tell.ended()` the end of the room, `tell.none()` that this server, which can be reached, has no
 *  lines. A room that has ended is asked for again, ever more seldom: after a new start of the server its presenter
 *  opens it anew. The page of who only `waits` for the room's word runs again once that word is there, not before:
 *  without a room there would be nothing on it. */
export function followRoom(stream, tell, { waits = false } = {}) {
  const address = new URL(stream, document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  let line = null;
  let waiting = 0;
  let heard = false;
  let over = false;
  let ended = 0; // times in a row that the room was not there
  let spoke = false;
  let asleep = false;
  const putOff = (event) => {
    event.preventDefault();
    asleep = true;
  };
  if (waits) document.addEventListener(BACK, putOff);
  const hangUp = () => {
    over = true;
    clearTimeout(waiting);
    document.removeEventListener(BACK, putOff);
    line?.close();
  };
  const connect = () => {
    line = new WebSocket(address);
    line.onopen = () => {
      heard = true;
      tell.line(true);
    };
    line.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.ended) {
        ended += 1;
        if (ended > 1 || !spoke) tell.ended(); // a new server may only be waiting for its presenter
        return;
      }
      ended = 0;
      spoke = true;
      tell.position(said);
      if (asleep) document.dispatchEvent(new CustomEvent(WAKE));
      asleep = false;
    };
    line.onclose = () => {
      if (over) return;
      if (!heard && hasServer()) {
        hangUp();
        tell.none();
        return;
      }
      if (!ended) tell.line(false);
      waiting = setTimeout(connect, Math.min(AGAIN_MS * 2 ** Math.max(ended - 1, 0), SELDOM_MS));
    };
  };
  connect();
  return hangUp;
}

/** A name for this window, so that it knows its own voice in the room. */
export const newName = () => Math.random().toString(36).slice(2, 12);
