"""What-if: hours that the reader types or slides for every stop, presets, undo; what is asked stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.corridor.live_chart import SCRIPT
from panels.corridor.question import keep, limit, read_hours
from panels.corridor.what_if_rows import write_what_if
from panels.web.components import load_script

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
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
