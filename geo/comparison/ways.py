"""Ways of journeys side by side: their parts on the same lines, and what is known of each in sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.corridor.itinerary import LegItem
from geo.corridor.profile import draw_profile
from geo.corridor.words import name_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
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
    """Put the parts of several ways on the same lines, in the order in which the first one is travelled.

    Parameters
    ----------
    ways
        At least one.

    Returns
    -------
    parts
        Every part of every way once; a way in the other direction is read from its end. What only a later way has
        stands just before the part that both have next, so that the parts of the first way go first.
    """
    order: list[str] = []
    for way in ways:
        at = len(order)
        for item in way.items if way.way.back != ways[0].way.back else reversed(way.items):
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


def tell_difference(catalogue: Catalogue, names: Sequence[str], ways: Sequence[Itinerary], language: Language) -> str:
    """Say how two ways differ in the parts of which both tell a time: there a sum with gaps does not mislead.

    Parameters
    ----------
    catalogue
        For the names of parts.
    names
        What each way is called.
    ways
        The ways.
    language
        The reader's language.

    Returns
    -------
    sentence
        Blank where there are not two ways, or where no part of both is known.
    """
    if len(ways) != 2:  # noqa: PLR2004 - one and the other
        return ""
    shared = []
    for part in align(ways):
        hours = [item.hours.value for item in part.items if item is not None and item.hours.value is not None]
        if len(hours) == len(ways):
            shared.append((hours[0], hours[1], part.first))
    if not shared:
        return ""
    first, second, item = max(shared, key=lambda one: abs(one[0] - one[1]))
    number = language.number
    values = {
        "one": names[0],
        "other": names[1],
        "first": number(sum(one for one, _other, _item in shared), 1),
        "second": number(sum(other for _one, other, _item in shared), 1),
        "n": number(len(shared)),
    }
    if first == second:
        return language.text(
            "Parts of which a time is known in both: {n}. The times are the same: {first} h.", **values
        )
    return language.text(
        "Parts of which a time is known in both: {n}. In these, {one} is {first} h and {other} is {second} h; the "
        "largest difference is {part}: {before} h and {after} h.",
        **values,
        part=name_part(catalogue, item, language),
        before=number(first, 1),
        after=number(second, 1),
    )
