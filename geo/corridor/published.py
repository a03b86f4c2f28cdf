"""Journeys against published times: what the published stops explain and what they do not. Volumes as published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.corridor.evidence import HOURS_BY_UNIT
from geo.corridor.itinerary import Itinerary, LegItem, list_choices
from geo.corridor.profile import draw_profile
from geo.records.measurements import FORWARD_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Item
    from geo.corridor.profile import Profile
    from geo.linear import Vertices
    from geo.records.journeys import Comparison
    from geo.records.measurements import PublishedTime, Series, Volume

CORRIDOR: Final = "Middle Corridor / TITR"
UNITS: Final = ("t", "TEU", "trains")
"""Units of volumes. Each has a table of its own: tonnes, containers and trains are never added up."""
AIMED_UNITS: Final = ("t per year", "TEU per year", "containers per year", "trains per year")


@dataclass(frozen=True, slots=True)
class Against:
    """A published time beside ours.

    Attributes
    ----------
    low, high
        Published hours.
    profile
        What is built up between the same ends from published legs and stops.
    published
        The row of published times, where it is one.
    """

    row: Comparison
    published: PublishedTime | None
    low: float
    high: float
    year: int | None
    kind: str
    profile: Profile

    @property
    def unexplained(self) -> tuple[float, float]:
        """Hours that no published leg or stop explains; below zero where ours is the longer one."""
        return (self.low - self.profile.total, self.high - self.profile.total)


def compare_times(catalogue: Catalogue, lines: Mapping[str, Vertices], journey_id: str = "") -> tuple[Against, ...]:
    """Put published times beside journeys with the same end points.

    Parameters
    ----------
    catalogue, lines
        The checked tables, and the vertices of the lines by id.
    journey_id
        Journey to compare; blank for all.

    Returns
    -------
    against
        In the order of the table: on the first way of the journey that passes both ends, with the newest values.
    """
    found = []
    for row in catalogue.comparisons:
        if row.reason or not row.journey_id or (journey_id and row.journey_id != journey_id):
            continue
        published = next((t for t in catalogue.published_times if t.time_id == row.time_id), None)
        hours = _published_hours(row, published)
        items = _part(catalogue, lines, row)
        if hours and items:
            profile = draw_profile(item.part("hours") for item in items)
            year, kind = (published.year, published.value_kind) if published else (row.year, row.kind)
            found.append(Against(row, published, *hours, year, kind, profile))
    return tuple(found)


def _published_hours(row: Comparison, published: PublishedTime | None) -> tuple[float, float] | None:
    if published is None:
        low, high, factor = row.hours_min, row.hours_max, 1.0
    else:
        low, high, factor = published.value_min, published.value_max, HOURS_BY_UNIT.get(published.unit, 0.0)
    if low is None or not factor:
        return None
    return (low * factor, (high if high is not None else low) * factor)


def _part(catalogue: Catalogue, lines: Mapping[str, Vertices], row: Comparison) -> Sequence[Item]:
    """Cut the compared part out of a journey; empty when no way of it passes both ends."""
    journey = next((j for j in catalogue.journeys if j.journey_id == row.journey_id), None)
    if journey is None:
        return ()
    for choice in list_choices(catalogue, lines, journey, None, back=row.back):
        if {row.from_place, row.to_place} <= set(choice.itinerary.way.places):
            return cut(choice.itinerary, row.from_place, row.to_place, with_ends=row.with_ends)
    return ()


def cut(itinerary: Itinerary, start: str, end: str, *, with_ends: bool = True) -> tuple[Item, ...]:
    """Cut a part out of an itinerary.

    Parameters
    ----------
    itinerary
        The whole way.
    start, end
        Places that it passes, in the order of travel; the same place for the stops there alone.
    with_ends
        False to leave out the stops at both ends.
    """
    places = itinerary.way.places
    first, last = places.index(start), places.index(end)
    found: list[Item] = []
    here = 0
    for item in itinerary.items:
        at_end = here in {first, last} and not isinstance(item, LegItem)
        if first <= here <= last and not (here == last and isinstance(item, LegItem)) and (with_ends or not at_end):
            found.append(item)
        if isinstance(item, LegItem):
            here += 1
    return tuple(found)


def list_reasons(catalogue: Catalogue) -> tuple[Comparison, ...]:
    """List the published times and lengths that cannot be compared, each with its reason."""
    return tuple(row for row in catalogue.comparisons if row.reason)


@dataclass(frozen=True, slots=True)
class YearOfVolumes:
    """All that is said of one year, never one number: outcomes, and what was expected or wished."""

    year: int | None
    outcomes: tuple[Volume, ...]
    expected: tuple[Volume, ...]

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """List everything said of the year."""
        return (*self.outcomes, *self.expected)


@dataclass(frozen=True, slots=True)
class VolumeTable:
    """Volumes that may stand in one table: of one unit, and of trains of one series (None for those of none)."""

    unit: str
    series: Series | None
    years: tuple[YearOfVolumes, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A series that a line may join, with its values by year."""

    series: Series
    values: tuple[Volume, ...]


def list_runs(catalogue: Catalogue) -> tuple[Run, ...]:
    """List the series that may be drawn as a line: the table `series` says which."""
    runs = (
        Run(series, tuple(sorted(_of_series(catalogue, series.series_id), key=lambda v: v.year or 0)))
        for series in catalogue.series
        if series.joined
    )
    return tuple(run for run in runs if run.values)


def list_tables(catalogue: Catalogue) -> tuple[VolumeTable, ...]:
    """List the tables of volumes: tonnes, containers, then trains, one table for each series and one for the others."""
    found = []
    for unit in UNITS:
        apart = [series for series in catalogue.series if series.unit == unit and not series.joined]
        for series in (*apart, None):
            years = list_volumes(catalogue, unit, series.series_id if series else "" if apart else None)
            found.append(VolumeTable(unit, series, years))
    return tuple(table for table in found if table.years)


def list_targets(catalogue: Catalogue) -> tuple[PublishedTime, ...]:
    """List what is aimed at on the Middle Corridor by the year aimed at: never an outcome, so never in its tables."""
    rows = [
        row
        for row in catalogue.published_times
        if row.corridor == CORRIDOR and row.kind == "target" and row.unit in AIMED_UNITS
    ]
    return tuple(sorted(rows, key=lambda row: (AIMED_UNITS.index(row.unit), row.year or 0, row.time_id)))


def _of_series(catalogue: Catalogue, series_id: str) -> Iterable[Volume]:
    return (v for v in catalogue.volumes if v.series_id == series_id and v.value is not None)


def list_volumes(catalogue: Catalogue, unit: str, series_id: str | None = None) -> tuple[YearOfVolumes, ...]:
    """List the volumes of the Middle Corridor by year, conflicting claims side by side.

    Parameters
    ----------
    catalogue
        Its volumes.
    unit
        One of `UNITS`.
    series_id
        Only those of this series, blank for those of none; None for all.
    """
    rows = [
        v
        for v in catalogue.volumes
        if v.entity == CORRIDOR and v.unit == unit and v.value is not None and series_id in (None, v.series_id)
    ]
    years = sorted({v.year for v in rows if v.year is not None})
    return tuple(
        YearOfVolumes(
            year,
            _sorted(v for v in rows if v.year == year and v.kind not in FORWARD_KINDS),
            _sorted(v for v in rows if v.year == year and v.kind in FORWARD_KINDS),
        )
        for year in years
    )


def _sorted(rows: Iterable[Volume]) -> tuple[Volume, ...]:
    """Sort claims of one year: whole years first, then by what they count."""
    return tuple(sorted(rows, key=lambda v: (v.period != "full-year", v.period, v.metric, v.value or 0.0)))
