"""Links that change the address without loading the page again; without our script they are links like any other."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

import streamlit as st

from panels.ui.address import replace_all
from panels.web.components import load_script
from panels.web.streamlit_paths import RESERVED_PARAMETERS

MAX_QUERY_LENGTH: Final = 2000
_KEY: Final = "quick-links"


def follow_quick_links() -> None:
    """Listen to the links of this page that carry `data-go`: their query becomes the address.

    Notes
    -----
    Every such link needs a name of its own in `data-go`, by which the focus is found again, and an `href` that begins
    with a question mark. What is unfolded stays so when it is rendered again, by its name in `data-keep`. The language
    stays as it is.
    """

    def go() -> None:
        query = st.session_state[_KEY].get("go")
        if isinstance(query, str):
            asked = parse_qs(query[:MAX_QUERY_LENGTH])
            replace_all({name: values for name, values in asked.items() if name not in RESERVED_PARAMETERS})

    component = st.components.v2.component("quick_links", js=load_script("page/links.js"), isolate_styles=False)
    component(key=_KEY, on_go_change=go)
