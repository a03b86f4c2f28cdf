/* On a phone the pages of the masthead are swiped along. */

/** Bring the name of the current page into sight, after as many others as there is room for. */
export function swipe(bar) {
  const here = bar?.querySelector('[aria-current]');
  if (!here) return;
  const room = bar.clientWidth - bar.querySelector('.find-open').offsetWidth;
  const end = here.getBoundingClientRect().right;
  const before = (one) => end - one.getBoundingClientRect().left;
  const first = [...bar.querySelectorAll('.brand, nav a')].find((one) => before(one) <= room) ?? here;
  bar.scrollLeft += first.getBoundingClientRect().left - bar.getBoundingClientRect().left;
}
