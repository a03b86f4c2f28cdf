"""The map of the sites and the corridor, with the panel of the chosen site (`/`)."""

import streamlit as st

from panels.entrance import guard
from panels.fault_note import show_fault_note
from panels.filters import conduct
from panels.map_view import draw_map

reader = guard()
show_fault_note(reader.catalogue, reader.language)
workspace = st.container(key="workspace")
side = workspace.container(key="side")
stage = workspace.container(key="stage-map")
with stage:
    draw_map(reader)
with side:
    conduct(reader)
