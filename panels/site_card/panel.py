"""The panel beside the map: the card of the chosen site, and the list of all sites."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from panels.bridge.map import last_map_taken
from panels.site_card.card import render_card, render_list
from panels.ui.address import write_link
from panels.ui.html_cache import keep_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.selection import SiteEntry
    from panels.view import View


def show_panel(catalogue: Catalogue, entries: Sequence[SiteEntry], view: View, language: Language) -> None:
    """Show the card of the chosen site, if any, and the list of sites.

    Parameters
    ----------
    catalogue
        The checked tables.
    entries
        All sites, from west to east.
    view
        What the reader chose.
    language
        The reader's language.
    """
    chosen = next((entry for entry in entries if entry.id == view.site), None)
    with st.container(key="card"):  # always there: without it the list would move up a place, and stand twice meanwhile
        if chosen is not None:
            minute = f"{dt.datetime.now(tz=dt.UTC):%FT%H:%M}"  # to which its clocks tell the time

            def write() -> str:
                return render_card(catalogue, entries, chosen, view, language)

            st.html(keep_text("card", catalogue, language, write, query=write_link(view.to_query()), moment=minute))
    st.html(render_list(catalogue, entries, view, language))
    # Separate from the list, which stays the same when only a card is opened, and is then not sent or drawn again.
    st.html(f'<span id="answered" data-seq="{last_map_taken()}" hidden></span>')
