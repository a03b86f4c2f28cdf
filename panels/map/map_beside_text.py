"""A page with the map on its left and text beside it, for pages that are about some of the sites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from panels.bridge import map as bridge
from panels.bridge.map import Setting, list_words
from panels.map.leaflet import draw_map
from panels.timing import note_run
from panels.ui.address import hold_address
from panels.ui.quick_links import follow_quick_links
from panels.ui.renewal import renew
from panels.ui.window_title import follow_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.reader import Reader
    from panels.view import View


def show_map_page(
    reader: Reader,
    compose: Callable[[Reader], tuple[View, Callable[[], None]]],
    below: Callable[[Reader], None] | None = None,
) -> None:
    """Show the map beside what a page says; only what it says runs again when the reader chooses.

    Parameters
    ----------
    reader
        Data and language.
    compose
        Reads the address and returns what the page is about (`focus`, `route`, `links` or `marks`; the one site in
        focus is the chosen one) and what writes the panel. What it writes itself stands above the map.
    below
        Writes what stands below that in the panel and stays as it is whatever is chosen; None writes nothing.
    """
    workspace = st.container(key="workspace")
    side = workspace.container(key="side")
    stage = workspace.container(key="stage-map")
    with stage:
        draw_map(reader)
    with side:
        if below is None:
            _answer(reader, compose, "side-panel")
            return
        with st.container(key="side-panel"):
            _answer(reader, compose, "side-head")
            below(reader)


@st.fragment
def _answer(reader: Reader, compose: Callable[[Reader], tuple[View, Callable[[], None]]], key: str) -> None:
    with note_run("beside"):
        hold_address()
        follow_quick_links()
        renew(reader.catalogue)
        view, body = compose(reader)
        follow_title()
        if len(view.focus) == 1:
            view = replace(view, site=view.focus[0])
        bridge.show(view, Setting(list_words(reader.language)), reader.language.code)
        with st.container(key=key):
            body()


def site_clicked(reader: Reader) -> str:
    """Return the site that the reader has just clicked on the map of such a page; blank without a click."""
    said = bridge.take_map_message(reader.codes)
    return said.site if said is not None else ""
