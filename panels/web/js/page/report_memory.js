/* A report of a visit in the memory of the browser, beside what its server says of it. */

import { readField, writeCell } from '../core/report_keeping.js';
import { forgetKept, keep, recallKept } from '../dom/memory.js';

const REPORT = 'caravan-visit-report';

/** Whether a report is kept. */
export const isKept = () => Boolean(recallKept(REPORT));

/** Keep what the server says of the report, and say what was kept before to a form with nothing in it. */
export function take(data, say) {
  if (data.forget) {
    forgetKept(REPORT);
    return;
  }
  const before = recallKept(REPORT);
  if (!data.blank) keep(REPORT, data.report);
  else if (before && !data.asked) say('found', before);
}

/** Keep what was typed into a field of the report, by the key of the field; what has another key is left out. */
export function keepTyped(key, text) {
  const field = readField(key);
  if (field) keep(REPORT, writeCell(recallKept(REPORT), field, text));
}

/** Keep what stands in the fields, [key, text] each, of a report that is blank for the server: the fields stand before
 *  the script that keeps each letter does, and somebody may have typed meanwhile. */
export function keepEarly({ blank }, fields) {
  for (const [key, text] of blank ? fields : []) if (text) keepTyped(key, text);
}
