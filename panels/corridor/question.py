"""What the reader asks of the stops of a journey: fewer hours, or some where none are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from panels.ui.address import change, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.corridor.itinerary import Itinerary

WHOLE: Final = 100
MOST_H: Final = 240.0
"""More is not assumed of a stop without a measurement."""
DIGITS: Final = 2
HOURS: Final = "hours"
KEEP: Final = "keep"
WAIT: Final = "wait"
"""Addresses of before: per cent that remain of a stop, hours assumed for a ship."""
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
    kept = read_hours(read_values(KEEP))
    known = {s.id: s.hours.value for s in itinerary.stops if s.hours.value}
    asked = {stop: known[stop] * min(share, WHOLE) / WHOLE for stop, share in kept.items() if stop in known}
    asked |= {stop: hours for stop, hours in read_hours(read_values(WAIT)).items() if stop not in known}
    return limit(itinerary, asked | read_hours(read_values(HOURS)))


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


def read_hours(entries: Iterable[str]) -> dict[str, float]:
    """Read words of a stop and a number; other words are left out."""
    split = (entry.partition(".") for entry in entries)
    return {stop: float(number) for stop, _, number in split if _NUMBER.fullmatch(number) and number.isascii()}


def keep(asked: WhatIf) -> None:
    """Write the question into the address, in place of any other."""
    change(**{HOURS: [f"{stop}.{number:g}" for stop, number in asked.hours.items()], KEEP: [], WAIT: []})
