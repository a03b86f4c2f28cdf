"""What-if: hours that the reader types or slides for every stop, presets, undo; what is asked stands in the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.corridor.itinerary import kept_by
from geo.corridor.words import publisher, write_amount
from panels.corridor.live_chart import SCRIPT
from panels.ui.address import change, read_values
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary, StopItem
    from geo.language import Language
    from panels.corridor.choices import Chosen

WHOLE: Final = 100
MOST_H: Final = 240.0
"""More is not assumed of a stop without a measurement."""
DIGITS: Final = 2
HOURS: Final = "hours"
KEEP: Final = "keep"
WAIT: Final = "wait"
"""Addresses of before: per cent that remain of a stop, hours assumed for a ship."""
WHAT_IF: Final = "what-if"
_NUMBER: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the reader asks of the stops.

    Attributes
    ----------
    hours
        Stop id → hours, in the order of travel: fewer than are known of it, or, where none are known, some.
    """

    hours: Mapping[str, float]

    @property
    def asked(self) -> bool:
        """True when anything differs from what is known."""
        return bool(self.hours)

    def shares(self, itinerary: Itinerary) -> dict[str, float]:
        """Write what remains of the known stops as parts between 0 and 1."""
        return {s.id: self.hours[s.id] / s.hours.value for s in itinerary.stops if s.id in self.hours and s.hours.value}

    def assumed(self, itinerary: Itinerary) -> dict[str, float]:
        """Write the hours of the stops without a measurement."""
        return {s.id: self.hours[s.id] for s in itinerary.stops if s.id in self.hours and s.hours.value is None}

    @property
    def word(self) -> str:
        """Write the question as one word: the browser writes the same word."""
        return " ".join(f"{stop}.{number:g}" for stop, number in self.hours.items())


def read_what_if(itinerary: Itinerary) -> WhatIf:
    """Read the question from the address; what is no stop of the journey, or no number, is ignored."""
    kept = _read(read_values(KEEP))
    known = {s.id: s.hours.value for s in itinerary.stops if s.hours.value}
    asked = {stop: known[stop] * min(share, WHOLE) / WHOLE for stop, share in kept.items() if stop in known}
    asked |= {stop: hours for stop, hours in _read(read_values(WAIT)).items() if stop not in known}
    return limit(itinerary, asked | _read(read_values(HOURS)))


def limit(itinerary: Itinerary, asked: Mapping[str, float]) -> WhatIf:
    """Keep what can be asked: fewer hours than are known of a stop, or some where none are known."""
    found = {}
    for stop in itinerary.stops:
        known, number = stop.hours.value, asked.get(stop.id)
        if number is None:
            continue
        hours = round(min(number, MOST_H if known is None else known), DIGITS)
        if hours < known if known is not None else hours:
            found[stop.id] = hours
    return WhatIf(found)


def _read(entries: Iterable[str]) -> dict[str, float]:
    split = (entry.partition(".") for entry in entries)
    return {stop: float(number) for stop, _, number in split if _NUMBER.fullmatch(number) and number.isascii()}


def keep(asked: WhatIf) -> None:
    """Write the question into the address, in place of any other."""
    change(**{HOURS: [f"{stop}.{number:g}" for stop, number in asked.hours.items()], KEEP: [], WAIT: []})


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
        question, _, word = str(st.session_state[WHAT_IF].get("ask") or "").partition(" ")
        if question == chosen.question:  # else it was asked of the journey that stood here before
            keep(limit(chosen.itinerary, _read(word.split())))

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
