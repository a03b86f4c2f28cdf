"""The record of cooperation as a list by year, and its chart: events in a year by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geo.cooperation.far_places import find_far
from geo.cooperation.timeline import (
    KINDS,
    OTHER_KIND,
    EventFilter,
    count_events,
    count_places,
    find_positions,
    is_counted,
    kind_of,
    list_events,
    span_of,
    year_of,
)
from geo.language import fold
from geo.sites.visits import write_followed
from panels.ui.address import write_link
from panels.ui.citations import Citations
from panels.ui.list_filter import write_hiding
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.cooperation.timeline import Tally
    from geo.language import Language
    from geo.records.cooperation import Event, Visit

CHART_HEIGHT: Final = 132
BLOCK_HEIGHT: Final = 14
WRITTEN_HEIGHT: Final = 16
YEARS: Final = ("from", "to")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the list shows it; every text is escaped and in the reader's language."""

    event: Event
    number: int
    kind: str
    type: str
    precision: str
    place: Markup
    countries: str
    instruments: tuple[str, ...]
    cite: Markup
    visit: Visit | None
    visit_cite: Markup
    relations: tuple[tuple[str, Event, int], ...]


def kind_labels(language: Language) -> Mapping[str, str]:
    """Name the kinds of the chart."""
    _ = language.text
    return {
        "meeting": _("Meetings"),
        "working-group": _("Working groups"),
        "agreement": _("Agreements and decisions"),
        "training": _("Training and workshops"),
        "visit": _("Field visits"),
        "launch": _("Launches"),
        "operation": _("Pilots and transports"),
        OTHER_KIND: _("Other"),
    }


def render_record(catalogue: Catalogue, language: Language) -> str:
    """Write the list of all events as HTML; it stays the same whatever is filtered (see `render_head`).

    Returns
    -------
    html
        The newest first, the undated ones last. Every event, and every visit that an event is, has `data-id`.
    """
    citations = Citations(catalogue.sources, "record-source")
    events = list_events(catalogue, EventFilter())
    numbers = {event.event_id: number for number, event in enumerate(events)}
    groups: dict[int | None, list[Entry]] = {}
    for event in events:
        groups.setdefault(year_of(event.date), []).append(_entry(catalogue, event, numbers, citations, language))
    return render(
        "record/events.html",
        language,
        groups=groups,
        followed=lambda visit: write_followed(catalogue, visit, language),
        listed=citations.listed,
    )


def render_head(  # noqa: PLR0913 - what one line and one style are written from
    catalogue: Catalogue,
    events: Sequence[Event],
    query: Mapping[str, Sequence[str]],
    language: Language,
    *,
    note: str,
    undated: int,
) -> str:
    """Write how many events answer, and the style that leaves the others out of the list.

    Parameters
    ----------
    catalogue
        The checked tables.
    events
        Those that answer to the filter.
    query
        Parameters of the address, for the link that takes the filter off.
    language
        The reader's language.
    note
        HTML that stands below their number.
    undated
        How many a choice of years leaves out because they have no date.
    """
    return render(
        "record/head.html",
        language,
        found=len(events),
        total=len(catalogue.events),
        note=Markup(note),  # noqa: S704 - from our own template
        undated=undated,
        reset=write_link({name: values for name, values in query.items() if name in {"lang", "tab"}}),
        hiding=_write_hiding(list_events(catalogue, EventFilter()), {event.event_id for event in events}),
    )


def _write_hiding(events: Sequence[Event], shown: set[str]) -> str:
    left = {year_of(event.date) for event in events if event.event_id in shown}
    empty = [f"year--{year or 'undated'}" for year in {year_of(event.date) for event in events} - left]
    gone = (number for number, event in enumerate(events) if event.event_id not in shown)
    return write_hiding(gone, empty if left else [*empty, "year--sources"])


def _entry(
    catalogue: Catalogue, event: Event, numbers: Mapping[str, int], citations: Citations, language: Language
) -> Entry:
    def term(vocabulary: str, word: str) -> str:
        return language.cell(catalogue.label(vocabulary, word))

    visit = next((visit for visit in catalogue.visits if visit.visit_id == event.visit_id), None)
    plain = event.date_precision in ("day", "days", "month", "year", "undated")  # the date itself says so
    return Entry(
        event,
        numbers[event.event_id],
        kind_of(event),
        term("event-type", event.type),
        "" if plain else term("date-precision", event.date_precision),
        write_place(catalogue, event, language),
        ", ".join(sorted((language.country(code) for code in event.countries), key=language.order)),
        tuple(term("instrument", word) for word in event.instruments),
        citations.cite(event.source_id, event.paragraphs),
        visit,
        citations.cite(visit.source_id, visit.paragraphs) if visit else Markup(),
        tuple((said, other, numbers[other.event_id]) for said, other in _relations(catalogue, event, language)),
    )


def _relations(catalogue: Catalogue, event: Event, language: Language) -> list[tuple[str, Event]]:
    """List how an event relates to others: what replaced it, what repeats it."""
    _ = language.text
    found = []
    for other in catalogue.events:
        if other.event_id == event.superseded_by:
            found.append((_("Superseded by"), other))
        if other.superseded_by == event.event_id:
            found.append((_("Took the place of"), other))
        if other.event_id == event.same_as:
            found.append((_("The same event as"), other))
        if other.same_as == event.event_id:
            found.append((_("Told once more as"), other))
    return found


def write_place(catalogue: Catalogue, event: Event, language: Language) -> Markup:
    """Write where an event was, with a link to the map where its position is known; blank when not stated."""
    shown = cell(event.place, language)
    if event.place_id in catalogue.sites:
        shown = Markup('<a href="./?site={}" target="_self">{}</a>').format(event.place_id, shown)
    elif count_places(catalogue, [event]):
        shown = Markup('<a href="record?tab=map&amp;place={}" target="_self">{}</a>').format(event.place_id, shown)
    country = language.country(event.country) if event.country else ""
    if country and fold(country) not in fold(language.cell(event.place)):
        shown = Markup("{}, {}").format(shown, country) if event.place else Markup("{}").format(country)
    if event.adjoining_countries:
        across = language.listing(language.country(code) for code in event.adjoining_countries)
        shown += " " + language.text("(border with {countries})", countries=across)
    return shown


def write_mark_note(
    catalogue: Catalogue, places: Sequence[str], events: Sequence[Event], language: Language, *, reset: str
) -> str:
    """Write which place is chosen, with the way back; else how many of the events have no place on the map.

    Parameters
    ----------
    catalogue
        For the names of the places.
    places
        The chosen one, or none.
    events
        Those that are listed beside the map; none beside no map.
    language
        The reader's language.
    reset
        Where the way back leads.

    Returns
    -------
    html
        Blank when there is nothing to say.
    """
    located = count_places(catalogue, events)
    far = find_far(find_positions(catalogue, located), located, places)
    return render(
        "record/mark_note.html",
        language,
        far=sum(located[place] for place in far),
        far_names=[catalogue.short_name(place) for place in far],
        names=[catalogue.places[place].name for place in places],
        away=len(events) - sum(located.values()),
        reset=reset,
    )


def render_chart(
    catalogue: Catalogue, events: Sequence[Event], query: Mapping[str, Sequence[str]], language: Language
) -> str:
    """Write the chart of events in a year by kind, and the same as a table.

    Parameters
    ----------
    catalogue
        For the years, which stay the same whatever is filtered.
    events
        Those that answer to the filter.
    query
        Parameters of the address: a word of the legend adds the types of its kind to them.
    language
        The reader's language.
    """
    tallies = count_events(events, span_of(catalogue.events))
    labels = kind_labels(language)
    present = [kind for kind in labels if any(tally.kinds.get(kind) for tally in tallies)]
    unit = min(BLOCK_HEIGHT, CHART_HEIGHT / max([1, *(tally.total for tally in tallies)]))
    return render(
        "record/chart.html",
        language,
        columns=[_column(tally, unit) for tally in tallies],
        year_href=lambda year: _link_year(query, year),
        tallies=[tally for tally in tallies if tally.total],
        legend=[(kind, labels[kind], write_link({**query, "type": list(KINDS.get(kind, ()))})) for kind in present],
        labels=labels,
        present=present,
        height=CHART_HEIGHT,
        counted=sum(tally.total for tally in tallies),
        again=sum(1 for event in events if event.same_as),
        plans=sum(1 for event in events if not is_counted(event) and not event.same_as),
    )


def _link_year(query: Mapping[str, Sequence[str]], year: int) -> str:
    """Link to the events of one year; when it is chosen already, to those of all years."""
    chosen = [str(year)]
    rest = {name: values for name, values in query.items() if name not in YEARS}
    if all(list(query.get(name, ())) == chosen for name in YEARS):
        return write_link(rest)
    return write_link({**rest, **dict.fromkeys(YEARS, chosen)})


def _column(tally: Tally, unit: float) -> dict[str, object]:
    """Measure the parts of one bar; a count is written in a part that is high enough for it."""
    parts = [
        (kind, round(count * unit, 1), count, count if count * unit >= WRITTEN_HEIGHT else "")
        for kind, count in tally.kinds.items()
    ]
    return {"year": tally.year, "total": tally.total, "parts": parts}
