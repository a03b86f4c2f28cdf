"""Keeps what is shown as an edition, and opens those that were kept; without a database for them, nothing of this runs.

The store is imported when it is first wanted: the app does without it as long as no database is named.
"""

from __future__ import annotations

import datetime as dt
import math
import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.editions.opened import open_files
from geo.editions.photograph_files import list_named, read_picture
from geo.editions.recorded import is_name
from geo.errors import EditionStoreError
from geo.sites.selection import list_entries
from geo.tables.folder_files import read_files
from panels.optional import warn_once
from panels.settings import editing_on, editions_address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.catalogue import Catalogue
    from geo.editions.photographs import PhotographStore
    from geo.editions.recorded import Recorded
    from geo.editions.store import EditionStore
    from geo.sites.selection import SiteEntry

MOST_OPEN: Final = 2
"""Older editions that are held in memory, some 20 MB each."""
ASKED_EACH_S: Final = 0.25
"""How old the answer to which edition is the newest may be."""
ASKED_AGAIN_S: Final = 5.0
"""How long a database that cannot be reached is left alone."""


@lru_cache(maxsize=1)
def open_store(address: str) -> EditionStore:
    """Open the store of editions, once for all.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    from geo.editions.store import EditionStore  # noqa: PLC0415 - an extra that most servers do without

    return EditionStore(address)


def are_kept() -> bool:
    """Say whether editions are kept here."""
    return bool(editions_address())


@lru_cache(maxsize=1)
def open_photographs(address: str) -> PhotographStore:
    """Open the store of photographs, once for all.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    from geo.editions.photographs import PhotographStore  # noqa: PLC0415 - as `open_store` says

    return PhotographStore(address)


def keep_state(folder: Path, catalogue: Catalogue) -> None:
    """Record the tables of a folder as the next edition, where editions are kept and they are not the newest one.

    The photographs that stand beside them are kept too.

    When the database cannot take them, the app shows them all the same, and the log says so once. Where tables are
    changed through the app, a state that was kept earlier is left where it was: what was published since holds.
    """
    address = editions_address()
    if not address:
        return
    try:
        _keep_photographs(address, folder, catalogue)
        open_store(address).record(read_files(folder), dt.datetime.now(tz=dt.UTC), again=not editing_on())
    except EditionStoreError as error:
        warn_once(__name__, f"The tables are shown but not kept as an edition: {error}")


def _keep_photographs(address: str, folder: Path, catalogue: Catalogue) -> None:
    if not catalogue.photographs:
        return
    store, named = open_photographs(address), list_named(catalogue)
    held = store.list_held(named)
    store.keep(raw for one in named if one not in held and (raw := read_picture(folder, one)) is not None)


def list_editions() -> tuple[Recorded, ...]:
    """List the editions that are kept, the newest first.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    address = editions_address()
    return open_store(address).list_all() if address else ()


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
    found = open_store(address).find(name)
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
    catalogue = open_files(open_store(address).read(number))
    return catalogue, list_entries(catalogue)


class Newest:
    """The newest edition, asked for in the database once in a while by one of those who want to know.

    Parameters
    ----------
    ask
        Asks the database.
    clock
        Seconds that only grow.
    """

    def __init__(self, ask: Callable[[], Recorded | None], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._asking = threading.Lock()
        self._next = -math.inf
        self._known: Recorded | None = None

    def find(self) -> Recorded | None:
        """Return the newest edition, not older than `ASKED_EACH_S`; the last one known while the database is gone."""
        if self._clock() >= self._next and self._asking.acquire(blocking=False):
            try:
                wait = ASKED_EACH_S
                try:
                    self._known = self._ask()
                except EditionStoreError as error:
                    warn_once(__name__, f"The newest edition cannot be asked for, the last known one is shown: {error}")
                    wait = ASKED_AGAIN_S
                self._next = self._clock() + wait
            finally:
                self._asking.release()
        return self._known

    def forget(self) -> None:
        """Ask again when it is wanted next: this process has just published."""
        self._next = -math.inf


@lru_cache(maxsize=1)
def _newest(address: str) -> Newest:
    return Newest(lambda: open_store(address).find_newest())


def read_newest() -> tuple[Catalogue, tuple[SiteEntry, ...]] | None:
    """Read the tables of the newest edition; None before the first, or when it cannot be read now."""
    address = editions_address()
    recorded = _newest(address).find()
    if recorded is None:
        return None
    try:
        with _reading():
            return _read_once(address, recorded.number)
    except EditionStoreError as error:
        warn_once(__name__, f"Edition {recorded.number} cannot be opened, the tables of the folder are shown: {error}")
        return None


@lru_cache(maxsize=1)
def _reading() -> threading.Lock:
    """Give the lock under which a new edition is read: all open pages ask for it at once, and one reads it."""
    return threading.Lock()


@lru_cache(maxsize=2)
def _read_once(address: str, number: int) -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    """Read the newest edition; in a place of its own, so that older ones do not push it out."""
    return _read(address, number)


def note_published() -> None:
    """Note that this process has published an edition."""
    _newest(editions_address()).forget()
