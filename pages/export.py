"""Take it away: documents, pictures of the map, and data of the current selection (`/export`)."""

import streamlit as st

from panels.entrance import guard
from panels.export_page import make_order, show_forms, show_selection
from panels.view import current_view

reader = guard()
_ = reader.language.text
view = current_view(reader.codes)
with st.container(key="reading"):
    st.title(_("Take it away"), anchor=False)
    only_site = bool(view.site) and st.toggle(
        _("Only {name}", name=next(reader.language.cell(e.name) for e in reader.entries if e.id == view.site)),
        key="export-only-site",
    )
    order = make_order(reader, view, only_site=only_site)
    show_selection(order, view)
    show_forms(order)
