"""A part of a page that runs alone was called with the tables of before: when they are saved again, the page runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from panels.ui.shown_edition import shown_data

if TYPE_CHECKING:
    from geo.catalogue import Catalogue


def renew(catalogue: Catalogue) -> None:
    """Run the whole page instead of this part when a table has been saved since; to be called when a fragment runs.

    Parameters
    ----------
    catalogue
        The tables that the part was called with.

    Notes
    -----
    Streamlit keeps a fragment with what it was called with, so it would answer with the old tables for as long as the
    page stays open. What the reader has just done stands in the browser's message, and the run of the page gets it.
    """
    if shown_data()[0] is not catalogue:
        st.rerun()
