"""The record of cooperation: every event by date, with its source, as a list or on the map (`/record`)."""

import streamlit as st

from panels import record_page
from panels.entrance import guard
from panels.quick_links import follow_quick_links

reader = guard()
follow_quick_links()
if st.query_params.get("tab") == "map":
    record_page.show_map(reader)
else:
    record_page.show_list(reader)
