"""One draft without its files, and one look at a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

DRAFT: Final = "draft"
PROPOSED: Final = "proposed"
PUBLISHED: Final = "published"
WITHDRAWN: Final = "withdrawn"
OPEN: Final = (DRAFT, PROPOSED)
"""States in which a draft may still be changed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to publish, without its files.

    Attributes
    ----------
    number
        1 for the first; never given twice.
    revision
        Grows whenever it is saved, proposed, approved or withdrawn: who saw an older one is refused.
    base
        The edition that it changes.
    author, reason
        Who wants it and why.
    state
        `draft`, `proposed`, `published` or `withdrawn`.
    at
        When it was saved last (UTC).
    approver, edition
        Who published it and as which edition; blank and None before.
    """

    number: int
    revision: int
    base: int
    author: str
    reason: str
    state: str
    at: dt.datetime
    approver: str = ""
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody has looked at a row and found it right.

    Attributes
    ----------
    edition
        In which it was looked at.
    """

    edition: int
    table: str
    row_id: str
    reviewer: str
    at: dt.datetime
    note: str
