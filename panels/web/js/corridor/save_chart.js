/* Saves the chart of a page as a picture: the browser has drawn it as SVG, and writes that, or paints it as PNG. */

import { listenAnew } from '../dom/component.js';
import { saveFile } from '../dom/save_file.js';

const SCALE = 2; // dots of a PNG for each pixel
const MARGIN = 14;

/** Streamlit calls this at mount and whenever the server has sent data. */
export const begin = listenAnew(({ data }, signal) => {
  const onClick = (event) => {
    const button = event.target.closest?.('[data-save]');
    if (button) save(button.dataset.save, data);
  };
  document.addEventListener('click', onClick, { signal });
});

async function save(kind, { name, paper }) {
  const drawn = copyPicture();
  if (!drawn) return;
  const written = new Blob([drawn.text], { type: 'image/svg+xml' });
  if (kind === 'svg') saveFile(written, `${name}.svg`);
  else saveFile(await paint(written, drawn, paper), `${name}.png`);
}

/** Copy the chart as a picture that stands for itself, with a margin. */
function copyPicture() {
  const svg = document.querySelector('.chart-picture');
  if (!svg) return null;
  const shown = svg.getBoundingClientRect();
  const drawn = svg.viewBox.baseVal;
  const [width, height] = [shown.width, shown.height].map((length) => length + 2 * MARGIN);
  const [wide, high] = [drawn?.width || shown.width, drawn?.height || shown.height].map((one) => one + 2 * MARGIN);
  const copy = svg.cloneNode(true);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.setAttribute('viewBox', `${-MARGIN} ${-MARGIN} ${wide} ${high}`);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

async function paint(written, { width, height }, paper) {
  const address = URL.createObjectURL(written);
  const image = new Image();
  image.src = address;
  await image.decode();
  const size = { width: Math.round(width * SCALE), height: Math.round(height * SCALE) };
  const canvas = Object.assign(document.createElement('canvas'), size);
  const pen = canvas.getContext('2d');
  pen.fillStyle = paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => {
    canvas.toBlob(done, 'image/png');
  });
}
