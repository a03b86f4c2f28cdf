/* How a scene's text finds its place on the screen, and what of the picture is left free for the map. */

const WIDE = 2; // a picture so much wider than high has its text below it, not beside it
const CARD_WIDTHS_VW = [40, 43, 46, 49, 52, 55, 58];
const MOST_OF_BAND = 0.57; // of the screen's height, text and legend together
const LINES = 1.5;
const BAND_GAP_PX = 12;
const SHEET_SHARE = 0.7; // a card that is wider than this part of the screen lies below the picture
const EDGE_PX = 20;
const APART_PX = 6;
const INSET_PX = { beside: [220, 92], band: [90, 30] }; // width, and height below the buttons, of the inset's corner
const BASE_TEXT_PX = 26.67;
const MAP_SCALE = 1.55; // how much larger than on the page the map's words are, at that size of text
const STEPS = 20; // the map is drawn in steps of a twentieth

function isWide(box) {
  if (!box) return false;
  const [[south, west], [north, east]] = box;
  return (east - west) * Math.cos(((south + north) * Math.PI) / 360) > WIDE * (north - south);
}

/** Nothing may be cut off: a card that is too long becomes wider, and at last closer. */
export function fitCard({ card, stage, legend }, { box }) {
  card.classList.remove('stage-card--tight');
  card.classList.toggle('stage-card--band', isWide(box) && innerWidth > innerHeight);
  if (isBand(card)) {
    const isLow = isWhole(card) && card.offsetHeight + legend.offsetHeight < innerHeight * MOST_OF_BAND;
    const bottom = innerHeight - card.getBoundingClientRect().top + BAND_GAP_PX;
    stage.style.setProperty('--legend-bottom', `${bottom}px`);
    if (isLow) return;
    card.classList.remove('stage-card--band');
  }
  for (const width of CARD_WIDTHS_VW) {
    stage.style.setProperty('--card', `${width}vw`);
    if (isWhole(card)) return;
  }
  card.classList.add('stage-card--tight');
}

/** Whether the text lies in a band below the picture. */
export const isBand = (card) => card.matches('.stage-card--band');

/** Whether all of a card is seen; the line above its title is left out where it would not stay one line. */
function isWhole(card) {
  const kicker = card.querySelector('.stage-kicker');
  if (kicker) {
    kicker.hidden = false;
    kicker.hidden = kicker.offsetHeight > LINES * Number.parseFloat(getComputedStyle(kicker).lineHeight);
  }
  return card.scrollHeight <= card.clientHeight + 1;
}

/** Measure how much of the picture is free of card, buttons, legend and foot, in pixels from each side; `blocked` lists
 *  what lies on it, `k` how much larger than on the page the map is drawn. `bottom` and `top` are for what the map's
 *  own style puts at its edges. */
export function measureFree(parts) {
  const [card, legend, foot, buttons] = ['card', 'legend', 'foot', 'buttons'].map((name) => boxOf(parts[name]));
  const band = isBand(parts.card);
  const sheet = card.width > innerWidth * SHEET_SHARE;
  const top = buttons ? buttons.bottom + (sheet ? EDGE_PX / 2 : EDGE_PX) : EDGE_PX;
  const free = sheet
    ? { left: EDGE_PX * 2, right: EDGE_PX * 2, top, bottom: above(band && legend ? legend : card) + EDGE_PX }
    : { left: card.right + EDGE_PX * 2, right: EDGE_PX * 2.5, top, bottom: above(legend ?? foot) + EDGE_PX };
  const blocked = [card, legend, foot, buttons].filter(Boolean).map(widen);
  if (!sheet || band) {
    const [width, height] = INSET_PX[band ? 'band' : 'beside'];
    blocked.push({ x0: innerWidth - width, x1: innerWidth, y0: 0, y1: free.top + height });
  }
  const text = Number.parseFloat(getComputedStyle(parts.stage).fontSize);
  const k = Math.round((text / BASE_TEXT_PX) * MAP_SCALE * STEPS) / STEPS;
  return { free, blocked, k, bottom: above(legend ?? (sheet ? card : foot)) + 4, top: free.top - 4 };
}

const boxOf = (part) => (part && !part.hidden && part.offsetWidth ? part.getBoundingClientRect() : null);
const above = (box) => innerHeight - box.top;
const widen = ({ left, right, top, bottom }) => ({
  x0: left - APART_PX,
  x1: right + APART_PX,
  y0: top - APART_PX,
  y1: bottom + APART_PX,
});
