/* Scales of the corridor's chart: round steps as geo/picture/profile_chart.py chooses them, and numbers in the reader's
   language. */

const STEPS = [1, 2, 5, 10];
const PRECISION = 1e-9;

/** A round step (1, 2 or 5 times a power of ten) that divides an axis into no more than so many parts. */
export function niceStep(most, parts) {
  const power = 10 ** Math.floor(Math.log10(most / parts));
  const factor = STEPS.find((one) => power * one * parts >= most * (1 - PRECISION));
  return power * factor;
}

/** Where the numbers of an axis stand that begins at 0. */
export function listTicks(most, parts) {
  if (!(most > 0)) return [0];
  const step = niceStep(most, parts);
  const count = Math.floor(most / step + PRECISION);
  return Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}

/** Write a number with the signs of the reader's language (`group`, `decimal`). */
export function writeNumber(value, { group, decimal }) {
  const put = { ',': group, '.': decimal };
  return new Intl.NumberFormat('en', { maximumFractionDigits: 6 }).format(value).replace(/[,.]/g, (sign) => put[sign]);
}
