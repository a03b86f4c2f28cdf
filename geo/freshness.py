"""How new the newest of each kind of record is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Freshness:
    """Newest measurement year at posts, newest dated visit and newest dated event (EDTF; blank = none)."""

    cpmm_year: int | None
    visit: str
    event: str


def find_freshness(catalogue: Catalogue) -> Freshness:
    """Find the newest of each kind.

    Parameters
    ----------
    catalogue
        The checked tables.

    Returns
    -------
    freshness
        A year counts only where hours or a cost were published for it.
    """
    years = [
        row.year
        for row in catalogue.dwell
        if row.scope == "bcp" and any(i.startswith("tfi") for i in row.indicator) and row.hours is not None
    ]
    return Freshness(
        max(years, default=None),
        _newest(v.date for v in catalogue.visits),
        _newest(e.date for e in catalogue.events),
    )


def _newest(dates: Iterable[str]) -> str:
    return max((date for date in dates if date), default="")
