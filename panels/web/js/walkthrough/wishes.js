/** What the server says when it has granted a wish; a wish without such a receipt is for this moment only. */
const RECEIPTS = {
  language: ({ lang }) => lang,
  story: ({ id }) => id,
  room: ({ attendee }) => (attendee?.stream ? '' : null),
};
const thing = (which) => which.split('/')[0]; // a story may be asked for with its stop

/** Another language, another story and a room that a stage wants and does not show yet. They stand in every message
 *  to the server until its answer shows them: of two messages that reach it together it may get only the newer. */
export class Wishes {
  constructor() {
    this.open = new Map();
  }

  /** The language that was asked for and has not come yet. */
  get language() {
    return this.open.get('language');
  }

  /** All that is open, as it is sent to the server; null for nothing. */
  get asked() {
    return this.open.size ? Object.fromEntries(this.open) : null;
  }

  /** Keep a wish until it is granted; the newest counts. Returns false for what is for this moment only. */
  keep(what, which) {
    const lasts = Object.hasOwn(RECEIPTS, what);
    if (lasts) this.open.set(what, which);
    return lasts;
  }

  /** The server's word: what it shows is open no longer. Returns whether anything was granted. */
  hear(data) {
    const { size } = this.open;
    for (const [what, which] of this.open) if (RECEIPTS[what](data) === thing(which)) this.open.delete(what);
    return this.open.size < size;
  }
}
