/* The clocks of the posts go by the server's time, whatever this computer's clock says: only how fast it goes is taken
   from it. A map saved as one file has no server, and goes by the computer that it is opened on. */

const EVERY_MS = 1000;

// These outlive a run of the page: an answer that comes once more carries the time of when it was first given.
let told = 0;
let aheadMs = 0;

/** The server says what time it is (ms since 1970); blank where it is not known. */
export function takeTime(now, here = Date.now()) {
  if (!now || now === told) return;
  told = now;
  aheadMs = now - here;
}

/** The time of day in a zone (`Asia/Bishkek`), when this computer's clock stands at `here`. */
export function tellTime(timeZone, here = Date.now()) {
  const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone };
  return new Intl.DateTimeFormat('en-GB', form).format(here + aheadMs);
}

/** Let the clocks go on: the server wrote them when it wrote the card. */
export function runClocks(signal) {
  const timer = setInterval(showClocks, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

export function showClocks() {
  for (const clock of document.querySelectorAll('time[data-zone]')) {
    const now = tellTime(clock.dataset.zone);
    if (clock.textContent !== now) clock.textContent = now;
  }
}
