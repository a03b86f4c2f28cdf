import { drawPath, element } from '../dom/element.js';
import { isOpenAtFirst } from './legend.js';
import { linesOf } from './lines.js';
import { askForLayout, state } from './shared.js';

const WEAK_PX = 3; // how much wider the weakest link is
const CASING_PX = 4;

const layer = L.layerGroup();
let legend = null;
let shown = '';

export const addLinks = () => layer.addTo(state.map);

/** After the lines are redrawn: show again what was shown of links. */
export function forgetLinks() {
  shown = '';
}

/** Colour the corridor by how far each country is: its stretches of the lines, the weakest of them wider. */
export function showLinks({ links }) {
  const asked = JSON.stringify(links);
  if (asked === shown) return;
  shown = asked;
  layer.clearLayers();
  showGradeLegend(links.length > 0);
  for (const link of links) drawLink(link);
}

function drawLink([country, grade, words, weak]) {
  const { grades, config } = state;
  const [color, width, dash] = grades[grade] ?? grades.unknown;
  const weight = width + (weak ? WEAK_PX : 0);
  const className = `link link--${country} link--${grade}${weak ? ' link--weak' : ''}`;
  for (const line of linesOf(country)) {
    const below = { color: config.colours.paper, weight: weight + CASING_PX, interactive: false };
    L.polyline(line, { ...below, lineCap: 'butt', className: 'link-casing' }).addTo(layer);
    const options = { color, weight, dashArray: dash || null, lineCap: 'butt', className };
    const path = L.polyline(line, options).addTo(layer);
    path.getElement().dataset.tip = words;
  }
}

/** On a map that is coloured by grades the legend shows only them. */
function showGradeLegend(on) {
  legend?.remove();
  legend = null;
  document.body.classList.toggle('with-links', on);
  if (!on) return;
  legend = L.control({ position: 'bottomright' });
  legend.onAdd = drawGradeLegend;
  legend.addTo(state.map);
}

function drawGradeLegend() {
  const box = element('details', { class: 'grade-legend' });
  box.open = isOpenAtFirst();
  const list = element('ul');
  box.append(element('summary', {}, state.words.legend), list);
  box.addEventListener('toggle', askForLayout);
  L.DomEvent.disableClickPropagation(box);
  for (const [stroke, weight, dash, label] of Object.values(state.grades)) {
    const row = element('li');
    const look = { viewBox: '0 0 36 10', stroke, 'stroke-width': weight, 'stroke-dasharray': dash };
    row.append(drawPath('M0 5H36', look), element('span', {}, label));
    list.append(row);
  }
  return box;
}
