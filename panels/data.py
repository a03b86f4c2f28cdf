"""What all sessions share: the checked tables, read again only when a file has changed.

No part of Streamlit is imported here, so that the server can read the tables while it starts.
"""

from __future__ import annotations

import datetime as dt
import gc
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.edition import edition_of
from geo.load import read_catalogue
from geo.sites.selection import list_entries
from panels.editions.kept import find_edition, keep_state, read_edition, read_newest
from panels.optional import optional
from panels.settings import data_folder, earlier_folder, editing_on

if TYPE_CHECKING:
    from pathlib import Path

    from geo.catalogue import Catalogue
    from geo.edition import Edition
    from geo.sites.selection import SiteEntry


def read_data(edition: str = "") -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    """Read the tables of the folder that the environment names, or else of the project; or those of an older edition.

    Parameters
    ----------
    edition
        Number or hash of an edition that is kept; anything else stands for the tables of today.

    Returns
    -------
    catalogue, entries
        Immutable; the same objects until a table is saved again, or an edition is published.
    """
    folder = data_folder()
    today = _read(folder, _last_saved(folder))
    if editing_on():
        newest = read_newest()
        today = newest if newest is not None and newest[0].version != today[0].version else today
    recorded = find_edition(edition) if edition else None
    if recorded is None or recorded.version == today[0].version:
        return today
    return read_edition(recorded) or today


def read_named(edition: str) -> tuple[Catalogue, tuple[SiteEntry, ...]] | None:
    """Read the tables of an edition for a program, which must not get others unseen; None when it is not kept.

    Parameters
    ----------
    edition
        Number or hash; blank stands for the tables of today.
    """
    found = read_data(edition)
    if edition in {"", found[0].version}:
        return found
    recorded = find_edition(edition)
    return found if recorded is not None and recorded.version == found[0].version else None


def read_earlier() -> Catalogue | None:
    """Read the tables of the edition before this one; None when the environment names no folder of them."""
    folder = earlier_folder()
    return _read_earlier(folder, _last_saved(folder)) if folder else None


@lru_cache(maxsize=1)
def _read_earlier(folder: Path, changed: int) -> Catalogue:
    del changed
    return read_catalogue(folder)


def _last_saved(folder: Path) -> int:
    files = (*folder.glob("*.csv"), *folder.glob("walkthroughs/*.toml"))
    return max((file.stat().st_mtime_ns for file in files), default=0)


@lru_cache(maxsize=2)
def _read(folder: Path, changed: int) -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    del changed
    catalogue = read_catalogue(folder)
    entries = list_entries(catalogue)
    settle_memory()
    keep_state(folder, catalogue)
    return catalogue, entries


def settle_memory() -> None:
    """Take what is held for good out of garbage collection.

    Streamlit collects after every run of a script, and holds up its own answers meanwhile: some 100 ms where
    tables, translations and imported packages are looked through each time, next to nothing where they are not.
    """
    with optional(__name__, "Taking what stays in memory out of garbage collection"):
        gc.collect()
        gc.freeze()


def edition_now(catalogue: Catalogue) -> Edition:
    """Name the edition that is shown today (UTC)."""
    return edition_of(catalogue, dt.datetime.now(tz=dt.UTC).date())
