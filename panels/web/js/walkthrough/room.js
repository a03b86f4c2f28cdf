/* The line to a room: the server says where the tour is whenever it moves. Nothing is sent the other way. */

import { hasServer } from '../dom/streamlit.js';

const AGAIN_MS = 2000;

/** Follow a room; returns a function that ends this. `on.position(said)` is called for every move, `on.line(up)` when
 *  the connection is made or lost, `on.ended()` at the end of the room, `on.none()` when this server can be reached but
 *  has no streams. */
export function followRoom(stream, on) {
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
      on.line(true);
    };
    line.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.ended) {
        hangUp();
        on.ended();
      } else on.position(said);
    };
    line.onclose = () => {
      if (over) return;
      if (!hasSpoken && hasServer()) {
        hangUp();
        on.none();
        return;
      }
      on.line(false);
      waiting = setTimeout(connect, AGAIN_MS);
    };
  };
  connect();
  return hangUp;
}

/** A name for this window, so that it knows its own voice in the room. */
export const newName = () => Math.random().toString(36).slice(2, 12);
