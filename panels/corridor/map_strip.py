"""The strip of map above the chart: sent once for each journey, way and language; the chart's script draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.corridor.itinerary import site_of
from geo.corridor.words import place_name
from geo.picture.strip import ALONG, HIGH, draw_strip
from geo.sites.selection import member_states
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary
    from geo.language import Language
    from panels.corridor.choices import Chosen

COLOURS: Final = ("sea", "land", "member-land", "boundary")


def write_strip(catalogue: Catalogue, chosen: Chosen, sites: AbstractSet[str], language: Language) -> dict[str, Any]:
    """Write what the browser draws of the map.

    Parameters
    ----------
    catalogue, chosen
        The journey.
    sites
        Ids of the sites on the map: a place that is one of them carries its id.
    language
        For the names.
    """
    strip = draw_strip(catalogue, chosen.itinerary)
    colours = read_style().colours
    return {
        "question": chosen.question,
        "shared": strip.shared,
        "along": ALONG,
        "high": HIGH,
        "land": [[country, rings] for country, rings in strip.land],
        "water": strip.water,
        "borders": strip.borders,
        "members": sorted(member_states(catalogue)),
        "names": [[language.country(country).upper(), x, y] for country, x, y in strip.names],
        "legs": [
            {"id": leg.id, "mode": leg.mode, "lines": leg.line_ids, "drawn": leg.drawn, "line": leg.line}
            for leg in strip.legs
        ],
        "places": [
            {"x": x, "y": y, **told}
            for (_, x, y), told in zip(strip.places, _places(catalogue, chosen.itinerary, sites, language), strict=True)
        ],
        "look": {name: colours[name] for name in COLOURS} | {"land_name": colours["muted"]},
    }


def _places(
    catalogue: Catalogue, itinerary: Itinerary, sites: AbstractSet[str], language: Language
) -> Iterator[dict[str, Any]]:
    """Give each place its name, its kilometre, and the stop that a click on it marks: the longest that is known."""
    stops = {stop.id: stop for stop in itinerary.stops}
    km = 0.0
    for number, place in enumerate(itinerary.way.places):
        here = [stops[passage.stop.stop_id] for passage in itinerary.way.passages[number]]
        known = [stop for stop in here if stop.hours.value is not None]
        longest = max(known, key=lambda stop: stop.hours.value or 0.0, default=here[0] if here else None)
        yield {
            "name": place_name(catalogue, place, language),
            "km": km,
            "stop": longest.id if longest else "",
            "stops": [stop.id for stop in here],
            "gap": bool(here) and not known,
            "site": site_of(catalogue, longest, sites) if longest else "",
            "weight": (longest.hours.value or 0.0) if longest else 0.0,
        }
        km += itinerary.legs[number].length.km if number < len(itinerary.legs) else 0.0
