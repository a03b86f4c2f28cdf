"""Which figures each edition that is kept has changed; apart from `kept`, which the map loads."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.editing.figures import compare_figures
from panels.editions.kept import list_editions, open_store
from panels.settings import editions_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.editing.figures import Compared
    from geo.editions.recorded import Recorded

MOST_COMPARED: Final = 1024
"""Pairs of editions of which the difference is held in memory."""


def list_figure_changes() -> tuple[tuple[Recorded, Compared], ...]:
    """List the figures that each edition that is kept has changed, the newest first; the first one changes nothing.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached, or what it holds is damaged.
    """
    return tuple(
        (newer, _compare(editions_address(), older.number, newer.number)) for newer, older in pairwise(list_editions())
    )


@lru_cache(maxsize=MOST_COMPARED)
def _compare(address: str, older: int, newer: int) -> Compared:
    """Compare two editions once: neither ever changes."""
    return compare_figures(_read_files(address, older), _read_files(address, newer))


@lru_cache(maxsize=2)
def _read_files(address: str, number: int) -> Mapping[str, bytes]:
    return open_store(address).read(number)
