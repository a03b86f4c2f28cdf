"""Bring in a table of others (`/import`): compared with ours, checked, kept as a draft. Off by default, as `/edit`."""

import streamlit as st

from panels.settings import editing_on
from panels.shell.entrance import guard

reader = guard()
with st.container(key="reading"):
    if editing_on():
        from panels.importing.door import show_door

        show_door(reader)
