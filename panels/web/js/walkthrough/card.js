/* What stands on the card of a scene and in its legend; and how large that is, before it is shown. */

import { lighten } from '../core/colour.js';
import { element } from '../dom/element.js';
import { measureCard } from '../dom/stage_boxes.js';
import { writeYears } from './year_ticks.js';

const LONG_TITLE = 22; // letters
const LONG_VALUE = 13;

/** Write the card of a scene of a story; `choose(year)` is called when one of its years is pressed. */
export function writeCard(card, scene, story, choose) {
  card.dataset.kind = scene.kind;
  card.className = 'stage-card';
  const head = element('div', { class: 'stage-head' });
  head.append(...writeHead(scene, story));
  const lines = element('ul', { class: 'stage-lines' });
  lines.append(...scene.lines.map(writeLine));
  const years = scene.years ? [writeYears(scene.years, choose)] : [];
  card.replaceChildren(head, ...years, lines);
}

/** Write what the picture of a scene shows; `dark` on a dark stage. */
export function writeLegend(list, { legend }, dark) {
  list.hidden = !legend.length;
  const rows = legend.map(({ svg, text }) => {
    const row = element('li');
    row.innerHTML = svg; // drawn by our own style table
    const line = row.querySelector('.stroke path');
    if (line && dark) line.setAttribute('stroke', lighten(line.getAttribute('stroke')));
    row.append(element('span', {}, text));
    return row;
  });
  list.replaceChildren(...rows);
}

/** Measure a scene that is not shown yet: it stands on the stage unseen, and only for this moment. */
export function measureAhead(stage, scene, story) {
  const unseen = element('div', { class: 'stage-ahead', 'aria-hidden': 'true' });
  const [card, legend] = [element('section'), element('ul', { class: 'stage-legend' })];
  writeCard(card, scene, story, () => null);
  writeLegend(legend, scene, false);
  unseen.append(card, legend);
  stage.append(unseen);
  const measured = measureCard({ card, legend, stage: unseen });
  unseen.remove();
  return measured;
}

function writeHead(scene, story) {
  const parts = scene.kind === 'stop' ? [element('p', { class: 'stage-kicker' }, story)] : [];
  const long = scene.title.length > LONG_TITLE ? ' stage-title--long' : '';
  const title = element('h1', { class: `stage-title${long}`, ...(scene.site ? { 'data-id': scene.site } : {}) });
  if (scene.symbol) title.innerHTML = scene.symbol; // drawn by our own style table
  title.append(element('span', {}, scene.title));
  parts.push(title);
  if (scene.names.length) {
    const names = element('p', { class: 'stage-names' });
    for (const [place, { lang, name }] of scene.names.entries()) {
      names.append(place ? ' · ' : '', element('span', { lang }, name));
    }
    parts.push(names);
  }
  if (scene.place) parts.push(element('p', { class: 'stage-place' }, scene.place));
  if (scene.figure) parts.push(writeFigure(scene.figure));
  return parts;
}

const writeLine = ({ text, of }) => element('li', of.length ? { 'data-id': of[0], 'data-of': of.join(' ') } : {}, text);

function writeFigure({ id, value, caption, source, marks }) {
  const box = element('div', { class: 'stage-figure', 'data-id': id });
  const long = value.length > LONG_VALUE ? ' stage-value--long' : '';
  const words = element('p', { class: 'stage-caption' }, `${caption} · ${source}`);
  for (const mark of marks) words.append(' ', element('span', { class: 'stage-mark' }, mark));
  box.append(element('strong', { class: `stage-value${long}` }, value), words);
  return box;
}
