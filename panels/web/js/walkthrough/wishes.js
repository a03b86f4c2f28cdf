const first = (which, until) => which.split(until)[0];

/** What the server says when it has granted a wish; a wish without such a receipt is for this moment only. */
const RECEIPTS = {
  language: ({ lang }, code) => lang === code,
  story: ({ id }, which) => id === first(which, '/'), // a story may be asked for with its stop
  room: ({ attendee }) => Boolean(attendee?.stream),
  rejoin: ({ attendee }, kept) => Boolean(attendee?.stream) || attendee?.refused === first(kept, ' '),
  ask: ({ attendee }) => Boolean(attendee?.asks),
  otherLanguages: ({ otherLanguages }) => Boolean(otherLanguages),
  picture: ({ picture }, which) => picture?.of === which,
};
const LEVELS = ['language', 'story', 'room']; // said again later, these would undo what has been chosen since

/** What a window wants and does not show yet: another language or story, a room, the room that it had, the stories in
 *  the other languages, a picture, news of the room without a line. Wishes stand in every message to the server
 *  until its answer shows them: of two messages that reach it together it may get only the newer. */
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

  /** It is wanted no longer. */
  drop(what) {
    this.open.delete(what);
  }

  /** The server's word: what it shows, or refuses, is open no longer. Returns whether anything was granted that has
   *  to be taken back at the server. */
  hear(data) {
    const granted = [...this.open].filter(([what, which]) => RECEIPTS[what](data, which)).map(([what]) => what);
    for (const what of granted) this.open.delete(what);
    return granted.some((what) => LEVELS.includes(what));
  }
}
