/* A report that is being written is kept in the browser until it is saved: who closes the page goes on with it. */

import { forgetKept, keep, recallKept } from '../dom/memory.js';

const REPORT = 'caravan-visit-report';

/** Streamlit calls this at mount and whenever the server has sent data. */
export function begin({ data, setTriggerValue }) {
  if (data.forget) {
    forgetKept(REPORT);
    return;
  }
  const before = recallKept(REPORT);
  if (!data.blank) keep(REPORT, data.report);
  else if (before && !data.asked) setTriggerValue('found', before);
}
