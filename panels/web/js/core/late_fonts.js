const FILE = /[\w-]+\.woff2/;

/**
 * List the rules of fonts whose file had not come when the page was painted first: what is read already stands in
 * another font, and a browser takes such a font up later, when any other style sheet brings fonts.
 *
 * @param {{cssText: string}[]} rules Of a style sheet.
 * @param {{name: string, responseEnd: number}[]} fetched What has come (resource timing).
 * @param {number} painted_ms When that was, on the clock of `fetched`.
 * @returns {number[]} Numbers of the rules, the last one first, so that each can be taken out of its sheet.
 */
export function listLate(rules, fetched, painted_ms) {
  const isLate = (file) => !fetched.some((one) => one.responseEnd <= painted_ms && one.name.includes(file));
  const files = rules.map(({ cssText }) => FILE.exec(cssText)?.[0]);
  return [...files.keys()].filter((number) => files[number] && isLate(files[number])).reverse();
}
