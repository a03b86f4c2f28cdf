/* A list that scrolls in its own place says how many of its rows are not seen in full below; a press shows them. */

import { element } from './element.js';

const ROWS = 'li, tbody tr, :scope > p';
const SLACK_PX = 1;
const NOTE_PX = 24; // as high as the note is, which lies on the last rows
const SIGN_PX = 14.5; // signs of sources are lower than that, and stand a little above their line
const OVERLAP_PX = 2; // by which letters of one line may reach into the next
const MOST_PX = 45; // two lines and a half
// A list is measured first when it has been laid out and is not yet painted. All are measured before any is changed:
// else each would have the page laid out again.
const watching = new ResizeObserver((entries) => {
  const boxes = new Set(entries.map(({ target }) => target.closest('[data-more]')));
  for (const found of [...boxes].filter(hasNote).map(measure)) tell(found);
});
const noteOf = (box) => box.querySelector(':scope > .more-below');
const hasNote = (box) => Boolean(box && noteOf(box));

/** Let every list with `data-more` ("{n} more") say so, from now on: when it is scrolled, or its size changes. */
export function watchLists() {
  for (const box of document.querySelectorAll('[data-more]')) if (!hasNote(box)) addNote(box);
}

function addNote(box) {
  const note = element('button', { type: 'button', class: 'more-below', hidden: '' });
  note.addEventListener('click', () => box.scrollBy({ top: box.clientHeight - note.offsetHeight }));
  const parts = [...box.children];
  box.append(element('i', { class: 'more-veil', 'aria-hidden': 'true', hidden: '' }), note);
  box.addEventListener('scroll', () => tell(measure(box)), { passive: true });
  for (const one of [box, ...parts]) watching.observe(one); // fonts that come late make rows higher
}

/* How many rows are not seen in full, and how high what covers the line is that is cut by the note, or by the edge:
   what is seen ends with a whole line. */
function measure(box) {
  const foot = box.getBoundingClientRect().bottom;
  const count = countBelow(box, foot);
  return { box, count, veil: count ? foot - coverBadges(box, findLastLine(box, foot - NOTE_PX)) : 0 };
}

/** Where the boxes begin that stand out a little above the words of the line that is covered. */
function coverBadges(box, edge) {
  const tops = [...box.querySelectorAll('*')].map((one) => one.getBoundingClientRect().top);
  return Math.min(edge, ...tops.filter((top) => top > edge - OVERLAP_PX));
}

function tell({ box, count, veil }) {
  const note = noteOf(box);
  const cover = box.querySelector(':scope > .more-veil');
  const words = box.dataset.more.replace('{n}', count);
  if (note.textContent !== words) note.textContent = words;
  if (note.hidden !== !count) note.hidden = !count;
  if (cover.hidden !== !count) cover.hidden = !count;
  if (count) cover.style.setProperty('--veil', `${veil}px`);
}

/** Where the line begins that would be cut at a height, or the sign of one; the height itself where all are whole. A
 *  sign stands above its line: where the lines before it would all have to go for that, it is cut. */
function findLastLine(box, limit) {
  const pen = document.createRange();
  const texts = [...box.querySelectorAll(ROWS)].flatMap(listTexts).flatMap((text) => {
    pen.selectNodeContents(text);
    return [...pen.getClientRects()];
  });
  const isCut = ({ top, bottom, height }, at) => {
    const overlap = height > SIGN_PX ? OVERLAP_PX : 0;
    return top < at - overlap && bottom > at + overlap;
  };
  const findEdge = (some) => {
    const next = (at) => some.find((text) => isCut(text, at));
    let edge = limit;
    for (let one = next(edge); one; one = next(edge)) edge = one.top;
    return edge;
  };
  const edge = findEdge(texts);
  return edge > limit - MOST_PX ? edge : findEdge(texts.filter(({ height }) => height > SIGN_PX));
}

/** The texts of a row; boxes around words, as of a badge, reach into the lines beside them. */
function listTexts(row) {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/** Rows that end below a height, or below the note where there is one; lists that do not scroll have none. */
function countBelow(box, foot) {
  if (box.scrollHeight - box.clientHeight <= SLACK_PX) return 0;
  const ends = [...box.querySelectorAll(ROWS)].map((row) => row.getBoundingClientRect());
  const below = (at) => ends.filter(({ bottom, height }) => height && bottom > at + SLACK_PX).length;
  return below(foot) && below(foot - NOTE_PX);
}
