/* Layers of the reader's own files, as long as the page is open. They are kept by the page, not by a script: several
   scripts of a page use them. They stand in no storage of the browser. */

globalThis.caravanOwnLayers ??= { layers: [] };

/** The layers that were on the map last. */
export const keptLayers = () => globalThis.caravanOwnLayers.layers;

/** Keep layers; a copy, since what belongs to the map's frame may not outlive it. */
export function keepLayers(layers) {
  globalThis.caravanOwnLayers.layers = structuredClone(layers);
}
