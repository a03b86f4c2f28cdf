import { Occupancy } from '../core/occupancy.js';
import { boxAround, isNamed, listOnce, placeOffDots } from '../core/place_labels.js';
import { townName } from '../core/town_name.js';
import { noteControls } from './controls.js';
import { isAtHome, isHeldAt, isSeen, placesBeside, placesLed, placesOf } from './country_names.js';
import { listEdges, listTowns } from './ground.js';
import { describeGroup, drawGroups, idsOf, showGroups } from './groups.js';
import { putInk } from './ink.js';
import { showLegend } from './legend.js';
import { listMarks, MARK_REACH_PX, showMarks } from './marks.js';
import { measureWidth } from './name_width.js';
import { writeName } from './name_writing.js';
import { px, state } from './shared.js';
import { isFacing, nameOf } from './sites.js';
import { listGlyphBoxes, listGlyphNames, setApart } from './waiting.js';

const SYMBOL_REACH_PX = 13; // what a symbol, and the ring of a group, covers to each side of its place
const RING_REACH_PX = 17;
const CONTROL_MARGIN_PX = 4;
const RING_LABEL_PX = 19; // how far a name stands from a ring, and from the larger symbol of a chosen site
const CHOSEN_LABEL_PX = 25;
const NAMELESS = ['osm']; // base maps that bring names of their own
const DOT_REACH_PX = 3; // free of other names around the dot of a great town
const OWN = 'own';
const EDGE_ROOM_PX = 60; // the words that detail ends need some room
const SAME_NAME_DEG = 1;
const CLOSE_PX = 0.5; // between the letters of a country that has little room
const SMALLER = 0.84; // as in css/map_frame.css
const SMALLEST = 0.76;
const SMALL_REACH_PX = 9;

/** Group the symbols and write the names of sites and of the base map where there is room for them. */
export function layOut() {
  if (!state.ready) return;
  const pane = state.map.getPane('names');
  pane.classList.remove('names--away');
  const seen = drawGroups();
  showMarks(state.view);
  setApart();
  const sheet = blockSheet(seen);
  const ours = [...listGlyphNames(), ...listSiteNames(seen)];
  const names = [...ours, ...listBaseNames(new Set(ours.map(({ text }) => text)), sheet.copy()), ...listGroundNames()];
  const placed = placeOffDots(names.map(withForms), sheet, DOT_REACH_PX);
  pane.replaceChildren(...names.flatMap((name, order) => writeName(name, placed[order])));
  showGroups();
}

/** Note what is taken on the map: controls, what lies on a stage, symbols, marks, lines. */
function blockSheet({ alone, groups, posts }) {
  const sheet = new Occupancy(state.map.getSize(), state.config.labels);
  putInk(sheet);
  showLegend(state.view, [...alone, ...posts]); // names keep off it as it is now
  const block = (at, reach) => sheet.boxes.push(boxAround(at, reach));
  const gap = CONTROL_MARGIN_PX;
  const covered = [...noteControls(), state.covered].filter(Boolean);
  sheet.boxes.push(
    ...covered.map(([x0, y0, x1, y1]) => ({ x0: x0 - gap, x1: x1 + gap, y0: y0 - gap, y1: y1 + gap })),
    ...state.stage.blocked,
  );
  for (const place of [...alone, ...posts]) block(placeAt(place), px(SYMBOL_REACH_PX));
  for (const members of groups) block(groupAt(members), px(RING_REACH_PX));
  for (const at of listMarks()) block(at, MARK_REACH_PX);
  sheet.boxes.push(...listGlyphBoxes());
  return sheet;
}

const placeAt = (place) => state.map.layerPointToContainerPoint(place.at);
const groupAt = (members) => state.map.latLngToContainerPoint(members.bounds.getCenter());

/** The names of sites and groups: the chosen one first, then what faces it, then those that answer. */
function listSiteNames({ alone, groups, posts }) {
  const chosen = state.view.site;
  const kind = state.config.labels.kinds.site;
  const rank = ({ id }) => {
    if (id === chosen) return 0;
    if (isFacing(state.view, id)) return 1;
    return state.matched?.has(id) ? 2 : 3;
  };
  const facing = posts.filter(({ id }) => isFacing(state.view, id));
  const names = [...alone, ...facing]
    .sort((a, b) => rank(a) - rank(b))
    .map((place) => ({
      text: nameOf(place.id),
      sites: place.id,
      at: placeAt(place),
      reach: place.id === chosen ? CHOSEN_LABEL_PX : kind.reach,
    }));
  const rings = groups.map((members) => ({
    text: describeGroup(members).label,
    sites: idsOf(members),
    at: groupAt(members),
    reach: RING_LABEL_PX,
  }));
  return [...names, ...rings].map((name) => ({ ...name, kind, keeps: true, className: 'label label--site' }));
}

/** The names of the base map at this zoom; a town that a site or group is named after need not be named. */
function listBaseNames(known, sheet) {
  if (NAMELESS.includes(document.body.dataset.base)) return [];
  const { labels: rules } = state.config;
  const zoom = state.map.getZoom();
  const seen = state.map.getBounds().pad(0.02);
  return state.labels
    .filter(([kind, , , rank]) => isNamed(kind, rank, zoom, rules))
    .flatMap(([kind, lat, lon, rank, text, country]) => {
      const written = writtenAs(kind, rules.kinds);
      const isMember = state.config.members.includes(country);
      if (kind === 'country') {
        return listCountryName({ text, country, ...written }, placesOf(country, lat, lon), isMember && sheet);
      }
      if (!seen.contains([lat, lon])) return [];
      const at = state.map.latLngToContainerPoint([lat, lon]);
      const isGreat = kind === 'place' && rules.rank_zoom[rank] === 0 && isMember;
      if (!isGreat || known.has(text)) return [{ text, at, ...written }];
      const others = { listOthers: () => listSmaller(written), listLate: () => listBesideSymbol(written) };
      return [{ text, at, ...written, ...others }];
    });
}

const writeSmaller = ({ kind, className, ...form }, share = SMALLER) => ({
  ...form,
  kind: { ...kind, size: kind.size * share, height: kind.height * share },
  className: `${className} label--${share === SMALLER ? 'small' : 'smallest'}`,
});

/** The great towns of members are named in smaller letters, a little farther off, where nothing else has room. */
const listSmaller = (written) => [{ ...writeSmaller(written), reach: SMALL_REACH_PX }];

/** At last they stand beside a symbol that lies on their dot. */
function listBesideSymbol(written) {
  const { farther: places, kinds } = state.config.labels;
  const forms = [written, writeSmaller(written)].map((form) => ({ ...form, reach: kinds.site.reach }));
  return [...forms, ...forms.map((form) => ({ ...form, kind: { ...form.kind, places } }))];
}

/** The name of a country with the places to try; where none has room for it, its letters stand closer, and at last
 *  those of a member's are smaller, and stand half beside it, over the water of its coast, or where a line leads to it
 *  over nothing that is on the sheet; at last its code, ISO 3166, does. While a member in the picture has no name,
 *  no other country has one; and none stands where its country does not hold it. */
function listCountryName(name, places, sheet) {
  if (!places.length) return [];
  const { text, country } = name;
  const there = { ...name.kind, places: state.config.labels.centred.slice(0, 1) };
  const close = { kind: { ...there, spacing: CLOSE_PX }, className: `${name.className} label--close`, text };
  const smallest = writeSmaller({ ...close, kind: { ...there, spacing: 0 } }, SMALLEST);
  const width = (form) => measureWidth(form.text, form.kind);
  const atHome = (form) => places.filter((at) => isAtHome(country, at, width(form))).map((at) => ({ ...form, at }));
  const listOthers = () => [...atHome({ kind: there, text }), ...atHome(close)];
  function* listLate() {
    const { padding_px: padding, led: rules } = state.config.labels;
    const most = rules.most_wide * (width({ ...smallest, text }) + padding);
    for (const word of [text, country]) {
      for (const small of [writeSmaller(close), smallest].map((form) => ({ ...form, text: word }))) {
        yield* atHome(small);
        yield* placesBeside(country, width(small)).map((at) => ({ ...small, at }));
      }
      const led = { ...smallest, text: word, className: `${smallest.className} label--led` };
      const size = { width: width(led) + padding, height: px(led.kind.height), isCode: word === country, most };
      for (const place of placesLed(country, size, sheet)) yield { ...led, ...place };
    }
  }
  const allows = (box) => isHeldAt(country, box);
  const asMember = sheet ? { listLate, leads: isSeen(country, places) } : { follows: true, allows };
  return [{ ...name, at: places[0], listOthers, ...asMember }];
}

/** Where detail ends, and the towns of the ground that the base map does not name. */
function listGroundNames() {
  const base = document.body.dataset.base ?? OWN;
  if (NAMELESS.includes(base)) return [];
  const { kinds, same_place_deg: reach } = state.config.labels;
  const { lang } = document.documentElement;
  const edges = base === OWN ? listEdges(EDGE_ROOM_PX) : [];
  const names = edges.map((at) => ({ text: state.words.edge, at, ...writtenAs('edge', kinds) }));
  const known = state.labels.filter(([kind]) => kind === 'place').map(([, lat, lon, , text]) => [lat, lon, fold(text)]);
  const isKnown = (at, word) =>
    known.some(([lat, lon, other]) => {
      const away = Math.max(Math.abs(lat - at[0]), Math.abs(lon - at[1]));
      return away < reach || (other === word && away < SAME_NAME_DEG);
    });
  for (const [lat, lon, , , , given] of listTowns()) {
    const text = townName(given, lang);
    const word = fold(text);
    if (isKnown([lat, lon], word)) continue;
    known.push([lat, lon, word]);
    names.push({ text, at: state.map.latLngToContainerPoint([lat, lon]), ...writtenAs('place', kinds) });
  }
  return names;
}

const writtenAs = (kind, kinds) => ({
  reach: kinds[kind].reach,
  kind: kinds[kind],
  className: `label label--${kind}`,
});

const fold = (text) => state.fold(text);

/** A name with its forms, which are made when they are tried. */
function withForms(name) {
  const { listLate } = name;
  const makeLate = function* () {
    yield* listForms(name, listLate());
  };
  const late = listLate ? { lateForms: listOnce(makeLate), keeps: true } : {};
  return { ...name, ...late, forms: listOnce(() => listForms(name, listFirst(name))) };
}

/** How a name is tried first: with its hours and without, and elsewhere. */
function* listFirst({ lines = [], kind, listOthers = () => [] }) {
  yield {};
  if (lines.length) yield { kind: kind.alone, lines: [] };
  yield* listOthers();
}

function* listForms({ text, lines = [], at, reach, kind, className, allows }, others) {
  for (const other of others) {
    const form = { at, reach, kind, lines, className, text, allows, ...other };
    const width = Math.max(...[form.text, ...form.lines].map((line) => measureWidth(line, form.kind)));
    const padding = state.config.labels.padding_px;
    yield { ...form, width: width + padding, height: px(form.kind.height), reach: px(form.reach) };
  }
}
