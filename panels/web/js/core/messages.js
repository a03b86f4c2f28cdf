/** Counts the messages of a page to its server, which says with each answer up to which of them it has taken. */
export class Messages {
  constructor() {
    this.sequence = 0;
    this.taken = 0;
  }

  /** Begin a new message. */
  begin() {
    this.sequence += 1;
    return this.sequence;
  }

  /** Take an answer; false when it does not know our newest message yet. */
  take(taken) {
    this.taken = taken;
    if (this.isWaiting(taken)) return false;
    this.sequence = taken;
    return true;
  }

  /** Tell whether our newest message is newer than what an answer knows. */
  isWaiting(taken) {
    return taken < this.sequence;
  }
}
