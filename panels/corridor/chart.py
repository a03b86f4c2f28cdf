"""The chart of the corridor page: what the script that draws it needs (`panels/web/js/core/chart_drawing.js`)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.corridor.words import place_name
from geo.style import read_style
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.corridor.chart_rows import Picture

CHART: Final = "profile-chart"
SCRIPT: Final = "corridor/live_chart.js"
MODES: Final = ("rail", "sea", "road")


def show_chart(picture: Picture, on_pick: Callable[[], None]) -> None:
    """Put the chart on the page.

    Parameters
    ----------
    picture
        What is drawn.
    on_pick
        Called when a stop of the chart is clicked; `picked_stop` returns which.
    """
    component = st.components.v2.component("profile_chart", js=load_script(SCRIPT), isolate_styles=False)
    component(key=CHART, data=write_chart(picture), on_pick_change=on_pick)


def picked_stop() -> str:
    """Return the stop that was clicked; blank when its mark is taken away. Its id is unchecked."""
    state = st.session_state.get(CHART)
    return str((state.get("pick") if state is not None else None) or "")


def write_chart(picture: Picture) -> dict[str, Any]:
    """Write rows, words and colours for the browser; blank cells are left out."""
    rows = [{name: cell for name, cell in row.items() if cell is not None} for row in picture.rows()]
    return {"rows": rows, "words": _list_words(picture), "signs": picture.language.signs(), "look": list_colours()}


@lru_cache(maxsize=1)
def list_colours() -> dict[str, Any]:
    """List the colours and dashes of the chart."""
    style = read_style()
    named = {name: style.colours[name] for name in ("ink", "muted", "paper")}
    of_page = {name: style.page[name] for name in ("axis", "grid", "before", "illustrative")}
    of_stops = {"riser": style.page["standing"], "gap": style.page["unmeasured"]}
    strokes = {mode: style.strokes[mode] for mode in MODES}
    modes = {
        mode: {"colour": stroke.colour, "dash": "" if stroke.chart_dash == "1 0" else stroke.chart_dash}
        for mode, stroke in strokes.items()
    }
    return {**named, **of_page, **of_stops, "modes": modes}


def _list_words(picture: Picture) -> dict[str, str]:
    language, itinerary = picture.language, picture.itinerary
    _ = language.text
    ends = (place_name(picture.catalogue, itinerary.way.places[end], language) for end in (0, -1))
    year = str(itinerary.year) if itinerary.year else _("newest values")
    units = {"hours": _("hours since the start"), "days": _("days since the start"), "usd": _("US$ since the start")}
    return {
        "title": f"{' → '.join(ends)} · {year}",
        "from": _("CAREC CPMM and others, see the table"),
        "x": _("kilometres from the start"),
        "y": units[picture.unit],
    }
