/* How large the cards of a story are: each is measured once for a size of the screen, and before it is shown where the
   browser has time. */

const LEAST_MS = 12; // a card takes about half of that
const AGAIN_MS = 150;

/** Asks to be called when the browser has nothing else to do, not in the pauses of a flight. */
const IDLE = {
  later: (act) => globalThis.requestIdleCallback?.(act) ?? setTimeout(act, AGAIN_MS),
  never: (waiting) => (globalThis.cancelIdleCallback ?? clearTimeout)(waiting),
};
const readScreen = () => `${innerWidth} ${innerHeight}`;

/** What the size of a card depends on, besides screen and letters. */
export const keyOf = (scene, story) => JSON.stringify([story, scene]);

/** The other scenes of a story, those first that are soon to be shown. */
export function listNearest(scenes, at) {
  const distance = (index) => Math.abs(index - at - 0.25); // the next one before the one before
  const order = [...scenes.keys()].filter((index) => index !== at);
  return order.sort((one, other) => distance(one) - distance(other)).map((index) => scenes[index]);
}

export class CardSizes {
  constructor(clock = IDLE, read = readScreen) {
    Object.assign(this, { clock, read });
    this.forget();
  }

  /** Letters have come, or the screen is another one: all is measured again. */
  forget() {
    this.screen = this.read();
    this.known = new Map();
    this.frame = null; // what all stops have in common
    this.stop();
  }

  /** What was measured on this size of the screen; undefined for nothing. */
  recall(key) {
    if (this.screen !== this.read()) this.forget();
    return this.known.get(key);
  }

  keep(key, measured) {
    this.known.set(key, measured);
    return measured;
  }

  /** Measure what is not known yet, one after the other: `list()` gives pairs of a key and what measures. */
  prepare(list) {
    this.stop();
    this.waiting = this.clock.later((deadline) => {
      const todo = list().filter(([one]) => !this.recall(one));
      if (!todo.length) return;
      const [key, measure] = todo[0];
      if (!deadline || deadline.timeRemaining() >= LEAST_MS) this.keep(key, measure());
      this.prepare(() => todo);
    });
  }

  stop() {
    this.clock.never(this.waiting);
  }
}
