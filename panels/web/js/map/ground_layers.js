/* What is drawn of a sheet of the ground, on a canvas of its own below the lines; quiet, so that those stay first. */

import { px, state } from './shared.js';

const FULL_ZOOM = 9; // from this zoom on ways are as wide as the style table says
const LEAST_SHARE = 0.5;
const EDGE_DASH = '2 5';
const EDGE_PX = 0.7;
const AREA_COLOURS = { water: 'sea', 'built-up': 'built-up' }; // kind of ground → its name in the table of colours

let canvas = null;

/** Draw a sheet into layers that are not on the map yet. Ways with the same look are one layer. */
export function drawSheet(sheet, unpack) {
  canvas ??= L.canvas({ pane: 'ground', padding: 0.4 });
  const still = { renderer: canvas, interactive: false };
  const rings = sheet.edge.map(unpack);
  const edge = rings.map((ring) => L.polyline(ring, { ...still, weight: EDGE_PX, dashArray: EDGE_DASH, opacity: 0.7 }));
  const areas = sheet.areas.map(([kind, , , , polygons]) => {
    const positions = polygons.map((polygon) => polygon.map(unpack));
    return L.polygon(positions, { ...still, stroke: false, fillOpacity: 1, kind });
  });
  const ways = (rows) => L.layerGroup([...gather(rows, unpack)].map(([what, lines]) => drawWays(what, lines, still)));
  return {
    areas: L.layerGroup(areas),
    ways: ways(sheet.lines),
    near: ways(sheet.near),
    edge: L.layerGroup(edge),
    rings,
    towns: sheet.places,
  };
}

/** Group ways by look: their class, and whether they are coarse. */
function gather(rows, unpack) {
  const alike = new Map();
  for (const [kind, type, , , , metres, parts] of rows) {
    const isCoarse = kind !== 'river' && metres >= state.config.ground.coarse;
    const what = `${kind === 'river' ? kind : type}${isCoarse ? ' coarse' : ''}`;
    alike.set(what, [...(alike.get(what) ?? []), ...parts.map(unpack)]);
  }
  return alike;
}

function drawWays(what, lines, still) {
  const [type, coarse] = what.split(' ');
  return L.polyline(lines, { ...still, type, coarse: Boolean(coarse) });
}

/** Give everything the colours of now and the widths of this zoom. */
export function restyle({ areas, ways, near, edge }) {
  const { colours } = state;
  const { region, surroundings } = state.config.zooms;
  const zoom = state.map.getZoom();
  const share = Math.min(1, LEAST_SHARE + ((1 - LEAST_SHARE) * (zoom - region)) / (FULL_ZOOM - region));
  for (const layer of areas.getLayers()) {
    layer.setStyle({ fillColor: colours[AREA_COLOURS[layer.options.kind]] });
  }
  for (const layer of [...ways.getLayers(), ...near.getLayers()]) {
    const { type, coarse } = layer.options;
    const [colour, weight] = state.config.ground.ways[type];
    const dashArray = coarse && zoom >= surroundings ? state.config.ground.dash : null;
    layer.setStyle({ color: colours[colour], weight: px(weight * share), dashArray });
  }
  for (const layer of edge.getLayers()) layer.setStyle({ color: colours.muted });
}
