import { recall, remember } from '../dom/memory.js';
import { followRoom } from './room.js';

const KEPT = 'caravanserai-room'; // code and token of the presenter's room, for when the page is loaded anew

/** A window's place in a room. `hear` is told what the room says: `position(said)`, `line()`, `ended()`; `wish` asks
 *  the server for something. */
export class Seat {
  constructor(hear, wish) {
    this.hear = hear;
    this.wish = wish;
    this.isLost = false; // whether the line to the room is down
  }

  /** Take the seat that the server gives. */
  take({ keep, position, stream }, follows) {
    const kept = recall(KEPT);
    if (keep) {
      remember(KEPT, keep);
      this.asked = '';
    } else if (kept && !follows && this.asked !== kept) {
      this.asked = kept; // the page was loaded anew, or the server was
      this.wish('rejoin', kept);
    }
    if (position) this.hear.position(position);
    if (stream && !this.hangUp) this.follow(stream, follows);
  }

  follow(stream, waits) {
    const tell = {
      position: this.hear.position,
      line: (on) => {
        this.isLost = !on;
        this.hear.line(on);
      },
      ended: this.hear.ended,
      none: () => this.wish('ask'),
    };
    this.hangUp = followRoom(stream, tell, { waits });
  }

  leave() {
    this.hangUp?.();
  }
}
