"""What the address of the record asks for, and what is written of it: filters, chart, how many events answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.cooperation.timeline import (
    KINDS,
    EventFilter,
    count_places,
    involved,
    list_events,
    list_partners,
    year_of,
)
from panels.record.events import render_chart, render_head, write_mark_note
from panels.ui.address import link_here, read_all, read_codes
from panels.ui.facets import Facet, render_facets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import Event
    from panels.reader import Reader

PARTS: Final = {
    "type": "types",
    "country": "countries",
    "instrument": "instruments",
    "partner": "partners",
    "origin": "origins",
}
"""Query parameter → the part of a filter that it holds."""
SINCE: Final = "from"
UNTIL: Final = "to"


def name_forms(language: Language) -> dict[str, str]:
    """Name the forms in which the events are shown, the usual one first."""
    return {"list": language.text("List"), "map": language.text("Map")}


def list_marked(reader: Reader) -> frozenset[str]:
    """List the places of events, which the map marks."""
    return frozenset(count_places(reader.catalogue, reader.catalogue.events))


def read_places(reader: Reader) -> tuple[str, ...]:
    """Read the place that is chosen on the map, if any."""
    return read_codes("place", list_marked(reader))[-1:]


def list_facets(reader: Reader) -> list[Facet]:
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


def read_wanted(reader: Reader) -> EventFilter:
    """Read the filters of the address."""
    chosen = {facet.name: facet.chosen for facet in list_facets(reader)}
    since, until = ("".join(chosen.pop(name)) for name in (SINCE, UNTIL))
    return EventFilter(
        **{PARTS[name]: codes for name, codes in chosen.items()},
        places=read_places(reader),
        since=int(since) if since else None,
        until=int(until) if until else None,
    )


def write_filters(reader: Reader) -> str:
    """Write the filters, with how many events each would leave."""
    wanted = read_wanted(reader)

    def count(name: str, code: str) -> int:
        if name in (SINCE, UNTIL):
            asked = replace(wanted, since=int(code)) if name == SINCE else replace(wanted, until=int(code))
        else:
            part: dict[str, Any] = {PARTS[name]: (code,)}
            asked = replace(wanted, **part)
        return len(list_events(reader.catalogue, asked))

    return render_facets(list_facets(reader), count, reader.language)


def write_chart(reader: Reader) -> str:
    """Write the chart of the events that answer."""
    events = list_events(reader.catalogue, read_wanted(reader))
    return render_chart(reader.catalogue, events, read_all(), reader.language)


def write_head(reader: Reader, *, beside_map: bool) -> str:
    """Write how many events answer, and beside a map how many of them are not on it."""
    catalogue, language, query, wanted = reader.catalogue, reader.language, read_all(), read_wanted(reader)
    events = list_events(catalogue, wanted)
    unplaced = events if beside_map else ()
    note = write_mark_note(catalogue, wanted.places, unplaced, language, reset=link_here({"place": []}))
    undated = _count_undated(catalogue, wanted)
    return render_head(catalogue, events, query, language, note=note, undated=undated)


def _count_undated(catalogue: Catalogue, wanted: EventFilter) -> int:
    """Count the events that only the choice of years leaves out because they have no date."""
    if wanted.since is None and wanted.until is None:
        return 0
    return sum(1 for event in list_events(catalogue, replace(wanted, since=None, until=None)) if not event.date)
