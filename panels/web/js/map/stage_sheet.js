/* A stage on paper, printed from a phone: there the card lies below the picture, on the sheet it lies on the picture.
   So the map gets the size of the sheet, and what it showed is framed beside the card. */

const PHONE = '(max-width: 700px)'; // as in the style sheets
const SHEET_PX = { width: 1032, height: 718 }; // A4 on its side between its margins
const CARD_PX = 450; // with its edge: see css/stage_print.css
const EDGE_PX = 40;
const FOOT_PX = 100; // what lies at the foot: line, legend of two rows
const BLOCKED = [
  { x0: 0, x1: CARD_PX, y0: 0, y1: SHEET_PX.height },
  { x0: CARD_PX, x1: SHEET_PX.width, y0: SHEET_PX.height - FOOT_PX, y1: SHEET_PX.height },
  { x0: 826, x1: SHEET_PX.width, y0: 68, y1: 168 }, // the small map
];
const BOTTOM = '--stage-bottom';

/** The map of a stage while it is printed. */
export class StageSheet {
  constructor(map, caravan) {
    this.map = map;
    this.caravan = caravan;
    this.before = null; // how the map was on the screen
    this.isMoving = false; // not by the reader
  }

  /** Lay the map on a sheet with a box beside the card, without one what is seen now; all is k times as large. */
  lay({ box, k, maxZoom }) {
    if (this.before || !matchMedia(PHONE).matches) return;
    const { map } = this;
    const { style } = map.getContainer();
    const root = document.documentElement.style;
    const seen = map.getBounds();
    this.before = {
      css: style.cssText,
      bottom: root.getPropertyValue(BOTTOM),
      camera: [map.getCenter(), map.getZoom()],
    };
    for (const [side, length] of Object.entries(SHEET_PX)) style.setProperty(side, `${length}px`, 'important');
    root.setProperty(BOTTOM, `${FOOT_PX}px`);
    map.invalidateSize({ animate: false, pan: false });
    this.caravan.setStage({ on: true, k, blocked: BLOCKED });
    const paddingTopLeft = [CARD_PX + EDGE_PX, EDGE_PX];
    const paddingBottomRight = [EDGE_PX, FOOT_PX + EDGE_PX];
    const limit = box ? { maxZoom } : {};
    this.move(() => map.fitBounds(box ?? seen, { ...limit, paddingTopLeft, paddingBottomRight, animate: false }));
    this.caravan.layOut();
    map.eachLayer((one) => one instanceof L.Canvas && finish(one));
  }

  /** Take it off: the map has its size again, and shows what it showed. Says whether it was on a sheet. */
  takeOff() {
    if (!this.before) return false;
    const { css, bottom, camera } = this.before;
    this.before = null;
    this.map.getContainer().style.cssText = css;
    document.documentElement.style.setProperty(BOTTOM, bottom);
    this.map.invalidateSize({ animate: false, pan: false });
    this.move(() => this.map.setView(...camera, { animate: false }));
    return true;
  }

  move(act) {
    this.isMoving = true;
    act();
    this.isMoving = false;
  }
}

/** Draw a canvas now, not at the next frame: the sheet is taken before it. Reading a dot makes the browser do it. */
function finish(canvas) {
  canvas._redraw();
  canvas._ctx.getImageData(0, 0, 1, 1);
}
