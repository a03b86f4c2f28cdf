"""The one figure of a stop: found in the tables by reference, with all that must stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.sites.leading import find_leading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import EtirRoute, Event
    from geo.records.measurements import Dwell, Leg, PublishedTime, Volume
    from geo.records.places import Line, Place
    from geo.records.stories import FigureRef

    Sourced = Dwell | Volume | PublishedTime | Leg | Line | Event | EtirRoute | Place

SOUND_KINDS: Final = frozenset({"measured", "length", ""})
"""Kinds of value that need no word of their own."""
COUNTRIES: Final = "countries"
"""Unit of a count of countries."""
_SECOND_HAND: Final = re.compile(r"second-hand", re.IGNORECASE)
_PART_OF_CPMM: Final = "cpmm-"
_OF_THE_DRAWING: Final = frozenset({"geonames", "osm-nominatim", "osm-nodes", "osm-borders", "own-computation"})
"""Sources of positions and computations, which publish no figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with everything that belongs to it.

    Attributes
    ----------
    table, record_id, column
        The cell it stands in; for a count the readiness table, the instrument and the status.
    value, value_max
        The number, and the end of a printed range; None when the figure is a date.
    unit
        As the table writes it.
    date
        The figure itself when it is a date (EDTF); blank otherwise.
    when
        Year or period that a number is about, as the table writes it.
    until
        The newest date of a count; `when` is its oldest.
    subject
        What it is the value of: a post, a route, an amount; texts of the tables, in order.
    ends
        Names of the places at its two ends, where it goes from one to another.
    countries
        From and to, alpha-3, where the direction is known.
    kind
        A term of the vocabulary ``value-kind``; blank where the table has none.
    """

    table: str
    record_id: str
    column: str
    value: float | None
    value_max: float | None
    unit: str
    date: str
    when: str
    subject: tuple[str, ...]
    ends: tuple[str, ...]
    countries: tuple[str, ...]
    direction: str
    modes: tuple[str, ...]
    kind: str
    source_id: tuple[str, ...]
    confidence: str
    note: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure in the reader's language.

    Attributes
    ----------
    value
        Number and unit, or the date.
    caption
        What it is the value of, direction, year and mode, in short parts.
    source
        Who published it.
    marks
        Remarks that must stand beside it: reported by others, claim, unofficial payments.
    """

    value: str
    caption: tuple[str, ...]
    source: str
    marks: tuple[str, ...]

    def beside(self, name: str) -> str:
        """Write what has to be said with the value, in a place where a name stands already."""
        return ", ".join(part for part in (*self.caption, *self.marks) if part != name)


def find_figure(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    """Find the figure that a stop refers to.

    Parameters
    ----------
    catalogue
        The checked tables.
    ref
        From a story.

    Returns
    -------
    figure
        None when the tables hold no such cell, or a blank one: a blank is never a zero.
    """
    if ref.count:
        return _count(catalogue, ref)
    for make in (_dwell, _volume, _published_time, _leg, _line, _event, _route, _place):
        found = make(catalogue, ref)
        if found is not None:
            return None if found.value is None and not found.date else found
    return None


def _figure(table: str, ref: FigureRef, record: Sourced, **parts: object) -> Figure:
    """Make a figure; what is not given is blank."""
    blank: dict[str, object] = {
        "value": None, "value_max": None, "unit": "", "date": "", "when": "", "subject": (), "ends": (),
        "countries": (), "direction": "", "modes": (), "kind": "",
    }  # fmt: skip
    told = {"source_id": record.source_id, "confidence": record.confidence, "note": record.note}
    return Figure(table, ref.of, ref.column, **(blank | told | parts))  # type: ignore[arg-type]


def _dwell(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.dwell if row.dwell_id == ref.of), None)
    if row is None:
        return None
    hours = ref.column == "hours"
    place = _name_of(catalogue, row.place_id) if row.place_id else row.post_as_printed
    return _figure(
        "dwell", ref, row, value=row.hours if hours else row.cost_usd, unit="h" if hours else "USD",
        when=str(row.year), subject=(place,), countries=tuple(filter(None, (row.from_country, row.to_country))),
        direction=row.direction, modes=(row.mode,), kind=row.kind,
    )  # fmt: skip


def _volume(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.volumes if row.volume_id == ref.of), None)
    if row is None:
        return None
    return _figure(
        "volumes", ref, row, value=row.value, value_max=row.value_max, unit=row.unit,
        when=row.covers or (str(row.year) if row.year else ""), subject=(row.entity, row.metric), kind=row.kind,
    )  # fmt: skip


def _published_time(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.published_times if row.time_id == ref.of), None)
    if row is None:
        return None
    return _figure(
        "published_times", ref, row, value=row.value_min,
        value_max=None if row.value_max == row.value_min else row.value_max, unit=row.unit,
        when=str(row.year) if row.year else "", subject=() if row.origin and row.destination else (row.mode_scope,),
        ends=tuple(filter(None, (row.origin, row.destination))), modes=row.modes, kind=row.value_kind,
    )  # fmt: skip


def _leg(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.legs if row.leg_id == ref.of), None)
    if row is None:
        return None
    ends = (_name_of(catalogue, row.from_place), _name_of(catalogue, row.to_place))
    mark = row.distance_kind.removeprefix("published").lstrip("-")
    return _figure("legs", ref, row, value=row.distance_km, unit="km", ends=ends, modes=row.mode, kind=mark)


def _name_of(catalogue: Catalogue, place_id: str) -> str:
    """Give the shortest name of a place; its id when it is not in the tables."""
    if place_id in catalogue.sites:
        return catalogue.sites[place_id].short_name
    return catalogue.places[place_id].name if place_id in catalogue.places else place_id


def _line(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.lines if row.line_id == ref.of), None)
    if row is None:
        return None
    return _figure("lines", ref, row, value=row.published_km, unit="km", subject=(row.name,), modes=(row.mode,),
                   kind="length")  # fmt: skip


def _event(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.events if row.event_id == ref.of), None)
    return None if row is None else _figure("events", ref, row, date=row.date, subject=(row.title,))


def _route(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = next((row for row in catalogue.etir_routes if row.route_id == ref.of), None)
    if row is None:
        return None
    return _figure("etir_routes", ref, row, date=row.date, subject=(row.name,))  # its name says from where to where


def _place(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    row = catalogue.places.get(ref.of)
    return None if row is None else _figure("places", ref, row, value=row.elevation_m, unit="m", subject=(row.name,))


def _count(catalogue: Catalogue, ref: FigureRef) -> Figure | None:
    """Count the countries of an instrument that are as far as a status; with the oldest date among them."""
    rows = [row for row in catalogue.readiness if row.instrument == ref.count and row.status == ref.column]
    if not rows:
        return None
    sources = tuple(dict.fromkeys(source for row in rows for source in row.source_id))
    dates = sorted(row.as_of for row in rows if row.as_of) or [""]
    subject = (catalogue.label("instrument", ref.count), catalogue.label("readiness-status", ref.column))
    return Figure(
        "readiness", ref.count, ref.column, float(len(rows)), None, COUNTRIES, "", dates[0], subject, (),
        tuple(row.country for row in rows), "", (), "", sources, rows[0].confidence, "", dates[-1],
    )  # fmt: skip


def figure_texts(catalogue: Catalogue, ref: FigureRef) -> Iterator[str]:
    """List the texts of the tables that are shown with a figure: what it is about, and its unit."""
    figure = find_figure(catalogue, ref)
    if figure is not None:
        yield from figure.subject
        yield from figure.ends
        if figure.unit not in {COUNTRIES, *_unit_words(lambda text: text)}:
            yield figure.unit


def _unit_words(_: Callable[[str], str]) -> dict[str, str]:
    """Name the units that the program knows; those of the amounts are texts of the tables."""
    return {
        "h": _("{value} h"), "hours": _("{value} h"), "days": _("{value} days"), "USD": _("US$ {value}"),
        "km": _("{value} km"), "m": _("{value} m"), "t": _("{value} t"), "TEU": _("{value} TEU"),
    }  # fmt: skip


def describe_figure(catalogue: Catalogue, figure: Figure, language: Language) -> FigureWords:
    """Tell a figure in the reader's language: it never stands alone.

    Parameters
    ----------
    catalogue
        For the names of sources and terms.
    figure
        From `find_figure`.
    language
        The reader's language.

    Returns
    -------
    words
        Value with unit, what it is about, its source, and what has to be said with it.
    """
    return FigureWords(
        _value_words(figure, language),
        tuple(filter(None, _caption(catalogue, figure, language))),
        _source_words(catalogue, figure, language),
        tuple(_marks(catalogue, figure, language)),
    )


def tell_leading(catalogue: Catalogue, site_id: str, language: Language) -> tuple[Figure, FigureWords] | None:
    """Find the leading figure of a site and tell it; None where the tables hold none.

    Parameters
    ----------
    catalogue
        The checked tables.
    site_id
        A site.
    language
        The reader's language.
    """
    ref = find_leading(catalogue, site_id)
    figure = find_figure(catalogue, ref) if ref else None
    return (figure, describe_figure(catalogue, figure, language)) if figure else None


def list_leading(catalogue: Catalogue, language: Language) -> dict[str, str]:
    """List what is said of each site beside its name, by site id: its leading figure with all that belongs to it."""
    told = {site: say_leading(catalogue, site, language) for site in catalogue.sites}
    return {site: words for site, words in told.items() if words}


def say_leading(catalogue: Catalogue, site_id: str, language: Language) -> str:
    """Say of one site what `list_leading` says; blank where the tables hold no figure of it."""
    found = tell_leading(catalogue, site_id, language)
    return " · ".join((found[1].value, found[1].beside(""), found[1].source)) if found else ""


def _value_words(figure: Figure, language: Language) -> str:
    if figure.value is None:
        return language.date(figure.date)
    number = language.number(figure.value)
    if figure.value_max is not None:
        number += f"–{language.number(figure.value_max)}"
    if figure.unit == COUNTRIES:
        return language.count("{value} country", "{value} countries", round(figure.value), value=number)
    known = _unit_words(language.text)
    if figure.unit in known:
        return known[figure.unit].format(value=number)
    return f"{number} {language.cell(figure.unit)}"


def _caption(catalogue: Catalogue, figure: Figure, language: Language) -> Iterator[str]:
    yield ", ".join(language.cell(text) for text in figure.subject)
    if figure.ends:
        yield " → ".join(language.cell(end) for end in figure.ends)
    if figure.table == "readiness":
        yield language.countries(figure.countries, ", ")
    elif figure.countries:
        yield language.countries(figure.countries, " → ")
    if figure.direction:
        yield language.cell(catalogue.label("direction", figure.direction))
    if figure.until:
        dates = dict.fromkeys(language.date(date) for date in (figure.when, figure.until))
        yield language.text("as of {date}", date=" – ".join(dates))
    elif figure.when:
        yield language.date(figure.when)
    yield ", ".join(language.cell(catalogue.label("mode", mode)) for mode in figure.modes)


def _source_words(catalogue: Catalogue, figure: Figure, language: Language) -> str:
    """Name the first of the sources that publishes figures."""
    for source_id in figure.source_id:
        if source_id in catalogue.sources and source_id not in _OF_THE_DRAWING:
            return name_source(catalogue, source_id, language)
    return ""


def name_source(catalogue: Catalogue, source_id: str, language: Language) -> str:
    """Name who published something; the indicator by the name that the field knows it by."""
    if source_id.startswith(_PART_OF_CPMM):
        return language.text("CAREC CPMM (ADB)")
    source = catalogue.sources[source_id]
    return source.publisher or source.title


def _marks(catalogue: Catalogue, figure: Figure, language: Language) -> Iterator[str]:
    words = {
        "approximate": language.text("approximate"),
        "other-ends": language.text("to other end points"),
        "part": language.text("a part of it"),
        "conflicting": language.text("sources disagree"),
        "derived": language.text("own computation"),
    }
    if figure.kind in words:
        yield words[figure.kind]
    elif figure.kind not in SOUND_KINDS:
        yield language.cell(catalogue.label("value-kind", figure.kind))
    if _SECOND_HAND.search(figure.note):
        yield language.text("second-hand")
    if figure.confidence in {"low", "unverified"}:
        yield language.text("not verified") if figure.confidence == "unverified" else language.text("doubtful")
    if figure.column == "cost_usd":
        yield language.text("including unofficial payments")
