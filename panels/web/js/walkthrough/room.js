/* The line to a room: the server says where the tour is whenever it moves. Nothing is sent the other way. */

import { BACK, WAKE } from '../dom/signals.js';
import { hasServer } from '../dom/streamlit.js';

const AGAIN_MS = 2000;
const RESTART = 1012; // the code with which a server that stops hangs up (RFC 6455, registry of close codes)
const SPREAD_MS = 500; // a hall does not come back in one moment
const SELDOM_MS = 60_000; // how seldom a room that has ended is asked for at last

/** Follow a room; returns a function that ends this. `on.position(said)` is called for every move, `on.line(up)` when
 *  the connection is made or lost, `on.ended()` at the end of the room, `on.none()` when this server can be reached but
 *  has no streams. A room that has ended is asked for again, at longer and longer intervals: after a restart of the
 *  server its presenter opens it again. Where a server stops the line, another is looked for at once. A page that only
 *  `waits` for the room runs again once the room is there, not before: without a room it would be empty. */
export function followRoom(stream, on, { waits = false } = {}) {
  const address = lineAddress(stream);
  let line = null;
  let waiting = 0;
  let hasSpoken = false;
  let over = false;
  let ended = 0; // times in a row that the room was not there
  let spoke = false;
  let isHere = false; // whether the room has answered on this line
  let asleep = false;
  const putOff = (event) => {
    if (isHere) return;
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
      hasSpoken = true;
      on.line(true);
    };
    line.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.ended) {
        ended += 1;
        if (ended > 1 || !spoke) on.ended(); // a new server may only be waiting for its presenter
        return;
      }
      ended = 0;
      spoke = true;
      isHere = true;
      on.position(said);
      if (asleep) document.dispatchEvent(new CustomEvent(WAKE));
      asleep = false;
    };
    line.onclose = ({ code }) => {
      if (over) return;
      isHere = false;
      if (code === RESTART) {
        waiting = setTimeout(connect, Math.random() * SPREAD_MS); // another process may take over unnoticed
        return;
      }
      if (!hasSpoken && hasServer()) {
        hangUp();
        on.none();
        return;
      }
      if (!ended) on.line(false);
      waiting = setTimeout(connect, Math.min(AGAIN_MS * 2 ** Math.max(ended - 1, 0), SELDOM_MS));
    };
  };
  connect();
  return hangUp;
}

function lineAddress(stream) {
  const address = new URL(stream, document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address;
}

/** A name for this window, so that it knows its own voice in the room. */
export const newName = () => Math.random().toString(36).slice(2, 12);
