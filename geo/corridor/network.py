"""The graph of stretches: which ways lead from one place to another, and what lies on each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.records.journeys import Journey, JourneyStop, Stretch

SEA: Final = "sea"
VESSEL_KINDS: Final = ("vessel-wait", "vessel-handling")
TRANSFER: Final = "transfer"
BORDER: Final = "border"
OUTBOUND: Final = "outbound"
INBOUND: Final = "inbound"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stop as it is passed on one way.

    Attributes
    ----------
    direction
        Outbound or inbound, as seen from the country whose side it is; blank for what has none.
    """

    stop: JourneyStop
    direction: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a journey, in the order of travel.

    Attributes
    ----------
    stretches
        What is travelled.
    places
        Ends of the stretches: one more than there are stretches.
    passages
        Stops at each of the places.
    back
        True for the way back: its code is still that of the way there, so that a link holds when it is turned.
    """

    stretches: tuple[Stretch, ...]
    places: tuple[str, ...]
    passages: tuple[tuple[Passage, ...], ...]
    back: bool = False

    @property
    def code(self) -> str:
        """Name the way in an address."""
        names = [stretch.stretch_id for stretch in self.stretches]
        return ".".join(reversed(names) if self.back else names)

    def is_by(self, mode: str) -> bool:
        """Return whether all of it that is on land is travelled by one mode."""
        return {stretch.mode for stretch in self.stretches if stretch.mode != SEA} == {mode}

    @property
    def borders(self) -> int:
        """Count the borders: pairs of neighbouring countries on the way, the sea left out."""
        lands = [s.country for s in self.stretches if s.country]
        outer = sum(1 for stops in (self.passages[0], self.passages[-1]) if any(p.stop.kind == BORDER for p in stops))
        return sum(a != b for a, b in pairwise(lands)) + outer


def build_graph(stretches: Iterable[Stretch]) -> nx.MultiGraph[str]:
    """Build the graph of all stretches: places joined by every stretch between them."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for stretch in stretches:
        graph.add_edge(stretch.from_place, stretch.to_place, key=stretch.stretch_id, stretch=stretch)
    return graph


def list_ways(catalogue: Catalogue, journey: Journey, *, back: bool = False) -> tuple[Way, ...]:
    """List every way that a journey may take.

    Parameters
    ----------
    catalogue
        Its stretches and stops.
    journey
        Where from, where to, in which modes.
    back
        True for the way back.

    Returns
    -------
    ways
        The usual one first, the others in the order of the table; empty when no way leads there. No place is
        passed twice.
    """
    graph = build_graph(s for s in catalogue.stretches if s.mode in journey.modes)
    ends = (journey.from_place, journey.to_place)
    if not all(graph.has_node(end) for end in ends):
        return ()
    rows = {s.stretch_id: number for number, s in enumerate(catalogue.stretches)}
    paths = [tuple(edge[-1] for edge in path) for path in nx.all_simple_edge_paths(graph, *ends)]
    paths.sort(key=lambda keys: (keys != journey.usual, [rows[key] for key in keys]))
    by_id = {s.stretch_id: s for s in catalogue.stretches}
    return tuple(_walk(catalogue, journey, [by_id[key] for key in keys], back=back) for keys in paths)


def _walk(catalogue: Catalogue, journey: Journey, stretches: Sequence[Stretch], *, back: bool) -> Way:
    """Go along a way: its places, and the stops at each."""
    places = [journey.from_place]
    for stretch in stretches:
        places.append(stretch.to_place if stretch.from_place == places[-1] else stretch.from_place)
    outer = (journey.comes_from, journey.goes_to)
    travelled = list(stretches)
    if back:
        travelled.reverse()
        places.reverse()
        outer = (journey.goes_to, journey.comes_from)
    lands = [outer[0], *(s.country or SEA for s in travelled), outer[1]]
    passages = tuple(
        _stops_at(catalogue.journey_stops, place, travelled[max(number - 1, 0) : number + 1], lands)
        for number, place in enumerate(places)
    )
    return Way(tuple(travelled), tuple(places), passages, back)


def _stops_at(
    stops: Sequence[JourneyStop], place: str, around: Sequence[Stretch], lands: Sequence[str]
) -> tuple[Passage, ...]:
    """List the stops at a place, the side that is left before the side that is entered."""
    modes = {stretch.mode for stretch in around}
    found = []
    for stop in stops:
        if stop.place_id != place or (stop.mode and stop.mode not in modes):
            continue
        direction = _direction(stop, lands)
        if stop.kind == TRANSFER:
            if len(modes) > 1 and SEA not in modes:
                found.append(Passage(stop, ""))
        elif direction and not (stop.kind == "vessel-wait" and direction == INBOUND):
            found.append(Passage(stop, "" if stop.kind in VESSEL_KINDS else direction))
    found.sort(key=lambda passage: _rank(passage, lands))
    return tuple(found)


def _direction(stop: JourneyStop, lands: Sequence[str]) -> str:
    """Return whether the country of a stop is left or entered there; blank when the way does not cross there."""
    if stop.country not in lands or stop.faces not in lands:
        return ""
    return OUTBOUND if lands.index(stop.country) < lands.index(stop.faces) else INBOUND


def _rank(passage: Passage, lands: Sequence[str]) -> tuple[int, int]:
    """Sort stops at one place: by side, then clearance before waiting for a ship, handling first after one."""
    boarding = _direction(passage.stop, lands) == OUTBOUND
    kinds = ("border", "port", "transfer", "vessel-wait", "vessel-handling")
    order = kinds.index(passage.stop.kind) if passage.stop.kind in kinds else len(kinds)
    return (0 if boarding else 1, order if boarding else -order)
