const FONT = /[\w-]+\.woff2/;

/**
 * List the rules of fonts that the words which are painted do not stand in: their files came too late. A browser takes
 * such a font up later, when any other style sheet brings fonts.
 *
 * @param {{cssText: string}[]} rules Of a style sheet.
 * @param {{status: string}[]} faces The browser's own of its rules of fonts, in their order.
 * @param {{part: string, width: number, plain: number}[]} samples A few letters of each part of the font, as wide as
 *   they were painted, and as they are in the font that stands in for it.
 * @returns {number[]} Numbers of the rules, the last one first, so that each can be taken out of its sheet.
 */
export function listLate(rules, faces, samples) {
  const fonts = [...rules.keys()].filter((number) => FONT.test(rules[number].cssText));
  const unused = samples.filter(({ width, plain }) => width === plain).map(({ part }) => `-${part}.woff2`);
  const isUnused = ({ cssText }) => unused.some((end) => cssText.includes(end));
  const isLate = (number, order) => faces[order]?.status !== 'loaded' || isUnused(rules[number]);
  return fonts.filter(isLate).reverse();
}
