/* On a phone the pages of the masthead are swiped along. */

const SHADE_PX = 16; // of what stands below the languages

/** Bring the name of the current page into sight, after as many others as there is room for. */
export function swipe(bar) {
  const here = bar?.querySelector('[aria-current]');
  if (!here) return;
  const { right } = here.getBoundingClientRect();
  const end = bar.querySelector('.present').getBoundingClientRect().right + SHADE_PX;
  const sign = here.nextElementSibling ? 0 : end - right;
  const room = bar.clientWidth - Math.max(sign, bar.querySelector('.find-open').offsetWidth);
  const before = (one) => right - one.getBoundingClientRect().left;
  const first = [...bar.querySelectorAll('.brand, nav a')].find((one) => before(one) <= room) ?? here;
  bar.scrollLeft += first.getBoundingClientRect().left - bar.getBoundingClientRect().left;
}
