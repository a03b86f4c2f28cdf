"""Redraw the chart in the browser as soon as a slider moves; the server's answer follows and decides.

The script is fetched by address. What it needs to know of a journey goes over the wire once for each journey, way,
year, direction, unit and language; a slider sends nothing of it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.corridor.itinerary import LegItem
from geo.corridor.profile import draw_profile
from geo.corridor.words import name_part
from panels.corridor.chart_rows import HEADROOM, LEFT_OF, MIN_LABEL_SHARE, Picture
from panels.web.components import load_script

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language
    from panels.corridor.choices import Chosen

SCRIPT: Final = "corridor/profile_chart.js"
"""Draws the chart, and redraws it while a slider moves."""


def listen(catalogue: Catalogue, chosen: Chosen, language: Language) -> None:
    """Put the script on the page.

    Parameters
    ----------
    catalogue, chosen
        The journey, in hours or days: US$ have no sliders.
    language
        For the words on the chart.
    """
    component = st.components.v2.component("live_chart", js=load_script(SCRIPT), isolate_styles=False)
    component(key="live-chart", data=write_message(catalogue, chosen, language))


def write_message(catalogue: Catalogue, chosen: Chosen, language: Language) -> dict[str, Any]:
    """Write what the browser has to know to draw the chart as the server would."""
    _ = language.text
    profile = draw_profile(chosen.itinerary.parts("hours"))
    picture = Picture(catalogue, chosen.itinerary, profile, None, chosen.unit, language)
    parts = [
        {
            "id": item.id,
            "stop": not isinstance(item, LegItem),
            "x": drawn.start[0],
            "x2": drawn.end[0],
            "value": drawn.part.value,
            "low": drawn.part.low,
            "high": drawn.part.high,
            "name": name_part(catalogue, item, language),
            "tip": picture.full(item, drawn),
        }
        for item, drawn in zip(chosen.itinerary.items, profile.drawn, strict=True)
    ]
    versus = draw_profile(chosen.versus.parts("hours")) if chosen.versus else None
    return {
        "question": chosen.question,
        "parts": parts,
        "versus": [[*one.start, *one.end] for one in versus.drawn] if versus else None,
        "km": profile.km,
        "unit": chosen.unit,
        "signs": language.signs(),
        "words": {"illustrative": _("illustrative"), "hours": _("{value} h"), "days": _("{value} days")},
        "least": MIN_LABEL_SHARE,
        "leftOf": LEFT_OF,
        "headroom": HEADROOM,
    }
