"""The map of the sites and the corridor, with the panel of the chosen site (`/`)."""

import streamlit as st

from panels.map.filter_bar import show_filter_bar
from panels.map.leaflet import draw_map
from panels.palette.record_home import follow_record
from panels.shell.entrance import guard
from panels.shell.fault_note import show_fault_note

reader = guard()
follow_record(reader)
show_fault_note(reader.catalogue, reader.language)
workspace = st.container(key="workspace")
side = workspace.container(key="side")
stage = workspace.container(key="stage-map")
with stage:
    draw_map(reader)
with side:
    show_filter_bar(reader)
