"""Which edition a session looks at: the newest one, or an older one that an address has named.

An older edition stays open from page to page until the reader goes back to the newest, so that a link without its name
cannot lead out of it unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.edition import SHOWN_LENGTH
from geo.editions.recorded import is_name
from panels.data import read_data
from panels.editions.kept import are_kept
from panels.session import Slot
from panels.ui.address import change, read_last

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry

PARAMETER: Final = "edition"
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
    elif is_name(asked):
        ASKED.write(asked)
    elif before and moved:
        change(**{PARAMETER: before})
    return ASKED.read("") != before


def name_older(catalogue: Catalogue) -> str:
    """Name the edition of the tables that this session looks at where it is an older one; blank for those of today."""
    return catalogue.version[:SHOWN_LENGTH] if ASKED.read("") and catalogue is not read_data()[0] else ""


def shown_data() -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    """Read the tables that this session looks at."""
    return read_data(ASKED.read(""))
