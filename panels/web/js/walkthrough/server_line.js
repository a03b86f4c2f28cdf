import { WAKE } from '../dom/signals.js';
import { isConnected, isRunning, watchConnection } from '../dom/streamlit.js';

const RESUME_MS = 700;
const RECEIPT_MS = 4000;
const MOST_TIMES = 5;

/** The line from a stage to its server: what cannot be sent, or has not arrived, is sent again.
 *  `tell(times)` sends where the tour is, `isReceived()` says whether the server has received it, `show()` shows
 *  whether the line stands. */
export class ServerLine {
  constructor({ tell, isReceived, show }) {
    Object.assign(this, { tell, isReceived, show });
    this.unsent = false;
    this.unwatch = watchConnection(() => this.notice());
  }

  leave() {
    for (const timer of [this.resuming, this.checking]) clearTimeout(timer);
    this.unwatch();
  }

  /** Send a message by `act`; look later for a receipt, where there is one. `times` counts how often it was missed. */
  send(act, { receipt, times }) {
    this.unsent = !isConnected();
    clearTimeout(this.checking);
    if (this.unsent) return;
    act();
    if (receipt) this.checking = setTimeout(() => this.check(times), RECEIPT_MS);
  }

  /** The line may have changed. */
  notice() {
    this.show();
    if (isConnected() && this.unsent) this.resume(true); // the page runs by itself
  }

  /** Connected again, perhaps to a restarted server: it runs the page once, and then gets our place. */
  resume(woken = false) {
    clearTimeout(this.resuming);
    if (!woken) document.dispatchEvent(new CustomEvent(WAKE));
    this.resuming = setTimeout(() => {
      if (!isConnected()) return;
      if (isRunning()) this.resume(true);
      else this.tell(0);
    }, RESUME_MS);
  }

  check(times) {
    if (this.isReceived() || !isConnected() || times >= MOST_TIMES) return;
    if (times) this.resume();
    else this.tell(times + 1);
  }
}
