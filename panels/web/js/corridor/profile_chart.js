/* The chart on the page: draws its rows as SVG, as wide as its place is; says what is pointed at; its stops are buttons
   for pointer and keyboard. */

import { drawChart, HEIGHT } from '../core/chart_drawing.js';
import { belongs, questionOf } from '../core/scenario.js';
import { keepOne } from '../dom/component.js';
import { element, svgElement } from '../dom/element.js';
import { DRAWN } from '../dom/signals.js';
import { KeptMap } from './kept_map.js';
import { LiveChart } from './live_chart.js';
import { WhatIfRows } from './what_if.js';

const FONT = '"Noto Sans", sans-serif';
const TIP_AWAY_PX = 14;

const page = { chart: null, live: null, strip: null, whatIf: null }; // what stands on the page now

const showChart = keepOne((root) => {
  page.chart = new ProfileChart(root, () => page.live?.takeRows());
  return page.chart;
});

/** Streamlit calls this for the chart, whenever the server has sent other rows, and for the map above it and for what
 *  follows a slider, at every full run of the page; for the hours of the stops at every answer. */
export function begin(component) {
  const { data } = component;
  if (data.rows) return showChart(component);
  if (data['what-if']) return showWhatIf(component);
  return data.strip ? takeStrip(data.strip) : followSliders(data);
}

const showWhatIf = keepOne((root) => {
  page.whatIf = new WhatIfRows(root, () => page.live?.follow());
  return page.whatIf;
});

function takeStrip(strip) {
  page.strip = strip;
  page.chart?.draw();
}

function followSliders(message) {
  const live = new LiveChart(message, page);
  page.live = live;
  live.follow();
  return () => {
    if (page.live === live) page.live = null;
  };
}

class ProfileChart {
  /** `onRows()` is called when the server has sent rows. */
  constructor(root, onRows) {
    this.onRows = onRows;
    this.rows = [];
    this.picture = svgElement('svg', { class: 'chart-picture', role: 'group', height: HEIGHT, 'font-family': FONT });
    this.tip = element('div', { class: 'chart-tip', 'aria-hidden': 'true', hidden: '' });
    this.box = element('div', { class: 'profile-chart' });
    this.box.append(this.picture, this.tip);
    root.append(this.box);
    this.measure = makeMeasure();
    this.map = new KeptMap();
    this.listen();
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.box);
    this.measureAnew = () => {
      this.measure = makeMeasure();
      this.draw();
    };
    // Not only when the page's fonts are there for the first time: a weight is fetched when a text asks for it.
    document.fonts.addEventListener('loadingdone', this.measureAnew);
  }

  leave() {
    this.sizes.disconnect();
    document.fonts.removeEventListener('loadingdone', this.measureAnew);
    this.box.remove();
  }

  listen() {
    const { picture } = this;
    picture.addEventListener('click', ({ target }) => this.pick(stopOf(target)));
    picture.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.pick(stopOf(event.target));
    });
    picture.addEventListener('pointermove', ({ target, clientX, clientY }) =>
      this.showTip(tipOf(target), clientX, clientY),
    );
    picture.addEventListener('pointerleave', () => this.showTip(''));
    picture.addEventListener('focusin', ({ target }) => {
      const box = target.getBoundingClientRect();
      if (target.matches(':focus-visible')) this.showTip(tipOf(target), box.right, box.top);
    });
    picture.addEventListener('focusout', () => this.showTip(''));
  }

  /** Take what the server sends: rows, words, colours. */
  update(data, { setTriggerValue }) {
    this.data = data;
    this.send = (stop) => setTriggerValue('pick', stop);
    this.show(data.rows);
    this.onRows();
  }

  show(rows) {
    this.rows = rows;
    this.draw();
  }

  draw() {
    const width = this.box.clientWidth;
    if (!(width && this.data)) return;
    const { words, look, signs, west } = this.data;
    const focused = stopOf(document.activeElement);
    this.picture.setAttribute('width', width);
    this.picture.dataset.question = questionOf(this.rows);
    this.picture.setAttribute('aria-label', `${words.title} · ${words.from}`);
    const settings = { width, words, look, signs, west, measure: this.measure };
    const shapes = drawChart(this.rows, { ...settings, strip: this.strip, draw: this.map.draw });
    this.picture.replaceChildren(...shapes.map((shape) => make(shape, this.map)));
    document.dispatchEvent(new CustomEvent(DRAWN));
    if (focused && this.box.isConnected && document.activeElement === document.body) this.find(focused)?.focus();
  }

  /** The map of the way that the rows are of, with the marked place; null while it is on its way. */
  get strip() {
    if (!(page.strip && belongs(this.rows, page.strip))) return null;
    return { ...page.strip, chosen: this.rows.find((row) => row.chosen)?.stop };
  }

  find(stop) {
    return this.picture.querySelector(`[data-id="${CSS.escape(stop)}"]`);
  }

  /** Mark a stop at once, and tell the server; a stop that is marked already, or no stop, takes the mark away. */
  pick(stop) {
    const marked = this.rows.some((row) => row.chosen && row.stop === stop) ? '' : stop;
    if (!(marked || this.rows.some((row) => row.chosen))) return;
    const isStop = ({ layer }) => layer === 'riser' || layer === 'gap';
    this.show(this.rows.map((row) => (isStop(row) ? { ...row, chosen: row.stop === marked } : row)));
    this.send(marked);
  }

  showTip(text, x = 0, y = 0) {
    this.tip.hidden = !text;
    if (!text) return;
    this.tip.textContent = text;
    const box = this.box.getBoundingClientRect();
    const most = Math.max(box.width - this.tip.offsetWidth, 0);
    this.tip.style.left = `${Math.min(Math.max(x - box.left + TIP_AWAY_PX, 0), most)}px`;
    this.tip.style.top = `${y - box.top + TIP_AWAY_PX}px`;
  }
}

/** Draw a chart once, in the document that stands before the page lives: `told` is what the server sends for it. */
export function drawStill(box, told, font) {
  const width = box.clientWidth;
  const picture = svgElement('svg', { class: 'chart-picture', width, height: HEIGHT, 'font-family': font });
  const shapes = drawChart(told.rows, { ...told, width, measure: makeMeasure(font) });
  picture.append(...shapes.map((shape) => make(shape, {})));
  box.replaceChildren(picture);
}

function stopOf(target) {
  const { id, stop } = target?.closest?.('.chart-stop, .strip-place')?.dataset ?? {};
  return id ?? stop ?? '';
}
const tipOf = (target) => target?.closest?.('[data-tip]')?.dataset.tip ?? '';

function make(shape, map) {
  if (shape === map.shape && map.node) return map.node;
  const [tag, attributes, content = null] = shape;
  const isText = !Array.isArray(content);
  const made = svgElement(tag, attributes, isText ? content : null);
  if (!isText) made.append(...content.map((one) => make(one, map)));
  if (shape === map.shape) map.node = made;
  return made;
}

/** Gives a function that measures a text in the fonts that are loaded now; it remembers what it has measured. */
function makeMeasure(font = FONT) {
  const pen = document.createElement('canvas').getContext('2d');
  const known = new Map();
  return (text, px, bold = false) => {
    const key = `${bold}${px}${text}`;
    if (!known.has(key)) {
      pen.font = `${bold ? '600 ' : ''}${px}px ${font}`;
      known.set(key, pen.measureText(text).width);
    }
    return known.get(key);
  };
}
