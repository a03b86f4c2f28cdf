/* How wide and how close the card of a stop is written on the stage, so that all of it is seen. */

const LEAST_EM = 13; // a card is so many letters' heights wide, or this part of a wide screen
const LEAST_SHARE = 0.29;
const STEP = 0.02; // of the screen's width: a card that is too long becomes wider
const USUAL_SHARE = 0.38; // up to here; then it comes closer instead
const MOST_SHARE = 0.46;
const LINES = 1.5;
export const PHONE_PX = 700; // as in the style sheets: the card lies below the picture, which has no inset

/** Nothing may be cut off, and the card stays at its side: one that is too long becomes wider, then closer.
 *  Returns the layout that was found: `share` of the screen's width, `tight`, and whether the line above the title
 *  (`kicker`) is left out. */
export function fitCard({ card, stage }) {
  let layout = null;
  for (const { share, tight } of listTries((LEAST_EM * textSize(stage)) / innerWidth)) {
    layout = { share, tight, kicker: false };
    layCard({ card, stage }, layout);
    layout.kicker = dropKicker(card);
    if (isWhole(card)) break;
  }
  return layout;
}

/** Lay a card out as it was found to fit; nothing is measured. */
export function layCard({ card, stage }, { share, tight, kicker }) {
  stage.style.setProperty('--card', `${(share * 100).toFixed(2)}vw`);
  card.classList.toggle('stage-card--tight', tight);
  const line = card.querySelector('.stage-kicker');
  if (line) line.hidden = kicker;
}

/** The shares of the screen's width that a card may take, and whether it is written closer. A phone gives it all. */
function* listTries(least) {
  const first = Math.min(Math.max(least, LEAST_SHARE), USUAL_SHARE);
  const step = innerWidth <= PHONE_PX ? 1 : STEP;
  for (let share = first; share <= USUAL_SHARE; share += step) yield { share, tight: false };
  for (let share = first; share <= MOST_SHARE; share += step) yield { share, tight: true };
}

/** Leave out the line above the title where it would not stay one line; returns whether it is left out. */
function dropKicker(card) {
  const kicker = card.querySelector('.stage-kicker');
  if (!kicker) return false;
  kicker.hidden = kicker.offsetHeight > LINES * Number.parseFloat(getComputedStyle(kicker).lineHeight);
  return kicker.hidden;
}

/** Whether all of a card is seen. */
function isWhole(card) {
  const isWide = (part) => part.scrollWidth > part.clientWidth + 1; // a long word
  return card.scrollHeight <= card.clientHeight + 1 && ![card, ...card.querySelectorAll('.stage-title')].some(isWide);
}

export const textSize = (stage) => Number.parseFloat(getComputedStyle(stage).fontSize);
