"""Where an address stands in the stories: a story and one of its stops, always ones that exist."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panels.bridge.place import Place
from panels.ui.address import read_last

if TYPE_CHECKING:
    from geo.catalogue import Catalogue


def read_address(catalogue: Catalogue) -> Place:
    """Find the stop that the address names; what it does not know, it ignores.

    Returns
    -------
    place
        Always one that exists: without a story in the address the first, without a stop the first.
    """
    asked = read_last("story")
    story = asked if asked in catalogue.stories else next(iter(catalogue.stories), "")
    return known_place(catalogue, Place(story, read_number(read_last("stop"))))


def read_number(text: str) -> int:
    """Read the number of a stop; 1 when it is not a number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1  # noqa: PLR2004 - no story is longer


def known_place(catalogue: Catalogue, place: Place) -> Place:
    """Bring a place in the range of the stories and sites there are."""
    if place.story not in catalogue.stories:
        return Place("", 1)
    last = len(catalogue.stories[place.story].scenes)
    card = place.card if place.card in catalogue.sites else ""
    return replace(place, stop=min(max(place.stop, 1), last), card=card)
