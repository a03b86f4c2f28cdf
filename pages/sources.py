"""Sources, tables, freshness and the check report (`/sources`), and the editions of them that are kept."""

import streamlit as st

from panels.shell.entrance import guard
from panels.sources import corrections, editions, page
from panels.sources.backtest import show_backtest, show_journey_backtest
from panels.sources.connect import show_connect
from panels.sources.figure_changes import show_figure_changes

reader = guard()
_ = reader.language.text
with st.container(key="reading"):
    st.title(_("Sources and data"), anchor=False)
    part = editions.choose_part(reader.language)
    if part == editions.TAB:
        editions.show_editions(reader.language)
    elif part == corrections.TAB:
        show_backtest(reader.catalogue, reader.language)
        show_journey_backtest(reader.catalogue, reader.language)
        show_figure_changes(reader.catalogue, reader.language)
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
