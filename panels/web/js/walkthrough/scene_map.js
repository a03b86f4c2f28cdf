import { MapFrame } from '../dom/map_frame.js';
import { findRoom } from '../dom/stage_boxes.js';
import { markYear } from './year_ticks.js';
import { StopYears } from './years.js';

/** The map of a stage: it shows scenes, and reports what is done in its frame. Only caravan and stageMap reach it.
 *  `hands` has the callbacks for what happens in its frame: `key(event)`, `press()`, `explore()`, `choose(site)`. */
export class SceneMap {
  constructor(hands, signal) {
    this.hands = hands;
    this.signal = signal;
    this.dark = null; // colours of a dark stage, when it is one
    this.names = null; // what the map says in a language that the server has not brought yet
    this.scripts = new WeakMap(); // map of a frame → when the stage's own script has come there
    this.years = new StopYears((year) => this.stage?.showYear(year));
    this.frame = new MapFrame((inside) => this.join(inside), signal);
    // The frame may come after the stage has shown its scene, and nothing else would look for it then.
    const watcher = new MutationObserver(() => this.frame.find());
    watcher.observe(document.body, { childList: true, subtree: true });
    signal.addEventListener('abort', () => watcher.disconnect());
  }

  /** The stage's own script in the frame, once it is there. */
  get stage() {
    return this.frame.find()?.stageMap;
  }

  leave() {
    this.years.stop();
    this.frame.map?.setStage({ on: false });
  }

  /** The map stands, or will soon: listen to it. */
  join(inside) {
    const { hands, signal } = this;
    if (inside !== window) {
      inside.document.addEventListener('keydown', hands.key, { signal, capture: true });
      inside.document.addEventListener('pointerdown', hands.press, { signal });
    }
    inside.addEventListener('stage:explored', hands.explore, { signal });
    inside.addEventListener('caravan:choose', ({ detail }) => hands.choose(detail.site), { signal });
    inside.addEventListener('caravan:ready', () => this.meet(inside), { signal });
    if (this.frame.map) this.meet(inside);
  }

  /** Bring the stage's own script into the frame, and show the scene there. */
  async meet(inside) {
    const { caravan } = inside;
    if (!this.scripts.has(caravan)) this.scripts.set(caravan, this.fetchScript(inside));
    await this.scripts.get(caravan);
    inside.stageMap.begin();
    inside.stageMap.paint(this.dark);
    this.speak(this.names);
    this.showAgain();
  }

  /** Fetch the script; in a file it is there already. */
  fetchScript(inside) {
    if (inside.stageMap) return null;
    const script = inside.document.createElement('script');
    script.src = this.address;
    inside.document.head.append(script);
    return new Promise((resolve) => {
      script.onload = resolve;
    });
  }

  /** Show the scene of a tour in the part of the picture that its view leaves free; `still` after a change of the
   *  screen, without a flight: then a reader who explores is left alone. Returns whether the map has moved. */
  show(tour, view, { still = false } = {}) {
    const { scene, data } = tour;
    this.address = data.map;
    this.showAgain = () => this.show(tour, view, { still: true });
    const { stage } = this;
    if (!(stage && scene) || (still && stage.isExplored())) return false;
    const { free, blocked, bottom, top } = findRoom(view.boxes, scene.box);
    const { style } = this.frame.document.documentElement;
    style.setProperty('--stage-bottom', `${bottom}px`);
    style.setProperty('--stage-top', `${top}px`);
    const { box, layers, site, countries } = scene;
    const name = `${data.id}/${tour.at + 1}`;
    this.years.take(name, scene.years, (year) => markYear(view.parts.card, year));
    const waiting = scene.years && { year: this.years.year, dir: scene.years.going };
    const { sites } = scene.sites ? scene : data;
    stage.show({ box, layers, site, sites, countries, waiting, name, free, blocked, k: view.boxes.k }, { still });
    return true;
  }

  /** Name everything in another language, until the server does; null leaves it to the server. */
  speak(names) {
    this.names = names;
    const { map, document } = this.frame;
    if (names && map && document.documentElement.lang !== names.lang) map.speak(names);
  }

  paint(dark) {
    this.dark = dark;
    this.stage?.paint(dark);
  }
}
