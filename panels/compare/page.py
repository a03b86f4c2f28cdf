"""The page: what is compared stands in the address; a bar to add to it, sentences, table and files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.cooperation.brief import list_years
from geo.exports.csv_table import signs_for, write_csv
from geo.exports.workbook import XLSX, write_sheet
from panels.compare.choices import ENOUGH, MOST, SUBJECTS, Asked, Pick
from panels.compare.columns import name_all, read_picks, write_columns
from panels.compare.journeys import (
    describe_pick,
    list_codes,
    list_other_ways,
    list_way_years,
    pick_code,
)
from panels.compare.offers import render_offers
from panels.compare.table import render_sheet
from panels.compare.table_file import COLUMNS, list_rows, name_file
from panels.timing import note_run
from panels.ui.address import hold_address, write_link
from panels.ui.choices import choose_another
from panels.ui.html_cache import keep_text
from panels.ui.quick_links import follow_quick_links
from panels.ui.render import render
from panels.ui.renewal import renew
from panels.ui.window_title import follow_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panels.reader import Reader


@st.fragment
def show_compare(reader: Reader) -> None:
    """Show the page; only this runs again when something else is compared."""
    with note_run("compare"):
        hold_address()
        follow_quick_links()
        renew(reader.catalogue)
        follow_title()
        names = name_all(reader)
        asked = read_picks(reader, names)
        _show_bar(reader, asked, names[asked.subject])
        if asked.picks:
            now = dt.datetime.now(tz=dt.UTC)
            query = write_link(asked.to_query())

            def write() -> str:
                return render_sheet(asked, write_columns(reader, asked, now), reader.language)

            st.html(keep_text("compare", reader.catalogue, reader.language, write, query=query, moment=f"{now:%F}"))
        if len(asked.picks) < ENOUGH:
            st.html(render_offers(reader, asked, names[asked.subject]))


def _show_bar(reader: Reader, asked: Asked, names: Mapping[str, str]) -> None:
    """Show title, tabs, fields to look for more, and the files."""
    _ = reader.language.text
    titles = {"site": _("Sites"), "country": _("Countries"), "journey": _("Journeys")}
    tabs = [(code, titles[code], write_link(Asked(code, ()).to_query())) for code in SUBJECTS]
    with st.container(key="compare-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(render("compare/head.html", reader.language, tabs=tabs, subject=asked.subject), width="content")
        if len(asked.picks) < MOST:
            _show_fields(reader, asked, names)
        if asked.picks:
            _offer_files(reader, asked)


def _show_fields(reader: Reader, asked: Asked, names: Mapping[str, str]) -> None:
    """Show a field for one more thing, and fields for a year or way of the last one."""
    _ = reader.language.text
    labels = {"site": _("Add a site"), "country": _("Add a country"), "journey": _("Add a journey")}
    fresh = {
        code: name
        for code, name in names.items()
        if Pick(code) not in asked.picks and (asked.subject != "journey" or list_codes(reader.catalogue, code))
    }
    choose_another(asked.subject, labels[asked.subject], fresh, lambda code: asked.with_pick(Pick(code)).to_query())
    if asked.subject == "site" or not asked.picks:
        return
    last = asked.picks[-1]
    if asked.subject == "journey":
        ways = {pick_code(pick): pick for pick in list_other_ways(reader.catalogue, last) if pick not in asked.picks}
        free = {code: describe_pick(reader, pick) for code, pick in ways.items()}
        choose_another("way", _("Add a way"), free, lambda code: asked.with_pick(ways[code]).to_query())
        years = list_way_years(reader.catalogue, last)
    else:
        years = list(list_years(reader.catalogue))
    dated = {str(year): replace(last, year=year) for year in years}
    left = {year: year for year, pick in dated.items() if pick not in asked.picks}
    choose_another("year", _("Add a year"), left, lambda year: asked.with_pick(dated[year]).to_query())


def _offer_files(reader: Reader, asked: Asked) -> None:
    """Offer what is compared as a table, written when it is asked for."""
    language = reader.language
    name = name_file(asked)
    st.download_button(
        language.text("Table (CSV)"),
        lambda: write_csv(COLUMNS, list_rows(reader, asked), signs_for(language)),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    st.download_button(
        language.text("Table (Excel)"),
        lambda: write_sheet(name, COLUMNS, list_rows(reader, asked)),
        file_name=f"{name}.xlsx",
        mime=XLSX,
        on_click="ignore",
    )
