/** What the server says when it has granted a wish; a wish without such a receipt is for this moment only. */
const RECEIPTS = { language: ({ lang }) => lang, story: ({ id }) => id };
const thing = (which) => which.split('/')[0]; // a story may be asked for with its stop

/** What a stage asks the server for. Another language and another story outlive a line that is cut: they are asked for
 *  again until the server's word shows that it has granted them. `send(what, which)` sends one. */
export class Wishes {
  constructor(send) {
    this.send = send;
    this.open = new Map();
  }

  /** The language that was asked for and has not come yet. */
  get language() {
    return this.open.get('language');
  }

  /** Ask for something; while the line does not stand, what can wait is kept, and the newest counts. */
  ask(what, which, stands) {
    if (RECEIPTS[what]) this.open.set(what, which);
    if (stands) this.send(what, which);
  }

  /** The server's word: what it grants is open no longer. */
  hear(data) {
    for (const [what, which] of this.open) if (RECEIPTS[what](data) === thing(which)) this.open.delete(what);
  }

  /** Send what is still open, one at a time: the next follows its answer. */
  again() {
    const [first] = this.open;
    if (first) this.send(...first);
  }
}
