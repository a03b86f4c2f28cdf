"""The corridor page: the answer, the chart beside the map, sliders, and tables below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.corridor.itinerary import site_of
from geo.exports.csv_table import signs_for, write_csv
from geo.exports.workbook import XLSX, write_sheet
from panels.bridge import map as bridge
from panels.bridge.map import Setting, list_words
from panels.corridor import live_chart, ruler
from panels.corridor.choices import ASKED, choose
from panels.corridor.map_strip import write_strip
from panels.corridor.picture import compose_picture
from panels.corridor.published import render_published
from panels.corridor.rest import is_chart_drawn
from panels.corridor.save_chart import listen_for_pictures, offer_pictures
from panels.corridor.sheet import Sums, list_undrawn, render_answer, render_key, render_table, render_ways
from panels.corridor.sums import shown_sites, sum_up
from panels.corridor.table_file import list_columns, list_rows
from panels.corridor.what_if import show_what_if
from panels.map.leaflet import draw_map
from panels.timing import note_run
from panels.ui.address import change, hold_address, hold_choices, read_last, read_some
from panels.ui.render import render
from panels.ui.renewal import renew
from panels.view import View
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary
    from geo.language import Language
    from panels.corridor.choices import Chosen
    from panels.reader import Reader

CHART: Final = "profile-chart"
AT: Final = "at"


def show_corridor(reader: Reader) -> None:
    """Show the page."""
    workspace = st.container(key="workspace")
    with workspace.container(key="side"), st.container(key="side-panel"), st.container(key="corridor"):
        with st.container(key="corridor-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
            chosen = choose(reader)
        if chosen is None:
            st.info(reader.language.text("There is no journey in the tables."))
            return
        _send_strip(reader, chosen)
        held = read_some(ASKED)
        _answer(reader, chosen, held)
        if chosen.unit != "usd":
            live_chart.listen(reader.catalogue, chosen, reader.language)
        listen_for_pictures(chosen.journey.journey_id)
        st.html(render_table(reader.catalogue, chosen, sum_up(chosen), shown_sites(reader), reader.language))
        st.html(render_ways(chosen, reader.language))
        with st.expander(reader.language.text("Measure along the line"), expanded=ruler.is_picking()):
            ruler.show_measure(reader.catalogue, chosen.itinerary, reader.language)
        _rest(reader, chosen, held)


def _send_strip(reader: Reader, chosen: Chosen) -> None:
    """Send the map above the chart, whose script draws it."""
    strip = write_strip(reader.catalogue, chosen, shown_sites(reader), reader.language)
    component = st.components.v2.component("map_strip", js=load_script(live_chart.SCRIPT), isolate_styles=False)
    component(key="map-strip", data={"strip": strip})


@st.fragment
def _rest(reader: Reader, chosen: Chosen, held: Mapping[str, list[str]]) -> None:
    """Show what stands far below the chart: for the first time when the chart stands, from then on with every run."""
    if not is_chart_drawn():
        return
    with note_run("corridor-rest"):
        hold_address()
        hold_choices(held)
        renew(reader.catalogue)
        with st.container(key="stage-map"):
            draw_map(reader)
        if undrawn := list_undrawn(reader.catalogue, chosen.itinerary, reader.language):
            st.html(render("corridor/undrawn.html", reader.language, undrawn=undrawn))
        st.html(render_published(reader.catalogue, chosen.journey.journey_id, reader.language))


@st.fragment
def _answer(reader: Reader, chosen: Chosen, held: Mapping[str, list[str]]) -> None:
    """Answer to sliders, clicks on the chart and clicks on the map; nothing else runs again for them."""
    with note_run("corridor"):
        hold_address()
        hold_choices(held)
        renew(reader.catalogue)
        sites = shown_sites(reader)
        itinerary = chosen.itinerary
        at = _take_message(reader, itinerary, sites)
        setting = Setting(list_words(reader.language))
        view = _view(reader.catalogue, itinerary, at, sites)
        bridge.show(view, setting, reader.language.code, picking=ruler.is_picking())
        sums = sum_up(chosen)
        with st.container(key="corridor-desk"):
            with st.container(key="corridor-picture"):
                st.html(render_answer(reader.catalogue, chosen, sums, reader.language))
                _show_chart(reader, chosen, sums, at)
                st.html(render_key(reader.catalogue, chosen, sums, reader.language))
                _offer_files(chosen, sums, reader.language)
            if chosen.unit != "usd":
                with st.container(key="corridor-asked"):
                    show_what_if(reader.catalogue, chosen, reader.language)


def _offer_files(chosen: Chosen, sums: Sums, language: Language) -> None:
    """Offer chart and table for download; the table holds what is asked now, so it is written again at every move."""
    name, columns = chosen.journey.journey_id, list_columns(chosen)
    with st.container(key="save-bar", horizontal=True, horizontal_alignment="right", gap="small"):
        st.html(offer_pictures(language), width="content")
        st.download_button(
            language.text("Download the table (CSV)"),
            lambda: write_csv(columns, list_rows(chosen, sums, language), signs_for(language)),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            language.text("Download the table (Excel)"),
            lambda: write_sheet(name, columns, list_rows(chosen, sums, language)),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            on_click="ignore",
        )


def _take_message(reader: Reader, itinerary: Itinerary, sites: frozenset[str]) -> str:
    """Find the stop that is marked: just clicked on the map, else the one of the address."""
    said = bridge.take_map_message(reader.codes)
    if said is not None:
        here = [s for s in itinerary.stops if said.site and site_of(reader.catalogue, s, sites) == said.site]
        _mark(max(here, key=lambda s: s.hours.value or 0.0).id if here else "")
        if ruler.is_picking():
            ruler.keep_points(said.points)
            st.rerun()  # the ruler lies outside of this fragment
    at = read_last(AT)
    return at if at in {s.id for s in itinerary.stops} else ""


def _mark(stop: str) -> None:
    change(**{AT: stop})


def _view(catalogue: Catalogue, itinerary: Itinerary, at: str, sites: frozenset[str]) -> View:
    lines = dict.fromkeys(line for leg in itinerary.legs for line in leg.stretch.line_ids)
    focus = dict.fromkeys(site for s in itinerary.stops if (site := site_of(catalogue, s, sites)))
    marked = next((s for s in itinerary.stops if s.id == at), None)
    return View(
        focus=tuple(focus),
        lines=tuple(lines),
        site=site_of(catalogue, marked, sites) if marked else "",
        points=tuple((lat, lon) for lat, lon in ruler.read_points()),
    )


def _show_chart(reader: Reader, chosen: Chosen, sums: Sums, at: str) -> None:
    picture = compose_picture(reader, chosen, sums, at)
    component = st.components.v2.component("profile_chart", js=load_script(live_chart.SCRIPT), isolate_styles=False)
    component(key=CHART, data=picture.to_message(), on_pick_change=_note_pick)


def _note_pick() -> None:
    """Mark the stop of the chart that was clicked; blank takes the mark away."""
    _mark(str(st.session_state[CHART].get("pick") or ""))
