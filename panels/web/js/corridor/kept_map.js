/* The strip of map stays as it was drawn while only the chart below it changes: it has many times as many points. */

import { drawStrip } from '../core/strip_drawing.js';

export class KeptMap {
  constructor() {
    this.shape = null;
    this.node = null; // made of the shape
    this.draw = (strip, tools) => this.take(strip, tools);
  }

  take(strip, tools) {
    const { frame, width, measure } = tools;
    const key = [strip.question, strip.chosen, frame.left, frame.right, width];
    if (!(this.measure === measure && this.key?.every((one, i) => one === key[i]))) {
      Object.assign(this, { key, measure, shape: drawStrip(strip, tools), node: null });
    }
    return this.shape;
  }
}
