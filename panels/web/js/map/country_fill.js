/* The countries that a stop is about, coloured over the land and below everything else. */

const PANE = 'told';
const PANE_Z = 205; // above the land, below roads and lines
const LOOK = { interactive: false, weight: 1.5 };

/** Colours one set of countries at a time; `fetchSheet()` gives the sheet of the base map that has their shapes. */
export class CountryFill {
  constructor(fetchSheet) {
    this.fetchSheet = fetchSheet;
    this.shown = '';
  }

  /** Colour the countries of a scene, `{ codes, open }`, in place of those before; none without. */
  async show(map, countries) {
    const wanted = JSON.stringify(countries ?? null);
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.layer?.remove();
    this.layer = null;
    if (!countries) return;
    const { land } = await this.fetchSheet();
    if (wanted === this.shown) this.layer = draw(land, countries, rendererOf(map)).addTo(map);
  }
}

function rendererOf(map) {
  if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = PANE_Z;
  return L.svg({ pane: PANE, padding: 0.4 });
}

function draw({ features }, { codes, open }, renderer) {
  const className = `told-country${open ? ' told-country--open' : ''}`;
  const shapes = features.filter(({ properties }) => codes.includes(properties.iso3));
  const layer = L.geoJSON(shapes, { ...LOOK, pane: PANE, renderer, className });
  layer.eachLayer((one) => {
    one.options.className = `${className} told-country--${one.feature.properties.iso3}`;
  });
  return layer;
}
