/* Which of its names a town is given in a language; the rule of geo/map/ground.py, and tests/vectors/town_names.json
   holds the two together. */

const CYRILLIC = ['ru', 'kk', 'ky'];
const CYRILLIC_LETTER = /[\u0400-\u052f]/;

/** Choose the name of a town for a language: its own, else one in letters that its readers read. */
export function townName(names, lang) {
  const { en, ru, latin, name = '' } = names;
  const isCyrillic = CYRILLIC_LETTER.test(name);
  if (CYRILLIC.includes(lang)) return names[lang] || ru || (isCyrillic && name) || en || latin || name;
  return names[lang] || en || (!isCyrillic && name) || latin || name;
}
