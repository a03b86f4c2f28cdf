/* The corridor's chart follows a slider at once, as the map follows a switch: it changes here, the server answers
   afterwards and is the truth. What is counted and drawn is in core/scenario.js. */

import {
  addUp,
  addUpKnown,
  ask,
  belongs,
  isSame,
  sumOf,
  writeAmount,
  writeLeast,
  writeRows,
} from '../core/scenario.js';
import { keyed, readSlider } from '../dom/streamlit.js';

const OTHER_UNIT = { hours: 'days', days: 'hours' };

const readAsked = (parts) => ask(parts, (name, stop) => readSlider(`${name}-${stop}`));

export class LiveChart {
  /** `findChart()` gives the chart that stands on the page now. */
  constructor(message, findChart) {
    this.message = message;
    this.findChart = findChart;
    this.known = addUpKnown(message);
    this.isAhead = false; // whether the chart shows what the sliders say, and not yet the server's answer
  }

  /** An element of the page that is written for our question; none while the page is on its way to another one. */
  find(selector) {
    return document.querySelector(`${selector}[data-question="${CSS.escape(this.message.question)}"]`);
  }

  /** Whether the server's answer on the page is the one to what the sliders say. */
  isAnswered(asked) {
    return this.find('.answer')?.dataset.asked === asked.word;
  }

  /** The sliders have moved: the reader moved them, or the server set them. */
  follow() {
    const asked = readAsked(this.message.parts);
    if (this.isAhead || !this.isAnswered(asked)) this.draw(asked);
    this.write(asked);
  }

  /** Draw what the sliders say; nothing is touched when the chart shows it already, or belongs to another question. */
  draw(asked) {
    const chart = this.findChart();
    const before = chart?.rows ?? [];
    if (!belongs(before, this.message)) return;
    const rows = writeRows(this.message, before, asked);
    if (isSame(rows, before)) return;
    this.isAhead = true;
    chart.show(rows);
  }

  /** Keep the rows that the server has sent, unless they answer an older move: while a slider is held, its value is
   *  newer. */
  takeRows() {
    this.isAhead = false;
    queueMicrotask(() => {
      const asked = readAsked(this.message.parts);
      const isHeld = document.activeElement?.closest(keyed('what-if-sliders'));
      if (!this.isAnswered(asked) && isHeld) this.draw(asked);
    });
  }

  /** Bring the words up to date that say the same: the total, and the table's values below the known ones. */
  write(asked) {
    const answer = this.find('.answer');
    if (!answer) return;
    const { message, known } = this;
    const steps = addUp(asked.hours);
    const total = sumOf(steps);
    answer.classList.toggle('answer--behind', !this.isAnswered(asked));
    if (total) {
      const write = answer.querySelector('.answer-least') ? writeLeast : writeAmount;
      setText(answer.querySelector('.answer-total strong'), write(message, total));
      setText(answer.querySelector('.answer-other'), writeAmount(message, total, OTHER_UNIT[message.unit]));
      setText(answer.querySelector('.answer-known'), writeAmount(message, total));
    }
    for (const mark of document.querySelectorAll('[data-illustrative]')) mark.hidden = !asked.word;
    const table = this.find('.corridor-table');
    if (!table) return;
    for (const [i, part] of message.parts.entries()) {
      const row = table.querySelector(`tr[data-id="${CSS.escape(part.id)}"]`);
      const value = asked.hours[i];
      this.writeCell(row, 'value', value === part.value ? null : value);
      this.writeCell(row, 'since', steps[i][1] === known[i][1] ? null : steps[i][1]);
    }
    this.writeCell(table, 'total', asked.word ? total : null);
  }

  /** Write an amount below a known one; null takes it away. */
  writeCell(row, name, hours) {
    const cell = row?.querySelector(`[data-what-if="${name}"]`);
    if (!cell) return;
    cell.hidden = hours === null;
    if (hours !== null) setText(cell.querySelector('span') ?? cell, writeAmount(this.message, hours));
  }
}

function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}
