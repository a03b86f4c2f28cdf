/* The key of the waiting view: one drawn example, the steps of the colours, and the signs. */

import { fillOf, halfPath, radiusOf } from '../core/waiting.js';
import { element, svgElement } from '../dom/element.js';
import { isOpenAtFirst } from './legend.js';
import { askForLayout, state } from './shared.js';

const EXAMPLE = { west: 48, east: 12 };
const BOX = '-86 -30 172 60';
const SIGN_BOX = '-10 -10 20 20';
const NARROW_PX = 520;

const drawn = { control: null, words: '', title: '' };

/** Show the key of a view, or take it off. */
export function showKey(view, year) {
  const { words } = state;
  const signs = view ? listSigns(view) : [];
  const said = view ? JSON.stringify([view.dir, words.waitTitle, signs]) : '';
  if (view) drawn.title = words.waitTitle.replace('{year}', view.since ? `${view.since} → ${year}` : year);
  if (said === drawn.words) {
    const summary = drawn.control?.getContainer().firstChild;
    if (summary) summary.textContent = drawn.title;
    return;
  }
  drawn.words = said;
  if (!view) {
    drawn.control?.remove();
    drawn.control = null;
  } else if (drawn.control) fillKey(drawn.control.getContainer(), view, signs);
  else {
    drawn.control = L.control({ position: 'topleft' });
    drawn.control.onAdd = () => makeKey(view, signs);
    drawn.control.addTo(state.map);
  }
}

function makeKey(view, signs) {
  const box = element('details', { class: 'wait-key' });
  box.open = isOpenAtFirst() && innerWidth > NARROW_PX;
  fillKey(box, view, signs);
  box.addEventListener('toggle', askForLayout);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  return box;
}

/** Write the key; the box stays, and stays open or folded. */
function fillKey(box, view, signs) {
  const said = element('p', {}, state.words.waitKey);
  box.replaceChildren(element('summary', {}, drawn.title), drawExample(view.dir), said, drawSteps(), drawSigns(signs));
}

/** A glyph of a crossing that is passed in the direction of the view: who enters in the west, leaves in the east. */
function drawExample(direction) {
  const { words, config } = state;
  const sides = Object.entries(EXAMPLE).map(([side, hours]) => {
    const isEntered = side === direction || (direction === 'both' && side === 'west');
    return { side, hours, text: isEntered ? words.waitEntering : words.waitLeaving };
  });
  const svg = svgElement('svg', { class: 'wait-example', viewBox: BOX, width: 172, height: 60, 'aria-hidden': 'true' });
  for (const { side, hours, text } of sides) {
    const radius = radiusOf({ state: 'measured', hours }, config.waiting);
    const out = side === 'west' ? -1 : 1;
    svg.append(
      svgElement('path', { class: 'wait-half', d: halfPath(side, radius), fill: fillOf(hours, config.waiting) }),
      svgElement('text', { x: out * (radius + 6), y: 4, 'text-anchor': side === 'west' ? 'end' : 'start' }, text),
    );
  }
  svg.append(svgElement('path', { class: 'wait-border', d: 'M0 -29V29' }));
  return svg;
}

function drawSteps() {
  const { from_hours: steps, fills } = state.config.waiting;
  const list = element('ol', { class: 'wait-steps' });
  for (const [place, from] of steps.entries()) {
    const step = element('li', {}, from);
    step.style.setProperty('--step', fills[place]);
    list.append(step);
  }
  list.append(element('li', {}, state.words.waitHours.replace('{h}', '').trim()));
  return list;
}

/** Which signs are on the map at this moment: others would only take room. */
function listSigns(view) {
  const { words } = state;
  const values = [...state.glyphs.values()].flatMap(({ halves }) => halves.map(({ value }) => value));
  const has = (test) => values.some(test);
  const isMeasured = (value) => value.state === 'measured';
  return [
    ['blank', words.waitBlank, has((value) => !value.state)],
    ['zero', words.waitZero, has((value) => isMeasured(value) && !value.hours)],
    ['closed', words.waitClosed, has((value) => value.state === 'closed')],
    ['disputed', words.waitDisputed, has((value) => value.disputed)],
    ['second', words.waitSecondHand, has((value) => value.secondHand)],
    ['before', String(view.since), Boolean(view.since)],
  ].filter(([, , isSeen]) => isSeen);
}

function drawSigns(signs) {
  const list = element('ul', { class: 'wait-signs' });
  list.append(...signs.map(([name, text]) => describeSign(name, text)));
  return list;
}

function describeSign(name, text) {
  const row = element('li');
  if (name === 'second') {
    row.append(element('b', {}, '*'), element('span', {}, text));
    return row;
  }
  const svg = svgElement('svg', { viewBox: SIGN_BOX, width: 18, height: 18, 'aria-hidden': 'true' });
  const look = { disputed: 'wait-ring', before: 'wait-before' }[name] ?? `wait-half wait-half--${name}`;
  const path = svgElement('path', { class: look, d: halfPath('west', 8) + halfPath('east', 8) });
  if (name === 'blank') path.setAttribute('fill', 'url(#wait-hatch)');
  svg.append(path);
  if (name === 'closed') svg.append(svgElement('path', { class: 'wait-bar', d: 'M-6 0H6' }));
  row.append(svg, element('span', {}, text));
  return row;
}
