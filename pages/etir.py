"""e-TIR routes and the weakest link on the map, and the readiness of countries for each instrument (`/etir`)."""

import streamlit as st

from geo.layers import drawn_routes
from geo.readiness import list_instruments
from panels.choices import choose_one
from panels.entrance import guard
from panels.etir_routes import render_routes
from panels.map_page import show_map_page
from panels.quick_links import follow_quick_links
from panels.readiness_matrix import colour_links, render_matrix, render_weakest_link
from panels.tabs import choose_tab
from panels.view import View

reader = guard()
follow_quick_links()
catalogue, language = reader.catalogue, reader.language
_ = language.text
routes = {route.route_id: language.cell(route.name) for route in catalogue.etir_routes}
instruments = {term: language.cell(catalogue.label("instrument", term)) for term in list_instruments(catalogue)}
tabs = {"routes": _("Routes"), "corridor": _("Weakest link"), "readiness": _("Readiness of countries")}

with st.container(key="etir-bar", horizontal=True, vertical_alignment="center", gap="small"):
    tab = choose_tab("tab", _("Part of the page"), tabs)
    chosen = ""
    if tab == "routes" and routes:
        chosen = choose_one("route", _("Route"), routes, next(iter(routes)))
    if tab != "routes" and instruments:
        usual = "etir" if "etir" in instruments else next(iter(instruments))
        chosen = choose_one("instrument", _("Instrument"), instruments, usual)

if tab == "readiness":
    with st.container(key="readiness"):
        st.html(render_matrix(catalogue, chosen, language))
elif tab == "corridor":
    show_map_page(
        reader,
        lambda: st.html(render_weakest_link(catalogue, chosen, language)),
        colour_links(catalogue, chosen, language),
    )
else:
    drawn = drawn_routes(catalogue)
    show_map_page(
        reader,
        lambda: st.html(render_routes(catalogue, drawn, chosen, language)),
        View(route=chosen if chosen in drawn else ""),
    )
