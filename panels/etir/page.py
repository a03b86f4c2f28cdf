"""The e-TIR page: a bar that chooses, and below it routes or the weakest link beside the map, or the matrix alone."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.map.layers import drawn_routes
from panels.etir.asked import READINESS, TAB, choose_subject, name_tabs
from panels.etir.readiness import colour_links, render_matrix, render_weakest_link
from panels.etir.routes import render_routes
from panels.ui.address import read_last
from panels.ui.choices import choose_tab
from panels.ui.html_cache import keep_text
from panels.ui.quick_links import follow_quick_links
from panels.ui.renewal import renew
from panels.ui.window_title import follow_title
from panels.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.reader import Reader


def asks_for_readiness() -> bool:
    """Return whether the address asks for the matrix, which has no map beside it."""
    return read_last(TAB) == READINESS


@st.fragment
def show_readiness(reader: Reader) -> None:
    """Show the matrix of countries and instruments."""
    follow_quick_links()
    renew(reader.catalogue)
    follow_title()
    tab, instrument = _show_bar(reader)
    if tab != READINESS:
        st.rerun()  # the map comes back
    with st.container(key="readiness"):
        today = dt.datetime.now(tz=dt.UTC).date()
        write = partial(render_matrix, reader.catalogue, instrument, reader.language, today)
        st.html(keep_text("readiness", reader.catalogue, reader.language, write, moment=today.isoformat()))


def compose_etir(reader: Reader) -> tuple[View, Callable[[], None]]:
    """Show the bar, and choose what stands on the map and beside it (see `show_map_page`)."""
    catalogue, language = reader.catalogue, reader.language
    tab, chosen = _show_bar(reader)
    if tab == READINESS:
        st.rerun()  # without the map

    def show_weakest_link() -> None:
        write = partial(render_weakest_link, catalogue, chosen, language)
        st.html(keep_text("weakest link", catalogue, language, write))

    def show_routes() -> None:
        write = partial(render_routes, catalogue, drawn, chosen, language)
        st.html(keep_text("routes", catalogue, language, write))

    if tab == "corridor":
        return colour_links(catalogue, chosen, language), show_weakest_link
    drawn = drawn_routes(catalogue)
    return View(route=chosen if chosen in drawn else ""), show_routes


def _show_bar(reader: Reader) -> tuple[str, str]:
    """Let the reader choose a part of the page, and in it a route or an instrument (blank when nothing is chosen)."""
    with st.container(key="etir-bar", horizontal=True, vertical_alignment="center", gap="small"):
        tab = choose_tab(TAB, reader.language.text("Part of the page"), name_tabs(reader.language))
        return tab, choose_subject(reader, tab)
