/* Where names stand on a map: each takes the free place that covers least. The rule of geo/picture/labels.py and
   name_placing.py; `rules` is the table [labels] of data/style.toml; tests/vectors/labels.json holds both together. */

import { listLineBoxes } from './led_names.js';
import { isOver } from './occupancy.js';

const MOST_TRIES = 24; // of places that a late name looks at: each asks where all others would go

/** List where a name may stand around its point, the best first. */
export function listBoxes({ at, kind, width, height, reach }, rules) {
  const places = kind.places ?? (kind.centred ? rules.centred : rules.beside);
  return places.map(({ x, y }) => {
    const x0 = at.x + x[0] * reach + x[1] * width + x[2];
    const y0 = at.y + y[0] * reach + y[1] * height + y[2];
    return { x0, y0, x1: x0 + width, y1: y0 + height };
  });
}

/** List the free places of a name and what they cost, the best first; none that is not worth it. */
function listPlaces(name, sheet) {
  if (!sheet.known.has(name)) sheet.known.set(name, rankPlaces(name, sheet));
  return sheet.known.get(name).filter(({ box, line }) => sheet.isFree(box) && line.every((one) => sheet.isClear(one)));
}

/** … of all its places that do not cover what stays: what lies below them is counted once, however often names are
 *  placed. */
function rankPlaces(name, sheet) {
  const { rules } = sheet;
  const { must, dot } = name.kind;
  const most = dot ? rules.most_cost_point : rules.most_cost_area;
  return listBoxes(name, rules)
    .map((box, order) => ({ form: name, box, cost: order }))
    .filter(({ box }) => sheet.isFree(box, sheet.base) && (!name.allows || name.allows(box)))
    .map((place) => ({ ...place, cost: place.cost + sheet.countInk(place.box) * rules.ink_cost }))
    .filter(({ cost }) => must || cost <= most)
    .map((place) => ({ ...place, line: listLineBoxes(place.box, name.end, rules.led) }))
    .sort((one, other) => one.cost - other.cost);
}

/** Find the best free place of a name and take it; null when no place is free, or none is worth it. */
export function takePlace(name, sheet) {
  const [best] = listPlaces(name, sheet);
  return best ? take(best, sheet).box : null;
}

function take(place, sheet) {
  sheet.boxes.push(...listCovered(place, sheet.rules));
  return place;
}

/** What a name at a place covers, with the line that leads from it, and what is kept free around it. */
const listCovered = ({ form, box, line }, rules) => [form.kind.must ? box : widen(box, rules.apart_px), ...line];

/** Find places for names, in their order: a name is { forms, lateForms, keeps }, its forms are tried one after another,
 *  each where it `allows` a box.
 *  One with `lateForms` that finds no room takes a place before all others, in any form, if no name that `keeps` its
 *  own loses it, or covers more for it. Where one that `leads` has no room, those that follow are left out. Returns for
 *  each name its place { form, box, line, cost }, or null. */
export function placeNames(names, sheet) {
  const all = { names, sheet, taken: [...sheet.boxes] };
  let placed = placeAll(all, new Map(), ({ forms }) => forms);
  let fixed = new Map();
  for (const late of names.filter((name) => name.lateForms)) {
    const found = placed.get(late) ? null : placeLate(late, all, placed, fixed);
    if (!found) continue;
    fixed = found;
    placed = placeAll(all, fixed, listAll);
  }
  if (names.some((name) => name.leads && !placed.get(name))) {
    placed = placeAll({ ...all, names: names.filter(({ follows }) => !follows) }, fixed, listAll);
  }
  return names.map((name) => placed.get(name) ?? null);
}

/** Place names on a sheet, first those with a fixed place. */
function placeAll({ names, sheet, taken }, fixed, listForms) {
  sheet.boxes = [...taken];
  const placed = new Map([...fixed].map(([name, place]) => [name, take(place, sheet)]));
  for (const name of names) if (!placed.has(name)) placed.set(name, takeForm(listForms(name), sheet));
  return placed;
}

/** Find a place for a late name that harms none that keeps its own: the fixed places with it, or null. Whether others
 *  can stand elsewhere is tried only where it would cover them. */
function placeLate(late, all, placed, fixed) {
  const { names, sheet } = all;
  const keepers = names.filter((name) => name.keeps && placed.get(name));
  placeAll({ ...all, names: [] }, fixed, listAll);
  const free = sheet.boxes;
  let tries = 0;
  for (const form of listAll(late)) {
    sheet.boxes = free;
    for (const place of listPlaces(form, sheet)) {
      const tried = new Map([...fixed, [late, place]]);
      const taken = listCovered(place, sheet.rules);
      const covered = keepers.filter((name) => taken.some((one) => isOver(one, placed.get(name).box)));
      if (!covered.length) return tried;
      const known = { ...all, placed, fixed: tried };
      if (tries >= MOST_TRIES || !covered.every((name) => staysWell([name], known))) continue;
      tries += 1;
      if (staysWell(keepers, known)) return tried;
    }
  }
  return null;
}

/** Whether each of some names, placed after those with a fixed place, covers no more than before. */
function staysWell(keepers, { sheet, taken, placed, fixed }) {
  sheet.boxes = [...taken];
  for (const place of fixed.values()) take(place, sheet);
  const isWell = (name) => isAsGood(takeForm(listAll(name), sheet), placed.get(name), sheet.rules);
  return keepers.every((name) => fixed.has(name) || isWell(name));
}

/** Forms that are made when they are first asked for, and once. */
export function listOnce(make) {
  const [made, source] = [[], make()];
  return {
    *[Symbol.iterator]() {
      for (let place = 0; ; place += 1) {
        if (place === made.length) {
          const { done, value } = source.next();
          if (done) return;
          made.push(value);
        }
        yield made[place];
      }
    },
  };
}

function* listAll({ forms, lateForms = [] }) {
  yield* forms;
  yield* lateForms;
}

function takeForm(forms, sheet) {
  for (const form of forms) {
    const [best] = listPlaces(form, sheet);
    if (best) return take(best, sheet);
  }
  return null;
}

/** Whether a place covers no more than another one did: which of those beside each other it is does not count. */
const isAsGood = (place, before, { ink_cost: cell }) =>
  place !== null && Math.floor(place.cost / cell) <= Math.floor(before.cost / cell);

const widen = (box, [x, y]) => ({ x0: box.x0 - x, x1: box.x1 + x, y0: box.y0 - y, y1: box.y1 + y });

/** Keep all names off the dots of great towns, those of countries too, which are placed before the towns are. */
export function blockDots(names, sheet, reach) {
  const great = names.filter(({ kind, listLate }) => kind.dot && listLate);
  sheet.boxes.push(...great.map(({ at }) => boxAround(at, reach)));
}

/** Place names with those dots kept free, or over them where a name that should stand finds no room otherwise. */
export function placeOffDots(names, sheet, reach) {
  const free = [...sheet.boxes];
  sheet.base = free;
  blockDots(names, sheet, reach);
  const placed = placeNames(names, sheet);
  const countLost = (found) => names.filter((name, i) => name.lateForms && !found[i]).length;
  if (!countLost(placed)) return placed;
  sheet.boxes = [...free];
  const over = placeNames(names, sheet);
  return countLost(over) < countLost(placed) ? over : placed;
}

/** A box that reaches as far to each side of a point. */
export const boxAround = ({ x, y }, reach) => ({ x0: x - reach, x1: x + reach, y0: y - reach, y1: y + reach });

/** Whether a name of the base map is shown at a zoom: countries from afar, places by their rank. */
export function isNamed(kind, rank, zoom, rules) {
  if (kind === 'country') return zoom < rules.countries_below_zoom;
  return zoom >= (rules.rank_zoom[rank] ?? rules.last_rank_zoom);
}
