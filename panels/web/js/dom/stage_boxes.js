/* How a scene's text finds its place on the screen, and what of the picture is left free for the map. */

import { findFree, shapeOf } from '../core/free_part.js';
import { fitCard, PHONE_PX, textSize } from './card_fit.js';

const EDGE_PX = 20;
const APART_PX = 6;
const INSET_PX = { width: 206, height: 100, gap: 10 };
const SCALE_PX = { width: 260, height: 36, gap: 4 };
const BASE_TEXT_PX = 26.67;
const MAP_SCALE = 1.55; // how much larger than on the page the map's words are, at that size of text
const STEPS = 20; // the map is drawn in steps of a twentieth

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
