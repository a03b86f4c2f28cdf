/* The line to a room: the server says where the tour is whenever it moves. Nothing is sent the other way. */

import { hasServer } from '../dom/streamlit.js';

const AGAIN_MS = 2000;

/** Follow a room; gives a function that hangs up. `tell.position(said)` hears every move, `tell.line(on)` whether the
 *  line stands, `tell.ended()` the end of the room, `tell.none()` that this server, which can be reached, has no
 *  lines. */
export function followRoom(stream, tell) {
  const address = new URL(stream, document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  let line = null;
  let waiting = 0;
  let hasSpoken = false;
  let over = false;
  const hangUp = () => {
    over = true;
    clearTimeout(waiting);
    line?.close();
  };
  const connect = () => {
    line = new WebSocket(address);
    line.onopen = () => {
      hasSpoken = true;
      tell.line(true);
    };
    line.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.ended) {
        hangUp();
        tell.ended();
      } else tell.position(said);
    };
    line.onclose = () => {
      if (over) return;
      if (!hasSpoken && hasServer()) {
        hangUp();
        tell.none();
        return;
      }
      tell.line(false);
      waiting = setTimeout(connect, AGAIN_MS);
    };
  };
  connect();
  return hangUp;
}

/** A name for this window, so that it knows its own voice in the room. */
export const newName = () => Math.random().toString(36).slice(2, 12);
