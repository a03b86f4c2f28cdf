"""What-if: hours that the reader types or slides for every stop, presets, undo; what is asked stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.corridor.itinerary import kept_by
from geo.corridor.words import publisher, write_amount
from panels.corridor.live_chart import SCRIPT
from panels.corridor.question import (
    MOST_H,
    keep,
    limit,
    read_hours,
    read_what_if,
)
from panels.web.components import load_script

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import StopItem
    from geo.language import Language
    from panels.corridor.choices import Chosen

WHAT_IF: Final = "what-if"


def show_what_if(catalogue: Catalogue, chosen: Chosen, language: Language) -> None:
    """Show the stops in the order of travel, each with a field and a slider for its hours, presets, undo and reset.

    Parameters
    ----------
    catalogue
        Its scenarios.
    chosen
        The journey, in hours or days.
    language
        The reader's language.
    """

    def take() -> None:
        said = st.session_state.get(WHAT_IF) or {}  # nothing where the page has gone to US$ meanwhile
        question, _, word = str(said.get("ask") or "").partition(" ")
        if question == chosen.question:  # else it was asked of the journey that stood here before
            keep(limit(chosen.itinerary, read_hours(word.split())))

    component = st.components.v2.component("what_if", js=load_script(SCRIPT), isolate_styles=False)
    component(key=WHAT_IF, data={WHAT_IF: write_what_if(catalogue, chosen, language)}, on_ask_change=take)


def write_what_if(catalogue: Catalogue, chosen: Chosen, language: Language) -> dict[str, Any]:
    """Write what the browser shows of the stops, as `show_what_if`."""
    _ = language.text
    itinerary = chosen.itinerary
    presets = []
    for scenario in catalogue.scenarios:
        kept = kept_by(catalogue, scenario, itinerary)
        hours = {s.id: (s.hours.value or 0.0) * kept[s.id] for s in itinerary.stops if s.id in kept}
        asked = limit(itinerary, hours)
        if asked.asked:
            presets.append([language.cell(scenario.name), language.cell(scenario.note), asked.word])
    return {
        "question": chosen.question,
        "asked": read_what_if(itinerary).word,
        "most": MOST_H,
        "stops": [_write_stop(catalogue, stop, language) for stop in itinerary.stops],
        "presets": presets,
        "signs": language.signs(),
        "words": {
            "title": _("What if"),
            "how": _("Type or slide the hours of a stop: the chart follows."),
            "undo": _("Undo"),
            "reset": _("As measured"),
            "hours": _("{stop}: hours", stop="{stop}"),
            "h": _("{value} h", value="{value}"),
        },
    }


def _write_stop(catalogue: Catalogue, stop: StopItem, language: Language) -> dict[str, Any]:
    _ = language.text
    value = stop.hours
    told = [
        *([write_amount(value.value, "hours", language)] if value.value is not None else [_("not measured")]),
        *([str(value.year)] if value.year else []),
        *([said] if (said := publisher(catalogue, value, language)) else []),
    ]
    return {
        "id": stop.id,
        "name": language.cell(stop.passage.stop.name),
        "known": value.value,
        "told": " · ".join(told),
    }
