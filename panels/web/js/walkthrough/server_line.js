import { WAKE } from '../dom/signals.js';
import { askHealth, hasServer, isConnected, isRunning, watchConnection } from '../dom/streamlit.js';
import { Heartbeat } from './heartbeat.js';
import { Wishes } from './wishes.js';

const RESUME_MS = 700;
const RECEIPT_MS = 4000;
const MOST_TIMES = 5;

/** The line from a window to its server: what cannot be sent, or has not arrived, is sent again.
 *  `tell({ echo }, times)` sends where the tour is and what is wanted; an `echo` only carries wishes and moves no room.
 *  `isReceived()` says whether the server knows where the tour is, `wish(what, which)` sends a wish of the moment,
 *  `show()` shows whether the line stands. */
export class ServerLine {
  constructor({ tell, isReceived, wish, show }) {
    Object.assign(this, { tell, isReceived, wish, show });
    this.unsent = false;
    this.moved = false; // whether a move may not have arrived
    this.wishes = new Wishes();
    this.unwatch = watchConnection(() => this.notice());
    this.heart = new Heartbeat(askHealth, () => this.notice());
    this.listeners = new AbortController();
    if (hasServer()) this.listen(this.listeners);
  }

  listen({ signal }) {
    this.heart.begin();
    for (const name of ['offline', 'online']) addEventListener(name, () => this.heart.beat(), { signal });
  }

  get stands() {
    return isConnected() && this.heart.stands;
  }

  leave() {
    for (const timer of [this.resuming, this.checking]) clearTimeout(timer);
    this.unwatch();
    this.heart.leave();
    this.listeners.abort();
  }

  /** Send a message by `act`; look later for a receipt, where there is one. `moves` says whether it is more than an
   *  echo, `times` how often its receipt was missed. */
  send(act, { receipt, moves, times }) {
    this.moved ||= moves;
    this.unsent = !this.stands;
    clearTimeout(this.checking);
    if (this.unsent) return;
    act();
    if (receipt) this.checking = setTimeout(() => this.check(times), RECEIPT_MS);
  }

  /** Ask the server for something: what can wait goes with every message, the rest now or never. */
  ask(what, which = '') {
    if (this.wishes.keep(what, which)) this.repeat(0);
    else if (this.stands) this.wish(what, which);
  }

  /** Ask for what is not there and is not asked for yet. */
  askUnless(isThere, what) {
    if (!(isThere || this.wishes.open.has(what))) this.ask(what);
  }

  /** Say again where the tour is and what is wanted: an echo where every move has arrived, as a room may be
   *  elsewhere. */
  repeat(times) {
    this.tell({ echo: !this.moved }, times);
  }

  /** The line may have changed. */
  notice() {
    this.show();
    if (this.stands && (this.unsent || this.wishes.open.size)) this.resume(true); // the page runs by itself
  }

  /** Connected again, perhaps to a restarted server: it runs the page once, and then gets our place. */
  resume(woken = false, times = 0) {
    clearTimeout(this.resuming);
    if (!woken) document.dispatchEvent(new CustomEvent(WAKE));
    this.resuming = setTimeout(() => {
      if (!this.stands) return;
      if (isRunning()) this.resume(true, times);
      else this.repeat(times);
    }, RESUME_MS);
  }

  check(times) {
    const isPlaced = this.isReceived();
    if (isPlaced) this.moved = false;
    if ((isPlaced && !this.wishes.asked) || !this.stands || times >= MOST_TIMES) return;
    if (times) this.resume(false, times + 1);
    else this.repeat(times + 1);
  }
}
