/* Where the lines put ink on the map. It is kept as long as the camera stays: a filter projects no line again. */

import { Occupancy } from '../core/place_labels.js';
import { isSwitchedOn, partsOf } from './lines.js';
import { state } from './shared.js';

const kept = { camera: '', cells: new Map() }; // path → cells of the sheet that it puts ink on

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
  for (const path of state.paths.filter(isSwitchedOn)) {
    if (!kept.cells.has(path)) kept.cells.set(path, traceInk(path));
    for (const cell of kept.cells.get(path)) sheet.ink.add(cell);
  }
}

function traceInk(path) {
  const { map, config } = state;
  const own = new Occupancy(map.getSize(), config.labels);
  for (const part of partsOf(path)) own.drawLine(part.map((at) => map.latLngToContainerPoint(at)));
  return own.ink;
}

/** Whether a line is in the picture, as it was when names were placed. */
export const isInPicture = (path) => kept.cells.get(path)?.size > 0;
