"""One way of a journey in one year, with what is known of every leg and stop of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.corridor import evidence, profile
from geo.corridor.network import BORDER, SEA, Passage, Way, list_ways
from geo.errors import RouteError
from geo.geodesy import Point
from geo.linear import trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geo.catalogue import Catalogue
    from geo.corridor.evidence import Length, Value
    from geo.linear import Vertices
    from geo.records.journeys import Journey, Scenario, Stretch
    from geo.records.measurements import Dwell

Unit = Literal["hours", "usd"]
ROAD: Final = "road"
DETOUR: Final = 1.5
"""A way is left out when it is longer than the shortest by more than this: no haulier crosses Kazakhstan twice."""


@dataclass(frozen=True, slots=True)
class LegItem:
    """A leg as it is travelled.

    Attributes
    ----------
    start, end
        Place ids in the order of travel.
    """

    id: str
    stretch: Stretch
    start: str
    end: str
    length: Length
    hours: Value
    usd: Value

    def part(self, unit: Unit) -> profile.ProfileLeg:
        """Write the leg for a profile of hours or of US$."""
        value = self.hours if unit == "hours" else self.usd
        return profile.ProfileLeg(self.id, self.length.km, value.value, value.low, value.high)


@dataclass(frozen=True, slots=True)
class StopItem:
    """A stop as it is passed.

    Attributes
    ----------
    mode
        Mode of land transport around it.
    beside
        Hours that are in print without being a measurement of this post in this direction.
    """

    id: str
    passage: Passage
    mode: str
    hours: Value
    usd: Value
    beside: tuple[Dwell, ...]

    def part(self, unit: Unit) -> profile.ProfileStop:
        """Write the stop for a profile of hours or of US$."""
        value = self.hours if unit == "hours" else self.usd
        return profile.ProfileStop(self.id, value.value, value.low, value.high)


Item = LegItem | StopItem


@dataclass(frozen=True, slots=True)
class Itinerary:
    """Everything on one way of a journey, in the order of travel."""

    journey: Journey
    way: Way
    year: int | None
    items: tuple[Item, ...]

    def parts(self, unit: Unit) -> tuple[profile.Part, ...]:
        """List the parts for a profile of hours or of US$."""
        return tuple(item.part(unit) for item in self.items)

    @property
    def legs(self) -> tuple[LegItem, ...]:
        """List the legs."""
        return tuple(item for item in self.items if isinstance(item, LegItem))

    @property
    def stops(self) -> tuple[StopItem, ...]:
        """List the stops."""
        return tuple(item for item in self.items if isinstance(item, StopItem))

    @property
    def too_short(self) -> bool:
        """True when a straight line stands in for a leg: its length and time are lower bounds."""
        return any(leg.length.basis == "straight" for leg in self.legs)


def assemble(
    catalogue: Catalogue, lines: Mapping[str, Vertices], journey: Journey, way: Way, year: int | None
) -> Itinerary:
    """Find what is known of every leg and stop of a way.

    Parameters
    ----------
    catalogue, lines
        The checked tables, and the vertices of the lines by id.
    journey, way
        What is travelled, and which way.
    year
        Year that is asked for; None for the newest value of each.
    """
    items: list[Item] = []
    for number, place in enumerate(way.places):
        around = way.stretches[max(number - 1, 0) : number + 1]
        mode = next((stretch.mode for stretch in around if stretch.mode != SEA), ROAD)
        items += [_stop(catalogue, passage, mode, year) for passage in way.passages[number]]
        if number < len(way.stretches):
            ends = (place, way.places[number + 1])
            items.append(_leg(catalogue, lines, way.stretches[number], ends, year))
    return Itinerary(journey, way, year, tuple(items))


def _leg(
    catalogue: Catalogue, lines: Mapping[str, Vertices], stretch: Stretch, ends: tuple[str, str], year: int | None
) -> LegItem:
    length = evidence.length_of(catalogue, lines, stretch)
    hours = evidence.hours_of(catalogue, stretch, length.km, year)
    usd = evidence.cost_of(catalogue, stretch, length.km, year)
    return LegItem(stretch.stretch_id, stretch, *ends, length, hours, usd)


def _stop(catalogue: Catalogue, passage: Passage, mode: str, year: int | None) -> StopItem:
    return StopItem(
        passage.stop.stop_id,
        passage,
        mode,
        evidence.standing_of(catalogue, passage, mode, year),
        evidence.payment_of(catalogue, passage, mode, year),
        evidence.told_beside(catalogue, passage, mode),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the ways of a journey with its sums, to be weighed against the others."""

    itinerary: Itinerary
    profile: profile.Profile

    @property
    def code(self) -> str:
        """Name the way in an address."""
        return self.itinerary.way.code


def list_choices(
    catalogue: Catalogue, lines: Mapping[str, Vertices], journey: Journey, year: int | None, *, back: bool
) -> tuple[Choice, ...]:
    """List the ways of a journey with their profiles of hours, the usual way first; long detours are no choice."""
    ways = list_ways(catalogue, journey, back=back)
    itineraries = [assemble(catalogue, lines, journey, way, year) for way in ways]
    choices = [Choice(one, profile.draw_profile(one.parts("hours"))) for one in itineraries]
    longest = DETOUR * min((choice.profile.km for choice in choices), default=0.0)
    return tuple(choice for choice in choices if choice.profile.km <= longest)


def list_items(catalogue: Catalogue, lines: Mapping[str, Vertices]) -> tuple[Item, ...]:
    """List the legs and stops of every way that any journey offers, there and back; what several pass comes again."""
    return tuple(
        item
        for journey in catalogue.journeys
        for back in ((False, True) if journey.both_ways else (False,))
        for choice in list_choices(catalogue, lines, journey, None, back=back)
        for item in choice.itinerary.items
    )


def pick(choices: Sequence[Choice], wish: str) -> Choice | None:
    """Choose a way.

    Parameters
    ----------
    choices
        As `list_choices` gives them.
    wish
        Code of a way, or `fastest`, `shortest`, `fewest-borders`; anything else is the usual way.

    Returns
    -------
    choice
        Of the fastest ways the one with the fewest gaps goes first: a way is not fast because little of it is
        known. Lengths are compared as they stand, published or measured. None when there is no way.
    """
    keys = {
        "fastest": lambda c: (len(c.profile.gaps), c.profile.total),
        "shortest": lambda c: (c.profile.km, len(c.profile.gaps)),
        "fewest-borders": lambda c: (c.itinerary.way.borders, len(c.profile.gaps), c.profile.total),
    }
    if wish in keys:
        return min(choices, key=keys[wish], default=None)
    return next((choice for choice in choices if choice.code == wish), choices[0] if choices else None)


def kept_by(catalogue: Catalogue, scenario: Scenario, itinerary: Itinerary) -> dict[str, float]:
    """Find what a scenario leaves of every stop of a way, 0 to 1; stops that it does not touch are not named."""
    kept = {}
    for item in itinerary.stops:
        stop = item.passage.stop
        if (stop.kind not in scenario.kinds and item.id not in scenario.stop_ids) or not item.hours.value:
            continue
        if scenario.as_in_year is not None:
            then = evidence.standing_of(catalogue, item.passage, item.mode, scenario.as_in_year).value
            if then is not None and then < item.hours.value:
                kept[item.id] = then / item.hours.value
        elif scenario.kept_percent is not None:
            kept[item.id] = scenario.kept_percent / 100
    return kept


def site_of(catalogue: Catalogue, item: StopItem, sites: AbstractSet[str]) -> str:
    """Find the site on the map that a stop belongs to: itself, its place, or the post that it faces; else blank."""
    stop = item.passage.stop
    facing = [
        other
        for place in (stop.post_id, stop.place_id)
        if place in catalogue.sites and stop.kind == BORDER
        for other in catalogue.sites[place].counterpart_ids
    ]
    return next((place for place in (stop.post_id, stop.place_id, *facing) if place in sites), "")


def path_of(catalogue: Catalogue, lines: Mapping[str, Vertices], itinerary: Itinerary) -> tuple[Point, ...]:
    """Trace a whole way along the lines of its legs, and straight where no line is drawn."""
    path: list[Point] = []
    for leg in itinerary.legs:
        piece = trace_leg(catalogue, lines, leg)
        path += piece[1:] if path and piece and path[-1] == piece[0] else piece
    return tuple(path)


def trace_leg(catalogue: Catalogue, lines: Mapping[str, Vertices], leg: LegItem) -> list[Point]:
    """Trace a leg along the lines of the map, in the direction of travel; straight where no line is drawn."""
    ids = leg.stretch.line_ids
    try:
        if ids and (leg.start, leg.end) == (leg.stretch.from_place, leg.stretch.to_place):
            return list(trace(lines, ids, leg.start, leg.end))
        if ids:
            return list(trace(lines, tuple(reversed(ids)), leg.start, leg.end))
    except RouteError:  # the check of the tables reports it
        pass
    ends = (catalogue.places[place] for place in (leg.start, leg.end))
    return [Point(p.lat, p.lon) for p in ends if p.lat is not None and p.lon is not None]
