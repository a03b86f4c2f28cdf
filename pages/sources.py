"""Sources, tables, freshness and the check report (`/sources`)."""

import streamlit as st

from panels import tables_view
from panels.entrance import guard

reader = guard()
_ = reader.language.text
with st.container(key="reading"):
    st.title(_("Sources and data"), anchor=False)
    tables_view.show_freshness(reader.catalogue, reader.language)
    st.subheader(_("Check report"), anchor=False)
    tables_view.show_check_report(reader.catalogue, reader.language)
    st.subheader(_("Tables"), anchor=False)
    tables_view.show_table(reader.catalogue, reader.language)
    st.subheader(_("Sources"), anchor=False)
    tables_view.show_sources(reader.catalogue, reader.language)
