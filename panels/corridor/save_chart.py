"""Save the chart of a page as a picture: the browser has drawn it as SVG, and writes that, or paints it as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.ui.render import render

if TYPE_CHECKING:
    from geo.language import Language

_KEY: Final = "save-chart"
_SCRIPT: Final = """
const SCALE = 2; // dots per pixel of a PNG
const MARGIN = 14;
const listening = new WeakMap();

function picture() {
  const svg = document.querySelector('[data-testid="stVegaLiteChart"] svg.marks');
  if (!svg) return null;
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const drawn = svg.viewBox.baseVal;
  const [w, h] = [drawn?.width || width, drawn?.height || height];
  copy.setAttribute('width', wide);
  copy.setAttribute('height', high);
  copy.setAttribute('viewBox', [-MARGIN, -MARGIN, w + 2 * MARGIN, h + 2 * MARGIN].join(' '));
  return { text: new XMLSerializer().serializeToString(copy), width: wide, height: high };
}

function hand(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function save(kind, name) {
  const drawn = picture();
  if (!drawn) return;
  const blob = new Blob([drawn.text], { type: 'image/svg+xml' });
  if (kind === 'svg') { hand(blob, `${name}.svg`); return; }
  const image = new Image();
  const address = URL.createObjectURL(blob);
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.round(drawn.width * SCALE), height: Math.round(drawn.height * SCALE),
  });
  const pen = canvas.getContext('2d');
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--paper');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((painted) => hand(painted, `${name}.png`), 'image/png');
}

export default ({ parentElement, data }) => {
  listening.get(parentElement)?.abort();
  const control = new AbortController();
  listening.set(parentElement, control);
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-save]');
    if (button) save(button.dataset.save, data.name);
  }, { signal: control.signal });
  return () => control.abort();
};
"""


def offer_pictures(language: Language) -> str:
    """Write the buttons that save the chart of this page, in the reader's language."""
    return render("corridor/save_chart.html", language)


def listen_for_pictures(name: str) -> None:
    """Listen to these buttons.

    Parameters
    ----------
    name
        Name of the file, without its ending.
    """
    component = st.components.v2.component("save_chart", js=_SCRIPT, isolate_styles=False)
    component(key=_KEY, data={"name": name})
