"""Keeps what is shown as an edition, and opens those that were kept; without a database for them, nothing of this runs.

The store is imported when it is first wanted: the app does without it as long as no database is named.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.editions.opened import open_files
from geo.editions.recorded import is_name
from geo.errors import EditionStoreError
from geo.sites.selection import list_entries
from geo.tables.folder_files import read_files
from panels.optional import warn_once
from panels.settings import editions_address

if TYPE_CHECKING:
    from pathlib import Path

    from geo.catalogue import Catalogue
    from geo.editions.recorded import Recorded
    from geo.editions.store import EditionStore
    from geo.sites.selection import SiteEntry

MOST_OPEN: Final = 2
"""Older editions that are held in memory, some 20 MB each."""


@lru_cache(maxsize=1)
def _open_store(address: str) -> EditionStore:
    from geo.editions.store import EditionStore  # noqa: PLC0415 - an extra that most servers do without

    return EditionStore(address)


def are_kept() -> bool:
    """Say whether editions are kept here."""
    return bool(editions_address())


def keep_state(folder: Path) -> None:
    """Record the tables of a folder as the next edition, where editions are kept and they are not the newest one.

    When the database cannot take them, the app shows them all the same, and the log says so once.
    """
    address = editions_address()
    if not address:
        return
    try:
        _open_store(address).record(read_files(folder), dt.datetime.now(tz=dt.UTC))
    except EditionStoreError as error:
        warn_once(__name__, f"The tables are shown but not kept as an edition: {error}")


def list_editions() -> tuple[Recorded, ...]:
    """List the editions that are kept, the newest first.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    address = editions_address()
    return _open_store(address).list_all() if address else ()


def find_edition(name: str) -> Recorded | None:
    """Find an edition by its number, hash or the `v` of a link; None when it is not kept or cannot be reached now."""
    address = editions_address()
    if not address or not is_name(name):
        return None
    try:
        return _find(address, name)
    except LookupError:
        return None
    except EditionStoreError as error:
        warn_once(__name__, f"Older editions cannot be opened, the newest tables are shown: {error}")
        return None


@lru_cache(maxsize=256)
def _find(address: str, name: str) -> Recorded:
    """Find an edition; it never changes, so what was found is kept, and what was not is looked for again."""
    found = _open_store(address).find(name)
    if found is None:
        raise LookupError(name)
    return found


def read_edition(recorded: Recorded) -> tuple[Catalogue, tuple[SiteEntry, ...]] | None:
    """Read the tables of an edition as far as today's program accepts them; None when they cannot be read now."""
    try:
        return _read(editions_address(), recorded.number)
    except EditionStoreError as error:
        warn_once(__name__, f"Edition {recorded.number} cannot be opened, the newest tables are shown: {error}")
        return None


@lru_cache(maxsize=MOST_OPEN)
def _read(address: str, number: int) -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    catalogue = open_files(_open_store(address).read(number))
    return catalogue, list_entries(catalogue)
