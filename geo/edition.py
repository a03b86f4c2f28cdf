"""Which edition of the data something shows: version, date, and what has changed since.

A link carries the edition it was copied from, in twelve characters: the day, and how the version begins. So an older
link can tell that the data have changed since, without any record of the past being kept. Links of before 2027 carry a
short digest of every table as well, and tell which of them have changed; they are still read.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.records.registry import RECORDS

if TYPE_CHECKING:
    from geo.catalogue import Catalogue

SHOWN_LENGTH: Final = 8
STAMP_DIGITS: Final = 6
"""How much of the version a link carries: two editions look the same in it once in 16 million."""
DIGEST_LENGTH: Final = 2
MOST_DIGITS: Final = 120
_STAMP: Final = re.compile(rf"(\d{{6}})([0-9a-f]{{{STAMP_DIGITS}}})()", re.ASCII)
_LONG_STAMP: Final = re.compile(rf"20(\d{{6}})-([0-9a-f]{{8}})-([0-9A-Za-z_-]{{0,{MOST_DIGITS}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the tables.

    Attributes
    ----------
    version
        Eight hexadecimal digits: changes whenever a byte of a table does. Six where a link says no more. After
        `draft-7.` in what is made from a draft, so that no file of it looks like one of an edition.
    date
        The day on which it was looked at.
    digests
        Two signs for each table, in the order of the records; blank where a link says nothing of them.
    """

    version: str
    date: dt.date
    digests: str

    @property
    def stamp(self) -> str:
        """Write the edition for an address (`v=`): `261127` and the first digits of the version."""
        return f"{self.date:%y%m%d}{self.version.rpartition('.')[2][:STAMP_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed since an older edition: its date, and the tables, as far as they are known."""

    since: dt.date
    version: str
    tables: tuple[str, ...]


def edition_of(catalogue: Catalogue, date: dt.date) -> Edition:
    """Name the edition of the tables.

    Parameters
    ----------
    catalogue
        The checked tables.
    date
        The day on which they are shown or exported.
    """
    return Edition(catalogue.version[:SHOWN_LENGTH], date, _digests(catalogue))


@lru_cache(maxsize=4)
def _digests(catalogue: Catalogue) -> str:
    return "".join(_digest(catalogue, name) for name in RECORDS)


def _digest(catalogue: Catalogue, name: str) -> str:
    """Digest what a table says: its columns, and its rows in their order."""
    cells = catalogue.cells.get(name)
    if cells is None:
        return "-" * DIGEST_LENGTH
    said = hashlib.sha256(repr((list(cells), list(map(list, zip(*cells.values(), strict=True))))).encode())
    return base64.urlsafe_b64encode(said.digest()).decode()[:DIGEST_LENGTH]


def read_stamp(stamp: str) -> Edition | None:
    """Read the edition that an address names, short or long; None when it names none, whatever it says."""
    found = _STAMP.fullmatch(stamp) or _LONG_STAMP.fullmatch(stamp)
    if not found:
        return None
    try:
        date = dt.datetime.strptime(f"20{found[1]}", "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None
    return Edition(found[2], date, found[3])


def compare(older: Edition, now: Edition) -> Change | None:
    """Say what has changed since an older edition.

    Parameters
    ----------
    older
        The edition that a link names.
    now
        The edition that is shown.

    Returns
    -------
    change
        None when nothing has. No table is named when the link does not say enough to tell, or when the two short
        digests of a table happen to be the same (once in 4,096).
    """
    if now.version.startswith(older.version):
        return None
    names = list(RECORDS)
    if len(older.digests) != len(now.digests) or len(now.digests) != len(names) * DIGEST_LENGTH:
        return Change(older.date, older.version, ())
    pairs = [slice(i * DIGEST_LENGTH, (i + 1) * DIGEST_LENGTH) for i in range(len(names))]
    changed = (name for name, pair in zip(names, pairs, strict=True) if older.digests[pair] != now.digests[pair])
    return Change(older.date, older.version, tuple(changed))
