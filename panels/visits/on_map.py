"""What the map beside the visits shows; without a part of Streamlit, as the first document asks for it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.sites import findings, visits
from panels.view import Mark, View

if TYPE_CHECKING:
    from panels.reader import Reader
    from panels.visits.sheet import Wish

MARKED_LAYERS: Final = ("corridor",)


def choose_focus(reader: Reader, wish: Wish) -> tuple[str, ...]:
    """Choose the sites that the map shows in full strength; none dims none."""
    catalogue, asked = reader.catalogue, wish.asked
    if wish.visit:
        return tuple(v.site_id for v in catalogue.visits if v.visit_id == wish.visit and v.site_id)
    if asked.site:
        return (asked.site,)
    if wish.tab == "findings":
        return () if asked.empty else findings.sites_named(catalogue, findings.find_findings(catalogue, asked))
    if asked.empty and not wish.undertakings and not wish.years:
        return ()
    return tuple(visits.group_by_site(wish.find(catalogue)))


def choose_view(reader: Reader, wish: Wish) -> View:
    """Choose what the map shows: the sites in full strength, or the country of a visit that names no site."""
    chosen = next((visit for visit in reader.catalogue.visits if visit.visit_id == wish.visit), None)
    if chosen is not None and not chosen.site_id:
        return View(land=chosen.country)
    focus = choose_focus(reader, wish)
    if wish.tab == "findings" or chosen is not None:
        return View(focus=focus)
    # A number in a group of symbols would be read as one of visits, so the marks stand alone.
    return View(layers=MARKED_LAYERS, focus=focus, marks=list_marks(reader, wish))


def list_marks(reader: Reader, wish: Wish) -> tuple[Mark, ...]:
    """List the visited sites with the number of their visits, and what is said of them."""
    catalogue, language = reader.catalogue, reader.language
    return tuple(
        Mark(site, len(rows), visits.tell_visits(language.cell(catalogue.short_name(site)), rows, language))
        for site, rows in visits.group_by_site(wish.find_anywhere(catalogue)).items()
    )
