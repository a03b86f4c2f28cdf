"""The panel of the page of field visits: tabs, filters, time line and the visits; the findings stand in their own."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from panels.map.map_beside_text import site_clicked
from panels.ui.address import change
from panels.ui.html_cache import keep_text, show_if_any
from panels.visits.findings import render_findings
from panels.visits.on_map import choose_view
from panels.visits.photographs import name_draft
from panels.visits.sheet import FILTERS, Wish, read_wish, write_findings_head, write_tabs, write_visits

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.reader import Reader
    from panels.view import View
    from panels.visits.sheet import Wish


def compose_visits(reader: Reader, tab: str) -> tuple[View, Callable[[], None]]:
    """Choose what stands on the map and beside it (see `show_map_page`) in a tab of the page."""
    note_click(site_clicked(reader))
    wish = read_wish(reader)
    if wish.tab != tab:
        st.rerun()  # with what stands below in the other tab
    return choose_view(reader, wish), partial(show_visits_panel, reader, wish, today_utc())


def today_utc() -> dt.date:
    """Tell the day from which the age of evidence is counted."""
    return dt.datetime.now(tz=dt.UTC).date()


def note_click(site_id: str) -> None:
    """Take a site that was clicked on the map into the address, in place of visit and country."""
    if site_id:
        change(**dict.fromkeys(FILTERS, ()), site=site_id)


def show_visits_panel(reader: Reader, wish: Wish, today: dt.date) -> None:
    """Show tabs, filters, and the visits or the findings.

    Parameters
    ----------
    reader
        Data and language.
    wish
        What the address asks for.
    today
        From this day the age of evidence is counted.
    """
    catalogue, language = reader.catalogue, reader.language
    st.html(write_tabs(reader, wish))
    if wish.tab == "findings":
        write = partial(write_findings_head, reader, wish, today)
        st.html(keep_text("findings head", catalogue, language, write, moment=today.isoformat()))
    else:
        st.html(keep_text("visits", catalogue, language, partial(write_visits, reader, wish), moment=name_draft()))


def show_findings(reader: Reader) -> None:
    """Show the list of all findings, which stays as it is whatever is filtered."""
    today = today_utc()
    write = partial(render_findings, reader, today)
    show_if_any(keep_text("findings", reader.catalogue, reader.language, write, query="", moment=today.isoformat()))
