const PANELS = ['list', 'menu', 'share', 'languages']; // of these only one is open at a time
const MOST_DIGITS = 3;
const WAKING = ['next', 'back', 'blank', 'escape']; // what is pressed to have the picture back

/** Where a tour is and what is open: the state of a stage, without a page.
 *  It takes keys, messages of the server and of the room; what it returns says what there is to do. */
export class Tour {
  constructor(name) {
    this.name = name; // of this window, by which it knows its own voice in a room
    this.data = null;
    this.at = -1; // index of the scene that is shown
    this.card = ''; // site whose card is open
    this.aside = null; // scene of what was found, which stands in no story
    this.cameFrom = null; // index of the scene that was left by a jump to what was found
    this.panel = ''; // which of PANELS is open
    this.blank = false;
    this.notes = false;
    this.timer = false;
    this.loop = false;
    this.typed = ''; // digits of a stop's number
    this.sequence = 0; // of our newest message to the server
    this.version = 0; // of the room's newest word
    this.sentStop = 0; // the stop that we sent to the server last
  }

  get scenes() {
    return this.data.scenes;
  }

  get scene() {
    return this.aside ?? this.data?.scenes[this.at];
  }

  /** Whether this window only follows a room. */
  get follows() {
    return this.data.attendee.role === 'audience';
  }

  // ---- what others say ----------------------------------------------------------------------------------------------

  /** The server's word: a story in a language, and where to begin in it. It moves nothing within a story: the server
   *  may speak of a step in the history, or of a move, that is not the newest any more. Where the address names a
   *  stop of a story that comes, a step in the history has led there since.
   *  Returns whether the scene has changed, and whether a room has to get another story. */
  update(data, address = new URLSearchParams()) {
    const before = this.data;
    const moved = data.id !== before?.id;
    this.data = data;
    this.sequence = Math.max(this.sequence, data.taken);
    if (moved) this.goTo(this.indexOf(address) ?? data.start - 1);
    return { first: !before, moved, mustTell: moved && Boolean(before) };
  }

  /** The room's word: another window has moved the tour. Gives null for a word that is old, else another story
   *  to ask for, or whether the scene has moved, the screen was blanked, and we have to send it to the server. */
  obey({ version, by, story, stop, blank }) {
    if (version <= this.version) return null;
    this.version = version;
    const isOwn = by === this.name;
    if (isOwn && stop !== this.sentStop) return null; // an older word of ours: the newest is on its way
    if (story !== this.data.id) return { story: `${story}/${stop}` };
    const moved = stop - 1 !== this.at;
    if (moved) this.goTo(stop - 1);
    const blanked = blank !== this.blank;
    this.blank = blank;
    return { moved, blanked, echo: !(this.follows || isOwn) };
  }

  /** Write our place for the server, and what is `asked` for. An echo only repeats what the room has sent us. */
  write({ echo = false, by = this.name, asked = null } = {}) {
    this.sequence += 1;
    const stop = this.at + 1;
    if (!echo) this.sentStop = stop;
    const { card, blank, sequence } = this;
    return {
      story: this.data.id,
      stop,
      card,
      blank,
      by,
      sequence,
      ...(echo ? { echo } : {}),
      ...(asked ? { asked } : {}),
    };
  }

  // ---- moving -------------------------------------------------------------------------------------------------------

  /** Go to a scene; whatever lies over it closes. */
  goTo(index) {
    this.at = Math.min(Math.max(index, 0), this.scenes.length - 1);
    this.blank = false;
    this.panel = '';
    this.card = '';
    this.aside = null;
    this.cameFrom = null;
  }

  /** Index of the scene of a site; -1 when the story has no such scene. */
  stopAt(site) {
    return this.scenes.findIndex((scene) => scene.site === site);
  }

  /** Index of the scene that an address names; null where it names none of this story, and for those who follow. */
  indexOf(address) {
    if (address.get('story') !== this.data?.id || this.follows) return null;
    const stop = address.get('stop');
    const index = Number(stop) - 1;
    return this.scenes[index] && stop === `${index + 1}` ? index : null;
  }

  /** Go to a scene and remember where the tour stood, also over several jumps. */
  jumpTo(index) {
    const from = this.cameFrom ?? this.at;
    this.goTo(index);
    this.cameFrom = from === this.at ? null : from;
  }

  /** Show a scene that stands in no story; the tour stays where it is. */
  openAside(scene) {
    const { cameFrom } = this;
    this.goTo(this.at);
    this.cameFrom = cameFrom;
    this.aside = scene;
  }

  /** Whether there is a stop to come back to. */
  get isAway() {
    return Boolean(this.card || this.aside) || this.cameFrom !== null;
  }

  /** Where the next scene is: null at the end of a tour that does not begin again. */
  get following() {
    if (this.at < this.scenes.length - 1) return this.at + 1;
    return this.loop ? 0 : null;
  }

  /** Take a digit of a stop's number. */
  type(digit) {
    this.typed = (this.typed + digit).slice(-MOST_DIGITS);
  }

  /** Take the number that was typed as the index of a scene; null when there is no such stop. */
  takeTyped() {
    const stop = Number(this.typed);
    this.typed = '';
    return stop >= 1 && stop <= this.scenes.length ? stop - 1 : null;
  }

  // ---- what is open -------------------------------------------------------------------------------------------------

  /** Open what is closed, or close it: a panel, or `notes`, `blank`, `timer`, `loop`. */
  toggle(name) {
    if (PANELS.includes(name)) this.panel = this.panel === name ? '' : name;
    else this[name] = !this[name];
  }

  closePanel() {
    this.panel = '';
  }

  /** What an action does now: while the screen is blank, nothing but to wake it, and those who follow cannot. */
  meaningOf(action) {
    if (!this.blank) return action;
    return WAKING.includes(action) && !this.follows ? 'blank' : null;
  }

  /** What Escape does now: the newest thing that lies over the tour goes first. */
  get wayBack() {
    if (this.blank) return 'blank';
    if (this.panel) return 'panel';
    if (this.typed) return 'typed';
    if (this.isAway) return 'return';
    return this.follows ? null : 'leave';
  }
}
