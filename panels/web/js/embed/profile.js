/* The profile of a journey in a page of others. Its colours are custom
   properties: light and dark need no other rows. */

import { begin } from '../corridor/profile_chart.js';
import { readData, tellHeight } from './frame.js';

const { chart, strip } = readData();
const parentElement = document.getElementById('chart');
begin({ parentElement, data: { strip } });
begin({ parentElement, data: chart, setTriggerValue: () => null }); // a stop is marked here alone
tellHeight();
