"""Which edition a session looks at: the newest one, or an older one that an address has named.

An older edition stays open from page to page until the reader goes back to the newest, so that a link without its name
cannot lead out of it unseen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.edition import SHOWN_LENGTH
from geo.editions.recorded import is_name
from panels.data import edition_now, read_data
from panels.editions.kept import are_kept
from panels.session import Slot
from panels.settings import editing_on
from panels.ui.address import change, read_last

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.editing.draft import Draft
    from geo.edition import Edition
    from geo.language import Language
    from geo.sites.selection import SiteEntry

PARAMETER: Final = "edition"
DRAFT: Final = re.compile(r"draft-([1-9]\d{0,8})", re.ASCII)
NEWEST: Final = "newest"
ASKED: Final = Slot("edition", str)


def take_edition(*, moved: bool) -> bool:
    """Take the edition that the address names; to be called when a page begins.

    Parameters
    ----------
    moved
        Whether the reader comes from another page: its edition then goes into the address again. On the same page it
        does not, or the button back of the browser could not pass the bare address.

    Returns
    -------
    changed
        Whether this is another edition than the one before.
    """
    if not are_kept():
        return False
    before, asked = ASKED.read(""), read_last(PARAMETER)
    if asked == NEWEST:
        ASKED.forget()
        change(**{PARAMETER: ""})
    elif is_name(asked) or shown_draft(asked) is not None:
        ASKED.write(asked)
    elif before and moved:
        change(**{PARAMETER: before})
    return ASKED.read("") != before


def name_older(catalogue: Catalogue) -> str:
    """Name the edition of the tables that this session looks at where it is an older one; blank for those of today."""
    return catalogue.version[:SHOWN_LENGTH] if ASKED.read("") and catalogue is not read_data()[0] else ""


def shown_data() -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    """Read the tables that this session looks at."""
    asked = ASKED.read("")
    draft = shown_draft(asked)
    return (read_draft(draft) if draft is not None else None) or read_data(asked)


def name_shown(catalogue: Catalogue) -> Edition:
    """Name the state of the tables that this session looks at, for a file or a foot; a draft is called one."""
    named = edition_now(catalogue)
    draft = shown_draft(ASKED.read(""))
    if draft is None or catalogue is read_data()[0]:
        return named
    return replace(named, version=f"draft-{draft.number}.{named.version}")


def say_copied(language: Language) -> str:
    """Say that the link of what is shown was copied, and of a draft, that others cannot open it."""
    if shown_draft(ASKED.read("")) is None:
        return language.text("Link copied")
    return language.text("Link copied. It leads to a draft, which only its author and those who approve can open.")


def name_hidden() -> str:
    """Name the draft that the address asks for and this session may not look at; blank when there is no such."""
    asked = read_last(PARAMETER)
    return asked if editing_on() and DRAFT.fullmatch(asked) and shown_draft(asked) is None else ""


def shown_draft(asked: str) -> Draft | None:
    """Find the draft that an address names, where this session may look at it; None for anything else."""
    found = DRAFT.fullmatch(asked) if editing_on() else None
    if found is None:
        return None
    from panels.editions.desk import find_shown_draft  # noqa: PLC0415 - only where editing is on

    return find_shown_draft(int(found[1]))


def read_draft(draft: Draft) -> tuple[Catalogue, tuple[SiteEntry, ...]] | None:
    """Read the tables of a draft; None when they cannot be read now."""
    from panels.editions import desk  # noqa: PLC0415 - only where editing is on

    return desk.read_draft(draft)
