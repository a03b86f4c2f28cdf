"""Take it away: documents, pictures of the map, and data of the current selection (`/export`)."""

from dataclasses import replace

import streamlit as st

from panels.export.choices import ONLY, read_only
from panels.export.page import choose_contents, make_request, show_choices, show_forms, show_selection
from panels.shell.entrance import guard
from panels.ui.address import read_last
from panels.view import current_view

reader = guard()
_ = reader.language.text
asked = read_last("story")
view = current_view(reader.codes, keep=[ONLY])
only = read_only(reader)
view = replace(view, site=only) if only else view
with st.container(key="reading"):
    st.title(_("Take it away"), anchor=False)
    show_choices(reader, view)
    contents = choose_contents(reader, view, asked, alone=bool(only))
    request = make_request(reader, view, only_site=contents == "site", story_id=contents)
    show_selection(request, view)
    show_forms(request)
