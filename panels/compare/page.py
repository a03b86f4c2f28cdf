"""The page: what is compared stands in the address; a bar to add to it, sentences, table and files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from geo.comparison.offers import list_offers
from panels.compare.choices import MOST, SUBJECTS, Asked, Pick, read_asked
from panels.compare.sites import write_sites
from panels.compare.table import render_sheet
from panels.timing import note_run
from panels.ui.address import hold_address, write_link
from panels.ui.choices import choose_another
from panels.ui.html_cache import keep_text
from panels.ui.quick_links import follow_quick_links
from panels.ui.render import render
from panels.ui.renewal import renew

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.language import Language
    from panels.reader import Reader

ENOUGH = 2


@st.fragment
def show_compare(reader: Reader) -> None:
    """Show the page; only this runs again when something else is compared."""
    with note_run("compare"):
        hold_address()
        follow_quick_links()
        renew(reader.catalogue)
        names = _name_all(reader)
        asked = read_asked(names, (), {})
        _show_bar(asked, names[asked.subject], reader.language)
        if asked.picks:
            now = dt.datetime.now(tz=dt.UTC)
            query = write_link(asked.to_query())

            def write() -> str:
                return render_sheet(
                    asked, write_sites(reader, [pick.code for pick in asked.picks], now), reader.language
                )

            st.html(keep_text("compare", reader.catalogue, reader.language, write, query=query, moment=f"{now:%F}"))
        if len(asked.picks) < ENOUGH:
            st.html(_render_offers(reader, asked))


def _name_all(reader: Reader) -> dict[str, dict[str, str]]:
    """Name all that can be compared, by subject and code, in the order of the alphabet."""
    language = reader.language
    sites = language.by_name({entry.id: language.cell(entry.name) for entry in reader.entries})
    return {"site": sites, "country": {}, "journey": {}}


def _show_bar(asked: Asked, names: Mapping[str, str], language: Language) -> None:
    _ = language.text
    titles = {"site": _("Sites"), "country": _("Countries"), "journey": _("Journeys")}
    tabs = [(code, titles[code], write_link(Asked(code, ()).to_query())) for code in SUBJECTS]
    with st.container(key="compare-bar", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(render("compare/head.html", language, tabs=tabs, subject=asked.subject), width="content")
        if len(asked.picks) < MOST:
            left = {code: name for code, name in names.items() if Pick(code) not in asked.picks}

            def add(code: str) -> dict[str, list[str]]:
                return asked.with_pick(Pick(code)).to_query()

            choose_another(asked.subject, _("Add a site"), left, add)


def _render_offers(reader: Reader, asked: Asked) -> str:
    """Write what this page does, or what may stand beside the one thing that is chosen, with links to begin with."""
    language = reader.language
    _ = language.text
    chosen = [pick.code for pick in asked.picks]
    names = {entry.id: language.cell(entry.name) for entry in reader.entries}
    offers = [
        {
            "name": language.listing(names[one] for one in offer.site_ids),
            "why": language.countries(offer.countries),
            "href": write_link(Asked("site", tuple(Pick(one) for one in offer.site_ids)).to_query()),
        }
        for offer in list_offers(reader.catalogue, reader.entries, chosen)
    ]
    text = _(
        "Choose up to four sites. Their hours, opening hours, visits, findings and readiness then stand side by side."
    )
    return render("compare/empty.html", language, text=text, title=_("Good to begin with"), offers=offers)
