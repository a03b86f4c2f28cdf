/* The form of a report without a network: what is written and chosen is kept in the browser, where the page that saves
   it finds it. */

import { chooseFiles, nameFile, readKept } from '../core/report_keeping.js';
import { element } from '../dom/element.js';
import { forgetFile, keepFile, listFiles, recallKept } from '../dom/memory.js';
import { keepTyped } from './report_memory.js';

const KEPT = 'caravan-visit-report';
const form = document.querySelector('.report-form');
const { most, bytes, out } = form.dataset;
const findings = form.querySelector('[data-findings]');
const pattern = form.querySelector('template');

function addFinding() {
  const place = findings.children.length;
  const part = pattern.content.cloneNode(true);
  for (const field of part.querySelectorAll('[data-column]')) {
    field.dataset.key = `edit-cell-findings-report-0-${place}-${field.dataset.column}`;
  }
  part.querySelector('[data-number]').textContent = place + 1;
  findings.append(part);
}

function fill() {
  const { visit, findings: rows } = readKept(recallKept(KEPT));
  for (let n = findings.children.length; n < Math.max(1, rows.length); n += 1) addFinding();
  const cells = [visit, ...rows];
  const parts = [form.querySelector('[data-visit]'), ...findings.children];
  parts.forEach((part, place) => {
    for (const field of part.querySelectorAll('[data-column]')) {
      const cell = cells[place]?.[field.dataset.column] ?? '';
      if (field.tagName === 'SELECT' && ![...field.options].some(({ value }) => value === cell)) {
        field.append(new Option(cell, cell)); // a choice that was there before stays
      }
      field.value = cell;
    }
  });
}

async function showFiles() {
  const list = form.querySelector('[data-files]');
  const files = await listFiles();
  list.replaceChildren(
    ...files.map(([name, file]) => {
      const line = element('li', {}, `${file.name} `);
      const button = element('button', { type: 'button' }, out);
      button.addEventListener('click', () => forgetFile(name).then(showFiles));
      line.append(button);
      return line;
    }),
  );
}

async function keepFiles({ target }) {
  const names = (await listFiles()).map(([name]) => name);
  const chosen = chooseFiles(names, target.files, { most: Number(most), bytes: Number(bytes) });
  await Promise.all(chosen.map((file) => keepFile(nameFile(file), file)));
  target.value = '';
  await showFiles();
}

form.addEventListener('input', ({ target }) => {
  if (target.dataset.key) keepTyped(target.dataset.key, target.value);
});
form.querySelector('[data-more]').addEventListener('click', addFinding);
form.querySelector('[type=file]').addEventListener('change', keepFiles);
fill();
showFiles();
