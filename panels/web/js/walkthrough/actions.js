/* What a presenter may do: each action of keys.js, buttons and menu, done to a stage. */

import { writeLegend } from './card.js';
import { comeBack } from './found.js';
import { USUAL_S } from './panels.js';
import { shareStop } from './sharing.js';

const TYPED_MS = 2500; // how long a number waits for its next digit
const SPEEDS_S = [3, 600]; // the fastest and the slowest that an address may ask for

/** Action → what it does to a stage; the value is a digit, or seconds. */
export const ACTIONS = {
  next: (stage) => stage.next(),
  back: (stage) => stage.go(stage.tour.at - 1),
  first: (stage) => stage.go(0),
  last: (stage) => stage.go(stage.tour.scenes.length - 1),
  digit: type,
  jump,
  list: (stage) => toggle(stage, 'list'),
  menu: (stage) => toggle(stage, 'menu'),
  share,
  cite: (stage) => shareStop(stage, 'citation'),
  notes: (stage) => toggle(stage, 'notes'),
  timer: (stage) => toggle(stage, 'timer'),
  loop: (stage) => toggle(stage, 'loop'),
  blank,
  language: (stage) => toggle(stage, 'languages'),
  theme,
  fullscreen,
  play: (stage) => play(stage, stage.seconds ? 0 : USUAL_S),
  year: (stage, year) => stage.map.years.choose(year),
  every: (stage, seconds) => play(stage, stage.seconds === seconds ? 0 : seconds),
  return: comeBack,
  closer: (stage) => stage.map.stage?.zoom(1),
  farther: (stage) => stage.map.stage?.zoom(-1),
  escape: (stage) => WAYS_BACK[stage.tour.wayBack]?.(stage),
  leave,
};

const WAYS_BACK = {
  blank,
  panel: (stage) => stage.closePanel(),
  typed: (stage) => showTyped(stage, ''),
  return: comeBack,
  leave,
};

function toggle(stage, name) {
  stage.tour.toggle(name);
  stage.showOpen();
}

function blank(stage) {
  toggle(stage, 'blank');
  if (stage.tour.data.attendee.stream) stage.tell(); // others see the same
}

function share(stage) {
  const { tour } = stage;
  tour.toggle('share');
  if (tour.panel === 'share' && !tour.data.attendee.stream) stage.wish('room');
  stage.showOpen();
}

/** Go on by itself every so many seconds; 0 stops. */
export function play(stage, seconds) {
  clearInterval(stage.playing);
  stage.seconds = seconds;
  const goOn = () => stage.tour.blank || stage.next(); // a blank screen stays blank until a key wakes it
  if (seconds) stage.playing = setInterval(goOn, seconds * 1000);
  if (stage.view.stands) stage.showOpen();
}

/** `autoplay=20&loop=1`: a kiosk begins by itself. */
export function playByAddress(stage) {
  const query = new URLSearchParams(location.search);
  const seconds = Number(query.get('autoplay'));
  stage.tour.loop = query.get('loop') === '1';
  if (!stage.tour.follows && seconds >= SPEEDS_S[0] && seconds <= SPEEDS_S[1]) play(stage, seconds);
}

function theme(stage) {
  const { view, tour } = stage;
  view.paint(view.dark ? null : tour.data.dark);
  writeLegend(view.parts.legend, tour.scene, view.dark);
  stage.map.paint(view.dark);
  stage.showOpen();
}

function fullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => null); // a browser may refuse; the tour goes on
}

function leave(stage) {
  if (document.fullscreenElement) document.exitFullscreen();
  stage.wish('leave');
}

function type(stage, digit) {
  stage.tour.type(digit);
  clearTimeout(stage.forgetting);
  stage.forgetting = setTimeout(() => showTyped(stage, ''), TYPED_MS);
  stage.view.showTyped(stage.tour.typed);
}

function jump(stage) {
  const index = stage.tour.takeTyped();
  stage.view.showTyped('');
  if (index !== null) stage.go(index);
}

function showTyped(stage, text) {
  stage.tour.typed = text;
  stage.view.showTyped(text);
}
