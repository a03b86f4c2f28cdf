"""A page with the map on its left and text beside it, for pages that are about some of the sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from panels import conductor
from panels.filters import list_words
from panels.map_view import draw_map
from panels.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panels.entrance import Reader


def show_map_page(reader: Reader, body: Callable[[], None], *, focus: Sequence[str] = (), route: str = "") -> None:
    """Show the map beside what a page says.

    Parameters
    ----------
    reader
        Data and language.
    body
        Writes the panel.
    focus
        Ids of the sites that the page is about now; all others are dimmed. Empty dims none.
    route
        Id of the e-TIR route that is shown in motion; blank for none.
    """
    workspace = st.container(key="workspace")
    side = workspace.container(key="side")
    stage = workspace.container(key="stage-map")
    with stage:
        draw_map(reader)
    view = View(focus=tuple(focus), route=route, site=focus[0] if len(focus) == 1 else "")
    with side:
        conductor.show(view, [], list_words(reader.language), reader.language.code)
        with st.container(key="side-panel"):
            body()


def site_clicked(reader: Reader) -> str:
    """Tell which site the reader has just clicked on the map of such a page; blank when none."""
    said = conductor.hear(reader.codes)
    return said.site if said is not None else ""
