"""The way to the palette: a script that listens on every page, and fetches the rest when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.language import SOURCE_LANGUAGE, load_language
from panels.data import edition_now
from panels.palette.index_file import write_index_file
from panels.palette.links import RECORD
from panels.palette.page_keys import list_keys
from panels.ui.shown_edition import say_copied, shown_data
from panels.web.components import load_script
from panels.web.urls import SEARCH_LIBRARY, page_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.language import Language

_KEY: Final = "palette"


def show_palette(page: str, language: Language, list_titles: Callable[[Language], Mapping[str, str]]) -> None:
    """Put the palette on a page; to be called when the page stands, so that nothing of it has to wait.

    Parameters
    ----------
    page
        Path of the page that is shown.
    language
        The reader's language.
    list_titles
        Titles the pages in a language, by path.
    """
    catalogue, entries = shown_data()
    english = list_titles(load_language(SOURCE_LANGUAGE))
    titles = tuple((path, title, english[path]) for path, title in list_titles(language).items())
    file = write_index_file(catalogue, entries, language.code, titles)
    component = st.components.v2.component("palette", js=load_script("palette/main.js"), isolate_styles=False)
    data: dict[str, Any] = {
        "index": page_url("map", file),
        "library": page_url("vendor", SEARCH_LIBRARY),
        "record": RECORD,
        "page": page,
        "keys": list_keys(page, language),
        "share": page_url("page", "share.js"),
        "stamp": edition_now(catalogue).stamp,
        "words": list_words(language),
    }
    component(key=_KEY, data=data)


def list_words(language: Language) -> dict[str, str]:
    """List every text that the palette shows besides its answers."""
    _ = language.text
    return {
        "find": _("Find anything"),
        "hint": _("Site, country, year, document, page or action, in any script"),
        "example": _("For instance: {one}, {two} or {three}", one="Red Bridge 2023", two="Хоргос", three="霍尔果斯"),
        "loading": _("The index is being fetched …"),
        "failed": _("The index cannot be fetched. Try again when the line to the server is back."),
        "none": _("Nothing found for “{text}”.", text="{text}"),
        "near": _("Nothing has all of these words. Nearest:"),
        "recent": _("Opened last"),
        "count": _("Answers: {n}", n="{n}"),
        "close": _("Close"),
        "keys": _("Keys of this page"),
        "copied": say_copied(language),
        "noMap": _("There is no map here. Open one, then add the file there."),
        "share": _("Share"),
        "link": _("Link"),
        "shareFailed": _("The rest comes when the line to the server is back."),
        "moveKeys": _("to choose"),
        "openKeys": _("to open"),
        "closeKeys": _("to close"),
    }
