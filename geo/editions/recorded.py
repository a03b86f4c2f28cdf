"""One edition without its tables, and what names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.tables.folder_files import VERSION_DIGITS

if TYPE_CHECKING:
    import datetime as dt

NUMBER: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)
VERSION: Final = re.compile(rf"[0-9a-f]{{6,{VERSION_DIGITS}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One edition, without its tables.

    Attributes
    ----------
    number
        1 for the first; a higher number is a newer edition, whatever the clocks said.
    version
        The hash of its tables and stories, as `Catalogue.version`.
    at
        When it was recorded (UTC).
    author, reason
        Who published it and why; blank where it was not said.
    approver
        Who approved it; blank where it was not asked for.
    """

    number: int
    version: str
    at: dt.datetime
    author: str
    reason: str
    approver: str = ""


def is_name(name: str) -> bool:
    """Say whether a text may name an edition: a number, a hash or its beginning, or the `v` of a link."""
    return bool(NUMBER.fullmatch(name) or VERSION.fullmatch(name))
