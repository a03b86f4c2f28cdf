"""The app that one would write at first with folium and streamlit-folium: the baseline to beat.

A map with the default tiles, a ``Marker`` with popup and tooltip for each site, a ``PolyLine`` for each
corridor line, a ``st.multiselect`` that filters by country and builds the map anew, and ``st_folium(m)``
with its defaults.

One thing is changed in its favour. As written by anyone it would ask four foreign hosts for Leaflet,
jQuery, Bootstrap and icon fonts; with those hosts out of reach it shows *nothing at all*, so there would be
nothing to measure. Here Leaflet and jQuery come from Python packages on this server and the rest, which
these markers do not need, is left out. The tiles stay foreign and are refused, at once, by the harness.
"""

import os
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium
from xstatic.pkg import jquery, leaflet

DATA = Path(os.environ.get("CARAVANSERAI_DATA", Path(__file__).resolve().parents[2] / "data"))
MODULE = Path(__file__).stem

declare_component("leaflet", path=leaflet.BASE_DIR)
declare_component("jquery", path=jquery.BASE_DIR)

st.set_page_config(layout="wide")
st.title("Caravanserai sites")

places = pd.read_csv(DATA / "places.csv").set_index("place_id")
sites = pd.read_csv(DATA / "sites.csv").join(places, on="site_id", rsuffix="_of_place")
waypoints = pd.read_csv(DATA / "waypoints.csv")

chosen = st.multiselect("Country", sorted(sites["country"].unique()))
if chosen:
    sites = sites[sites["country"].isin(chosen)]

m = folium.Map(location=[41, 60], zoom_start=4)
m.default_js = [("leaflet", f"../{MODULE}.leaflet/leaflet.js"), ("jquery", f"../{MODULE}.jquery/jquery.min.js")]
m.default_css = [("leaflet_css", f"../{MODULE}.leaflet/leaflet.css")]
for line_id, stops in waypoints.groupby("line_id"):
    folium.PolyLine(list(zip(stops["lat"], stops["lon"], strict=True)), tooltip=line_id).add_to(m)
for site in sites.dropna(subset=["lat", "lon"]).itertuples():
    folium.Marker(
        [site.lat, site.lon],
        popup=folium.Popup(f"<b>{site.name}</b><br>{site.country}<br>{site.modes}", max_width=300),
        tooltip=site.name,
    ).add_to(m)
st_folium(m, width=1200, height=600)
