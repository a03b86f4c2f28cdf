"""The index of the palette: everything that can be found, in one language, as a file that the browser fetches once."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.language import SOURCE_LANGUAGE, fold, list_languages, load_language, read_folding
from geo.search.listing import list_found
from panels.palette.links import link_to
from panels.ui.address import write_link
from panels.web.urls import keep_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.search.record import Found
    from geo.sites.selection import SiteEntry

KINDS_OF_THE_APP: Final = ("page", "action")
"""Kinds of what is found that stand in no table."""
Titles = tuple[tuple[str, str, str], ...]
"""Path of each page, its title in the reader's language and in English."""


@lru_cache(maxsize=16)
def write_index_file(catalogue: Catalogue, entries: tuple[SiteEntry, ...], code: str, titles: Titles) -> str:
    """Write the index for one version of the tables in one language; gives the name of the file."""
    return keep_file(f"find-{code}", write_index(catalogue, entries, load_language(code), titles))


def write_index(catalogue: Catalogue, entries: tuple[SiteEntry, ...], language: Language, titles: Titles) -> str:
    """Write the index as the browser gets it.

    Parameters
    ----------
    catalogue, entries
        The tables and their sites.
    language
        The reader's language.
    titles
        Of the pages.

    Returns
    -------
    json
        The table of folding, the names of the kinds, and a row for each thing: kind, id, title, value, detail, other
        names, address, site, position, whether it is offered before anything has been typed.
    """
    rows = [
        *_list_pages(titles, language),
        *_list_actions(language),
        *(_row(found) for found in list_found(catalogue, entries, language)),
    ]
    told = {"folding": read_folding(), "kinds": name_kinds(language), "rows": rows}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def name_kinds(language: Language) -> dict[str, str]:
    """Name the groups in which answers stand."""
    _ = language.text
    return {
        "site": _("Sites"),
        "page": _("Pages"),
        "action": _("Actions"),
        "country": _("Countries"),
        "journey": _("Journeys"),
        "route": _("e-TIR routes"),
        "story": _("Walkthroughs"),
        "figure": _("Figures"),
        "visit": _("Field visits"),
        "event": _("Events"),
        "finding": _("Findings"),
        "source": _("Sources"),
    }


def _row(found: Found) -> list[Any]:
    at = [round(found.at.lat, 3), round(found.at.lon, 3)] if found.at else None
    names = " | ".join(_unlike(found.names))
    row = [found.kind, found.id, found.title, found.value, found.detail, names, link_to(found), found.site, at]
    return [*row, 1] if found.main else row


def _unlike(names: tuple[str, ...]) -> Iterator[str]:
    """Leave out names that are one when folded."""
    yield from {fold(name): name for name in reversed(names)}.values()


def _list_pages(titles: Titles, language: Language) -> list[list[Any]]:
    """List the pages, and the parts of pages that have an address of their own."""
    _ = language.text
    pages = [
        ["page", path or "map", title, "", "", english, write_link({}, path or "./").removesuffix("?"), "", None, 1]
        for path, title, english in titles
    ]
    parts = {
        "visits?tab=findings": (_("Findings and recommendations"), "Findings and recommendations"),
        "etir?tab=corridor": (_("Weakest link"), "Weakest link"),
        "etir?tab=readiness": (_("Readiness of countries"), "Readiness of countries"),
        "record?tab=map": (_("Events on the map"), "Events on the map"),
    }
    return pages + [["page", href, title, "", "", english, href, "", None] for href, (title, english) in parts.items()]


def _list_actions(language: Language) -> list[list[Any]]:
    """List what the app can do at once: change the language, print, copy the address, add a file and so on."""
    _ = language.text
    acts = {
        "print": (_("Print this page"), "Print this page | paper | PDF"),
        "copy": (_("Copy link"), "Copy link | address"),
        "share": (_("Share"), "Share | link | embed | QR | iframe"),
        "cite": (_("Cite"), "Cite | citation | reference | BibTeX | RIS | CSL | quote"),
        "file": (_("Add a file of your own"), "Add a file of your own | GeoJSON | KML | CSV | GPX | layer | upload"),
        "present": (_("Present"), "Present | stage | walkthrough"),
        "keys": (_("Keys of this page"), "Keys of this page | keyboard | shortcuts | help"),
    }
    href = {"present": "walkthrough"}
    rows: list[list[Any]] = [
        ["action", name, title, "", "", english, href.get(name, ""), "", None, 1]
        for name, (title, english) in acts.items()
    ]
    for code in list_languages():
        other = load_language(code)
        names = (name_language(code, SOURCE_LANGUAGE), name_language(code, language.code), code)
        detail = _("Change the language")
        rows.append(
            ["action", f"lang-{code}", other.own_name(), "", detail, " | ".join(names), f"?lang={code}", "", None]
        )
    return rows


def name_language(code: str, within: str) -> str:
    """Name a language in another one: `Kazakh`."""
    return str(load_language(code).locale.get_language_name(load_language(within).locale) or code)
