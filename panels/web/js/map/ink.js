/* Where the lines put ink on the map. It is kept as long as the camera stays: a filter projects no line again. */

import { Occupancy } from '../core/occupancy.js';
import { isSwitchedOn, partsOf, runsOf } from './lines.js';
import { state } from './shared.js';

const kept = { camera: '', cells: new Map() }; // part of a line → cells of the sheet that it puts ink on

/** Begin: lines that run otherwise put their ink elsewhere. */
export function addInk() {
  state.map.on('caravan:lines', () => {
    kept.camera = '';
  });
}

/** Put the ink of all lines that are switched on on a sheet. */
export function putInk(sheet) {
  const { map } = state;
  const camera = `${map.getCenter()} ${map.getZoom()} ${map.getSize()}`;
  if (camera !== kept.camera) Object.assign(kept, { camera, cells: new Map() });
  for (const part of state.paths.filter(isSwitchedOn).flatMap(partsOf)) {
    if (!kept.cells.has(part)) kept.cells.set(part, traceInk(part));
    for (const cell of kept.cells.get(part)) sheet.ink.add(cell);
  }
}

function traceInk(part) {
  const { map, config } = state;
  const own = new Occupancy(map.getSize(), config.labels);
  for (const run of runsOf(part)) own.drawLine(run.map((at) => map.latLngToContainerPoint(at)));
  return own.ink;
}

/** Whether a part of a line is in the picture, as it was when names were placed. */
export const isInPicture = (part) => kept.cells.get(part)?.size > 0;
