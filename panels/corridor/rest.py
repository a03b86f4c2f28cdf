"""What stands far below the chart – the map and the published values – waits until the chart is drawn.

Together they are more than half of what the page sends, and the map's frame alone takes the browser longer than the
chart does. The browser asks for them as soon as it has drawn the chart, and keeps that it has: every later run of the
page brings them at once, after a restart of the server as well.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from panels.web.components import send_script

_KEY: Final = "corridor-rest"


def is_chart_drawn() -> bool:
    """Return whether the browser has drawn the chart; until it has, its script asks for another run when it does."""
    component = st.components.v2.component("corridor_rest", js=send_script("corridor/rest.js"), isolate_styles=False)
    kept = component(key=_KEY, default={"drawn": False}, on_drawn_change=lambda: None)
    return bool(kept.get("drawn"))
