const LIGHTER = 0.42; // how far a colour goes towards white on a dark stage

/** A line's colour (`#rgb` or `#rrggbb`) for a dark stage: the same hue, nearer to white. */
export function lighten(colour) {
  const digits = colour.slice(1);
  const parts = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  return `#${parts.map((part) => mix(Number.parseInt(part, 16)).toString(16).padStart(2, '0')).join('')}`;
}

const mix = (value) => Math.round(value + (255 - value) * LIGHTER);
