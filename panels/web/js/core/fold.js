/** Make the function that folds a text for searching: letters without marks, case or apostrophes.
 *  The rule stands in geo/language.py as well; `letters` and `spaces` come from data/locale/folding.toml, and what a
 *  letter becomes may be nothing. tests/vectors/fold.json holds the two together. */
export function makeFold({ letters, spaces }) {
  const signs = new Map([...Object.entries(letters), ...[...spaces].map((sign) => [sign, ' '])]);
  return (text) => {
    const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    return [...plain]
      .map((sign) => signs.get(sign) ?? sign)
      .join('')
      .replace(PYTHON_SPACES, ' ')
      .replace(/^ | $/g, '');
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts these control characters as spaces
const PYTHON_SPACES = /(?:[\x1c-\x1f\x85]|[^\S\ufeff])+/g;
