"""Change the tables (`/edit`): a draft, approved by another person, becomes the next edition. Off by default."""

import streamlit as st

from panels.settings import editing_on
from panels.shell.entrance import guard

reader = guard()
with st.container(key="reading"):
    if editing_on():
        from panels.edit.page import show_edit

        show_edit(reader)
