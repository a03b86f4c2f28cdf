"""What the map beside the record shows; without a part of Streamlit, as the first document asks for it as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.cooperation.far_places import find_far
from geo.cooperation.timeline import count_places, find_positions, list_events
from panels.record.asked import read_places, read_wanted
from panels.view import Mark, View

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.catalogue import Catalogue
    from geo.records.cooperation import Event
    from panels.reader import Reader

MAP_LAYERS: Final = ("corridor",)


def choose_view(reader: Reader) -> View:
    """Choose what the map shows: the places of the events that answer, wherever they are, with the chosen one."""
    place = read_places(reader)
    everywhere = list_events(reader.catalogue, replace(read_wanted(reader), places=()))
    return View(layers=MAP_LAYERS, marks=list_marks(reader.catalogue, everywhere, place), site="".join(place))


def list_marks(catalogue: Catalogue, events: Sequence[Event], chosen: Collection[str]) -> tuple[Mark, ...]:
    """Mark the places of events; the map fits them without a lone one far away, unless that is the chosen one."""
    located = count_places(catalogue, events)
    far = find_far(find_positions(catalogue, located), located, chosen)
    return tuple(Mark(place, number, far=place in far) for place, number in located.items())
