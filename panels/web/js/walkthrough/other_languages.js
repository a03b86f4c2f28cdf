/** The story in the languages that the reader has not chosen: fetched when the stage has stood for a moment, so that
 *  another language is on the stage at once, also when the line is cut. `get(address)` fetches one sheet. */
export class OtherLanguages {
  constructor(get = fetchSheet) {
    this.get = get;
    this.sheets = new Map(); // address → sheet, of a story or of the map
    this.coming = new Set(); // addresses that are being fetched
  }

  /** Fetch what a message names and we do not have. */
  async fetch({ otherLanguages = {} }) {
    const all = Object.values(otherLanguages).flatMap(({ story, map }) => [story, map]);
    const missing = all.filter((address) => !(this.sheets.has(address) || this.coming.has(address)));
    await Promise.all(missing.map((address) => this.fetchOne(address)));
  }

  async fetchOne(address) {
    this.coming.add(address);
    const sheet = await this.get(address).catch(() => null); // the server sends the language as well, only later
    this.coming.delete(address);
    if (sheet) this.sheets.set(address, sheet);
  }

  /** Lay the language that was asked for over a message that does not have it yet. */
  lay(told, wanted) {
    if (!wanted || wanted === told.lang) return told;
    const sheet = this.sheets.get(told.otherLanguages?.[wanted]?.story);
    return sheet ? { ...told, ...sheet } : told;
  }

  /** What the map says in the language that was asked for; null when it is not here, or the server has brought it. */
  namesFor(told, wanted) {
    if (!wanted || wanted === told.lang) return null;
    return this.sheets.get(told.otherLanguages?.[wanted]?.map) ?? null;
  }
}

async function fetchSheet(address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
