const BEAT_MS = 1500;
const WAIT_MS = 3000; // together below the five seconds within which a cut line is shown
const CLOCK = { set: (act, ms) => setTimeout(act, ms), clear: (timer) => clearTimeout(timer) };

/** Asks the server again and again whether it can be reached: a line that was cut does not say so by itself.
 *  `probe(signal)` resolves when the server has answered; `on(stands)` is called at every change. */
export class Heartbeat {
  constructor(probe, on, clock = CLOCK) {
    Object.assign(this, { probe, on, clock });
    this.stands = true;
    this.asking = null; // what ends the question that is open
  }

  begin() {
    this.timer = this.clock.set(() => this.beat(), BEAT_MS);
  }

  /** Ask now; an older question is given up. */
  beat() {
    this.leave();
    const asking = new AbortController();
    this.asking = asking;
    this.timer = this.clock.set(() => this.hear(asking, false), WAIT_MS);
    this.probe(asking.signal).then(
      () => this.hear(asking, true),
      () => this.hear(asking, false),
    );
  }

  hear(asking, stands) {
    if (asking !== this.asking) return;
    this.leave();
    this.begin();
    if (stands === this.stands) return;
    this.stands = stands;
    this.on(stands);
  }

  leave() {
    this.clock.clear(this.timer);
    this.asking?.abort();
    this.asking = null;
  }
}
