"""Whether a place lies in the country that its row says."""

from __future__ import annotations

import json
import math
from collections import Counter, UserDict
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import shapely

from geo.geodesy import Point, measure_km
from geo.messages import Message, tell, tell_both
from geo.tables.cells import plain
from geo.tables.fault import Fault
from geo.tables.number_hints import SWAPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

# Public border lines are up to 6 km apart at our sites, and a post stands at the line.
TOLERANCE_KM = 7.0
KM_PER_DEGREE = 111.2
MAX_LAT = 90.0
FAR_DETAIL = 0.02
NEAR_KM = 2 * TOLERANCE_KM
FEWEST_MOVED = 4
MOST_MISPLACED = 0.2
"""Share of the positions that may be wrong, each by itself."""
SAME_COUNTRIES = 0.75
"""Share of the misplaced positions whose true countries are stated in other such rows."""


@dataclass(frozen=True, slots=True)
class StatedPosition:
    """A position, and the country that a table puts it in."""

    lat: float
    lon: float
    country: str
    tolerance_km: float = TOLERANCE_KM


class Shapes(UserDict[str, "BaseGeometry"]):
    """Shapes of countries by alpha-3 code that never change, so that what was found by them can be kept."""

    __hash__ = object.__hash__


def read_countries(path: Path) -> Mapping[str, BaseGeometry]:
    """Read the shapes of the countries from the base map.

    Parameters
    ----------
    path
        GeoJSON whose features have a property ``iso3``.

    Returns
    -------
    countries
        Shapes by alpha-3 code; empty when there is no such file or it cannot be read.
    """
    try:
        return _read_shapes(path.read_bytes())
    except OSError:
        return {}


@lru_cache(maxsize=2)
def _read_shapes(raw: bytes) -> Mapping[str, BaseGeometry]:
    """Read shapes once: they are the same at every check."""
    parts: dict[str, list[BaseGeometry]] = {}
    try:
        text = raw.decode("utf-8")
        codes = [feature["properties"]["iso3"] for feature in json.loads(text)["features"]]
        for code, part in zip(codes, shapely.get_parts(shapely.from_geojson(text)).tolist(), strict=True):
            parts.setdefault(code, []).append(part if part.is_valid else part.buffer(0))
    except (ValueError, KeyError, TypeError, shapely.errors.ShapelyError):
        return Shapes()
    joined = {code: found[0] if len(found) == 1 else shapely.union_all(found) for code, found in parts.items() if code}
    return Shapes(joined)


def explain_misplaced(places: Sequence[StatedPosition], countries: Mapping[str, BaseGeometry]) -> dict[int, str]:
    """Find the misplaced positions, and say where lat and lon are swapped: those that pass the other way round.

    Parameters
    ----------
    places, countries
        As `find_misplaced` takes them.

    Returns
    -------
    misplaced
        As `find_misplaced` gives it.
    """
    misplaced = find_misplaced(places, countries)
    turned = [number for number in misplaced if abs(places[number].lon) <= MAX_LAT]
    others = [replace(places[number], lat=places[number].lon, lon=places[number].lat) for number in turned]
    still = find_misplaced(others, countries)
    for place, number in enumerate(turned):
        if place not in still:
            misplaced[number] = tell_both(misplaced[number], SWAPPED)
    return misplaced


@lru_cache(maxsize=64)
def _explain_once(places: tuple[StatedPosition, ...], countries: Shapes) -> Mapping[int, str]:
    """Find the misplaced positions of a table once, as long as none of them is moved."""
    return MappingProxyType(explain_misplaced(places, countries))


def find_misplaced(places: Sequence[StatedPosition], countries: Mapping[str, BaseGeometry]) -> dict[int, str]:
    """Find the positions that are too far from the country they are said to be in.

    Parameters
    ----------
    places
        What the tables say; a country that has no shape is passed over.
    countries
        Shapes by alpha-3 code, (lon, lat) in degrees.

    Returns
    -------
    misplaced
        By number in `places`: a sentence about where the position is instead.
    """
    if not countries:
        return {}
    inside: dict[int, set[str]] = {}
    for point, code in _containing([(place.lon, place.lat) for place in places], countries):
        inside.setdefault(point, set()).add(code)
    misplaced: dict[int, str] = {}
    rough: dict[str, BaseGeometry] = {}
    for number, place in enumerate(places):
        if place.country not in countries or place.country in inside.get(number, ()):
            continue
        country = _around(place.lat, place.lon, countries[place.country])
        if country.is_empty:
            if place.country not in rough:
                rough[place.country] = countries[place.country].simplify(FAR_DETAIL)
            country = rough[place.country]
        distance = distance_km(place.lat, place.lon, country)
        if distance > place.tolerance_km:
            misplaced[number] = _where(place, distance, inside.get(number, set()))
    return misplaced


def _containing(
    points: Sequence[tuple[float, float]], countries: Mapping[str, BaseGeometry]
) -> Iterator[tuple[int, str]]:
    """Yield each point, by number, with the code of each country that holds it."""
    codes = list(countries)
    tree = shapely.STRtree([shapely.Point(point) for point in points])
    for country, point in tree.query(list(countries.values()), predicate="intersects").T.tolist():
        yield point, codes[country]


def _around(lat: float, lon: float, country: BaseGeometry) -> BaseGeometry:
    """Cut out what lies around a position; empty when the country is far away."""
    reach = NEAR_KM / KM_PER_DEGREE
    squeezed = reach / _squeeze(lat)
    return shapely.clip_by_rect(country, lon - squeezed, lat - reach, lon + squeezed, lat + reach)


def _squeeze(lat: float) -> float:
    """Give the length of a degree of longitude in degrees of latitude."""
    return math.cos(math.radians(min(abs(lat), MAX_LAT - 1)))


def distance_km(lat: float, lon: float, country: BaseGeometry) -> float:
    """Measure how far a position is from a country.

    Parameters
    ----------
    lat, lon
        Degrees, WGS84.
    country
        Shape, (lon, lat) in degrees.

    Returns
    -------
    distance
        Kilometres along the geodesic to the nearest point; 0.0 inside; infinite for an empty shape.

    Notes
    -----
    The nearest point is looked for on a map squeezed for the latitude, which is exact near by and rough
    far away; its distance is then measured on the ellipsoid.
    """
    if country.is_empty:
        return math.inf
    squeeze = _squeeze(lat)
    flat = shapely.transform(country, lambda pairs: pairs * (squeeze, 1.0))
    nearest = shapely.shortest_line(shapely.Point(lon * squeeze, lat), flat)
    x, y = shapely.get_coordinates(nearest)[-1].tolist()
    return measure_km(Point(lat, lon), Point(y, x / squeeze))


def _where(place: StatedPosition, distance: float, inside: set[str]) -> str:
    """Say where a misplaced position is instead."""
    told = {"km": f"{distance:,.0f}", "country": place.country}
    if not inside:
        return tell("The position is {km} km outside {country}.", **told)
    return tell("The position is {km} km outside {country}, in {other}.", **told, other=", ".join(sorted(inside)))


def check_positions(
    values: Mapping[str, Values], dictionary: Dictionary, countries: Mapping[str, BaseGeometry]
) -> Iterator[Fault]:
    """Ask that every position lies within 7 km of the country its row states.

    Parameters
    ----------
    values
        The tables; those with lat, lon and country are looked at.
    dictionary
        What their columns are.
    countries
        Shapes by alpha-3 code.

    Yields
    ------
    fault
        One per misplaced row.
    """
    if not countries:
        return
    for table in values.values():
        if not {"lat", "lon", "country"} <= table.columns.keys():
            continue
        precise = "precision_km" if "precision_km" in table.columns else "lat"
        found = [cells for cells in table.select("lat", "lon", "country", precise) if None not in cells[1:3]]
        stated = [StatedPosition(lat, lon, code, _tolerance(precise, km)) for _, lat, lon, code, km in found]
        columns = {column.column: column for column in dictionary.columns[table.name]}
        misplaced = (
            _explain_once(tuple(stated), countries)
            if isinstance(countries, Shapes)
            else explain_misplaced(stated, countries)
        )
        by_country = _are_others(misplaced, [cells[3] for cells in found])
        for number, where in misplaced.items():
            row, lat, lon, code, _ = found[number]
            if by_country:
                effect = dictionary.effect(columns["country"])
                yield Fault(table.file, row, "country", code, tell("the country of its position"), where, effect=effect)
                continue
            expected = tell("a position within {km:g} km of {country}", km=stated[number].tolerance_km, country=code)
            effect = dictionary.effect(columns["lat"])
            yield Fault(table.file, row, "lat", f"{plain(lat)}, {plain(lon)}", expected, where, effect=effect)


def _are_others(misplaced: Mapping[int, str], stated: Sequence[str]) -> bool:
    """Ask whether many positions lie in the countries that other rows state: these have changed rows, not they."""
    if len(misplaced) < FEWEST_MOVED or len(misplaced) < MOST_MISPLACED * len(stated):
        return False
    there = Counter(str(hint.values.get("other")) for hint in misplaced.values() if isinstance(hint, Message))
    said = Counter(stated[number] for number in misplaced)
    return (there & said).total() >= SAME_COUNTRIES * len(misplaced)


def _tolerance(heading: str, precision_km: float | None) -> float:
    """Allow for a position that is only roughly known."""
    return max(TOLERANCE_KM, precision_km or 0.0) if heading == "precision_km" else TOLERANCE_KM
