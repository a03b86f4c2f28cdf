import { gather, nameGroup } from '../core/group.js';
import { fitBounds, GROUP_PX } from './camera.js';
import { px, state } from './shared.js';
import { countIcon, isPost, nameOf, setGrouped } from './sites.js';

const RING_PX = 32;
const GROUP_Z = 1500;
const GROUP_ZOOM = 13;

const layer = L.layerGroup();
let drawn = []; // groups of more than one

export const addGroups = () => layer.addTo(state.map);

/** Zoom in until a group comes apart. */
export const openGroup = (bounds) => fitBounds(bounds, true, GROUP_ZOOM);

/** The ids of a group's sites, as one word. */
export const idsOf = (members) => members.map(({ id }) => id).join(' ');

/** Draw neighbouring symbols as groups.
 *  Gives what is seen: sites that stand alone, groups, and posts that face a site and stand metres from it. */
export function drawGroups() {
  const held = findFocused();
  layer.clearLayers();
  const places = listPlaces();
  const sites = places.filter((place) => !place.post);
  const posts = places.filter((place) => place.post);
  for (const place of posts) {
    place.hidden = sites.some((site) => site.at.distanceTo(place.at) < px(GROUP_PX));
    setGrouped(place.symbol, place.hidden);
  }
  const groups = gather(sites, px(GROUP_PX));
  drawn = groups.filter((members) => members.length > 1);
  for (const members of drawn) drawGroup(members);
  if (held) focusOn(held);
  const alone = groups.filter((members) => members.length === 1).flat();
  return { alone, groups: drawn, posts: posts.filter((place) => !place.hidden) };
}

/** The site that has the focus, or the first one of the group that has it. */
function findFocused() {
  const { activeElement } = document;
  if (!activeElement?.matches('.site, .site-cluster')) return null;
  const [id] = [...state.markers].find(([, marker]) => marker.getElement() === activeElement) ?? [];
  return id ?? drawn.find(({ marker }) => marker.getElement() === activeElement)?.[0].id;
}

/** Keep the focus where it was: on a site, or on the group that it stands in now. */
function focusOn(id) {
  const group = drawn.find((members) => members.some((one) => one.id === id));
  (group ?? { marker: state.markers.get(id) }).marker.getElement().focus({ preventScroll: true });
}

function listPlaces() {
  const { map, config } = state;
  const places = [];
  for (const [id, marker] of state.markers) {
    const post = isPost(marker);
    const symbol = marker.getElement();
    const visible = !post || map.getZoom() >= config.zooms.posts;
    setGrouped(symbol, !visible);
    if (visible) places.push({ id, marker, post, symbol, at: map.latLngToLayerPoint(marker.getLatLng()) });
  }
  return places;
}

function drawGroup(members) {
  const bounds = L.latLngBounds(members.map((place) => place.marker.getLatLng()));
  const icon = countIcon('site-cluster', '', px(RING_PX));
  const marker = L.marker(bounds.getCenter(), { icon, pane: 'groups', keyboard: true, zIndexOffset: GROUP_Z });
  marker.on('click', () => openGroup(bounds));
  marker.addTo(layer);
  marker.getElement().setAttribute('role', 'button');
  for (const { symbol } of members) setGrouped(symbol, true);
  Object.assign(members, { bounds, marker });
}

/** Bring groups and labels in step with what answers, without moving any of them. */
export function showGroups() {
  const named = state.map.getPane('names').querySelectorAll('[data-sites]');
  const labels = new Map([...named].map((label) => [label.dataset.sites, label]));
  for (const members of drawn) {
    const { on, count, label, name } = describeGroup(members);
    const element = members.marker.getElement();
    element.classList.toggle('site--off', !on);
    element.classList.toggle(
      'site--chosen',
      members.some(({ id }) => id === state.view?.site),
    );
    element.firstChild.textContent = count;
    element.setAttribute('aria-label', name);
    element.dataset.tip = name;
    const text = labels.get(idsOf(members))?.firstChild;
    if (text) text.data = label;
  }
  for (const [ids, label] of labels) label.classList.toggle('label--off', !ids.split(' ').some(answers));
}

const answers = (id) => state.matched?.has(id) ?? true;

/** What symbol, label and name of a group say of it: how many answer, where, and of how many where others
 *  do not. */
export function describeGroup(members) {
  const answering = members.filter(({ id }) => answers(id));
  const part = answering.length > 0 && answering.length < members.length;
  const put = (text) => text.replace('{found}', answering.length).replace('{n}', members.length);
  const names = (part ? answering : members).map(({ id }) => nameOf(id));
  const { words } = state;
  return {
    on: answering.length > 0,
    count: String(answering.length || members.length),
    label: nameGroup((part ? answering : members).map(({ id }) => state.rows.get(id)?.area || nameOf(id))),
    name: put(part ? words.groupPart : words.group).replace('{names}', names.join(', ')),
  };
}
