const SVG = 'http://www.w3.org/2000/svg';

/** An element whose text is text, whatever it says. */
export function element(tag, attributes = {}, text = null) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  if (text !== null) made.textContent = text;
  return made;
}

/** An element of a picture (SVG). */
export function svgElement(tag, attributes = {}, text = null) {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  if (text !== null) made.textContent = text;
  return made;
}

/** A picture of one stroked path; no icon font is loaded for a few of them. */
export function drawPath(path, attributes) {
  const svg = svgElement('svg', { 'aria-hidden': 'true', fill: 'none', ...attributes });
  svg.append(svgElement('path', { d: path }));
  return svg;
}

function setAttributes(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
}

/** Whether a click only follows what was clicked: no other button, and no key that opens a new window. */
export function isPlainClick(event) {
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
  return !(event.defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey);
}

/** Whether somebody is writing in what an event comes from; keys in a dialog belong to the dialog as well. */
export const isTyping = (event) =>
  Boolean(event.target.closest?.('input, textarea, select, [contenteditable=true], [role=combobox], dialog'));
