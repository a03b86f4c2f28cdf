/* What is taken on a sheet on which names are placed, as `Room` in geo/picture/labels.py. */

const ROW = 4096; // more cells than any screen has below each other
const MOST_STEPS = 400;

export const isOver = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** What is taken on a sheet: boxes that nothing may cover, and cells with ink that names avoid. */
export class Occupancy {
  constructor(size, rules) {
    this.size = size;
    this.rules = rules;
    this.boxes = [];
    this.ink = new Set();
    this.base = []; // boxes that stay, as long as names are placed
    this.known = new Map(); // form of a name → its places, once all ink and all that stays is there
  }

  /** Whether a box is on the sheet and covers no other one. */
  isFree(box, boxes = this.boxes) {
    const { edge_px: edge } = this.rules;
    const inside = box.x0 > edge && box.y0 > edge && box.x1 < this.size.x - edge && box.y1 < this.size.y - edge;
    return inside && this.isClear(box, boxes);
  }

  /** The sheet as it is now, for what is asked of it when names have taken their places. */
  copy() {
    return Object.assign(new Occupancy(this.size, this.rules), { boxes: [...this.boxes], ink: this.ink });
  }

  /** What lies on the sheet, as a text that is the same for the same. */
  describe() {
    return `${this.boxes.map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1]).join()} ${[...this.ink].join()}`;
  }

  /** Whether a box on the sheet covers nothing, no ink either. */
  isOpen(box) {
    return this.isFree(box) && !this.countInk(box);
  }

  /** Whether a box covers no other, wherever it is. */
  isClear(box, boxes = this.boxes) {
    return !boxes.some((other) => isOver(box, other));
  }

  /** Count the cells with ink below a box. */
  countInk(box) {
    const [x0, y0, x1, y1] = [box.x0, box.y0, box.x1, box.y1].map((value) => this.cellOf(value));
    let cells = 0;
    for (let x = x0; x <= x1; x += 1) {
      for (let y = y0; y <= y1; y += 1) cells += this.ink.has(x * ROW + y) ? 1 : 0;
    }
    return cells;
  }

  cellOf(value) {
    return Math.floor(value / this.rules.ink_cell_px);
  }

  /** Put ink along a line of points `{ x, y }`, where it is on the sheet. */
  drawLine(points) {
    for (const [place, b] of points.entries()) {
      if (place) this.drawStroke(points[place - 1], b);
    }
  }

  /** Whether a stroke lies wholly to one side of the sheet, as most of a line does close in. */
  isBeside(a, b) {
    const { x, y } = this.size;
    return Math.max(a.x, b.x) < 0 || Math.min(a.x, b.x) >= x || Math.max(a.y, b.y) < 0 || Math.min(a.y, b.y) >= y;
  }

  drawStroke(a, b) {
    if (this.isBeside(a, b)) return;
    const steps = Math.min(MOST_STEPS, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / this.rules.ink_step_px)) || 1;
    for (let step = 0; step <= steps; step += 1) {
      const x = a.x + ((b.x - a.x) * step) / steps;
      const y = a.y + ((b.y - a.y) * step) / steps;
      if (x >= 0 && y >= 0 && x < this.size.x && y < this.size.y) this.ink.add(this.cellOf(x) * ROW + this.cellOf(y));
    }
  }
}
