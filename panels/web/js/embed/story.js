/* The stops of a story, one at a time: two buttons, the arrow keys, and where we are. Without it they stand below one
   another. */

const STEPS = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };

/** Show a story stop by stop; without a story it does nothing. */
export function beginStory(story) {
  if (!story) return;
  const stops = [...story.querySelectorAll('[data-stop]')];
  const bar = story.querySelector('[data-steps]');
  const [back, next] = bar.querySelectorAll('button');
  const said = bar.querySelector('[role=status]');
  let at = 0;
  const show = () => {
    for (const [place, stop] of stops.entries()) stop.hidden = place !== at;
    back.disabled = at === 0;
    next.disabled = at === stops.length - 1;
    said.textContent = said.dataset.words.replace('{n}', at + 1).replace('{total}', stops.length);
  };
  const step = (by) => {
    at = Math.min(Math.max(at + by, 0), stops.length - 1);
    show();
  };
  back.addEventListener('click', () => step(-1));
  next.addEventListener('click', () => step(1));
  document.addEventListener('keydown', (event) => {
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  bar.hidden = false;
  show();
}
