import { recall, remember } from '../dom/memory.js';
import { followRoom } from './room.js';

const KEPT = 'caravanserai-room'; // code and token of the presenter's room, for a reload of the page

/** A window's place in a room. `on` has the callbacks for what the room sends: `position(said)`, `line()`, `ended()`;
 *  `wish` asks the server for something. */
export class Attendee {
  constructor(on, wish) {
    this.on = on;
    this.wish = wish;
    this.isLost = false; // whether the line to the room is down
  }

  /** Take the role and the room that the server gives. */
  take({ keep, position, stream, asks }, follows) {
    const kept = recall(KEPT);
    if (keep) {
      remember(KEPT, keep);
      this.asked = '';
    } else if (kept && !follows && this.asked !== kept) {
      this.asked = kept; // the page was reloaded, or the server restarted
      this.wish('rejoin', kept);
    }
    if (position) this.on.position(position);
    if (stream && !this.hangUp) this.follow(stream, follows);
    else if (this.hasNoLine && !asks) this.wish('ask'); // a restarted server does not know
  }

  follow(stream, waits) {
    const callbacks = {
      position: this.on.position,
      line: (up) => {
        this.isLost = !up;
        this.on.line(up);
      },
      ended: this.on.ended,
      none: () => {
        this.hasNoLine = true;
        this.wish('ask');
      },
    };
    this.hangUp = followRoom(stream, callbacks, { waits });
  }

  leave() {
    this.hangUp?.();
  }
}
