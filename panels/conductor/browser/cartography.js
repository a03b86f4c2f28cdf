/* The map's side of the conductor: it lives in the map's frame and is the only script that touches the map there.
   It draws the base map, groups neighbouring symbols, places labels and obeys one function, caravan.apply(view).
   It knows nothing of Streamlit, so that a map saved as one file can use it as it is. */
(() => {
  'use strict';

  const GROUP_PX = 23; // symbols closer than this become one group
  const MARK_PX = 26; // the same for the marks of a page
  const POSTS_FROM_ZOOM = 9; // facing posts stand metres from their twin: only of use close in
  const FLIGHT_S = 0.7;
  const CASING_PX = 2.8; // white on both sides of a line together
  const NARROW_PX = 520; // a legend would cover half of a map that is not wider
  const TILE_PATIENCE_MS = 6000;
  const NAME_RANK_ZOOM = [0, 0, 4.6, 5.6, 7]; // place names of rank n appear from this zoom on

  const state = {
    map: null, config: null, words: {}, labels: [], lines: {}, rows: [], view: null, ready: false,
    markers: new Map(), paths: [], points: null, groups: L.layerGroup(), casings: L.layerGroup(), picked: L.layerGroup(), matched: null, tiles: null, base: 'own',
    scales: new Set(), stage: false, k: 1, blocked: [], // on a stage somebody else moves the camera; everything is k times as large
  };
  const px = (size) => size * state.k;

  const KAZAKH = { ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и' }; // as a Russian keyboard has them

  /** Letters without marks, case or apostrophes: the same rule as geo.language.fold. */
  function fold(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[әғқңөұүһі]/g, (letter) => KAZAKH[letter])
      .replace(/ı/g, 'i').replace(/ə/g, 'e').replace(/[-–]/g, ' ').replace(/[ʻʼ’‘'`´«»"“”]/g, '')
      .replace(/(?:[\x1c-\x1f\x85]|[^\S\ufeff])+/g, ' ').replace(/^ | $/g, ''); // what Python calls a space
  }

  const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`caravan:${name}`, { detail }));
  const make = (tag, names, text) => {
    const element = document.createElement(tag);
    element.className = names;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // ---- beginning -------------------------------------------------------------------------------------------

  function begin(map, config) {
    Object.assign(state, { map, config });
    document.querySelector('meta[name=viewport]')?.setAttribute('content', 'width=device-width, initial-scale=1');
    for (const [name, z] of [['base', 200], ['casings', 390], ['groups', 620], ['names', 640]]) {
      map.createPane(name).style.zIndex = z;
    }
    map.getPane('names').classList.add('names');
    map.getPane('names').setAttribute('aria-hidden', 'true');
    map.attributionControl.setPrefix(false);
    nameScales();
    state.scale = L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
    state.groups.addTo(map);
    state.casings.addTo(map);
    for (const name of ['links', 'marks', 'land']) state[name] = L.layerGroup().addTo(map);
    state.voyage = new window.CaravanVoyage(map, make);
    goHome(false);
    drawBase();
    map.on('movestart', () => { state.fitted = null; });
    map.on('zoomstart', () => map.getPane('names').classList.add('names--away'));
    map.on('zoomend moveend', layout);
    new ResizeObserver(() => map.invalidateSize({ pan: false, animate: false })).observe(map.getContainer());
    map.on('resize', () => {
      if (innerWidth <= NARROW_PX) state.legend?.getContainer().removeAttribute('open');
      if (!state.touched) frameView();
      map.fire('moveend'); // the base map's canvas grows with the map only when it is told of a move
    });
    for (const hand of ['pointerdown', 'wheel', 'keydown']) {
      map.getContainer().addEventListener(hand, () => { state.touched = true; }, { passive: true });
    }
    map.getContainer().addEventListener('keydown', onKey);
    map.on('click', ({ latlng }) => tell('point', { at: [latlng.lat, latlng.wrap().lng] }));
    state.picked.addTo(map);
    bindTip();
    addEventListener('beforeprint', layOnPaper);
    addEventListener('afterprint', takeOffPaper);
    // A label measured before its font has come would be too narrow, and run over what stands beside it.
    document.fonts?.addEventListener('loadingdone', () => { widths.clear(); layout(); });
    // Nor may names stay below a legend or a line of credit that grew when its style or font came.
    state.sizes = new ResizeObserver(() => { if (state.controls && String(boxControls()) !== state.controls) layout(); });
    state.sizes.observe(map.attributionControl.getContainer());
  }

  function goHome(animate) {
    fit(L.latLngBounds(state.config.home), animate, 12);
  }

  function fit(bounds, animate, maxZoom) {
    const size = state.map.getSize();
    const side = Math.min(70, size.x * 0.08);
    const options = { padding: [side, Math.min(64, size.y * 0.1)], maxZoom };
    if (animate && !calm()) { state.map.flyToBounds(bounds, { ...options, duration: FLIGHT_S }); return; }
    // Drawing everything anew where it is already is dear, and a first view is framed by whoever comes first.
    const asked = `${bounds.toBBoxString()} ${size} ${maxZoom}`;
    if (state.fitted === asked) return;
    state.map.fitBounds(bounds, { ...options, animate: false });
    state.fitted = asked;
  }

  // ---- base map --------------------------------------------------------------------------------------------

  async function drawBase() {
    const { config, map } = state;
    const renderer = L.canvas({ pane: 'base', padding: 0.4 });
    const overview = await fetchJson(config.base.overview);
    state.overview = overview;
    state.colours = { ...config.colours, ...state.colours };
    const members = new Set(config.members);
    const land = (feature) => ({
      renderer, pane: 'base', interactive: false, stroke: true, weight: 0.6, fillOpacity: 1,
      color: state.colours[members.has(feature.properties.iso3) ? 'member-land' : 'land'],
      fillColor: state.colours[members.has(feature.properties.iso3) ? 'member-land' : 'land'],
    });
    const water = () => ({ renderer, pane: 'base', interactive: false, stroke: false, fillColor: state.colours.sea, fillOpacity: 1 });
    const border = (feature) => ({
      renderer, pane: 'base', interactive: false, color: state.colours.boundary, weight: 0.9 * state.k, fill: false,
      dashArray: feature.properties.status === 'disputed' ? '3 4' : null,
    });
    state.baseLayers = { overview: drawSheet(overview, { land, water, border }) };
    state.drawSheet = (sheet) => drawSheet(sheet, { land, water, border });
    state.styles = [land, water, border];
    state.baseLayers.overview.addTo(map);
    if (state.view?.land) { state.framed = null; settleLand(); }
    map.on('zoomend', chooseSheet);
    chooseSheet();
    fetchAhead();
  }

  /** A country can be tinted and framed only when its shape has come. */
  function settleLand() {
    showLand(state.view);
    if (state.ready) moveCamera(state.view, state.matched, true);
  }

  function drawSheet(sheet, { land, water, border }) {
    return L.layerGroup([
      L.geoJSON(sheet.land, { style: land }),
      L.geoJSON(sheet.water, { style: water }),
      L.geoJSON(sheet.borders, { style: border }),
    ]);
  }

  /** Draw the base map in other colours or strokes, and the white bands below the lines with it. */
  function paint(colours) {
    state.colours = { ...state.config.colours, ...colours };
    for (const sheet of Object.values(state.baseLayers ?? {})) {
      sheet.getLayers().forEach((layer, place) => layer.setStyle(state.styles[place]));
    }
  }

  function scaleStrokes() {
    for (const path of state.paths) {
      path.ownWeight ??= path.options.weight;
      path.setStyle({ weight: path.ownWeight * state.k });
      path.casing?.setStyle({ weight: path.ownWeight * state.k + CASING_PX });
    }
  }

  /** A stage begins or ends: somebody else moves the camera, and everything is drawn k times as large. */
  function stage({ on, k = 1, blocked = [] }) {
    const same = state.stage === on && state.k === k;
    Object.assign(state, { stage: on, k, blocked });
    document.body.classList.toggle('on-stage', on);
    document.documentElement.style.setProperty('--k', k);
    if (same) return;
    scaleStrokes();
    fetchAhead();
    layout();
  }

  /** A stage must do without a network once it stands; it may begin before the base map has come, or after. */
  async function fetchAhead() {
    if (!state.stage || !state.drawSheet || !state.config.base.detail || state.baseLayers.detail) return;
    const sheet = await fetchJson(state.config.base.detail);
    state.baseLayers.detail ??= state.drawSheet(sheet);
    chooseSheet();
  }

  async function chooseSheet() {
    const { map, config, baseLayers } = state;
    const close = config.base.detail && map.getZoom() >= config.base.detailZoom;
    if (close && !baseLayers.detail) {
      baseLayers.detail = state.drawSheet(await fetchJson(config.base.detail));
    }
    if (!baseLayers.detail) return;
    const [show, hide] = map.getZoom() >= config.base.detailZoom ? ['detail', 'overview'] : ['overview', 'detail'];
    baseLayers[show].addTo(map);
    baseLayers[hide].remove();
  }

  async function fetchJson(url) {
    if (url instanceof Function) return url(); // a sheet that stands in the page itself
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`base map: ${answer.status} for ${url}`);
    return answer.json();
  }

  /** Online tiles lie over our map; while they are on their way, or never come, ours is what is seen. */
  function chooseTiles(code) {
    if (code === state.base) return;
    state.base = code;
    state.tiles?.remove();
    state.tiles = null;
    const choice = state.config.online[code];
    document.body.dataset.base = 'own';
    if (!choice) return;
    let arrived = false;
    const tiles = L.tileLayer(choice.url, {
      attribution: choice.attribution, maxZoom: choice.maxZoom, className: 'online-tiles', ...choice.options,
    });
    const giveUp = () => {
      if (arrived || state.tiles !== tiles) return;
      chooseTiles('own');
      tell('offline', { base: code });
    };
    tiles.once('tileload', () => { arrived = true; document.body.dataset.base = code; layout(); });
    tiles.once('tileerror', giveUp);
    setTimeout(giveUp, TILE_PATIENCE_MS);
    state.tiles = tiles.addTo(state.map);
  }

  // ---- what depends on language and data -------------------------------------------------------------------

  function dress(json) {
    const message = JSON.parse(json);
    if (message.points) state.points = { ...message.points };
    if (!message.words) return;
    Object.assign(state, { words: message.words, labels: message.labels, lines: message.lines, rows: message.rows,
      legs: message.legs, stretches: message.stretches, grades: message.grades, places: message.marks });
    document.documentElement.lang = message.lang;
    document.title = message.words.map;
    state.map.getContainer().setAttribute('aria-label', message.words.map);
    state.map.getContainer().setAttribute('role', 'region');
    drawControls(message);
    // The markers of the same message are on the map once this script has run to its end.
    queueMicrotask(adopt);
  }

  /** Leaflet's scales speak the reader's language; a number with thousands has none there, and so no sign for them. */
  function nameScales() {
    L.Control.Scale.include({
      _updateMetric(widest) {
        const metres = this._getRoundNum(widest);
        const [unit, length] = metres < 1000 ? ['m', metres] : ['km', metres / 1000];
        this._updateScale(this._mScale, (state.words[unit] ?? '').replace(`{${unit}}`, length), metres / widest);
        state.scales.add(this);
      },
    });
  }

  function drawControls(message) {
    const { map } = state;
    for (const scale of state.scales) if (scale._map) scale._update();
    state.zoom?.remove();
    state.legend?.remove();
    state.zoom = L.control.zoom({ zoomInTitle: message.words.zoomIn, zoomOutTitle: message.words.zoomOut }).addTo(map);
    const home = make('a', 'leaflet-control-home', '⌂');
    Object.assign(home, { href: '#', title: message.words.home });
    home.setAttribute('role', 'button');
    home.setAttribute('aria-label', message.words.home);
    L.DomEvent.on(home, 'click', (event) => { L.DomEvent.stop(event); goHome(true); });
    state.zoom.getContainer().append(home);
    if (state.credit) map.attributionControl.removeAttribution(state.credit);
    state.credit = message.credit;
    map.attributionControl.addAttribution(message.credit);
    const legend = L.control({ position: 'bottomright' });
    legend.onAdd = () => {
      const box = make('details', 'legend');
      box.open = innerWidth > 760 && innerHeight > 480;
      box.innerHTML = message.legend;
      box.addEventListener('toggle', layout);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    if (state.legend) state.sizes.unobserve(state.legend.getContainer());
    state.legend = legend.addTo(map);
    state.sizes.observe(state.legend.getContainer());
  }

  /** Find the symbols and lines that were just drawn and make them ours. */
  function adopt() {
    state.markers.clear();
    state.paths = [];
    Object.assign(state, { linksShown: undefined, marksShown: undefined, playing: undefined });
    state.map.eachLayer((layer) => {
      const names = layer.options?.icon?.options.className ?? layer.options?.className ?? '';
      const site = /(?:^| )site site--([\w-]+)/.exec(names); // not a group, which may be site--off as well
      if (layer instanceof L.Marker && site) adoptMarker(layer, site[1]);
      else if (layer instanceof L.Polyline && names.startsWith('line ')) state.paths.push(layer);
    });
    state.all = new Map(state.markers);
    drawCasings();
    if (state.stage) scaleStrokes();
    if (state.points) drawPoints();
    state.ready = true;
    state.settled = null; // these symbols are new: they are grouped and labelled even if the view is the old one
    const first = !state.framed;
    apply(state.view ?? emptyView(), { first });
    const stand = () => {
      if (first) layout();
      document.body.dataset.ready = 'true';
      tell('ready', {});
    };
    if (first) setTimeout(stand); // a cold page shows its symbols, then names them
    else stand();
  }

  /** A white band below every line keeps it apart from what it crosses. */
  function drawCasings() {
    state.casings.clearLayers();
    for (const path of state.paths) {
      const { className, weight } = path.options;
      path.casing = L.polyline(path.getLatLngs(), { pane: 'casings', interactive: false, color: '#fff', opacity: 0.9,
        weight: weight + CASING_PX, className: `casing ${/layer--\w+/.exec(className)[0]}` }).addTo(state.casings);
    }
  }

  function adoptMarker(marker, id) {
    state.markers.set(id, marker);
    const name = marker.options.title;
    delete marker.options.title;
    const dressElement = () => {
      const element = marker.getElement();
      element.removeAttribute('title');
      element.setAttribute('aria-label', name);
      element.dataset.site = id;
      element.dataset.tip = name;
    };
    dressElement();
    marker.on('add', dressElement);
    marker.on('click', () => tell('choose', { site: id, at: atOf(marker) }));
  }

  /** Where a marker stands: a click on it picks this position while the reader measures. */
  function atOf(marker) {
    const { lat, lng } = marker.getLatLng();
    return [lat, lng];
  }

  function drawPoints() {
    state.points.layer?.remove();
    const renderer = L.canvas({ padding: 0.3 });
    const colours = state.points.colours;
    const markers = state.points.rows.map(([lon, lat, id, name, kind]) => {
      const marker = L.circleMarker([lat, lon], {
        renderer, radius: 4, weight: 1, color: '#fff', fillColor: colours[kind], fillOpacity: 0.95,
      });
      marker.on('click', () => tell('choose', { site: id }));
      return marker;
    });
    const index = new Map(state.points.rows.map((row, position) => [row[2], position]));
    state.points = { ...state.points, markers, index, layer: L.layerGroup(markers).addTo(state.map) };
  }

  const emptyView = () => ({
    countries: [], modes: [], kinds: [], layers: ['sites', 'corridor', 'branches', 'etir'], text: '', hide: false,
    site: '', base: 'own', focus: [], route: '', links: [], marks: [], land: '', lines: [], points: [],
  });

  // ---- the reader's choices --------------------------------------------------------------------------------

  const meets = (wanted, has) => !wanted.length || wanted.some((code) => has.includes(code));

  function match(view) {
    const text = fold(view.text);
    const found = new Set();
    if (view.land) return found; // a page that is about a country names no site
    for (const [id, , countries, modes, kind, words] of state.rows) {
      if (meets(view.countries, countries) && meets(view.modes, modes)
        && meets(view.kinds, [kind]) && (!text || words.includes(text))
        && (!view.focus?.length || view.focus.includes(id))) found.add(id);
    }
    return found;
  }

  /** The one function that brings the map in step with a view; returns what answers to it.
   *  What the eye looks for changes now. The camera and the labels, which are dear, follow after `wait` ms or when
   *  `settle` is called: so the reader's choice is on its way to the server before the picture is drawn anew. */
  function apply(view, { first = false, wait = 0 } = {}) {
    state.view = view;
    if (!state.ready) return null;
    const found = match(view);
    state.matched = found;
    showSites(view, found);
    if (state.points?.markers) showPoints(view, found);
    showLines(view);
    playRoute(view.route ?? '');
    showLinks(view);
    showMarks(view);
    showLand(view);
    showPicked(view.points ?? []);
    showGroups();
    clearTimeout(state.settling);
    if (wait) state.settling = setTimeout(settle, wait);
    else settle(first);
    return found;
  }

  function settle(first = false) {
    clearTimeout(state.settling);
    if (!state.ready || (state.settled === state.view && first !== true)) return;
    state.settled = state.view;
    chooseTiles(state.view.base);
    moveCamera(state.view, state.matched, first === true);
    if (first !== true) layout();
    else { group(); showGroups(); }
  }

  function showSites(view, found) {
    const layerOf = new Map(state.rows.map((row) => [row[0], row[6]]));
    for (const [id, marker] of state.all) {
      const on = found.has(id);
      const shown = view.layers.includes(layerOf.get(id) ?? 'sites') && (on || !view.hide);
      if (shown !== state.map.hasLayer(marker)) shown ? marker.addTo(state.map) : marker.remove();
      if (!shown) { state.markers.delete(id); continue; }
      state.markers.set(id, marker);
      const element = marker.getElement();
      element.classList.toggle('site--off', !on);
      element.classList.toggle('site--chosen', id === view.site);
      element.toggleAttribute('aria-current', id === view.site);
      marker.setZIndexOffset(id === view.site ? 2000 : on ? 1000 : 0);
    }
  }

  function showPoints(view, found) {
    state.points.markers.forEach((marker, position) => {
      const id = state.points.rows[position][2];
      const on = found.has(id);
      if (marker.shownAs === on && marker.chosen === (id === view.site)) return;
      marker.shownAs = on;
      marker.chosen = id === view.site;
      marker.setStyle({ fillOpacity: on ? 0.95 : view.hide ? 0 : 0.18, opacity: on ? 1 : view.hide ? 0 : 0.3,
        radius: marker.chosen ? 8 : 4 });
    });
  }

  function showLines(view) {
    for (const name of ['corridor', 'branches', 'comparison', 'etir']) {
      document.body.classList.toggle(`without--${name}`, !view.layers.includes(name));
    }
    for (const path of state.paths) {
      const mode = /mode--(\w+)/.exec(path.options.className)[1];
      const onRoute = view.route && path.options.className.split(' ').includes(`etir--${view.route}`);
      const onJourney = view.lines?.some((id) => path.options.className.split(' ').includes(`line--${id}`));
      const off = view.route ? !onRoute : view.lines?.length ? !onJourney
        : view.links?.length > 0 || (view.modes.length > 0 && !view.modes.includes(mode));
      path.getElement()?.classList.toggle('line--off', off);
      path.casing?.getElement()?.classList.toggle('line--off', off);
      path.getElement()?.classList.toggle('line--chosen', Boolean(onRoute));
    }
  }

  /** Colour the corridor by how far each country is: its stretches of the lines, the weakest of them wider. */
  function showLinks(view) {
    const wanted = JSON.stringify(view.links ?? []);
    if (wanted === state.linksShown) return;
    state.linksShown = wanted;
    state.links.clearLayers();
    drawGrades(view.links ?? []);
    for (const [country, grade, told, weak] of view.links ?? []) {
      const [color, weight, dash] = state.grades[grade] ?? state.grades.unknown;
      for (const line of linesOf(country)) {
        const options = { color, weight: weight + (weak ? 3 : 0), dashArray: dash || null, lineCap: 'butt',
          className: `link link--${country} link--${grade}${weak ? ' link--weak' : ''}` };
        L.polyline(line, { ...options, color: '#fff', weight: options.weight + 4, dashArray: null, className: 'link-casing',
          interactive: false }).addTo(state.links);
        const path = L.polyline(line, options).addTo(state.links);
        path.getElement().dataset.tip = told;
      }
    }
  }

  /** On a map that is coloured by grades the legend tells of them, and of nothing else. */
  function drawGrades(links) {
    state.gradeLegend?.remove();
    state.gradeLegend = null;
    document.body.classList.toggle('with-links', links.length > 0);
    if (!links.length) return;
    const legend = L.control({ position: 'bottomright' });
    legend.onAdd = () => {
      const box = make('details', 'grade-legend');
      box.open = innerWidth > 760 && innerHeight > 480;
      box.append(make('summary', '', state.words.legend), make('ul', ''));
      box.addEventListener('toggle', layout);
      L.DomEvent.disableClickPropagation(box);
      for (const [grade, [colour, weight, dash, label]] of Object.entries(state.grades)) {
        const row = make('li', '');
        const sample = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        sample.setAttribute('viewBox', '0 0 36 10');
        const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        for (const [name, value] of Object.entries({ d: 'M0 5H36', stroke: colour, 'stroke-width': weight, 'stroke-dasharray': dash })) line.setAttribute(name, value);
        sample.append(line);
        row.append(sample, make('span', '', label));
        box.lastChild.append(row);
      }
      return box;
    };
    state.gradeLegend = legend.addTo(state.map);
  }

  function linesOf(country) {
    const found = [];
    for (const [id, runs] of Object.entries(state.stretches ?? {})) {
      const path = state.paths.find((one) => one.options.className.split(' ').includes(`line--${id}`));
      for (const [code, from, to] of runs) {
        if (path && code === country) found.push(path.getLatLngs().slice(from, to + 1));
      }
    }
    return found;
  }

  /** Mark the places that a page speaks of, each with the number of its records; what stands too close is one mark. */
  function showMarks(view) {
    const wanted = JSON.stringify([view.marks ?? [], view.site, state.map.getZoom()]);
    if (wanted === state.marksShown) return;
    state.marksShown = wanted;
    state.marks.clearLayers();
    document.body.classList.toggle('with-marks', view.marks?.length > 0);
    const places = (view.marks ?? []).filter(([id]) => state.places?.[id]).map(([id, count]) => {
      const [lat, lon, name] = state.places[id];
      return { id, count, name, latLng: L.latLng(lat, lon), at: state.map.latLngToLayerPoint([lat, lon]) };
    });
    gather(places, MARK_PX).forEach(drawMark);
  }

  function drawMark(members) {
    const [first] = members;
    const alone = members.length === 1;
    const chosen = members.some(({ id }) => id === state.view.site);
    const count = members.reduce((sum, place) => sum + place.count, 0);
    const bounds = L.latLngBounds(members.map(({ latLng }) => latLng));
    const names = `mark ${alone ? `mark--${first.id}` : 'mark--group'}${chosen ? ' mark--chosen' : ''}`;
    const icon = L.divIcon({ className: names, html: make('span', '', String(count)), iconSize: [28, 28] });
    const marker = L.marker(bounds.getCenter(), { icon, keyboard: true, pane: 'groups', zIndexOffset: 800 + count }).addTo(state.marks);
    const told = state.words.marks.replace('{place}', members.map(({ name }) => name).join(', ')).replace('{n}', count);
    marker.on('click', () => (alone ? tell('choose', { site: chosen ? '' : first.id, at: atOf(marker) }) : openGroup(bounds)));
    const element = marker.getElement();
    element.setAttribute('aria-label', told);
    element.setAttribute('role', 'button');
    if (alone) element.setAttribute('aria-pressed', String(chosen));
    element.dataset.tip = told;
  }

  /** Lay a tint on a country that a page is about where it names no site in it. */
  function showLand(view) {
    const wanted = view.land ?? '';
    if (wanted === state.landShown || (wanted && !state.overview)) return;
    state.landShown = wanted;
    state.land.clearLayers();
    if (!wanted) return;
    const features = state.overview.land.features.filter((one) => one.properties.iso3 === wanted);
    L.geoJSON({ type: 'FeatureCollection', features }, {
      interactive: false, style: { color: state.config.colours.brand, weight: 1.6, fillColor: state.config.colours.brand, fillOpacity: 0.1, className: `land land--${wanted}` },
    }).addTo(state.land);
  }

  /** Positions that the reader has picked to measure between. */
  function showPicked(points) {
    state.picked.clearLayers();
    for (const at of points) {
      L.circleMarker(at, { radius: 7, weight: 3, color: '#1d2b33', fillColor: '#fff', fillOpacity: 1, interactive: false,
        className: 'picked' }).addTo(state.picked);
    }
  }

  const sameSet = (a, b) => a && b && a.size === b.size && [...a].every((x) => b.has(x));

  /** Move only when the selection has changed: a reader's own zoom is kept otherwise. */
  function moveCamera(view, found, first) {
    if (state.stage) return;
    const before = state.framed;
    const marked = JSON.stringify(view.marks ?? []) + (view.land ?? '') + (view.links?.length ? 'links' : '');
    const lines = (view.lines ?? []).join(' ');
    state.framed = { found, site: view.site, route: view.route ?? '', marked, lines };
    const positions = [...found].map(positionOf).filter(Boolean);
    const filtered = view.countries.length + view.modes.length + view.kinds.length + fold(view.text).length
      + (view.focus?.length ?? 0) > 0;
    const other = marked !== before?.marked && (view.marks?.length || view.land || view.links?.length);
    if (other) frameMarked(view, !first);
    else if (first || !before || !sameSet(found, before.found) || marked !== before.marked) {
      if (!filtered) goHome(!first);
      else if (positions.length) fit(L.latLngBounds(positions), !first, 8);
    }
    if (lines && (first || lines !== before?.lines)) { showPaths(view.lines, first); return; }
    if (view.route && (first || view.route !== before?.route)) showRoute(view.route, first);
    if (view.site && (first || view.site !== before?.site)) showSite(view.site, first);
  }

  /** Until the reader's hand has touched the map, a change of its size frames the same things again. */
  function frameView() {
    if (state.stage) return;
    if (!state.ready) { goHome(false); return; }
    moveCamera(state.view, state.matched, true);
  }

  function positionOf(id) {
    const marker = state.all.get(id) ?? state.points?.markers[state.points.index.get(id)];
    return marker?.getLatLng();
  }

  /** Bring a site into sight: no move when it is there already and stands alone. */
  function showSite(id, first) {
    const at = positionOf(id);
    if (!at) return;
    const { map } = state;
    let zoom = map.getZoom();
    while (zoom < 13 && crowded(id, at, zoom)) zoom = Math.floor(zoom + 1);
    if (zoom === map.getZoom() && map.getBounds().pad(-0.06).contains(at)) return;
    if (first || calm()) map.setView(at, zoom, { animate: false });
    else map.flyTo(at, zoom, { duration: FLIGHT_S });
  }

  /** Bring into sight what a page marks: places, a country, or the whole corridor. */
  function frameMarked(view, animate) {
    const bounds = L.latLngBounds([]);
    for (const [id] of view.marks ?? []) if (state.places?.[id]) bounds.extend([state.places[id][0], state.places[id][1]]);
    if (view.land) state.land.eachLayer((layer) => bounds.extend(layer.getBounds()));
    for (const [country] of view.links ?? []) linesOf(country).forEach((line) => bounds.extend(L.latLngBounds(line)));
    if (bounds.isValid()) fit(bounds, animate, 7);
  }

  /** Fit the lines that a page is about. */
  function showPaths(ids, first) {
    const named = state.paths.filter((path) => ids.some((id) => path.options.className.split(' ').includes(`line--${id}`)));
    if (named.length) fit(L.featureGroup(named).getBounds(), !first, 9);
  }

  /** Fit an e-TIR route; a way that is known from country to country only has no legs to play. */
  function showRoute(id, first) {
    const paths = state.paths.filter((path) => path.options.className.split(' ').includes(`etir--${id}`));
    // What is known from country to country only must not look like a way between two points.
    if (paths.length) fit(L.featureGroup(paths).getBounds(), !first, state.legs?.[id] ? 9 : 4.75);
  }

  function playRoute(id) {
    if (state.playing === id) return;
    state.playing = id;
    const pathOf = (line) => state.paths.find((path) => path.options.className.split(' ').includes(`line--${line}`));
    const legs = (state.legs?.[id] ?? []).map(([line, told]) => [pathOf(line), told]).filter(([path]) => path);
    state.voyage.show(legs, state.words, calm());
  }

  function crowded(id, at, zoom) {
    const here = state.map.project(at, zoom);
    return [...state.markers].some(([other, marker]) => other !== id && !isPost(marker)
      && here.distanceTo(state.map.project(marker.getLatLng(), zoom)) < px(GROUP_PX));
  }

  const isPost = (marker) => marker.options.icon.options.className.includes('layer--posts');

  // ---- groups ----------------------------------------------------------------------------------------------

  function group() {
    const { map } = state;
    state.groups.clearLayers();
    const places = [];
    for (const [id, marker] of state.markers) {
      const post = isPost(marker);
      const element = marker.getElement();
      const visible = !post || map.getZoom() >= POSTS_FROM_ZOOM;
      setGrouped(element, !visible);
      if (visible) places.push({ id, marker, post, element, at: map.latLngToLayerPoint(marker.getLatLng()) });
    }
    const sites = places.filter((place) => !place.post);
    const posts = places.filter((place) => place.post);
    for (const place of posts) {
      place.hidden = sites.some((site) => site.at.distanceTo(place.at) < px(GROUP_PX));
      setGrouped(place.element, place.hidden);
    }
    const groups = gather(sites);
    state.drawn = groups.filter((members) => members.length > 1);
    state.drawn.forEach(drawGroup);
    const alone = groups.filter((members) => members.length === 1).flat();
    return { alone, groups: state.drawn, posts: posts.filter((place) => !place.hidden) };
  }

  /** Bring groups and labels in step with what answers, without moving any of them. */
  function showGroups() {
    const labels = new Map([...state.map.getPane('names').querySelectorAll('[data-sites]')].map((one) => [one.dataset.sites, one]));
    for (const members of state.drawn ?? []) {
      const { on, count, label, name } = describeGroup(members);
      const element = members.marker.getElement();
      element.classList.toggle('site--off', !on);
      element.classList.toggle('site--chosen', members.some(({ id }) => id === state.view?.site));
      element.firstChild.textContent = count;
      element.setAttribute('aria-label', name);
      element.dataset.tip = name;
      const text = labels.get(idsOf(members))?.firstChild;
      if (text) text.data = label;
    }
    for (const [ids, label] of labels) label.classList.toggle('label--off', !ids.split(' ').some(answers));
  }

  const answers = (id) => state.matched?.has(id) ?? true;
  const idsOf = (members) => members.map(({ id }) => id).join(' ');
  const rowOf = (id) => state.rows.find((row) => row[0] === id);

  /** What symbol, label and name of a group say of it: how many answer, and of how many where others do not. */
  function describeGroup(members) {
    const answering = members.filter(({ id }) => answers(id));
    const part = answering.length > 0 && answering.length < members.length;
    const areas = new Set(members.map(({ id }) => rowOf(id)?.[7] ?? ''));
    const put = (text) => text.replace('{found}', answering.length).replace('{n}', members.length);
    const names = (part ? answering : members).map(({ id }) => rowOf(id)?.[1] ?? id);
    return {
      on: answering.length, count: String(answering.length || members.length),
      label: (areas.size === 1 && [...areas][0]) || put(part ? state.words.sitesPart : state.words.sites),
      name: put(part ? state.words.groupPart : state.words.group).replace('{names}', names.join(', ')),
    };
  }

  function setGrouped(element, grouped) {
    element.classList.toggle('site--grouped', grouped);
    element.setAttribute('tabindex', grouped ? '-1' : '0');
    element.toggleAttribute('aria-hidden', grouped);
    if (grouped) element.setAttribute('aria-hidden', 'true');
  }

  function gather(sites, reach = GROUP_PX) {
    const groups = [];
    const left = new Set(sites);
    for (const first of sites) {
      if (!left.delete(first)) continue;
      const members = [first];
      for (let i = 0; i < members.length; i += 1) {
        for (const other of left) {
          if (members[i].at.distanceTo(other.at) < px(reach)) { members.push(other); left.delete(other); }
        }
      }
      groups.push(members);
    }
    return groups;
  }

  function drawGroup(members) {
    const bounds = L.latLngBounds(members.map(({ marker }) => marker.getLatLng()));
    const icon = L.divIcon({ className: 'site-cluster', html: make('span', '', ''), iconSize: [px(32), px(32)] });
    const marker = L.marker(bounds.getCenter(), { icon, pane: 'groups', keyboard: true, zIndexOffset: 1500 });
    marker.on('click', () => openGroup(bounds));
    marker.addTo(state.groups);
    marker.getElement().setAttribute('role', 'button');
    members.forEach(({ element }) => setGrouped(element, true));
    members.bounds = bounds;
    members.marker = marker;
  }

  function openGroup(bounds) {
    fit(bounds, true, 13);
  }

  function onKey(event) {
    const symbol = event.target.closest?.('.site, .site-cluster, .mark');
    if (!symbol || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    symbol.click();
  }

  // ---- labels: each takes the free place that covers least -------------------------------------------------

  const measure = document.createElement('canvas').getContext('2d');
  const widths = new Map();

  function widthOf(text, font, spacing = 0) {
    const key = font + text;
    if (!widths.has(key)) {
      measure.font = font;
      widths.set(key, measure.measureText(text).width);
    }
    return widths.get(key) + spacing * text.length;
  }

  class Sheet {
    constructor(size) { this.size = size; this.boxes = []; this.ink = new Set(); }

    free(box) {
      return box.x0 > 2 && box.y0 > 2 && box.x1 < this.size.x - 2 && box.y1 < this.size.y - 2
        && !this.boxes.some((b) => box.x0 < b.x1 && b.x0 < box.x1 && box.y0 < b.y1 && b.y0 < box.y1);
    }

    inked(box) {
      let cells = 0;
      for (let x = box.x0 >> 3; x <= box.x1 >> 3; x += 1) {
        for (let y = box.y0 >> 3; y <= box.y1 >> 3; y += 1) cells += this.ink.has(x * 4096 + y) ? 1 : 0;
      }
      return cells;
    }

    drawLine(points) {
      for (let i = 1; i < points.length; i += 1) {
        const [a, b] = [points[i - 1], points[i]];
        const steps = Math.min(400, Math.ceil(a.distanceTo(b) / 6)) || 1;
        for (let s = 0; s <= steps; s += 1) {
          const x = a.x + ((b.x - a.x) * s) / steps;
          const y = a.y + ((b.y - a.y) * s) / steps;
          if (x >= 0 && y >= 0 && x < this.size.x && y < this.size.y) this.ink.add((x >> 3) * 4096 + (y >> 3));
        }
      }
    }
  }

  function layout() {
    if (!state.ready) return;
    const pane = state.map.getPane('names');
    pane.classList.remove('names--away');
    const { alone, groups, posts } = group();
    const sheet = new Sheet(state.map.getSize());
    blockControls(sheet);
    sheet.boxes.push(...state.blocked);
    const toBox = (place) => (place.bounds // a group is an array, and every array has an `at` of its own
      ? state.map.latLngToContainerPoint(place.bounds.getCenter()) : state.map.layerPointToContainerPoint(place.at));
    for (const place of [...alone, ...groups, ...posts]) {
      const { x, y } = toBox(place);
      const half = px(place.bounds ? 17 : 13); // a group's ring is wider than a symbol
      sheet.boxes.push({ x0: x - half, x1: x + half, y0: y - half, y1: y + half });
    }
    showMarks(state.view);
    state.marks.eachLayer((mark) => {
      const { x, y } = state.map.latLngToContainerPoint(mark.getLatLng());
      sheet.boxes.push({ x0: x - 15, x1: x + 15, y0: y - 15, y1: y + 15 });
    });
    for (const path of state.paths) {
      if (path.getElement()?.getBoundingClientRect().width) inkPath(path, sheet);
    }
    const wanted = [...siteLabels(alone, groups, toBox), ...placeLabels()];
    pane.replaceChildren(...wanted.map((label) => placeLabel(label, sheet)).filter(Boolean));
    showGroups();
  }

  /** Measure what lies on the map, in its pixels: left, top, right, bottom of each. */
  function boxControls() {
    const frame = state.map.getContainer().getBoundingClientRect();
    return [...state.map.getContainer().querySelectorAll('.leaflet-control')].map((control) => control.getBoundingClientRect())
      .filter((box) => box.width)
      .map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]);
  }

  function blockControls(sheet) {
    const boxes = boxControls();
    state.controls = String(boxes);
    sheet.boxes.push(...boxes.map(([x0, y0, x1, y1]) => ({ x0: x0 - 4, x1: x1 + 4, y0: y0 - 4, y1: y1 + 4 })));
  }

  function inkPath(path, sheet) {
    const points = path.getLatLngs().map((at) => state.map.latLngToContainerPoint(at));
    sheet.drawLine(points);
  }

  function siteLabels(alone, groups, toBox) {
    const chosen = state.view?.site;
    const rank = (place) => (place.id === chosen ? -2 : state.matched?.has(place.id) ? -1 : 0);
    const labels = [...alone].sort((a, b) => rank(a) - rank(b)).map((place) => {
      return { text: rowOf(place.id)?.[1] ?? place.id, names: 'label label--site', sites: place.id, at: toBox(place),
        font: `600 ${px(13.5)}px "Noto Sans"`, height: px(18), reach: px(place.id === chosen ? 25 : 15), must: true };
    });
    for (const members of groups) {
      labels.push({ text: describeGroup(members).label, names: 'label label--site', sites: idsOf(members), at: toBox(members),
        font: `600 ${px(13.5)}px "Noto Sans"`, height: px(18), reach: px(19), must: true });
    }
    return labels;
  }

  function placeLabels() {
    if (!['own', 'light', 'satellite'].includes(document.body.dataset.base ?? 'own')) return [];
    const zoom = state.map.getZoom();
    const view = state.map.getBounds().pad(0.02);
    const kinds = {
      country: { font: `600 ${px(12.5)}px "Noto Sans"`, spacing: px(3), height: px(16), centred: true },
      water: { font: `italic ${px(14)}px "Noto Serif"`, height: px(18), centred: true },
      place: { font: `${px(12.5)}px "Noto Sans"`, height: px(16), reach: px(6), dot: true },
    };
    return state.labels
      .filter(([kind, lat, lon, rank]) => view.contains([lat, lon])
        && (kind === 'country' ? zoom < 7.5 : zoom >= (NAME_RANK_ZOOM[rank] ?? 8)))
      .map(([kind, lat, lon, , text]) => ({ ...kinds[kind], at: state.map.latLngToContainerPoint([lat, lon]),
        text: kind === 'country' ? text.toLocaleUpperCase(document.documentElement.lang) : text, names: `label label--${kind}` }));
  }

  function placeLabel(label, sheet) {
    const width = widthOf(label.text, label.font, label.spacing) + 4;
    const { x, y } = label.at;
    const h = label.height;
    const r = label.reach;
    const corners = label.centred
      ? [[x - width / 2, y - h / 2], [x - width / 2, y - h / 2 - 14], [x - width / 2, y - h / 2 + 14], [x - width / 2 + 40, y - h / 2], [x - width / 2 - 40, y - h / 2]]
      : [[x + r, y - h / 2], [x - r - width, y - h / 2], [x - width / 2, y + r - 1], [x - width / 2, y - r - h + 1],
        [x + r - 3, y + r - 8], [x + r - 3, y - r - h + 8], [x - r - width + 3, y + r - 8], [x - r - width + 3, y - r - h + 8]];
    const options = corners
      .map(([x0, y0], order) => ({ x0, y0, x1: x0 + width, y1: y0 + h, order }))
      .filter((box) => sheet.free(box))
      .map((box) => ({ box, cost: sheet.inked(box) * 3 + box.order }));
    if (!options.length) return null;
    const { box, cost } = options.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (!label.must && cost > (label.dot ? 9 : 24)) return null;
    sheet.boxes.push(label.must ? box : { x0: box.x0 - 3, x1: box.x1 + 3, y0: box.y0 - 1, y1: box.y1 + 1 });
    const holder = document.createDocumentFragment();
    const origin = state.map.containerPointToLayerPoint([box.x0, box.y0]);
    const element = make('span', label.names, label.text);
    if (label.sites) element.dataset.sites = label.sites;
    L.DomUtil.setPosition(element, L.point(Math.round(origin.x), Math.round(origin.y)));
    holder.append(element);
    if (label.dot) {
      const dot = make('i', 'label-dot', '');
      const at = state.map.containerPointToLayerPoint([x, y]);
      L.DomUtil.setPosition(dot, L.point(Math.round(at.x - 2), Math.round(at.y - 2)));
      holder.append(dot);
    }
    return holder;
  }

  // ---- hover -----------------------------------------------------------------------------------------------

  function bindTip() {
    const container = state.map.getContainer();
    const tip = make('div', 'tip', '');
    tip.setAttribute('aria-hidden', 'true');
    container.append(tip);
    const show = (event) => {
      const symbol = event.target.closest?.('[data-tip]');
      const line = /line--([\w-]+)/.exec(event.target.getAttribute?.('class') ?? '');
      const text = symbol?.dataset.tip ?? (line && state.lines[line[1]]) ?? '';
      tip.textContent = text;
      tip.classList.toggle('tip--shown', Boolean(text));
      if (!text) return;
      const box = container.getBoundingClientRect();
      const x = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 8);
      const y = event.clientY - box.top + 18;
      tip.style.transform = `translate(${Math.max(6, x)}px, ${Math.min(y, box.height - tip.offsetHeight - 8)}px)`;
    };
    container.addEventListener('pointermove', show, { passive: true });
    container.addEventListener('pointerdown', show, { passive: true }); // a finger does not hover
    container.addEventListener('pointerleave', () => tip.classList.remove('tip--shown'));
  }

  // ---- paper: the map as it stands on the screen, what lies on it written below ------------------------------

  const SHEET_PX = { portrait: [698, 560], landscape: [1026, 590] }; // what of A4 between its margins is the map's at most

  function layOnPaper() {
    const frame = window.frameElement; // a map without a page around it is printed as it is
    if (!frame || !state.ready || state.stage) return;
    takeOffPaper();
    const { x: width, y: height } = state.map.getSize();
    const below = make('div', 'paper-legend');
    for (const box of document.querySelectorAll('.legend, .grade-legend')) {
      if (!box.checkVisibility()) continue;
      for (const row of box.querySelectorAll('li')) below.append(row.cloneNode(true));
    }
    below.append(make('p', 'paper-credit', state.map.attributionControl.getContainer().innerText));
    const place = frame.parentElement;
    place.after(below);
    state.below = below;
    document.body.classList.add('on-paper');
    place.style.setProperty('--paper-width', `${width}px`);
    place.style.setProperty('--paper-height', `${height}px`);
    for (const [name, [most, tallest]] of Object.entries(SHEET_PX)) {
      place.style.setProperty(`--${name}-fit`, Math.min(most / width, tallest / height));
    }
  }

  function takeOffPaper() {
    state.below?.remove();
    state.below = null;
    document.body.classList.remove('on-paper');
  }

  /** For tests and the bench: how many sites answer, how many do not, how many are drawn. */
  function counts() {
    const on = state.matched?.size ?? 0;
    return { on, off: state.rows.length - on, drawn: state.points ? state.points.rows.length : state.markers.size };
  }

  window.caravan = {
    begin, dress, apply, settle, fold, counts, match, stage, paint, overview: () => fetchJson(state.config.base.overview),
    colours: () => state.colours, members: () => state.config.members, layout, home: () => goHome(true), isReady: () => state.ready,
    isSettled: () => state.settled === state.view, word: (name) => state.words[name] ?? '',
  };
})();
