"""A journey summed up, as it is known and as the address asks for it; and which sites stand on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.corridor.profile import apply_scenario, assume, draw_profile
from geo.corridor.uncertainty import draw_spread
from panels.corridor.question import read_what_if
from panels.corridor.sheet import Sums

if TYPE_CHECKING:
    from geo.corridor.itinerary import Unit
    from panels.corridor.choices import Chosen
    from panels.reader import Reader

SHOWN: Final = "sites"


def shown_sites(reader: Reader) -> frozenset[str]:
    """Return which sites are on the map at any zoom: a post that faces one of them stands for it."""
    return frozenset(entry.id for entry in reader.entries if entry.layer == SHOWN)


def sum_up(chosen: Chosen) -> Sums:
    """Sum a journey up, as it is known and as the address asks for it."""
    unit: Unit = "usd" if chosen.unit == "usd" else "hours"
    parts = chosen.itinerary.parts(unit)
    known = draw_profile(parts)
    if unit == "usd":
        return Sums(known, known, "", draw_spread(parts))
    asked = read_what_if(chosen.itinerary)
    if not asked.asked:
        return Sums(known, known, "", draw_spread(parts))
    shorter = apply_scenario(parts, asked.shares(chosen.itinerary))
    changed = assume(shorter, asked.assumed(chosen.itinerary))
    return Sums(known, draw_profile(changed), asked.word, draw_spread(changed))
