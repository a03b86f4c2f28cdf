"""How other programs read the data: the addresses to copy, and where QGIS, ArcGIS, R and Python take them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from panels.ui.render import render

if TYPE_CHECKING:
    from geo.language import Language


def show_connect(language: Language) -> None:
    """Show the addresses, each with a button that copies it, and what to do with them."""
    root = find_root(st.context.url or "")
    st.code(f"{root}ogc", language=None)
    st.html(render("sources/connect.html", language, root=root))


def find_root(url: str) -> str:
    """Find the address of the app in that of one of its pages, with a slash at its end."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rpartition("/")[0] + "/", "", ""))
