"""The pages: their addresses and titles, for the navigation and for the page that says "not found"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.language import Language

STAGE: Final = "walkthrough"


def list_titles(language: Language) -> dict[str, str]:
    """Title each page, by its address below the app's, in the order of the masthead; the map has a blank one."""
    _ = language.text
    return {
        "": _("Map"),
        "corridor": _("Corridor"),
        "visits": _("Visits"),
        "etir": _("e-TIR"),
        "record": _("Record"),
        "brief": _("Brief"),
        "compare": _("Compare"),
        "export": _("Export"),
        "sources": _("Sources"),
        STAGE: _("Walkthrough"),
    }
