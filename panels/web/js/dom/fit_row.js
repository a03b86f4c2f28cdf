/** Make the parts of a row smaller, step by step, until they stand on as few lines as they can.
 *  @param {HTMLElement} row Its style sheet says what each step of `data-fit` makes smaller; 0 is nothing.
 *  @param {number} last The last step. */
export function fitRow(row, last) {
  let best = { height: Number.POSITIVE_INFINITY };
  for (let step = 0; step <= last; step += 1) {
    row.dataset.fit = step;
    const height = row.offsetHeight;
    if (height < best.height) best = { step, height };
  }
  row.dataset.fit = best.step;
}
