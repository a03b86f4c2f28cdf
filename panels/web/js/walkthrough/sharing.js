import { SHARE } from '../dom/signals.js';

/** Have the page share the stop that is shown, with a field of the dialog in focus. The address names it only when the
 *  server has said that it knows. */
export function shareStop(stage, field = '') {
  const { tour } = stage;
  stage.closePanel();
  const here = new URL(location.href);
  here.searchParams.set('story', tour.data.id);
  here.searchParams.set('stop', String(tour.at + 1));
  document.dispatchEvent(new CustomEvent(SHARE, { detail: { field, here: here.href } }));
}
