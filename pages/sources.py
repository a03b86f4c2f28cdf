"""Sources, tables, freshness and the check report (`/sources`), and the editions of them that are kept."""

import streamlit as st

from panels.shell.entrance import guard
from panels.sources import corrections, editions, page
from panels.sources.connect import show_connect

reader = guard()
_ = reader.language.text
with st.container(key="reading"):
    st.title(_("Sources and data"), anchor=False)
    part = editions.choose_part(reader.language)
    if part == editions.TAB:
        editions.show_editions(reader.language)
    elif part == corrections.TAB:
        corrections.show_corrections(reader.catalogue, reader.language)
    else:
        page.show_freshness(reader.catalogue, reader.language)
        st.header(_("Check report"), anchor=False)
        page.show_check_report(reader.catalogue, reader.language)
        st.header(_("Connect"), anchor=False)
        show_connect(reader.language)
        st.header(_("Tables"), anchor=False)
        page.show_table(reader.catalogue, reader.language)
        st.header(_("Sources"), anchor=False)
        page.show_sources(reader.catalogue, reader.language)
