"""Up to four sites, countries or journeys side by side (`/compare`)."""

import streamlit as st

from panels.compare.page import show_compare
from panels.shell.entrance import guard
from panels.shell.fault_note import show_fault_note

reader = guard()
show_fault_note(reader.catalogue, reader.language)
with st.container(key="reading"):
    show_compare(reader)
