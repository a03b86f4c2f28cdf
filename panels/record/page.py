"""The page of the record of cooperation: its filters, and the events as a list with a chart or beside the map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.cooperation.far_places import find_far
from geo.cooperation.timeline import (
    KINDS,
    EventFilter,
    count_places,
    find_positions,
    involved,
    list_events,
    list_partners,
    year_of,
)
from panels.bridge import map as bridge
from panels.record.events import render_chart, render_head, render_record, write_mark_note
from panels.timing import note_run
from panels.ui.address import change, hold_address, link_here, read_all, read_codes, read_last
from panels.ui.choices import choose_tab
from panels.ui.facets import Facet, render_facets
from panels.ui.html_cache import keep_text, show_if_any
from panels.ui.quick_links import follow_quick_links
from panels.ui.renewal import renew
from panels.view import Mark, View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.records.cooperation import Event
    from panels.reader import Reader

FORM: Final = "tab"
MAP: Final = "map"
PARTS: Final = {
    "type": "types",
    "country": "countries",
    "instrument": "instruments",
    "partner": "partners",
    "origin": "origins",
}
SINCE: Final = "from"
UNTIL: Final = "to"
"""Query parameter → the part of a filter that it holds."""
MAP_LAYERS: Final = ("corridor",)


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
        with st.container(key="record-head", horizontal=True, vertical_alignment="center", gap="small"):
            st.title(reader.language.text("Record of cooperation"), anchor=False)
            if choose_form(reader) == MAP:
                st.rerun()  # with the map
        parts: dict[str, Callable[[Reader], str]] = {
            "filters": _write_filters,
            "chart": _write_chart,
            "number": partial(_write_head, beside_map=False),
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
    place = _places(reader)
    everywhere = list_events(catalogue, replace(_read_wanted(reader), places=()))

    def body() -> None:
        choose_form(reader)
        st.html(keep_text("record beside the map", catalogue, reader.language, partial(_write_panel, reader)))

    marks = list_marks(catalogue, everywhere, place)
    return View(layers=MAP_LAYERS, marks=marks, site="".join(place)), body


def list_marks(catalogue: Catalogue, events: Sequence[Event], chosen: Collection[str]) -> tuple[Mark, ...]:
    """Mark the places of events; the map fits them without a lone one far away, unless that is the chosen one."""
    located = count_places(catalogue, events)
    far = find_far(find_positions(catalogue, located), located, chosen)
    return tuple(Mark(place, number, far=place in far) for place, number in located.items())


def show_events(reader: Reader) -> None:
    """Show the list of all events, which stays as it is whatever is filtered."""
    write = partial(render_record, reader.catalogue, reader.language)
    show_if_any(keep_text("events", reader.catalogue, reader.language, write, query=""))


def _write_panel(reader: Reader) -> str:
    return _write_filters(reader) + _write_head(reader, beside_map=True)


def _write_head(reader: Reader, *, beside_map: bool) -> str:
    """Write how many events answer, and beside a map how many of them are not on it."""
    catalogue, language, query, wanted = reader.catalogue, reader.language, read_all(), _read_wanted(reader)
    events = list_events(catalogue, wanted)
    unplaced = events if beside_map else ()
    note = write_mark_note(catalogue, wanted.places, unplaced, language, reset=link_here({"place": []}))
    undated = _count_undated(catalogue, wanted)
    return render_head(catalogue, events, query, language, note=note, undated=undated)


def _write_chart(reader: Reader) -> str:
    events = list_events(reader.catalogue, _read_wanted(reader))
    return render_chart(reader.catalogue, events, read_all(), reader.language)


def _count_undated(catalogue: Catalogue, wanted: EventFilter) -> int:
    """Count the events that only the choice of years leaves out because they have no date."""
    if wanted.since is None and wanted.until is None:
        return 0
    return sum(1 for event in list_events(catalogue, replace(wanted, since=None, until=None)) if not event.date)


def choose_form(reader: Reader) -> str:
    """Let the reader choose between list and map."""
    _ = reader.language.text
    return choose_tab(FORM, _("Form"), {"list": _("List"), MAP: _("Map")})


def _take_click(reader: Reader) -> None:
    """Take a place that was clicked on the map into the address; a second click takes it out again."""
    said = bridge.take_map_message(replace(reader.codes, sites=_marked(reader)))
    if said is None:
        return
    change(place=said.site)


def _marked(reader: Reader) -> frozenset[str]:
    return frozenset(count_places(reader.catalogue, reader.catalogue.events))


def _places(reader: Reader) -> tuple[str, ...]:
    return read_codes("place", _marked(reader))[-1:]


def _list_facets(reader: Reader) -> list[Facet]:
    """List the filters in the order shown."""
    catalogue, language = reader.catalogue, reader.language
    _ = language.text
    events = catalogue.events
    types = _name_terms(reader, "event-type", {event.type for event in events})
    ordered = [word for kind in KINDS.values() for word in kind if word in types]
    names = {code: language.country(code) for event in events for code in involved(catalogue, event)}
    return [
        Facet("type", _("Type"), {word: types[word] for word in dict.fromkeys([*ordered, *types])}),
        Facet("country", _("Country"), language.by_name(names)),
        Facet("instrument", _("Instrument"), _name_terms(reader, "instrument", _words(events))),
        Facet("partner", _("Partner"), {name: language.cell(name) for name in list_partners(catalogue)}),
        Facet("origin", _("Told by"), _name_terms(reader, "origin", {event.origin for event in events})),
        Facet(SINCE, _("From year"), _name_years(events), single=True),
        Facet(UNTIL, _("To year"), dict(reversed(_name_years(events).items())), single=True),
    ]


def _name_years(events: Iterable[Event]) -> dict[str, str]:
    years = {year for event in events if (year := year_of(event.date)) is not None}
    return {str(year): str(year) for year in sorted(years)}


def _words(events: tuple[Event, ...]) -> set[str]:
    return {word for event in events for word in event.instruments}


def _name_terms(reader: Reader, vocabulary: str, words: set[str]) -> dict[str, str]:
    """Name the words that occur, in the order of the vocabulary."""
    catalogue = reader.catalogue
    known = catalogue.vocabularies.get(vocabulary, {})
    return {word: reader.language.cell(catalogue.label(vocabulary, word)) for word in (*known, *words) if word in words}


def _read_wanted(reader: Reader) -> EventFilter:
    """Read the filters of the address."""
    chosen = {facet.name: facet.chosen for facet in _list_facets(reader)}
    since, until = ("".join(chosen.pop(name)) for name in (SINCE, UNTIL))
    return EventFilter(
        **{PARTS[name]: codes for name, codes in chosen.items()},
        places=_places(reader),
        since=int(since) if since else None,
        until=int(until) if until else None,
    )


def _write_filters(reader: Reader) -> str:
    wanted = _read_wanted(reader)

    def count(name: str, code: str) -> int:
        if name in (SINCE, UNTIL):
            asked = replace(wanted, since=int(code)) if name == SINCE else replace(wanted, until=int(code))
        else:
            part: dict[str, Any] = {PARTS[name]: (code,)}
            asked = replace(wanted, **part)
        return len(list_events(reader.catalogue, asked))

    return render_facets(_list_facets(reader), count, reader.language)
