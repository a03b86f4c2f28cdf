"""How wrong the hours of the corridor would have been: each is held against the next year that was published.

The model shows the newest hours that it knows, and draws between the smallest and the largest of all years. Here it
is given the years up to one of them only, and what it would have said is held against the next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from geo.alignment import vertices_by_line
from geo.corridor.evidence import measured_of, speeds_of
from geo.corridor.itinerary import LegItem, list_items
from geo.corridor.uncertainty import PERCENTILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Item
    from geo.records.journeys import Stretch
    from geo.records.measurements import Dwell, Speed

POST: Final = "post"
LEG: Final = "leg"
KINDS: Final = (POST, LEG)
COLUMNS: Final = (
    "kind", "id", "direction", "mode", "year", "said_h", "p10_h", "p50_h", "p90_h",
    "later_year", "came_h", "error_h", "error_percent", "inside", "row", "later_row", "later_sources",
)  # fmt: skip
"""Headings of the exported table, as `list_rows` fills them."""
DIGITS: Final = 6
Percentiles = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Known:
    """Hours of one year, measured or derived.

    Attributes
    ----------
    edition
        Of two rows of one year the one with the later edition is taken, as on the corridor.
    publishers
        Who published it: hours are only judged by a later year of the same publisher.
    """

    year: int
    hours: float
    row_id: str
    edition: str = ""
    publishers: frozenset[str] = frozenset()
    source_id: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What would have been said after one year, and what the next published year said.

    Attributes
    ----------
    kind, item_id
        `post` and the id of the stop, or `leg` and the id of the stretch.
    said
        Hours that the corridor would have shown: the newest up to `year`.
    percentiles
        P10, P50, P90 of the triangle between smallest and largest hours up to `year`; None while one value was known.
    came
        Hours of `later_year`, the next one with hours of the same publisher; not always the year after.
    """

    kind: str
    item_id: str
    direction: str
    mode: str
    year: int
    said: float
    percentiles: Percentiles | None
    later_year: int
    came: float
    row_id: str
    later_row_id: str
    later_source_id: tuple[str, ...]

    @property
    def error_h(self) -> float:
        """Hours by which we would have said too much; below zero where it was too little."""
        return self.said - self.came

    @property
    def error_percent(self) -> float | None:
        """The error in per cent of what came; None where that was zero."""
        return 100 * self.error_h / self.came if self.came else None

    @property
    def inside(self) -> bool | None:
        """Whether what came lies within P10 to P90; None while there was no range."""
        return None if self.percentiles is None else self.percentiles[0] <= self.came <= self.percentiles[2]


@dataclass(frozen=True, slots=True)
class Record:
    """How often, and by how much, the hours were wrong.

    Attributes
    ----------
    cases
        Number of trials.
    error_h, error_percent
        Medians of the absolute errors: as many were larger as were smaller. Per cent is of those alone that did not
        come as zero; None without any.
    inside, ranged
        How many came within P10 to P90, of how many that had a range.
    """

    cases: int
    error_h: float
    error_percent: float | None
    inside: int
    ranged: int


def replay(known: Iterable[Known]) -> Iterator[tuple[Known, Percentiles | None, Known]]:
    """Go through the years of one post and direction, or of one leg, as if each were the newest.

    Parameters
    ----------
    known
        In any order; of several of one year the one with the latest edition counts.

    Yields
    ------
    said, percentiles, came
        The newest hours up to a year; P10, P50 and P90 of what was known up to it, None when all of it is the same;
        and the next year. Nothing for fewer than two years, or where the next year has another publisher.

    Notes
    -----
    A range is what the corridor draws from: a triangle over the smallest and largest hours of all years up to this
    one, of every edition, with the tip at the newest. A year counts as known once it is over, whatever the year of
    the report that printed it.
    """
    rows = sorted(known, key=lambda one: (one.year, one.edition))
    newest = [list(group)[-1] for _, group in groupby(rows, key=lambda one: one.year)]
    for said, came in pairwise(newest):
        if said.publishers & came.publishers:
            before = [one.hours for one in rows if one.year <= said.year]
            yield said, find_percentiles(min(before), said.hours, max(before)), came


def find_percentiles(low: float, tip: float, high: float) -> Percentiles | None:
    """Compute P10, P50 and P90 of the triangle that the corridor draws hours from, exactly.

    Parameters
    ----------
    low, tip, high
        Smallest, newest and largest hours.

    Returns
    -------
    percentiles
        For a share q of the draws, with F = (tip - low) / (high - low): low + sqrt(q (high - low) (tip - low)) up to F,
        high - sqrt((1 - q) (high - low) (high - tip)) beyond it. None when all three are the same.
    """
    wide = high - low
    if wide <= 0:
        return None

    def at(share: float) -> float:
        if share * wide <= tip - low:
            return low + math.sqrt(share * wide * (tip - low))
        return high - math.sqrt((1 - share) * wide * (high - tip))

    p10, p50, p90 = (at(percent / 100) for percent in PERCENTILES)
    return p10, p50, p90


def sum_up(trials: Sequence[Trial]) -> Record | None:
    """Say how wrong trials were; None without any."""
    if not trials:
        return None
    percents = [abs(one.error_percent) for one in trials if one.error_percent is not None]
    judged = [one.inside for one in trials if one.inside is not None]
    return Record(
        len(trials),
        median(abs(one.error_h) for one in trials),
        median(percents) if percents else None,
        sum(judged),
        len(judged),
    )


def try_item(catalogue: Catalogue, item: Item) -> tuple[Trial, ...]:
    """Hold the hours of one part of a way against the years that came.

    Returns
    -------
    trials
        The oldest first. Of a leg only where its hours are derived from a published speed: hours in print are not of
        a year that another follows.
    """
    if isinstance(item, LegItem):
        if item.stretch.hours is not None:
            return ()
        known = _derive(catalogue, item.stretch, item.length.km)
        return _gather(known, LEG, item.id, "", item.stretch.mode)
    passage = item.passage
    rows = [row for row in measured_of(catalogue, passage, item.mode) if row.hours is not None]
    measured = (_know(catalogue, row, row.hours or 0.0, row.dwell_id) for row in rows)
    return _gather(measured, POST, item.id, passage.direction, item.mode)


def _gather(known: Iterable[Known], kind: str, item_id: str, direction: str, mode: str) -> tuple[Trial, ...]:
    return tuple(
        Trial(
            kind, item_id, direction, mode, said.year, said.hours, percentiles,
            came.year, came.hours, said.row_id, came.row_id, came.source_id,
        )
        for said, percentiles, came in replay(known)
    )  # fmt: skip


def _derive(catalogue: Catalogue, stretch: Stretch, km: float) -> Iterator[Known]:
    for row in speeds_of(catalogue, stretch):
        if row.swod_kmh:
            yield _know(catalogue, row, km / row.swod_kmh, row.speed_id)


def _know(catalogue: Catalogue, row: Dwell | Speed, hours: float, row_id: str) -> Known:
    names = (catalogue.sources[source].publisher for source in row.source_id if source in catalogue.sources)
    return Known(row.year, hours, row_id, row.edition, frozenset(filter(None, names)), row.source_id)


@lru_cache(maxsize=4)
def list_trials(catalogue: Catalogue) -> tuple[Trial, ...]:
    """Hold the hours of every post and leg of every journey against the years that came, once for each catalogue.

    Returns
    -------
    trials
        Posts before legs; each post in one direction and mode, and each leg, once, whatever journeys pass it.
    """
    found: dict[tuple[str, ...], tuple[Trial, ...]] = {}
    for item in list_items(catalogue, vertices_by_line(catalogue)):
        if isinstance(item, LegItem):
            key: tuple[str, ...] = (LEG, item.id)
        else:
            key = (POST, item.passage.stop.post_id, item.mode, item.passage.direction)
        if key not in found:
            found[key] = try_item(catalogue, item)
    every = [trial for trials in found.values() for trial in trials]
    return tuple(sorted(every, key=lambda trial: KINDS.index(trial.kind)))


def list_rows(trials: Iterable[Trial]) -> list[list[object]]:
    """Write trials as a table with the headings `COLUMNS`: what is printed has all its digits, the rest is rounded."""
    return [_list_row(one) for one in trials]


def _list_row(one: Trial) -> list[object]:
    percentiles = one.percentiles or (None, None, None)
    said = [one.year, _round(one.said), *(_round(value, 2) for value in percentiles)]
    came = [one.later_year, _round(one.came), _round(one.error_h, 2), _round(one.error_percent, 1), one.inside]
    return [
        one.kind, one.item_id, one.direction, one.mode, *said, *came, one.row_id, one.later_row_id, one.later_source_id
    ]  # fmt: skip


def _round(value: float | None, digits: int = DIGITS) -> float | None:
    return None if value is None else round(value, digits)
