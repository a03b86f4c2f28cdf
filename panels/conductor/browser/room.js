/* The line to a room: the server says where the tour is whenever it moves. Nothing is sent the other way. */

const AGAIN_MS = 2000;

/** Follow a room. `tell.position(said)` hears every move, `tell.line(on)` whether the line stands, `tell.ended()` the
 *  end of the room, `tell.none()` that this server, which can be reached, has no lines. Gives a function that hangs up. */
export function follow(stream, tell) {
  const address = new URL(stream, document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  let line = null;
  let waiting = 0;
  let heard = false;
  let over = false;
  const connect = () => {
    line = new WebSocket(address);
    line.onopen = () => { heard = true; tell.line(true); };
    line.onmessage = (event) => {
      const said = JSON.parse(event.data);
      if (!said.ended) { tell.position(said); return; }
      hangUp();
      tell.ended();
    };
    line.onclose = () => {
      if (over) return;
      const app = document.querySelector('[data-testid="stApp"]');
      if (!heard && app?.dataset.testConnectionState === 'CONNECTED') { hangUp(); tell.none(); return; }
      tell.line(false);
      waiting = setTimeout(connect, AGAIN_MS);
    };
  };
  const hangUp = () => {
    over = true;
    clearTimeout(waiting);
    line?.close();
  };
  connect();
  return hangUp;
}

/** A name for this window, so that it knows its own voice in the room. */
export const newName = () => Math.random().toString(36).slice(2, 12);
