/* Names as they are written on the map, with the dots and lines that belong to them. */

import { nearestOf } from '../core/led_names.js';
import { element, svgElement } from '../dom/element.js';
import { state } from './shared.js';
import { hoursBelow } from './waiting.js';

const DOT_PX = 2;
const END_PX = 1.5;

/** Write a name at its place, with the dot of what it names, or the line that leads there; nothing without a place. */
export function writeName({ sites }, place) {
  if (!place) return [];
  const { form, box } = place;
  const label = element('span', { class: form.className }, form.text);
  if (sites) label.dataset.sites = sites;
  label.append(...hoursBelow(form.lines));
  setPosition(label, [box.x0, box.y0], 0);
  if (form.end) return [drawLine(box, form), label];
  if (!form.kind.dot) return [label];
  const dot = element('i', { class: 'label-dot' });
  setPosition(dot, [form.at.x, form.at.y], DOT_PX);
  return [label, dot];
}

/** Draw the line from a name to the country that it names, with a point at its end where that is seen. */
function drawLine(box, { end, isCut }) {
  const start = nearestOf(box, end);
  const svg = svgElement('svg', { class: 'label-line', width: 1, height: 1, 'aria-hidden': 'true' });
  const [x, y] = ['x', 'y'].map((axis) => Math.round((end[axis] - start[axis]) * 10) / 10);
  svg.append(svgElement('path', { d: `M0 0L${x} ${y}`, 'stroke-width': state.config.labels.led.line_px }));
  if (!isCut) svg.append(svgElement('circle', { cx: x, cy: y, r: END_PX }));
  setPosition(svg, [start.x, start.y], 0);
  return svg;
}

function setPosition(drawn, at, shift) {
  const { x, y } = state.map.containerPointToLayerPoint(at);
  L.DomUtil.setPosition(drawn, L.point(Math.round(x - shift), Math.round(y - shift)));
}
