"""Lengths along the lines of the map beside the published ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.alignment import vertices_by_line
from geo.corridor.evidence import measure_stretch
from geo.errors import RouteError
from geo.geodesy import measure_line_km
from geo.linear import trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue

USUAL_RATIO: Final = (0.95, 1.05)
"""A simplified line is a little shorter than the track; beyond this a reason is asked for."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One length twice.

    Attributes
    ----------
    id
        Of the line, or of the stretch of a journey.
    computed_km
        Along the vertices of our line.
    published_km
        None where nothing is published for exactly this stretch.
    reason
        Why the two differ by more than usual, or why there is nothing to compare with.
    """

    id: str
    kind: str
    name: str
    from_place: str
    to_place: str
    computed_km: float
    published_km: float | None
    reason: str
    source_id: tuple[str, ...]
    note: str

    @property
    def ratio(self) -> float | None:
        """Computed by published length; None without the latter."""
        return self.computed_km / self.published_km if self.published_km else None

    @property
    def usual(self) -> bool:
        """True when the two differ no more than simplification explains."""
        return self.ratio is not None and USUAL_RATIO[0] <= self.ratio <= USUAL_RATIO[1]


def compare_lengths(catalogue: Catalogue) -> tuple[Compared, ...]:
    """Compare every line of the map, and every stretch of a journey over several lines, with what is published.

    Returns
    -------
    compared
        Lines first, in the order of the table, then stretches that have a published length of their own.
    """
    return (*compare_lines(catalogue), *_stretches(catalogue))


@lru_cache(maxsize=4)
def compare_lines(catalogue: Catalogue) -> tuple[Compared, ...]:
    """Compare every line of the map with what is published, once for each version of the tables."""
    return tuple(_lines(catalogue))


def _lines(catalogue: Catalogue) -> Iterator[Compared]:
    vertices = vertices_by_line(catalogue)
    named = {line.line_id: line for line in catalogue.lines}
    for row in catalogue.lengths:
        line = named.get(row.line_id)
        if line is None:
            continue
        start, end = row.from_place or line.from_place, row.to_place or line.to_place
        try:
            km = measure_line_km(trace(vertices, [row.line_id], start, end))
        except RouteError:  # the check of the tables reports it
            continue
        yield Compared(
            row.line_id, "line", line.name, start, end, km, row.published_km, row.reason, row.source_id, row.note
        )


def _stretches(catalogue: Catalogue) -> Iterator[Compared]:
    vertices = vertices_by_line(catalogue)
    for stretch in catalogue.stretches:
        if len(stretch.line_ids) < 2:  # noqa: PLR2004 - those on one line stand among the lines
            continue
        measured = measure_stretch(catalogue, vertices, stretch)
        if measured is None or measured.basis != "measured":
            continue
        yield Compared(
            stretch.stretch_id, "stretch", stretch.choice, stretch.from_place, stretch.to_place, measured.km,
            stretch.km, "", stretch.source_id, stretch.note,
        )  # fmt: skip
