"""What is known of the length, hours and cost of a stretch or stop, in a given year, and how it is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.errors import RouteError
from geo.geodesy import Point, measure_km, measure_line_km
from geo.linear import trace
from geo.sites.crossing import MEASURED, POST_SCOPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.corridor.network import Passage
    from geo.linear import Vertices
    from geo.records.journeys import Stretch
    from geo.records.measurements import Dwell, Speed

UNIT_KM: Final = 500.0
"""TFI3 is published in US$ per 500 km (and per 20 t)."""
NOT_STATED: Final = "not-stated"
HOURS_BY_UNIT: Final = {"hours": 1.0, "days": 24.0}


@dataclass(frozen=True, slots=True)
class Length:
    """A length in kilometres.

    Attributes
    ----------
    basis
        `published`, `measured` along our line, or `straight` between the two ends, which is too short.
    """

    km: float
    basis: str
    source_id: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """Hours or US$, or the fact that no source publishes them.

    Attributes
    ----------
    basis
        `measured`, `published`, `derived` from a published speed or cost by distance, or `gap`.
    year
        Year that it is of; None when it has none.
    low, high
        Smallest and largest of all years, or ends of the range in print; None when there is one value only.
    kind
        Word of the vocabulary `value-kind`, or `swod` or `tfi3` for what is derived from these.
    ids
        Ids of the rows that it comes from.
    """

    value: float | None
    basis: str
    year: int | None = None
    low: float | None = None
    high: float | None = None
    kind: str = ""
    source_id: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    note: str = ""


GAP: Final = Value(None, "gap")


@lru_cache(maxsize=256)
def _measure(way: tuple[Point, ...]) -> float:
    """Measure a course once: the same few stretches are part of many ways."""
    return measure_line_km(way)


def measure_stretch(catalogue: Catalogue, lines: Mapping[str, Vertices], stretch: Stretch) -> Length | None:
    """Measure a stretch along the lines of the map, or straight between its ends where no line is drawn.

    Returns
    -------
    length
        None when an end has no position.
    """
    try:
        if stretch.line_ids:
            way = trace(lines, stretch.line_ids, stretch.from_place, stretch.to_place)
            return Length(_measure(way), "measured", ("own-computation",))
    except RouteError:  # the check of the tables reports it; the straight line is still true as a lower bound
        pass
    ends = [catalogue.places.get(place) for place in (stretch.from_place, stretch.to_place)]
    points = [Point(p.lat, p.lon) for p in ends if p and p.lat is not None and p.lon is not None]
    if len(points) != len(ends):
        return None
    return Length(measure_km(*points), "straight", ("own-computation",))


def length_of(catalogue: Catalogue, lines: Mapping[str, Vertices], stretch: Stretch) -> Length:
    """Find the length of a stretch: the published one, else as `measure_stretch`; 0 km when nothing is known."""
    if stretch.km is not None:
        return Length(stretch.km, "published", stretch.source_id)
    return measure_stretch(catalogue, lines, stretch) or Length(0.0, "straight", ())


def hours_of(catalogue: Catalogue, stretch: Stretch, km: float, year: int | None) -> Value:
    """Find the hours in motion on a stretch.

    Parameters
    ----------
    catalogue
        Speeds by country.
    stretch
        Its own hours go first.
    km
        Its length.
    year
        Year that is asked for; None for the newest. Where the country has no speed of that year the nearest year
        stands in and is named.

    Returns
    -------
    hours
        Published; else length by the published speed without delay (SWOD) of that country and mode; else a gap.
    """
    if stretch.hours is not None:
        return Value(
            stretch.hours, "published", stretch.hours_year, stretch.hours_min, stretch.hours_max,
            kind=stretch.hours_kind, source_id=stretch.source_id, ids=(stretch.stretch_id,),
        )  # fmt: skip
    rows = [s for s in speeds_of(catalogue, stretch) if s.swod_kmh]
    chosen = _nearest(rows, year)
    if chosen is None or not chosen.swod_kmh:
        return GAP
    every = [km / s.swod_kmh for s in rows if s.swod_kmh]
    low, high = _range(every)
    return Value(
        km / chosen.swod_kmh, "derived", chosen.year, low, high,
        kind="swod", source_id=chosen.source_id, ids=(chosen.speed_id,), note=chosen.note,
    )  # fmt: skip


def cost_of(catalogue: Catalogue, stretch: Stretch, km: float, year: int | None) -> Value:
    """Find what a stretch costs, US$ for 20 t: a published tariff, else TFI3 of the country by distance, else a gap."""
    if stretch.cost_usd is not None:
        return Value(stretch.cost_usd, "published", None, source_id=stretch.source_id, ids=(stretch.stretch_id,))
    rows = [s for s in speeds_of(catalogue, stretch) if s.tfi3_usd]
    chosen = _nearest(rows, year)
    if chosen is None or chosen.tfi3_usd is None:
        return GAP
    low, high = _range([km / UNIT_KM * s.tfi3_usd for s in rows if s.tfi3_usd])
    return Value(
        km / UNIT_KM * chosen.tfi3_usd, "derived", chosen.year, low, high,
        kind="tfi3", source_id=chosen.source_id, ids=(chosen.speed_id,), note=chosen.note,
    )  # fmt: skip


def speeds_of(catalogue: Catalogue, stretch: Stretch) -> list[Speed]:
    """List the published speeds of the country and mode of a stretch, of every year."""
    return [
        s for s in catalogue.speeds if s.scope == "country" and s.country == stretch.country and s.mode == stretch.mode
    ]


def _nearest(rows: Iterable[Speed], year: int | None) -> Speed | None:
    """Find the row of a year, else of the nearest one, the newer of two; the newest when no year is asked for."""
    return min(rows, key=lambda s: (abs(s.year - year) if year else 0, -s.year), default=None)


def _range(values: list[float]) -> tuple[float | None, float | None]:
    return (min(values), max(values)) if len(values) > 1 else (None, None)


def standing_of(catalogue: Catalogue, passage: Passage, mode: str, year: int | None) -> Value:
    """Find the hours that a stop takes.

    Parameters
    ----------
    catalogue
        Measurements at posts, and published times.
    passage
        The stop, and whether its country is left or entered.
    mode
        Mode of land transport around it, where the stop has none of its own.
    year
        Year that is asked for; None for the newest.

    Returns
    -------
    hours
        Measured hours of exactly this post, direction and mode. Claims, values whose direction the source does not
        state, means of a country and other years do not stand in for it: then it is a gap.
    """
    stop = passage.stop
    if stop.time_id:
        return _published_time(catalogue, stop.time_id)
    return _measured(measured_of(catalogue, passage, mode), year, "hours")


def payment_of(catalogue: Catalogue, passage: Passage, mode: str, year: int | None) -> Value:
    """Find what is paid at a stop, in US$ (TFI2), as `standing_of`; a printed 0 is doubtful and left as a gap."""
    if passage.stop.time_id:
        return GAP
    return _measured(measured_of(catalogue, passage, mode), year, "cost_usd")


def told_beside(catalogue: Catalogue, passage: Passage, mode: str) -> tuple[Dwell, ...]:
    """List what else is in print of a stop: claims, and hours without a direction. Shown, never added up."""
    rows = _all_rows(catalogue, passage, mode)
    return tuple(d for d in rows if d.hours is not None and (d.kind != MEASURED or d.direction == NOT_STATED))


def years_of(catalogue: Catalogue, passage: Passage, mode: str) -> frozenset[int]:
    """Tell for which years a stop has measured hours."""
    return frozenset(d.year for d in measured_of(catalogue, passage, mode) if d.hours is not None)


def measured_of(catalogue: Catalogue, passage: Passage, mode: str) -> list[Dwell]:
    """List the measurements of exactly this post, direction and mode; empty for a stop without a post."""
    rows = _all_rows(catalogue, passage, mode)
    return [d for d in rows if d.kind == MEASURED and d.direction == passage.direction]


def _all_rows(catalogue: Catalogue, passage: Passage, mode: str) -> list[Dwell]:
    stop = passage.stop
    if not stop.post_id or not passage.direction:
        return []
    wanted = {passage.direction, NOT_STATED}
    here = [d for d in catalogue.dwell if d.place_id == stop.post_id and d.scope == POST_SCOPE]
    return [d for d in here if d.mode == (stop.mode or mode) and d.direction in wanted]


def _measured(rows: Iterable[Dwell], year: int | None, column: str) -> Value:
    """Choose one measurement: that of the year, or the newest; its range is that of all years."""
    known = [(d, float(amount)) for d in rows if (amount := getattr(d, column)) is not None]
    known = [(d, amount) for d, amount in known if amount or column == "hours"]
    asked = [one for one in known if year is None or one[0].year == year]
    chosen = max(asked, key=lambda one: (one[0].year, one[0].edition), default=None)
    if chosen is None:
        return GAP
    row, amount = chosen
    low, high = _range([value for _, value in known])
    return Value(
        amount, "measured", row.year, low, high, row.kind, row.source_id, (row.dwell_id,), row.note
    )  # fmt: skip


def _published_time(catalogue: Catalogue, time_id: str) -> Value:
    for row in catalogue.published_times:
        if row.time_id == time_id and row.value_min is not None and row.unit in HOURS_BY_UNIT:
            factor = HOURS_BY_UNIT[row.unit]
            top = row.value_max if row.value_max is not None else row.value_min
            low, high = (row.value_min * factor, top * factor) if top != row.value_min else (None, None)
            return Value(
                (row.value_min + top) / 2 * factor, "published", row.year, low, high,
                kind=row.value_kind, source_id=row.source_id, ids=(row.time_id,), note=row.note,
            )  # fmt: skip
    return GAP
