const EVERY_MS = 10_000;

/** Let the clocks of the posts go on: the server wrote them when it wrote the card. Gives a function that ends this. */
export function runClocks() {
  const timer = setInterval(showClocks, EVERY_MS);
  return () => clearInterval(timer);
}

function showClocks() {
  for (const clock of document.querySelectorAll('time[data-zone]')) {
    const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: clock.dataset.zone };
    const now = new Intl.DateTimeFormat('en-GB', form).format();
    if (clock.textContent !== now) clock.textContent = now;
  }
}
