"""Ways of journeys side by side: their parts on the same lines, and what is known of each in sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.corridor.itinerary import LegItem
from geo.corridor.profile import draw_profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.corridor.itinerary import Item, Itinerary
    from geo.language import Language


@dataclass(frozen=True, slots=True)
class SharedPart:
    """One leg or stop, as each of the ways has it.

    Attributes
    ----------
    items
        For each way; None where the way does not pass it.
    """

    id: str
    items: tuple[Item | None, ...]

    @property
    def is_leg(self) -> bool:
        """True for a leg, False for a stop."""
        return any(isinstance(item, LegItem) for item in self.items)

    @property
    def first(self) -> Item:
        """The first way's item that there is."""
        return next(item for item in self.items if item is not None)


def align(ways: Sequence[Itinerary]) -> tuple[SharedPart, ...]:
    """Put the parts of several ways on the same lines, in the order of travel.

    Parameters
    ----------
    ways
        At least one.

    Returns
    -------
    parts
        Every part of every way once. What only a later way has stands just before the part that both have next, so
        that the parts of the first way go first.
    """
    order: list[str] = []
    for way in ways:
        at = len(order)
        for item in reversed(way.items):
            if item.id in order:
                at = order.index(item.id)
            else:
                order.insert(at, item.id)
    by_way = [{item.id: item for item in way.items} for way in ways]
    return tuple(SharedPart(part, tuple(items.get(part) for items in by_way)) for part in order)


def tell_sums(names: Sequence[str], ways: Sequence[Itinerary], language: Language) -> list[str]:
    """Say what is known of each way in sum: a sum with gaps is a least time, never a travel time.

    Parameters
    ----------
    names
        What each way is called.
    ways
        The ways.
    language
        The reader's language.

    Returns
    -------
    sentences
        One for each way.
    """
    _ = language.text
    sentences = []
    for name, way in zip(names, ways, strict=True):
        sums = draw_profile(way.parts("hours"))
        values = {
            "name": name,
            "total": language.number(sums.total, 1),
            "standing": language.number(sums.standing, 1),
            "km": language.number(sums.km, 0),
        }
        values |= {"gaps": language.number(len(sums.gaps)), "parts": language.number(len(sums.drawn))}
        if sums.gaps and not sums.ranked_stops:  # the sum of nothing is no zero
            said = _(
                "{name}: at least {total} h over {km} km; of {gaps} of its {parts} parts, every stop among them, "
                "nothing is measured.",
                **values,
            )
        elif sums.gaps:
            said = _(
                "{name}: at least {total} h over {km} km, {standing} h of it standing; of {gaps} of its {parts} "
                "parts nothing is measured.",
                **values,
            )
        else:
            said = _("{name}: {total} h over {km} km, {standing} h of it standing.", **values)
        sentences.append(said)
    return sentences
