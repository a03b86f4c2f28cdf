"""Save the chart of a page as a picture: the browser has drawn it as SVG, and writes that, or paints it as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.style import read_style
from panels.ui.render import render
from panels.web.components import send_script

if TYPE_CHECKING:
    from geo.language import Language

_KEY: Final = "save-chart"


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
    component = st.components.v2.component("save_chart", js=send_script("corridor/save_chart.js"), isolate_styles=False)
    component(key=_KEY, data={"name": name, "paper": read_style().colours["paper"]})
