"""The page of the record of cooperation: its filters, and the events as a list with a chart or beside the map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.bridge import map as bridge
from panels.record.asked import (
    list_marked,
    name_forms,
    write_chart,
    write_filters,
    write_head,
)
from panels.record.events import render_record
from panels.record.on_map import choose_view
from panels.timing import note_run
from panels.ui.address import change, hold_address, read_last
from panels.ui.choices import choose_tab
from panels.ui.html_cache import keep_text, show_if_any
from panels.ui.quick_links import follow_quick_links
from panels.ui.renewal import renew
from panels.ui.window_title import follow_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.reader import Reader
    from panels.view import View

FORM: Final = "tab"
MAP: Final = "map"


def asks_for_map() -> bool:
    """Return whether the address asks for the events on the map."""
    return read_last(FORM) == MAP


def show_list(reader: Reader) -> None:
    """Show every event that answers as a list by year, below a chart of events in each year."""
    with st.container(key="reading"):
        _answer(reader)
        show_events(reader)


@st.fragment
def _answer(reader: Reader) -> None:
    """Show filters and chart; only they run again, the list is sent once."""
    with note_run("record"):
        hold_address()
        follow_quick_links()
        renew(reader.catalogue)
        follow_title()
        with st.container(key="record-head", horizontal=True, vertical_alignment="center", gap="small"):
            st.title(reader.language.text("Record of cooperation"), anchor=False)
            if choose_form(reader) == MAP:
                st.rerun()  # with the map
        parts: dict[str, Callable[[Reader], str]] = {
            "filters": write_filters,
            "chart": write_chart,
            "number": partial(write_head, beside_map=False),
        }
        for name, write in parts.items():
            with st.container(key=f"record-{name}"):
                st.html(keep_text(f"record {name}", reader.catalogue, reader.language, partial(write, reader)))


def compose_map(reader: Reader) -> tuple[View, Callable[[], None]]:
    """Choose the places that stand on the map, and the events beside it (see `show_map_page`)."""
    if not asks_for_map():
        st.rerun()  # without the map
    catalogue = reader.catalogue
    _take_click(reader)

    def body() -> None:
        choose_form(reader)
        st.html(keep_text("record beside the map", catalogue, reader.language, partial(_write_panel, reader)))

    return choose_view(reader), body


def show_events(reader: Reader) -> None:
    """Show the list of all events, which stays as it is whatever is filtered."""
    write = partial(render_record, reader.catalogue, reader.language)
    show_if_any(keep_text("events", reader.catalogue, reader.language, write, query=""))


def _write_panel(reader: Reader) -> str:
    return write_filters(reader) + write_head(reader, beside_map=True)


def choose_form(reader: Reader) -> str:
    """Let the reader choose between list and map."""
    _ = reader.language.text
    return choose_tab(FORM, _("Form"), name_forms(reader.language))


def _take_click(reader: Reader) -> None:
    """Take a place that was clicked on the map into the address; a second click takes it out again."""
    said = bridge.take_map_message(replace(reader.codes, sites=list_marked(reader)))
    if said is None:
        return
    change(place=said.site)
