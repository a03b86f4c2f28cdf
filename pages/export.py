"""Take it away: documents, pictures of the map, and data of the current selection (`/export`)."""

import streamlit as st

from panels.export.page import choose_contents, make_request, show_forms, show_selection
from panels.shell.entrance import guard
from panels.ui.address import read_last
from panels.view import current_view

reader = guard()
_ = reader.language.text
asked = read_last("story")
view = current_view(reader.codes)
with st.container(key="reading"):
    st.title(_("Take it away"), anchor=False)
    contents = choose_contents(reader, view, asked)
    request = make_request(reader, view, only_site=contents == "site", story_id=contents)
    show_selection(request, view)
    show_forms(request)
