"""Text that is written once for all readers who ask for the same: the same data, language, address and moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.ui.address import read_all, write_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue
    from geo.language import Language

MOST_KEPT: Final = 256


def keep_text(  # noqa: PLR0913 - what the text depends on
    what: str,
    catalogue: Catalogue,
    language: Language,
    write: Callable[[], str],
    *,
    query: str | None = None,
    moment: str = "",
) -> str:
    """Write a text, or take it as it was written for somebody else.

    Parameters
    ----------
    what
        Name of the text.
    catalogue, language
        What it is written from, and in.
    write
        Writes it, from nothing but what is named here.
    query
        What the reader asks for; None takes the address of the page.
    moment
        The day or minute that the text depends on; blank when it depends on none.

    Returns
    -------
    text
    """
    if query is None:
        query = write_link(read_all())
    return _keep(what, catalogue.version, language.code, query, moment, write)


@st.cache_data(show_spinner=False, max_entries=MOST_KEPT)
def _keep(what: str, version: str, code: str, query: str, moment: str, _write: Callable[[], str]) -> str:
    del what, version, code, query, moment
    return _write()


def show_if_any(html: str) -> None:
    """Show a list; one of an empty table has no text, which Streamlit refuses."""
    if html:
        st.html(html)
