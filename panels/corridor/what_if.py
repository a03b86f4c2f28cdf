"""What-if: a slider for every stop, presets, and hours assumed for a ship; all of it in the address."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.corridor.itinerary import kept_by
from geo.corridor.words import write_amount
from panels.ui.address import change, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary, StopItem
    from geo.language import Language

WHOLE: Final = 100
MAX_WAIT_H: Final = 240
WAIT_STEP_H: Final = 6
WAITS: Final = ("vessel-wait",)
KEEP: Final = "keep"
WAIT: Final = "wait"
_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the reader asks of the stops.

    Attributes
    ----------
    kept
        Stop id → per cent of its hours that remain; only those below 100.
    waits
        Stop id → hours assumed for a wait without a measurement; only those above 0.
    """

    kept: Mapping[str, int]
    waits: Mapping[str, int]

    @property
    def asked(self) -> bool:
        """True when anything differs from what is known."""
        return bool(self.kept or self.waits)

    @property
    def shares(self) -> dict[str, float]:
        """Write what remains as parts between 0 and 1."""
        return {stop: percent / WHOLE for stop, percent in self.kept.items()}

    def word(self, itinerary: Itinerary) -> str:
        """Write the question as one word, stops in the order of travel: the browser writes the same word."""
        numbers = {s.id: self.kept.get(s.id) if s.hours.value else self.waits.get(s.id) for s in itinerary.stops}
        return " ".join(f"{stop}.{number}" for stop, number in numbers.items() if number is not None)


def read_what_if(itinerary: Itinerary) -> WhatIf:
    """Read the question from the address; what is no stop of the journey, or no number in range, is ignored."""
    known = {s.id for s in itinerary.stops if s.hours.value is not None}
    open_waits = {s.id for s in _waits(itinerary)}
    kept = _read(KEEP, known, WHOLE)
    waits = _read(WAIT, open_waits, MAX_WAIT_H)
    return WhatIf({s: n for s, n in kept.items() if n < WHOLE}, {s: n for s, n in waits.items() if n})


def _read(name: str, allowed: set[str], most: int) -> dict[str, int]:
    found = {}
    for entry in read_values(name):
        stop, _, number = entry.rpartition(".")
        if stop in allowed and number.isascii() and number.isdigit() and len(number) <= len(str(most)):
            found[stop] = min(int(number), most)
    return found


def _write(name: str, values: Mapping[str, int]) -> None:
    change(**{name: [f"{stop}.{number}" for stop, number in values.items()]})


def _waits(itinerary: Itinerary) -> list[StopItem]:
    return [s for s in itinerary.stops if s.hours.value is None and s.passage.stop.kind in WAITS]


def show_what_if(catalogue: Catalogue, itinerary: Itinerary, language: Language) -> None:
    """Show presets and sliders.

    Parameters
    ----------
    catalogue
        Its scenarios.
    itinerary
        The stops that have hours get a slider each; waits for a ship without a measurement one for assumed hours.
    language
        The reader's language.
    """
    _ = language.text
    asked = read_what_if(itinerary)
    with st.container(key="what-if-presets", horizontal=True, vertical_alignment="center", gap="small"):
        for scenario in catalogue.scenarios:
            kept = kept_by(catalogue, scenario, itinerary)
            if kept:
                percents = {stop: math.floor(share * WHOLE) for stop, share in kept.items()}
                st.button(
                    language.cell(scenario.name), key=f"preset-{scenario.scenario_id}", on_click=_write,
                    args=(KEEP, percents), help=language.cell(scenario.note),
                )  # fmt: skip
        st.button(_("As measured"), key="preset-none", on_click=_forget, disabled=not asked.asked, type="tertiary")
    known = [s for s in itinerary.stops if s.hours.value]
    note = partial(_note, [s.id for s in known], [s.id for s in _waits(itinerary)])
    with st.container(key="what-if-sliders"):
        columns = st.columns(_COLUMNS, gap="medium")
        for number, item in enumerate([*known, *_waits(itinerary)]):
            with columns[number % _COLUMNS]:
                if item.hours.value:
                    _kept_slider(item, asked.kept.get(item.id, WHOLE), language, note)
                else:
                    _wait_slider(item, asked.waits.get(item.id, 0), language, note)


def _kept_slider(item: StopItem, percent: int, language: Language, note: Callable[[], None]) -> None:
    key = f"keep-{item.id}"
    st.session_state[key] = percent
    hours = write_amount(item.hours.value or 0.0, "hours", language)
    name = language.cell(item.passage.stop.name)
    st.slider(
        f"{_plain(name)} · {hours}",
        0,
        WHOLE,
        step=5,
        format="%d%%",
        key=key,
        on_change=note,
    )


def _wait_slider(item: StopItem, hours: int, language: Language, note: Callable[[], None]) -> None:
    key = f"wait-{item.id}"
    st.session_state[key] = hours
    name = language.cell(item.passage.stop.name)
    label = language.text("{stop} · no data, assumed hours", stop=_plain(name))
    st.slider(label, 0, MAX_WAIT_H, step=WAIT_STEP_H, key=key, on_change=note)


def _plain(text: str) -> str:
    """Take from a label what Streamlit would read as Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]$:<>#~" else sign for sign in text)


def _note(known: Sequence[str], waits: Sequence[str]) -> None:
    """Write what all sliders say into the address.

    All of them, because a reader may be quicker than the answer: with a second move the browser sends the address from
    before the first one, but the values of all sliders.
    """
    kept = {stop: _value(KEEP, stop, WHOLE) for stop in known}
    hours = {stop: _value(WAIT, stop, 0) for stop in waits}
    _write(KEEP, {stop: percent for stop, percent in kept.items() if percent != WHOLE})
    _write(WAIT, {stop: number for stop, number in hours.items() if number})


def _value(name: str, stop: str, default: int) -> int:
    return int(st.session_state.get(f"{name}-{stop}", default))


def _forget() -> None:
    _write(KEEP, {})
    _write(WAIT, {})
