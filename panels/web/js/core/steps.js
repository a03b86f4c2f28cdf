/** Turn the first position of a line and the steps to each next, in units of the last digit, into positions. */
export function unpackSteps(steps, digits) {
  const unit = 10 ** digits;
  const found = [];
  let [lat, lon] = [0, 0];
  for (let place = 0; place < steps.length; place += 2) {
    lat += steps[place];
    lon += steps[place + 1];
    found.push([lat / unit, lon / unit]);
  }
  return found;
}
