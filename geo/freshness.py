"""How new the newest of each table is, and what is known to be missing in it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.dates import last_day, parse_edtf
from geo.records.measurements import FORWARD_KINDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from geo.catalogue import Catalogue
    from geo.records.cooperation import Event, Gap
    from geo.records.measurements import Dwell, Speed, Volume


@dataclass(frozen=True, slots=True)
class Freshness:
    """One table: its newest rows, and what is missing in it.

    Attributes
    ----------
    table
        Its name.
    date
        What the newest rows are of (EDTF); blank when no row has a date.
    ids
        The newest rows, in the order of the table.
    gaps
        What is known to be missing.
    """

    table: str
    date: str
    ids: tuple[str, ...]
    gaps: tuple[Gap, ...]


def last_read(catalogue: Catalogue) -> dt.date | None:
    """Find the newest day on which a source of the tables was read; None where no source says one.

    An edition is not older than that day, and the tables say no other day of it.
    """
    days = (last_day(source.accessed) for source in catalogue.sources.values())
    return max((day for day in days if day), default=None)


UNSURE: Final = frozenset({"low", "unverified"})


def _day(text: str) -> dt.date:
    """Find the day by which dates are put in order: the end of an interval, the beginning of a month or year."""
    period = parse_edtf(text)
    ends = (period.latest, period.earliest) if period.interval else (period.earliest, period.latest)
    return next(day for day in ends if day)


def _of_dwell(row: Dwell) -> str:
    measured = row.hours is not None and any(indicator.startswith("tfi") for indicator in row.indicator)
    return str(row.year) if measured and row.year else ""


def _of_speed(row: Speed) -> str:
    return "" if row.swod_kmh is row.swd_kmh is row.tfi3_usd is None else str(row.year)


def _of_volume(row: Volume) -> str:
    return "" if row.value is None or row.kind in FORWARD_KINDS else row.covers


def _of_event(row: Event) -> str:
    return "" if row.date_precision == "planned-month" else row.date


DATED: Final[Mapping[str, tuple[Callable[[Any], str], Callable[[Any], str]]]] = MappingProxyType(
    {
        "dwell": (lambda row: row.dwell_id, _of_dwell),
        "speeds": (lambda row: row.speed_id, _of_speed),
        "volumes": (lambda row: row.volume_id, _of_volume),
        "published_times": (lambda row: row.time_id, lambda row: row.published),
        "readiness": (lambda row: f"{row.country}-{row.instrument}", lambda row: row.as_of),
        "opening_hours": (lambda row: row.hours_id, lambda row: row.as_of),
        "findings": (lambda row: row.finding_id, lambda row: row.year),
        "events": (lambda row: row.event_id, _of_event),
        "visits": (lambda row: row.visit_id, lambda row: row.date),
    }
)
"""Of each table that grows old: the name of a row, and the date it is of (blank when it counts for nothing)."""


def find_freshness(catalogue: Catalogue) -> tuple[Freshness, ...]:
    """Find the newest rows of each table that grows old.

    Returns
    -------
    freshness
        A measurement counts only where something was measured, a volume only where it is an outcome; rows of low
        confidence count for nothing.
    """
    return tuple(_find(catalogue, table) for table in DATED)


def _find(catalogue: Catalogue, table: str) -> Freshness:
    name, date = DATED[table]
    gaps = tuple(gap for gap in catalogue.gaps if table in gap.tables)
    rows = [row for row in getattr(catalogue, table) if row.confidence not in UNSURE and date(row)]
    dated = [(_day(date(row)), date(row), name(row)) for row in rows]
    if not dated:
        return Freshness(table, "", (), gaps)
    newest, said, _ = max(dated)
    return Freshness(table, said, tuple(row for day, _, row in dated if day == newest), gaps)
