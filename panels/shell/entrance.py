"""The way in: language, masthead, navigation, and the guard of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.language import Language, choose_language, load_language
from panels.counts import counts
from panels.data import settle_memory
from panels.palette.door import show_palette
from panels.reader import Reader
from panels.session import Slot
from panels.settings import ROOT
from panels.shell.edition_note import forget_opened, show_change, show_footer, show_older, take_stamp
from panels.shell.masthead import current_choice, show_masthead
from panels.shell.titles import DESKS, STAGE, list_desks, list_titles, title_page
from panels.timing import note_run
from panels.ui.address import LANGUAGE_COOKIE, note_address, read_all, read_last
from panels.ui.shown_edition import shown_data, take_edition
from panels.ui.window_title import Naming, begin_title, follow_title
from panels.view import list_codes, note_page
from panels.web.styles import css_text, page_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamlit.navigation.page import StreamlitPage

    NameSubject = Callable[[str, Mapping[str, Sequence[str]], Reader], str]

SHARED_ABOVE: Final = "brief"
"""The page of text that has the way to its citation in itself."""
ICON: Final = ROOT / "static" / "icon.png"
ENTERED: Final = Slot("entered", bool)


def list_pages(language: Language) -> list[StreamlitPage]:
    """List the pages in the order of the masthead."""
    return [
        st.Page(f"pages/{path or 'map'}.py", title=title, default=not path, url_path=path or None)
        for path, title in (list_titles(language) | list_desks(language)).items()
    ]


def current_language() -> Language:
    """Find the reader's language: the address, else what this session chose, else the cookie, else the browser."""
    asked = read_last("lang") or current_choice()
    browser = ",".join(filter(None, (st.context.locale, st.context.headers.get("Accept-Language"))))
    code = choose_language(asked, browser, st.context.cookies.get(LANGUAGE_COOKIE, ""))
    return load_language(code)


def enter(name_subject: NameSubject) -> None:
    """Run the chosen page inside the masthead; called by the entrance script alone. A stop waits for it.

    Parameters
    ----------
    name_subject
        Says what an address names on a page: it knows every page, and the entrance knows none.
    """
    with counts().under_way.hold():
        _enter(name_subject)


def _enter(name_subject: NameSubject) -> None:
    language = current_language()
    pages = list_pages(language)
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=title_page(page.url_path, language), page_icon=str(ICON), layout="wide")
    fault = language.text("This page could not be shown. Load it again; when it stays so, tell those who run this map.")
    st.html(f"<style>{page_styles()}:root{{--fault:{css_text(fault)}}}</style>")
    note_address(heals=page.url_path != STAGE)
    take_stamp(page.url_path)
    if take_edition(moved=note_page(page.url_path)):
        forget_opened()
    catalogue, entries = shown_data()
    reader = Reader(catalogue, entries, list_codes(catalogue, entries), language)
    path = page.url_path
    begin_title(Naming(lambda: title_page(path, language, name_subject(path, read_all(), reader))))
    show_masthead(pages, page, catalogue, language)
    ENTERED.write(value=True)
    try:
        with note_run(page.url_path):
            # Always there: a note that comes in between moves what follows, and the browser would draw a new map.
            with st.container(key="edition-notes", gap=None):
                show_change(catalogue, page.url_path, language)
                show_older(catalogue, language)
            page.run()
            follow_title()
            show_footer(catalogue, language, cites=path not in DESKS | {SHARED_ABOVE})
            show_palette(page.url_path, language, list_titles)
    finally:
        ENTERED.forget()
    _settle(page.url_path, language.code)


@st.cache_resource(show_spinner=False)
def _settle(page: str, code: str) -> None:
    """Settle what a page has brought into memory when it was shown for the first time in a language."""
    del page, code
    settle_memory()


def guard() -> Reader:
    """Begin a page: return its data, or run the entrance first where a deep link went around it.

    The first visitor who opens a deep link after a server start is given the bare page, because the folder `pages/`
    stands beside the entrance script. The page then declares the navigation itself and starts over.

    Returns
    -------
    reader
        Data and language of this run.
    """
    language = current_language()
    if not ENTERED.read():
        st.navigation(list_pages(language), position="hidden")
        st.rerun()
    catalogue, entries = shown_data()
    return Reader(catalogue, entries, list_codes(catalogue, entries), language)
