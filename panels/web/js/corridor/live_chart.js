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

const OTHER_UNIT = { hours: 'days', days: 'hours' };

export class LiveChart {
  /** `page.chart` is the chart that stands on the page now, `page.whatIf` what the reader asks. */
  constructor(message, page) {
    this.message = message;
    this.page = page;
    this.known = addUpKnown(message);
    this.isAhead = false; // whether the chart shows what is asked, and not yet the server's answer
  }

  /** An element of the page that is written for our question; none while the page is on its way to another one. */
  find(selector) {
    return document.querySelector(`${selector}[data-question="${CSS.escape(this.message.question)}"]`);
  }

  /** Whether the server's answer on the page is the one to what is asked. */
  isAnswered(asked) {
    return this.find('.answer')?.dataset.asked === asked.word;
  }

  /** What the reader asks of our question; null while the page is on its way to another one. */
  readAsked() {
    const { whatIf } = this.page;
    return whatIf?.question === this.message.question ? ask(this.message.parts, (stop) => whatIf.read(stop)) : null;
  }

  /** The hours have changed: the reader changed them, or the server. */
  follow() {
    const asked = this.readAsked();
    if (!asked) return;
    if (this.isAhead || !this.isAnswered(asked)) this.draw(asked);
    this.write(asked);
  }

  /** Draw what is asked; nothing is touched when the chart shows it already, or belongs to another question. */
  draw(asked) {
    const { chart } = this.page;
    const before = chart?.rows ?? [];
    if (!belongs(before, this.message)) return;
    const rows = writeRows(this.message, before, asked);
    if (isSame(rows, before)) return;
    this.isAhead = true;
    chart.show(rows);
  }

  /** Keep the rows that the server has sent, unless they answer an older move. */
  takeRows() {
    this.isAhead = false;
    queueMicrotask(() => {
      const asked = this.readAsked();
      if (asked && this.page.whatIf.isPending && !this.isAnswered(asked)) this.draw(asked);
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
