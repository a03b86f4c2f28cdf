"""The keys of each page, in the reader's language: what `?` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.language import Language

WITH_MAP: Final = frozenset({"", "corridor", "visits", "etir", "record"})
"""Paths of the pages that have a map."""


def list_keys(page: str, language: Language) -> list[tuple[str, str]]:
    """List the keys of a page.

    Parameters
    ----------
    page
        Its path; the stage has keys of its own, and shows them itself.
    language
        The reader's language.

    Returns
    -------
    keys
        Keys, and what they do; keys that are pressed together are joined by `+`, others parted by spaces.
    """
    _ = language.text
    rows = [
        ("Ctrl+K /", _("find anything, from everywhere")),
        ("?", _("show the keys of this page")),
        ("Tab", _("go on to the next link, switch or symbol")),
        ("Enter", _("follow or choose what has the focus")),
    ]
    if page == "":
        rows += [
            ("Esc", _("close the layers, else empty the search field, else close the card")),
            ("← →", _("with a tab of the card in focus: the tab before or after")),
            ("← →", _("with a year below the map of waiting in focus: the year before or after")),
            ("Home End", _("with a year below the map of waiting in focus: the first or the last year")),
        ]
    else:
        rows.append(("Esc", _("close the list of a filter")))
    if page == "corridor":
        rows.append(("← →", _("with a slider in focus: fewer or more hours")))
    if page == "compare":
        rows += [
            ("↑ ↓ Enter", _("in the field: choose what is to be added")),
            ("Enter", _("on ←, → or × of a column: move it or take it out")),
        ]
    if page in WITH_MAP:
        rows += [
            ("↑ ↓ ← →", _("with the map in focus: move it")),
            ("+ -", _("with the map in focus: zoom it")),
            ("C", _("with a symbol of the map in focus: compare its site")),
        ]
    rows.append(("Ctrl+P", _("print this page")))
    return rows
