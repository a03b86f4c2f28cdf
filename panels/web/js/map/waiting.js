/* The waiting view: at each crossing the hours at its two posts, as two half discs that face each other. */

import { fillOf, growthOf, halfPath, listHalves, pickWaiting, radiusOf, readWaiting, spread } from '../core/waiting.js';
import { element, svgElement } from '../dom/element.js';
import { choose, isCalm, positionOf, px, state } from './shared.js';
import { markerOf, nameOf } from './sites.js';
import { showKey } from './waiting_key.js';
import { glyphHours, nameGlyph, tellGlyph } from './waiting_words.js';

const GLYPH_Z = 1200;
const BORDER_PX = 4; // how far the border runs beyond the halves
const LEAST_REACH_PX = 13; // small glyphs can be pressed as well
const LABEL_PX = 5;
const LINE_PX = 18;
const RING_PX = 3;
const LEADER_FROM_PX = 3;
const HATCH = 'wait-hatch';
const GROWTH = { duration: 320, easing: 'ease-out' };

const layer = L.layerGroup();
const glyphs = new Map(); // site id → its marker, picture, halves and where it stands

/** Put the layer of glyphs on the map. */
export function addWaiting() {
  layer.addTo(state.map);
  const patterns = svgElement('svg', { width: 0, height: 0, class: 'wait-patterns', 'aria-hidden': 'true' });
  const size = { id: HATCH, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  const hatch = svgElement('pattern', size);
  hatch.append(svgElement('path', { d: 'M0 0V5', class: 'wait-hatch-line' }));
  patterns.append(hatch);
  state.map.getContainer().append(patterns);
}

/** Take what was sent of all years; what was drawn in another language goes. */
export function takeWaiting(message) {
  layer.clearLayers();
  glyphs.clear();
  state.waiting = { ...message, sites: readWaiting(message) };
}

/** The year that a view shows. */
export const yearOf = (view) => view.year || state.waiting.years.at(-1);

/** Show the hours of a view, or take all glyphs off where it shows sites. */
export function showWaiting(view, found) {
  const on = view.view === 'waiting' && view.layers.includes('sites');
  document.body.classList.toggle('with-waiting', on);
  const picked = on ? pickWaiting(state.waiting.sites, view.modes) : new Map();
  const wanted = new Map([...picked].filter(([id]) => markerOf(id) && (found.has(id) || !view.hide)));
  for (const [id, glyph] of glyphs) {
    if (wanted.has(id)) continue;
    glyph.marker.remove();
    glyphs.delete(id);
  }
  state.glyphs = glyphs;
  if (!on) {
    showKey(null);
    return;
  }
  for (const [id, site] of wanted) drawGlyph(id, site, view);
  for (const [id, { drawn }] of glyphs) {
    drawn.classList.toggle('site--off', !found.has(id));
    drawn.classList.toggle('wait--chosen', id === view.site);
    drawn.toggleAttribute('aria-current', id === view.site);
  }
  setApart();
  writeHours();
  showKey(view, yearOf(view));
}

function drawGlyph(id, site, view) {
  const glyph = glyphs.get(id) ?? addGlyph(id);
  const year = yearOf(view);
  const both = view.dir === 'both';
  const halves = listHalves(site, year, view.dir);
  const before = glyph.year === year ? [] : (glyph.halves ?? []);
  Object.assign(glyph, { halves, year });
  glyph.site = site;
  const radii = halves.map(({ value }) => px(radiusOf(value, state.config.waiting, both)));
  const reach = Math.max(...radii);
  glyph.reach = Math.max(reach, px(LEAST_REACH_PX));
  const drawn = halves.map((half, place) => drawHalf(half, radii[place], both));
  const parts = drawn.flat();
  if (view.since) parts.push(...drawBefore(listHalves(site, view.since, view.dir), both));
  const border = svgElement('path', { class: 'wait-border', d: drawBorder(halves, radii, both) });
  const area = svgElement('circle', { class: 'wait-area', r: glyph.reach });
  glyph.picture.replaceChildren(area, ...parts, border);
  if (before.length && !isCalm()) for (const [place, half] of halves.entries()) grow(drawn[place][0], half, before);
  glyph.drawn.setAttribute('aria-label', nameGlyph(id, site, year, halves));
  glyph.drawn.dataset.tip = tellGlyph(id, site, year, halves);
  glyph.marker.setZIndexOffset(GLYPH_Z - Math.round(reach));
}

/** Let a half grow or shrink from what the same post and act had in the year that was shown before. */
function grow(part, { post, act, value }, before) {
  const same = before.find((half) => half.post === post && half.act === act);
  const from = growthOf(same?.value, value, state.config.waiting);
  if (from !== 1) part.animate([{ transform: `scale(${from})` }, { transform: 'none' }], GROWTH);
}

/** Outline the hours of the year that is compared with. */
function drawBefore(halves, both) {
  const known = halves.filter(({ value }) => value.state === 'measured');
  return known.map(({ side, travel, year, value }) => {
    const radius = px(radiusOf(value, state.config.waiting, both));
    const outline = svgElement('path', { class: 'wait-before', d: halfPath(side, radius, both ? travel : '') });
    Object.assign(outline.dataset, { hours: value.hours, year });
    return outline;
  });
}

/** The border, a little longer than the halves: of those who go west above, of those who go east below. */
function drawBorder(halves, radii, both) {
  const longest = (travel) =>
    Math.max(...radii.filter((_, place) => !both || halves[place].travel === travel)) + BORDER_PX;
  return `M0 -${longest('west')}V${longest('east')}`;
}

function addGlyph(id) {
  const svg = svgElement('svg', { class: 'wait-picture', width: 1, height: 1, 'aria-hidden': 'true' });
  const leader = svgElement('g', { class: 'wait-leader' });
  const picture = svgElement('g');
  svg.append(leader, picture);
  const icon = L.divIcon({ className: `wait wait--${id}`, html: svg, iconSize: [0, 0] });
  const marker = L.marker(markerOf(id).getLatLng(), { icon, keyboard: true }).addTo(layer);
  marker.on('click', () => choose(id, positionOf(marker)));
  const drawn = marker.getElement();
  drawn.setAttribute('role', 'button');
  drawn.dataset.wait = id;
  const glyph = { id, marker, drawn, leader, picture, move: [0, 0] };
  glyphs.set(id, glyph);
  return glyph;
}

/** Draw a half: filled by its hours, empty at a measured zero, hatched where nothing was measured, barred if closed. */
function drawHalf({ side, post, act, travel, year, value }, radius, both) {
  const quarter = both ? travel : '';
  const path = halfPath(side, radius, quarter);
  const look = value.state === 'measured' && !value.hours ? 'zero' : value.state || 'blank';
  const half = svgElement('path', { class: `wait-half wait-half--${look}`, d: path });
  Object.assign(half.dataset, { post, act, hours: value.hours ?? '', year, travel });
  if (look === 'measured') half.setAttribute('fill', fillOf(value.hours, state.config.waiting));
  if (look === 'blank') half.setAttribute('fill', `url(#${HATCH})`);
  const parts = [half];
  const out = side === 'west' ? -1 : 1;
  const middle = { west: -0.5, east: 0.5 }[quarter] ?? 0;
  if (look === 'closed') {
    const [x0, x1, y] = [out * radius * 0.15, out * radius * 0.85, middle * radius];
    parts.push(svgElement('path', { class: 'wait-bar', d: `M${x0} ${y}H${x1}` }));
  }
  if (value.disputed)
    parts.push(svgElement('path', { class: 'wait-ring', d: halfPath(side, radius + RING_PX, quarter) }));
  if (value.secondHand && value.state === 'measured') {
    const [x, y] = [out * (radius + RING_PX + 3), middle * radius + 4];
    parts.push(svgElement('text', { class: 'wait-sign', x, y, 'text-anchor': 'middle' }, '*'));
  }
  return parts;
}

/** Set glyphs apart that would cover each other; a line joins each that has moved to its post. */
export function setApart() {
  const all = [...glyphs.values()];
  const at = all.map(({ marker, reach }) => ({ ...pick(state.map.latLngToLayerPoint(marker.getLatLng())), reach }));
  const moves = spread(at, px(state.config.waiting.apart_px));
  for (const [place, glyph] of all.entries()) {
    const [x, y] = moves[place].map(Math.round);
    glyph.move = [x, y];
    glyph.picture.setAttribute('transform', `translate(${x} ${y})`);
    const line = svgElement('path', { d: `M0 0L${x} ${y}` });
    const post = svgElement('circle', { r: LEADER_FROM_PX });
    glyph.leader.replaceChildren(...(x || y ? [line, post] : []));
  }
}

const pick = ({ x, y }) => ({ x, y });

const placeOf = ({ marker, move: [x, y] }) => {
  const at = state.map.latLngToContainerPoint(marker.getLatLng());
  return { x: at.x + x, y: at.y + y };
};

/** What glyphs cover, for whoever writes names beside them. */
export function listGlyphBoxes() {
  return [...glyphs.values()].map((glyph) => {
    const { x, y } = placeOf(glyph);
    const out = glyph.reach + RING_PX;
    return { x0: x - out, x1: x + out, y0: y - out, y1: y + out };
  });
}

/** The names of the crossings and, close enough, their hours, as the names of the map are listed. */
export function listGlyphNames() {
  const rules = state.config.waiting;
  const near = state.map.getZoom() >= rules.hours_from_zoom;
  document.body.classList.toggle('with-hours', near);
  const alone = { ...state.config.labels.kinds.site, places: rules.beside };
  return [...glyphs.values()]
    .sort((a, b) => (b.id === state.view.site) - (a.id === state.view.site) || b.reach - a.reach)
    .map((glyph) => {
      const lines = near ? glyphHours(glyph.halves) : [];
      return {
        text: nameOf(glyph.id),
        lines,
        sites: glyph.id,
        at: placeOf(glyph),
        reach: (glyph.reach + LABEL_PX) / px(1),
        kind: { ...alone, height: alone.height + LINE_PX * lines.length, alone },
        keeps: true,
        className: 'label label--site label--wait',
      };
    });
}

/** Bring the hours that are written on the map in step, without moving them: their places follow. */
function writeHours() {
  for (const label of state.map.getPane('names').querySelectorAll('.label--wait')) {
    const glyph = glyphs.get(label.dataset.sites);
    const lines = label.querySelectorAll('.label-hours');
    if (!(glyph && lines.length)) continue;
    const words = glyphHours(glyph.halves);
    for (const [place, line] of lines.entries()) line.textContent = words[place] ?? '';
  }
}

/** The hours below the name of a glyph. */
export const hoursBelow = (lines) => lines.map((line) => element('small', { class: 'label-hours' }, line));
