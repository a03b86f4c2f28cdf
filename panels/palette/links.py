"""Where each thing that is found stands in the app: a page, its parameters, and the record to be brought into view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from panels.ui.address import write_link

if TYPE_CHECKING:
    from geo.search.record import Found

RECORD: Final = "record"
"""Parameter of an address that names the record to be brought into view, wherever it stands on the page."""
_PLACES: Final = {
    "site": ("", "site"),
    "country": ("brief", "country"),
    "journey": ("corridor", "journey"),
    "route": ("etir", "route"),
    "story": ("walkthrough", "story"),
    "visit": ("visits", "visit"),
}
"""Kind → its page, and the parameter that names it there."""
_LISTED: Final = {"event": ("record", {}), "finding": ("visits", {"tab": ["findings"]}), "source": ("sources", {})}
"""Kind → the page that lists it among others, and what shows it there."""


def link_to(found: Found) -> str:
    """Write the address of what was found, relative to the app and without a language.

    Parameters
    ----------
    found
        From the tables.

    Returns
    -------
    href
        A page of the app; it opens the thing itself or the list in which it stands.
    """
    if found.kind in _PLACES:
        page, name = _PLACES[found.kind]
        return write_link({name: [found.id]}, page)
    if found.kind in _LISTED:
        page, query = _LISTED[found.kind]
        return write_link(query | {RECORD: [found.id]}, page)
    if found.site:
        return write_link({"site": [found.site], RECORD: [found.id]})
    return write_link({"table": ["dwell"], RECORD: [found.id]}, "sources")
