"""The pages: their addresses and titles, for the navigation and for the page that says "not found"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from panels.settings import editing_on

if TYPE_CHECKING:
    from geo.language import Language

STAGE: Final = "walkthrough"
DESK: Final = "edit"
IMPORT: Final = "import"
DESKS: Final = frozenset({DESK, IMPORT})
"""Pages for those who keep the tables: no tab of the masthead leads to them."""
BETWEEN: Final = " · "


def title_page(path: str, language: Language, subject: str = "") -> str:
    """Write the title of the window: what the address names, the page unless it is the map, and the app."""
    page = (list_titles(language) | list_desks(language))[path] if path else ""
    return BETWEEN.join(filter(None, (subject, page, language.text("Caravanserai map"))))


def list_desks(language: Language) -> dict[str, str]:
    """Title the pages for those who keep the tables, where they are on; no page of readers links to them."""
    _ = language.text
    return {DESK: _("Edit the tables"), IMPORT: _("Bring in a table")} if editing_on() else {}


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
