"""The page of the record of cooperation: its filters, and the events as a list with a chart or beside the map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.timeline import KINDS, Wanted, count_places, involved, list_events, list_partners
from panels import conductor
from panels.choices import choose_many
from panels.kept_text import keep_text
from panels.quick_links import follow_quick_links, here
from panels.record_list import render_chart, render_record, write_mark_note
from panels.tabs import choose_tab
from panels.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.records import Event
    from panels.entrance import Reader

FORM: Final = "tab"
MAP: Final = "map"
MAP_LAYERS: Final = ("corridor",)


def asks_for_map() -> bool:
    """Tell whether the address asks for the events on the map."""
    return st.query_params.get(FORM) == MAP


@st.fragment
def show_list(reader: Reader) -> None:
    """Show every event that answers as a list by year, below a chart of events in each year."""
    follow_quick_links()
    with st.container(key="reading"):
        with st.container(key="record-head", horizontal=True, vertical_alignment="center", gap="small"):
            st.title(reader.language.text("Record of cooperation"), anchor=False)
            if choose_form(reader) == MAP:
                st.rerun()  # with the map
        with st.container(key="cooperation-filters"):
            wanted = _choose_filters(reader)
        write = partial(_write_list, reader, wanted)
        st.html(keep_text("record", reader.catalogue, reader.language, write))


def compose_map(reader: Reader) -> tuple[View, Callable[[], None]]:
    """Choose the places that stand on the map, and the events beside it (see `panels.map_page.show_map_page`)."""
    if not asks_for_map():
        st.rerun()  # without the map
    catalogue = reader.catalogue
    _take_click(reader)
    place = _places(reader)
    wanted = _read_filters(reader)
    events = list_events(catalogue, wanted)
    everywhere = list_events(catalogue, replace(wanted, places=()))
    marks = tuple(count_places(catalogue, everywhere).items())

    def body() -> None:
        choose_form(reader)
        with (
            st.expander(reader.language.text("Filter"), expanded=not replace(wanted, places=()).empty),
            st.container(key="record-filters"),
        ):
            _choose_filters(reader)
        st.html(keep_text("record beside the map", catalogue, reader.language, write))

    def write() -> str:
        note = write_mark_note(catalogue, place, events, reader.language, reset=here({"place": []}))
        return render_record(catalogue, events, _query(), reader.language, note)

    return View(layers=MAP_LAYERS, marks=marks, site=place[0] if place else ""), body


def _write_list(reader: Reader, wanted: Wanted) -> str:
    catalogue, language, query = reader.catalogue, reader.language, _query()
    events = list_events(catalogue, wanted)
    note = write_mark_note(catalogue, wanted.places, (), language, reset=here({"place": []}))
    return render_chart(catalogue, events, query, language) + render_record(catalogue, events, query, language, note)


def choose_form(reader: Reader) -> str:
    """Let the reader choose between list and map."""
    _ = reader.language.text
    return choose_tab(FORM, _("Form"), {"list": _("List"), MAP: _("Map")})


def _take_click(reader: Reader) -> None:
    """Take a place that was clicked on the map into the address; a second click takes it out again."""
    said = conductor.hear(replace(reader.codes, sites=_marked(reader)))
    if said is None:
        return
    if said.site:
        st.query_params["place"] = said.site
    elif "place" in st.query_params:
        del st.query_params["place"]


def _marked(reader: Reader) -> frozenset[str]:
    return frozenset(count_places(reader.catalogue, reader.catalogue.events))


def _places(reader: Reader) -> tuple[str, ...]:
    asked = [code for code in st.query_params.get_all("place") if code in _marked(reader)]
    return tuple(asked[-1:])


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _options(reader: Reader) -> dict[str, tuple[str, dict[str, str]]]:
    """List the filters: parameter → label and options, in the order shown."""
    catalogue, language = reader.catalogue, reader.language
    _ = language.text
    events = catalogue.events
    types = _name_terms(reader, "event-type", {event.type for event in events})
    ordered = [word for kind in KINDS.values() for word in kind if word in types]
    names = {code: language.country(code) for event in events for code in involved(catalogue, event)}
    return {
        "type": (_("Type"), {word: types[word] for word in dict.fromkeys([*ordered, *types])}),
        "country": (_("Country"), language.by_name(names)),
        "instrument": (_("Instrument"), _name_terms(reader, "instrument", _words(events))),
        "partner": (_("Partner"), {name: language.cell(name) for name in list_partners(catalogue)}),
        "origin": (_("Told by"), _name_terms(reader, "origin", {event.origin for event in events})),
    }


def _words(events: tuple[Event, ...]) -> set[str]:
    return {word for event in events for word in event.instruments}


def _name_terms(reader: Reader, vocabulary: str, words: set[str]) -> dict[str, str]:
    """Name the words that occur, in the order of the vocabulary."""
    catalogue = reader.catalogue
    known = catalogue.vocabularies.get(vocabulary, {})
    return {word: reader.language.cell(catalogue.label(vocabulary, word)) for word in (*known, *words) if word in words}


def _wanted(chosen: dict[str, tuple[str, ...]], places: tuple[str, ...]) -> Wanted:
    return Wanted(chosen["type"], chosen["country"], chosen["instrument"], chosen["origin"], chosen["partner"], places)


def _choose_filters(reader: Reader) -> Wanted:
    every = reader.language.text("All")
    chosen = {name: choose_many(name, label, known, every) for name, (label, known) in _options(reader).items()}
    return _wanted(chosen, _places(reader))


def _read_filters(reader: Reader) -> Wanted:
    """Read the filters from the address, before their boxes are on the page."""
    chosen = {
        name: tuple(code for code in st.query_params.get_all(name) if code in known)
        for name, (_, known) in _options(reader).items()
    }
    return _wanted(chosen, _places(reader))
