/* The years of a stop: the map shows the first one when it has come there, then each of the next, up to the last. */

const FIRST_MS = 2000; // the flight to a stop is over
const STEP_MS = 1100; // long enough to see what has grown

const CLOCK = { later: (act, ms) => setTimeout(act, ms), never: (timer) => clearTimeout(timer) };

/** `show(year)` brings the map to a year. */
export class StopYears {
  constructor(show, clock = CLOCK) {
    this.show = show;
    this.clock = clock;
    this.years = [];
    this.at = 0;
  }

  /** The year that is shown; nothing at a stop without years. */
  get year() {
    return this.years[this.at];
  }

  /** A scene is shown: a new one begins with its first year, the same one goes on. `mark(year)` says which it is. */
  take(name, years, mark) {
    this.mark = mark;
    if (name !== this.name) {
      this.stop();
      Object.assign(this, { name, years: years?.of ?? [], at: 0 });
      this.goOn(FIRST_MS);
    }
    this.tell();
  }

  /** Show one year, chosen by hand, and stay there. */
  choose(year) {
    this.stop();
    this.goTo(this.years.indexOf(year));
  }

  stop() {
    this.clock.never(this.timer);
  }

  goOn(wait) {
    if (this.at + 1 < this.years.length) this.timer = this.clock.later(() => this.step(), wait);
  }

  step() {
    this.goTo(this.at + 1);
    this.goOn(STEP_MS);
  }

  goTo(at) {
    if (!(at in this.years)) return;
    this.at = at;
    this.show(this.year);
    this.tell();
  }

  tell() {
    if (this.years.length) this.mark(this.year);
  }
}
