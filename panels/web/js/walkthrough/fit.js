/* How a scene's text finds its place on the screen, and what of the picture is left free for the map. */

import { findFree, shapeOf } from '../core/free_part.js';

const LEAST_EM = 13; // a card is so many letters' heights wide, or this part of a wide screen
const LEAST_SHARE = 0.29;
const STEP = 0.02; // of the screen's width: a card that is too long becomes wider
const USUAL_SHARE = 0.38; // up to here; then it comes closer instead
const MOST_SHARE = 0.46;
const LINES = 1.5;
const EDGE_PX = 20;
const APART_PX = 6;
const INSET_PX = { width: 206, height: 100, gap: 10 };
const SCALE_PX = { width: 260, height: 36, gap: 4 };
const PHONE_PX = 700; // as in the style sheets: the card lies below the picture, which has no inset
const BASE_TEXT_PX = 26.67;
const MAP_SCALE = 1.55; // how much larger than on the page the map's words are, at that size of text
const STEPS = 20; // the map is drawn in steps of a twentieth

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

const textSize = (stage) => Number.parseFloat(getComputedStyle(stage).fontSize);

/** Measure what every stop of a stage has in common: line below, buttons, and how much larger the map is drawn. */
export function measureFrame({ foot, buttons, stage }) {
  const k = Math.round((textSize(stage) / BASE_TEXT_PX) * MAP_SCALE * STEPS) / STEPS;
  return { foot: boxOf(foot), buttons: boxOf(buttons), k };
}

/** Find the layout of a card, and measure where card and legend then stand. */
export function measureCard({ card, legend, stage }) {
  return { layout: fitCard({ card, stage }), card: boxOf(card), legend: boxOf(legend) };
}

/** Find where the map has room for a box: the pixels from each side to the part in which it is shown largest and
 *  nothing lies on it. `blocked` lists what lies on the picture; `bottom` and `top` are for what the map's own style
 *  puts at its edges. The boxes are those of `measureCard` and `measureFrame`. */
export function findRoom({ card, legend, foot, buttons }, box) {
  const phone = innerWidth <= PHONE_PX;
  const screen = { width: innerWidth, height: innerHeight };
  const top = (buttons?.bottom ?? 0) + INSET_PX.gap;
  const blocked = [card, legend, foot, buttons].filter(Boolean).map(widen);
  const base = (legend ?? (phone ? card : foot)).top - SCALE_PX.gap; // the scale stands on it
  if (!phone) {
    blocked.push({ x0: innerWidth - INSET_PX.width, x1: innerWidth, y0: top, y1: top + INSET_PX.height });
    blocked.push({ x0: innerWidth - SCALE_PX.width, x1: innerWidth, y0: base - SCALE_PX.height, y1: base });
  }
  const { left, right, ...part } = findFree(screen, blocked, box ? shapeOf(box) : screen, EDGE_PX);
  const free = {
    left: left + EDGE_PX,
    right: innerWidth - right + EDGE_PX,
    top: part.top + EDGE_PX,
    bottom: innerHeight - part.bottom + EDGE_PX,
  };
  return { free, blocked, bottom: innerHeight - base, top };
}

const boxOf = (part) => (part.hidden || !part.offsetWidth ? null : part.getBoundingClientRect());
const widen = ({ left, right, top, bottom }) => ({
  x0: left - APART_PX,
  x1: right + APART_PX,
  y0: top - APART_PX,
  y1: bottom + APART_PX,
});
