const DIGIT = /^[0-9]$/;
const KEYS = new Map(
  Object.entries({
    ArrowRight: 'next',
    PageDown: 'next',
    ' ': 'next',
    ArrowLeft: 'back',
    PageUp: 'back',
    Home: 'first',
    End: 'last',
    Escape: 'escape',
    '.': 'blank',
    '?': 'menu',
    '+': 'closer',
    '-': 'farther',
  }),
);
const LETTERS = new Map(
  Object.entries({
    b: 'blank',
    d: 'theme',
    f: 'fullscreen',
    j: 'list',
    l: 'language',
    n: 'notes',
    o: 'loop',
    p: 'play',
    q: 'share',
    r: 'return',
    t: 'timer',
  }),
);
/** What those may do who follow a room. */
const AUDIENCE = ['language', 'theme', 'fullscreen', 'return', 'menu', 'escape', 'closer', 'farther'];
/** What a walkthrough saved as one file cannot do. */
const SERVER = ['language', 'share', 'cite', 'leave'];

/** Whether an action is for this window: `follows` a room, or stands `alone` in a file. */
export const isAllowed = (action, { follows, alone }) =>
  !((follows && !AUDIENCE.includes(action)) || (alone && SERVER.includes(action)));

/** What a key means: an action, `digit`, or `jump` to the number that was typed; null for nothing.
 *  `typed` is that number; the rest is as for `isAllowed`. */
export function actionOf(key, { typed, ...place }) {
  const action = meaningOf(key, typed);
  return action && isAllowed(action, place) ? action : null;
}

function meaningOf(key, typed) {
  if (DIGIT.test(key)) return 'digit';
  if (key === 'Enter') return typed ? 'jump' : null;
  return KEYS.get(key) ?? LETTERS.get(key.toLowerCase()) ?? null;
}
