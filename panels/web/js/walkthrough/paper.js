/* The stage on paper: what stands on the screen, made smaller as a whole until it fits a sheet on its side. */

const SHEET_PX = { width: 1030, height: 700 }; // A4 between its margins
const PHONE_PX = 700; // as in the style sheets: below it the card lies under the picture, and is laid out for the sheet

/** Measure the screen whenever it is going to be printed; `findStage` gives the element of the stage. */
export function preparePrint(findStage, signal) {
  addEventListener('beforeprint', () => measureScreen(findStage()), { signal });
}

function measureScreen(stage) {
  const { style } = document.documentElement;
  const names = ['fit', 'width', 'height', 'text', 'card'];
  for (const name of names) style.removeProperty(`--paper-${name}`);
  if (!stage || innerWidth <= PHONE_PX) return;
  const { fontSize } = getComputedStyle(stage);
  const share = Number.parseFloat(stage.style.getPropertyValue('--card')) / 100;
  const fit = Math.min(SHEET_PX.width / innerWidth, SHEET_PX.height / innerHeight);
  const told = [fit, `${innerWidth}px`, `${innerHeight}px`, fontSize, `${share * innerWidth}px`];
  for (const [place, name] of names.entries()) style.setProperty(`--paper-${name}`, told[place]);
}
