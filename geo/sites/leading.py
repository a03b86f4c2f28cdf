"""The leading figure of a site: the one that is shown wherever there is room for one figure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.language import fold
from geo.records.stories import FigureRef
from geo.sites.selection import facing_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue
    from geo.records.measurements import Dwell

SEEN: Final = frozenset({"measured", "observed"})
"""Kinds of value that somebody has measured or counted; others that say what is are claims."""
CLAIMED: Final = frozenset({"claim", "average", "estimate", "record"})
DOUBTFUL_WORDS: Final = ("doubtful", "oddly", "not confirmed")
ROAD: Final = "road"
SEA_PORT: Final = "sea-port"
STAY: Final = "section-time"
FREIGHT: Final = frozenset({"trucks", "trucks per day", "trains", "wagons", "TEU", "t"})
"""Units of what a corridor carries; passengers and cars come after them."""
WHOLE_YEAR: Final = "full-year"
_WORD: Final = re.compile(r"\w+")


class Candidate(NamedTuple):
    """A figure that may lead, with what decides in this order; the smallest leads."""

    claimed: bool
    other_side: bool
    amount: bool
    other_than_freight: bool
    part_of_a_year: bool
    age: int
    shortness: float
    of: str
    column: str


def _candidate(  # noqa: PLR0913 - one parameter for each thing that decides
    row: tuple[str, str],
    kind: str,
    year: int | None,
    value: float,
    *,
    other_side: bool = False,
    amount: bool = False,
    other_than_freight: bool = False,
    part_of_a_year: bool = False,
) -> Candidate:
    """Weigh one cell: its row and column, its kind, year and value, and what else counts against it."""
    against = (kind not in SEEN, other_side, amount, other_than_freight, part_of_a_year)
    return Candidate(*against, -(year or 0), -value, *row)


def find_leading(catalogue: Catalogue, site_id: str) -> FigureRef | None:
    """Find the figure that leads at a site, by the rule that stands in `data/README.md`.

    Returns
    -------
    figure
        By reference; None where the tables hold nothing but blanks and plans.
    """
    found = [*_hours(catalogue, site_id), *_stays(catalogue, site_id), *_amounts(catalogue, site_id)]
    if not found:
        return None
    first = min(found)
    return FigureRef(of=first.of, column=first.column)


def _hours(catalogue: Catalogue, site_id: str) -> Iterator[Candidate]:
    """Take the hours at both posts of the crossing, the own one first; roads are not what a port is for."""
    posts, port = facing_posts(catalogue, site_id), catalogue.places[site_id].kind == SEA_PORT
    for row in catalogue.dwell:
        if row.place_id in posts and row.hours is not None and _says(row.kind) and not is_doubtful(row):
            other = row.place_id != site_id or (port and row.mode == ROAD)
            cell = (row.dwell_id, "hours")
            yield _candidate(cell, row.kind, row.year, row.hours, other_side=other)


def _stays(catalogue: Catalogue, site_id: str) -> Iterator[Candidate]:
    """Take the times that were published for handling at the place itself: they name it, and no other end."""
    own = _words(catalogue.places[site_id].name)
    for row in catalogue.published_times:
        words = _words(row.origin)
        at_home = row.kind == STAY and not row.destination and len(words) > 1 and words <= own
        if at_home and row.value_min is not None and _says(row.value_kind):
            yield _candidate((row.time_id, "value_min"), row.value_kind, row.year, row.value_min)


@lru_cache(maxsize=1024)  # the same few origins are asked for at every site
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def _amounts(catalogue: Catalogue, site_id: str) -> Iterator[Candidate]:
    for row in catalogue.volumes:
        if site_id in row.place_id and row.value is not None and _says(row.kind):
            other, part = row.unit not in FREIGHT, row.period != WHOLE_YEAR
            yield _candidate(
                (row.volume_id, "value"), row.kind, row.year, row.value,
                amount=True, other_than_freight=other, part_of_a_year=part,
            )  # fmt: skip


def _says(kind: str) -> bool:
    """Return whether a kind of value describes the present; plans, limits and targets do not."""
    return kind in SEEN or kind in CLAIMED


def is_doubtful(row: Dwell) -> bool:
    """Say whether the remark on a measurement calls it doubtful."""
    return any(word in row.note.lower() for word in DOUBTFUL_WORDS)
