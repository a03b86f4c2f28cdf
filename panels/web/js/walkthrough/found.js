/* What was chosen in the palette opens on the stage as a stop, and R leads back to the stop that was left. */

import { shareStop } from './sharing.js';

const AROUND_DEG = [1.3, 2];
const PART = ' · ';

/** Write a stop for an answer of the palette; `layers` and `sites` are those of the story. */
export function writeAside({ id, kind, kindName, title, value, detail, site, at }, { layers, sites }) {
  const parts = detail.split(PART);
  const figure = { id, value, caption: parts.slice(0, -1).join(PART), source: parts.at(-1), marks: [] };
  return {
    kind: 'stop',
    title,
    site: kind === 'site' ? id : '',
    symbol: '',
    names: [],
    place: kindName,
    box: at ? [-1, 1].map((sign) => at.map((degrees, axis) => degrees + sign * AROUND_DEG[axis])) : null,
    layers,
    sites: sites.length && site ? [...new Set([...sites, site])] : sites,
    legend: [],
    figure: value ? figure : null,
    lines: value || !detail ? [] : [{ text: detail, of: [id] }],
    sources: [],
    note: '',
  };
}

/** Open an answer on a stage; returns false for what the stage leaves to the page: another page, printing. */
export function openFound(stage, row) {
  const { tour } = stage;
  const [what, which = ''] = row.id.split('-');
  if (row.kind === 'page') return false;
  if (row.kind === 'action') return act(stage, what, which);
  if (row.kind === 'story') {
    if (!tour.follows) stage.tellStory(row.id);
    return true;
  }
  const stop = row.kind === 'site' && !tour.follows ? tour.stopAt(row.id) : -1;
  if (stop >= 0) {
    tour.jumpTo(stop);
    stage.arrive();
    stage.tell();
  } else openAside(stage, row);
  stage.view.showReturn(tour.isAway);
  return true;
}

function act(stage, what, which) {
  if (what === 'lang') stage.speak(which);
  else if (what === 'keys') stage.act('menu');
  else if (what === 'cite') shareStop(stage, 'citation');
  else if (what === 'share') shareStop(stage);
  else return what === 'present'; // it is presented already
  return true;
}

function openAside(stage, row) {
  const { tour } = stage;
  tour.openAside(writeAside(row, { layers: tour.scene.layers, sites: tour.data.sites }));
  if (row.kind === 'site' && !tour.follows) tour.card = row.id;
  stage.show();
  if (tour.card) stage.tell();
}

/** Back from exploring, from what was found, or from the stop that was jumped to: the scene as the stop wants it. */
export function comeBack(stage) {
  const { tour } = stage;
  const { card, aside, cameFrom } = tour;
  const isElsewhere = Boolean(aside) || cameFrom !== null;
  if (isElsewhere) tour.goTo(cameFrom ?? tour.at);
  tour.card = '';
  if (card || cameFrom !== null) stage.tell();
  if (isElsewhere) stage.arrive();
  else {
    stage.place();
    stage.showOpen();
  }
}
