/* The stage's side of the map: it lives in the map's frame, beside cartography.js, while a story is told.
   It flies from scene to scene, keeps a far picture below the base map so that no flight shows an empty sea, and
   draws the inset. It knows nothing of stories, texts or the server. */
(() => {
  'use strict';

  const FLIGHT_S = 1.05;
  const MAX_ZOOM = 12.5;
  const FAR = { west: -30, east: 160, south: -5, north: 72, width: 3072 };
  const INSET = { west: 20, east: 92, south: 31, north: 56, width: 176 };
  const LIGHTER = 0.42; // how far a line's colour goes towards white on a dark stage

  const { map, caravan } = window;
  const state = { scene: null, flying: false, explored: false, begun: false, far: null, inset: null };
  const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`stage:${name}`, { detail }));

  function begin() {
    if (state.begun) return;
    state.begun = true;
    map.keyboard.disable(); // arrows belong to the story
    map.createPane('far').style.zIndex = 190;
    state.scale = L.control.scale({ imperial: false, position: 'bottomright', maxWidth: 230 }).addTo(map);
    for (const hand of ['dragstart', 'zoomstart']) map.on(hand, () => { if (!state.flying) explore(); });
    map.on('moveend', () => { state.flying = false; drawInset(); });
    map.on('resize', () => { if (state.scene && !state.explored) show(state.scene, { still: true }); });
    state.inset = document.createElement('div');
    state.inset.className = 'stage-inset';
    state.inset.setAttribute('aria-hidden', 'true');
    map.getContainer().append(state.inset);
    drawFar();
  }

  function explore() {
    if (state.explored) return;
    state.explored = true;
    tell('explored', {});
  }

  /** Fly to a scene: { box, layers, site, free } – the free part of the picture, in pixels from each side. */
  function show(scene, { still = false } = {}) {
    const before = state.scene;
    state.scene = scene;
    state.explored = false;
    caravan.stage({ on: true, k: scene.k, blocked: scene.blocked });
    const { top, right, bottom, left } = scene.free;
    const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], maxZoom: MAX_ZOOM };
    const same = before && JSON.stringify([before.box, before.free]) === JSON.stringify([scene.box, scene.free]);
    if (same) scene.settledAt = before.settledAt;
    if (scene.box && !(same && (state.flying || here(before)))) {
      const quiet = still || calm() || !before;
      state.flying = true;
      if (quiet) map.fitBounds(scene.box, { ...options, animate: false });
      else map.flyToBounds(scene.box, { ...options, duration: FLIGHT_S });
      state.flying = !quiet;
    }
    caravan.apply({
      countries: [], modes: [], kinds: [], layers: scene.layers, text: '',
      hide: scene.sites.length > 0, focus: scene.sites, site: scene.site, base: 'own', route: '',
    }, { wait: (FLIGHT_S + 0.2) * 1000 });
    if (!state.flying) caravan.layout();
    document.body.dataset.scene = scene.name;
  }

  /** Whether the camera still is where a scene has put it. */
  function here(scene) {
    return scene.settledAt && scene.settledAt === [map.getCenter(), map.getZoom()].join();
  }

  // ---- themes --------------------------------------------------------------------------------------------

  function paint(dark) {
    const style = document.documentElement.style;
    state.dark = dark;
    document.body.classList.toggle('dark', Boolean(dark));
    for (const [name, value] of Object.entries(dark ?? state.names ?? {})) {
      if (dark) style.setProperty(`--${name}`, value);
      else style.removeProperty(`--${name}`);
    }
    if (dark) state.names = dark;
    caravan.paint(dark ?? {});
    map.eachLayer((layer) => {
      if (!(layer instanceof L.Polyline) || layer.options.pane === 'base') return;
      const names = layer.options.className ?? '';
      if (names.startsWith('casing')) layer.setStyle({ color: dark ? dark.sea : '#fff' });
      else if (names.startsWith('line ')) {
        layer.ownColour ??= layer.options.color;
        layer.setStyle({ color: dark ? lighter(layer.ownColour) : layer.ownColour });
      }
    });
    drawFar();
  }

  function lighter(colour) {
    const parts = colour.length === 4 ? [...colour.slice(1)].map((c) => c + c) : colour.slice(1).match(/../g);
    return `#${parts.map((part) => {
      const value = parseInt(part, 16);
      return Math.round(value + (255 - value) * LIGHTER).toString(16).padStart(2, '0');
    }).join('')}`;
  }

  // ---- the far picture and the inset -------------------------------------------------------------------------

  const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));

  /** One picture of all land, far below: what a flight would otherwise show as empty sea. */
  async function drawFar() {
    state.sheet ??= await caravan.overview();
    const colours = caravan.colours();
    const { west, east, south, north, width } = FAR;
    const [low, high] = [mercator(south), mercator(north)];
    const perDegree = width / (east - west);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = Math.round(((high - low) * 180 * perDegree) / Math.PI);
    const pen = canvas.getContext('2d');
    pen.fillStyle = colours.sea;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const project = ([lon, lat]) => [(lon - west) * perDegree, ((high - mercator(lat)) * 180 * perDegree) / Math.PI];
    const members = new Set(caravan.members());
    for (const { properties, geometry } of state.sheet.land.features) {
      draw(pen, geometry, project, colours[members.has(properties.iso3) ? 'member-land' : 'land']);
    }
    for (const { geometry } of state.sheet.water.features) draw(pen, geometry, project, colours.sea);
    state.far?.remove();
    state.picture = { canvas, project };
    state.far = L.imageOverlay(canvas.toDataURL('image/png'), [[south, west], [north, east]], {
      pane: 'far', interactive: false, className: 'stage-far',
    }).addTo(map);
    drawInset();
  }

  function draw(pen, geometry, project, colour) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    pen.fillStyle = colour;
    pen.beginPath();
    for (const rings of polygons) {
      for (const ring of rings) {
        ring.forEach((at, place) => (place ? pen.lineTo(...project(at)) : pen.moveTo(...project(at))));
        pen.closePath();
      }
    }
    pen.fill('evenodd');
  }

  /** Where in the region the picture is: a small map with a frame, and an arrow to the north. */
  function drawInset() {
    if (!state.picture || !state.inset) return;
    const { canvas, project } = state.picture;
    const [x0, y0] = project([INSET.west, INSET.north]);
    const [x1, y1] = project([INSET.east, INSET.south]);
    const factor = INSET.width / (x1 - x0);
    const small = document.createElement('canvas');
    const sharp = 2;
    small.width = INSET.width * sharp;
    small.height = Math.round((y1 - y0) * factor) * sharp;
    Object.assign(small.style, { width: `${INSET.width}px`, height: `${small.height / sharp}px` });
    const pen = small.getContext('2d');
    pen.drawImage(canvas, x0, y0, x1 - x0, y1 - y0, 0, 0, small.width, small.height);
    const box = map.getBounds();
    const [left, top] = project([box.getWest(), Math.min(80, box.getNorth())]);
    const [right, bottom] = project([box.getEast(), Math.max(-80, box.getSouth())]);
    const at = (value, from) => (value - from) * factor * sharp;
    const size = [Math.max(6, at(right, left)), Math.max(6, at(bottom, top))];
    small.hidden = Boolean(state.scene?.wide) || size[0] > small.width; // the picture shows the region itself
    state.inset.classList.toggle('stage-inset--bare', small.hidden);
    pen.strokeStyle = '#c8452c';
    pen.lineWidth = 2.5 * sharp;
    pen.strokeRect(at(left, x0), at(top, y0), ...size);
    const compass = document.createElement('span');
    compass.className = 'stage-compass';
    compass.textContent = `▲ ${caravan.word('north')}`;
    state.inset.replaceChildren(small, compass);
  }

  map.on('moveend', () => {
    if (state.scene && !state.explored) state.scene.settledAt = [map.getCenter(), map.getZoom()].join();
  });

  window.stageMap = {
    begin, show, paint, explore,
    isExplored: () => state.explored,
    isFlying: () => state.flying,
    zoom: (step) => { explore(); map.setZoom(map.getZoom() + step); },
  };
})();
