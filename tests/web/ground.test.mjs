/* The ground of the map: what a stage fetches ahead is shown at the stop that stands open, as soon as it has come. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

const shown = new Set();
const makeLayer = () => {
  const layer = {
    getLayers: () => [],
    setStyle: () => layer,
    addTo: () => shown.add(layer),
    remove: () => shown.delete(layer),
  };
  return layer;
};
globalThis.L = { canvas: () => ({}), layerGroup: makeLayer, polyline: makeLayer, polygon: makeLayer };
globalThis.document = { body: { classList: { toggle: () => false } } };

const { state } = await import('../../panels/web/js/map/shared.js');
const { addGround, fetchGroundAhead } = await import('../../panels/web/js/map/ground.js');

test('a sheet that is on its way is shown when it has come', async () => {
  const listeners = [];
  const fired = [];
  const sheet = { digits: 3, edge: [], areas: [], lines: [], near: [], places: [] };
  let [arrive, asked] = [null, 0];
  const region = () =>
    new Promise((done) => {
      asked += 1;
      arrive = () => done(sheet);
    });
  state.config = { zooms: { region: 5, region_end: 9, surroundings: 8 }, base: { ground: { region, sheets: [] } } };
  state.map = {
    getZoom: () => 6,
    hasLayer: (layer) => shown.has(layer),
    on: (_, listen) => listeners.push(listen),
    fire: (name) => fired.push(name),
  };
  addGround();
  fetchGroundAhead();
  const chosen = listeners[0](); // the camera of the first stop has come to rest
  arrive();
  await chosen;
  assert.equal(shown.size, 3);
  assert.deepEqual(fired, ['caravan:ground']);
  await listeners[0]();
  assert.equal(asked, 1);
});

test('without the zoom of a sheet nothing is asked for', async () => {
  const { map } = state;
  const listeners = [];
  state.map = { ...map, getZoom: () => 4, on: (_, listen) => listeners.push(listen) };
  addGround();
  await listeners[0]();
  assert.equal(shown.size, 0);
  let asked = 0;
  const region = () => {
    asked += 1;
    return Promise.resolve({ digits: 3, edge: [], areas: [], lines: [], near: [], places: [] });
  };
  const { base } = state.config;
  state.config = { ...state.config, base: { ground: { ...base.ground, region } } }; // the one above has come already
  await listeners[0]();
  assert.equal(asked, 0);
});
