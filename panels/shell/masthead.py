"""The masthead: links to the pages, the button to the stage, and the language of the page, set in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.language import list_languages, load_language
from panels.bridge.stage import last_place
from panels.data import edition_now
from panels.session import LANGUAGE
from panels.settings import editing_on
from panels.shell.edition_note import take_opened
from panels.shell.sign_in import sign_out_link, signed_in
from panels.shell.titles import DESKS, STAGE
from panels.ui.address import edition_address, hold_address, keep_language, read_last, read_values, write_link
from panels.ui.render import render
from panels.ui.shown_edition import name_older
from panels.view import STANDING
from panels.web.components import send_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.navigation.page import StreamlitPage

    from geo.catalogue import Catalogue
    from geo.language import Language

"""Path of the stage: it has no masthead, and the masthead has a button for it instead of a tab."""
_KEY: Final = "language"
UNTITLED: Final = frozenset({"", "corridor", "visits", "etir"})
"""Pages that begin with what they show: their title is for screen readers and for paper only."""
UNTITLED_TABS: Final = frozenset({("record", "map")})
"""The same of one part of a page."""


def current_choice() -> str:
    """Return which language this session chose in the masthead; blank when it chose no language."""
    return LANGUAGE.read("")


def show_masthead(
    pages: Sequence[StreamlitPage], current: StreamlitPage, catalogue: Catalogue, language: Language
) -> None:
    """Show the masthead, which the stage does without.

    Parameters
    ----------
    pages
        All pages, in the request of the masthead.
    current
        The page that is shown.
    catalogue
        The tables: the browser remembers their edition, in case that this session is lost.
    language
        The language of the page.

    Notes
    -----
    The links are one piece of HTML: Streamlit's own are an element each, and the symbols of a cold map came 40 ms
    later. A script follows them, and every other link from page to page, without reloading the app.
    """
    paths = [page.url_path for page in pages]
    if current.url_path == STAGE:
        _tell_browser(catalogue, language, paths, current.url_path)
        return
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="small"):
        untitled = current.url_path in UNTITLED or (current.url_path, read_last("tab")) in UNTITLED_TABS
        tabs = [page for page in pages if page.url_path not in {STAGE, *DESKS} or page is current]
        st.html(render("shell/masthead.html", language, tabs=tabs, current=current, stage=STAGE, address=_address,
                       untitled=untitled, person=signed_in(), sign_out=sign_out_link()))  # fmt: skip
        with st.container(key="languages", width="content"):
            _tell_browser(catalogue, language, paths, current.url_path)


def _address(path: str) -> str:
    """Write the address of a page, in language and edition of this one; the stage where this session was."""
    place = last_place() if path == STAGE else None
    query = {"story": [place.story], "stop": [str(place.stop)]} if place and place.story else {}
    standing = {name: read_values(name)[-1:] for name in STANDING}
    return write_link(query | standing, path or "./").removesuffix("?")


def _tell_browser(catalogue: Catalogue, language: Language, pages: Sequence[str], page: str) -> None:
    on_stage = page == STAGE
    component = st.components.v2.component("masthead", js=send_script("page/masthead.js"), isolate_styles=False)
    said = component(
        key=_KEY,
        data={
            "lang": language.code,
            "skip": language.text("Skip to main content"),
            "label": language.text("Language"),
            "languages": [[code, load_language(code).own_name()] for code in list_languages()] if not on_stage else [],
            "pages": list(pages),
            "page": page,
            "words": {"none-found": language.text("Nothing found"), "choose-file": language.text("Choose a file")},
            "line": _list_line_words(catalogue, language, page),
        },
        on_choice_change=_note_choice,
        on_wake_change=_settle_address,
    )
    take_opened(page, _read_wake(said.wake).get("edition"))


def _read_wake(said: object) -> Mapping[str, object]:
    """Read what a browser says that has its page run by itself; empty when it says nothing."""
    return said if isinstance(said, dict) else {}


def _settle_address() -> None:
    """Let our address count when a page runs by itself: it brings the one it had, and ours may be on its way."""
    if not _read_wake(st.session_state[_KEY].get("wake")).get("stepped"):
        hold_address()


def _list_line_words(catalogue: Catalogue, language: Language, page: str) -> dict[str, str]:
    """List what is said of the line and after it; the stage, which is shown to a hall, says it in its own way."""
    _ = language.text
    return {
        "lost": "" if page == STAGE else _("The line to the server is lost. This page goes on when it is back."),
        "changed": _("The data have changed since this page was opened.") if page == STAGE else "",
        "edition": edition_now(catalogue).stamp,
        "watch": edition_address() if editing_on() and not name_older(catalogue) else "",
    }


def _note_choice() -> None:
    chosen = st.session_state[_KEY].get("choice")
    if chosen in list_languages():
        keep_language(chosen)
