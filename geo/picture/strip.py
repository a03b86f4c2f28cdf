"""A way as a strip of map that shares its axis of kilometres with the chart below it.

Every place of the way stands at its kilometre, so that the map is stretched from east to west, here more and there
less. That is honest only where the way keeps its direction: where it turns back, or runs north and south, the strip
keeps the shape of the map instead, and numbers tell which place stands at which kilometre.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import shapely

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import trace_leg
from geo.map.basemap import OVERVIEW_FILE
from geo.picture.basemap import read_sheet
from geo.projection import to_world

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary
    from geo.picture.basemap import Layer

ALONG: Final = 4000
"""Parts that a way on a shared axis is divided into."""
HIGH: Final = 1000
"""Parts that the height of a strip is divided into."""
HEIGHT_PX: Final = 150.0
WIDTH_PX: Final = 860.0
"""What a strip is drawn for; it may become narrower or wider."""
FILLED: Final = 0.58
"""Most of its height that the way may take up: names stand above and below."""
BEYOND: Final = 0.2
"""Part of the length of the way that is drawn before its start and after its end."""
WIDEST: Final = 10.0
"""Width by height of the widest strip that keeps the shape of the map."""
APART: Final = 0.012
"""Places closer to each other than this part of the way do not stretch the map between them."""
MOST_OFF: Final = 0.1
"""A way may be off its own kilometres by so much of its length for the axis to be shared."""
TOLERANCE_PX: Final = 0.7
LEAST_AREA_PX: Final = 1500.0
"""A country that shows less than this is not named."""

Line: TypeAlias = tuple[int, ...]
"""x, y, x, y, …"""


@dataclass(frozen=True, slots=True)
class StripLeg:
    """A leg as it is drawn; `drawn` is False where a straight line stands in for a course that is not known."""

    id: str
    mode: str
    line_ids: tuple[str, ...]
    drawn: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of map.

    Attributes
    ----------
    shared
        True when x is in `ALONG` parts of the way; else both are in `HIGH` parts of the height, 0 in the middle.
    west
        True when the way leads westwards: kilometres then grow to the left.
    land
        (country, rings) of each area; an area may be in it more than once.
    water, borders
        Rings, and (status, line).
    names
        (country, x, y): where its name may stand, the largest first.
    places
        (place, x, y) of every place of the way, in the order of travel.
    """

    shared: bool
    west: bool
    land: tuple[tuple[str, tuple[Line, ...]], ...]
    water: tuple[tuple[Line, ...], ...]
    borders: tuple[tuple[str, Line], ...]
    names: tuple[tuple[str, int, int], ...]
    legs: tuple[StripLeg, ...]
    places: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the places of a way are, and whether chart and map can share an axis.

    Attributes
    ----------
    knots
        (x of the world, kilometres) between which the map is stretched evenly, from west to east.
    """

    shared: bool
    west: bool
    km: float
    knots: tuple[tuple[float, float], ...]

    def to_km(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn positions from west to east into kilometres; beyond the ends at the mean of the whole way."""
        at, km = (np.array(side) for side in zip(*self.knots, strict=True))
        rate = (km[-1] - km[0]) / (at[-1] - at[0])
        inside = np.interp(x, at, km)
        return np.asarray(inside + (np.minimum(x - at[0], 0.0) + np.maximum(x - at[-1], 0.0)) * rate)


@lru_cache(maxsize=64)
def find_axis(catalogue: Catalogue, itinerary: Itinerary) -> Axis:
    """Find where the places of a way are, and whether chart and map can share an axis."""
    courses = _courses(catalogue, itinerary)
    ends = _ends(itinerary)
    at = [float(course[0, 0]) for course in courses] + [float(courses[-1][-1, 0])]
    west, km = at[-1] < at[0], ends[-1]
    knots = _thin(list(zip(at, ends, strict=True)), km)
    steps = [(b - a) * (-1 if west else 1) for (a, _), (b, _) in pairwise(knots)]
    if not km or min(steps, default=0.0) <= 0.0:
        return Axis(shared=False, west=west, km=km, knots=())
    axis = Axis(shared=True, west=west, km=km, knots=tuple(sorted(knots)))
    off = max(
        float(np.max(np.abs(axis.to_km(course[:, 0]) - _kilometres(course, *span))))
        for course, span in zip(courses, pairwise(ends), strict=True)
    )
    return axis if off <= MOST_OFF * km else Axis(shared=False, west=west, km=km, knots=())


def _courses(catalogue: Catalogue, itinerary: Itinerary) -> list[NDArray[np.float64]]:
    lines = vertices_by_line(catalogue)
    traced = (trace_leg(catalogue, lines, leg) for leg in itinerary.legs)
    return [to_world(np.array([(point.lon, point.lat) for point in points])) for points in traced]


def _ends(itinerary: Itinerary) -> list[float]:
    return [0.0, *np.cumsum([leg.length.km for leg in itinerary.legs]).tolist()]


def _thin(places: Sequence[tuple[float, float]], km: float) -> list[tuple[float, float]]:
    """Leave out places that nearly coincide with the one before; both ends stay."""
    kept = [places[0]]
    for place in places[1:-1]:
        if min(place[1] - kept[-1][1], km - place[1]) > APART * km:
            kept.append(place)
    return [*kept, places[-1]]


def _kilometres(course: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    """Tell how many kilometres of the way lie before each vertex of a leg."""
    steps = np.hypot(*np.diff(course, axis=0).T)
    gone = np.concatenate(([0.0], np.cumsum(steps)))
    return np.asarray(start + (end - start) * gone / (gone[-1] or 1.0))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where the strip lies on the map, in pixels of the world at zoom 0, and how it is drawn."""

    axis: Axis
    left: float
    right: float
    top: float
    bottom: float

    def place(self, world: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn positions of the world into pixels of a strip of the usual size, before it is rounded."""
        y = (world[:, 1] - self.top) / (self.bottom - self.top) * HEIGHT_PX
        if not self.axis.shared:
            x = (world[:, 0] - (self.left + self.right) / 2) / (self.bottom - self.top) * HEIGHT_PX
            return np.column_stack((x, y))
        along = self.axis.to_km(world[:, 0]) / self.axis.km * WIDTH_PX
        return np.column_stack((along, y))

    def write(self, pixels: NDArray[np.float64]) -> Line:
        """Round pixels to the parts that a strip is divided into."""
        wide = ALONG / WIDTH_PX if self.axis.shared else HIGH / HEIGHT_PX
        scaled = np.rint(pixels * (wide, HIGH / HEIGHT_PX)).astype(int)
        return tuple(scaled.ravel().tolist())


def _lay_out(axis: Axis, courses: Sequence[NDArray[np.float64]]) -> _Sheet:
    """Choose the part of the map: the way with room above and below, at its own scale where there is enough height."""
    every = np.concatenate(courses)
    (west, north), (east, south) = every.min(axis=0), every.max(axis=0)
    middle, needed = (north + south) / 2, (south - north) / FILLED
    if axis.shared:
        high = max(needed, (east - west) / WIDTH_PX * HEIGHT_PX)
        edge = (east - west) * BEYOND
        return _Sheet(axis, west - edge, east + edge, middle - high / 2, middle + high / 2)
    high = max(needed, (east - west) / (WIDTH_PX / HEIGHT_PX * FILLED))
    across = (west + east) / 2
    return _Sheet(axis, across - high * WIDEST / 2, across + high * WIDEST / 2, middle - high / 2, middle + high / 2)


@lru_cache(maxsize=32)
def draw_strip(catalogue: Catalogue, itinerary: Itinerary) -> Strip:
    """Draw a way as a strip of map.

    Parameters
    ----------
    catalogue, itinerary
        The way: its places, and the course of its legs. Where the map draws no course, the straight line is drawn.
    """
    axis, courses = find_axis(catalogue, itinerary), _courses(catalogue, itinerary)
    sheet = _lay_out(axis, courses)
    ground = read_sheet(OVERVIEW_FILE)
    land = [(word, area) for word, area in _cut(ground.land, sheet) if area.geom_type == "Polygon"]
    ends = [course[0] for course in courses] + [courses[-1][-1]]
    at = sheet.write(sheet.place(np.array(ends)))
    return Strip(
        shared=axis.shared,
        west=axis.west,
        land=tuple((word, _rings(area, sheet)) for word, area in land),
        water=tuple(_rings(area, sheet) for _, area in _cut(ground.water, sheet) if area.geom_type == "Polygon"),
        borders=tuple(
            (status, sheet.write(shapely.get_coordinates(line)))
            for status, line in _cut(ground.borders, sheet)
            if line.geom_type == "LineString"
        ),
        names=_name(land, sheet),
        legs=tuple(
            StripLeg(
                leg.id, leg.stretch.mode, leg.stretch.line_ids, bool(leg.stretch.line_ids),
                sheet.write(_simple(sheet.place(course))),
            )
            for leg, course in zip(itinerary.legs, courses, strict=True)
        ),
        places=tuple(zip(itinerary.way.places, at[::2], at[1::2], strict=True)),
    )  # fmt: skip


def _cut(layer: Layer, sheet: _Sheet) -> Iterator[tuple[str, BaseGeometry]]:
    """Cut a layer of the base map to the strip, part by part, in its pixels."""
    box = shapely.box(sheet.left, sheet.top, sheet.right, sheet.bottom)
    for index in sorted(layer.tree.query(box).tolist()):
        cut = shapely.intersection(layer.shapes[index], box)
        for part in shapely.get_parts(shapely.line_merge(cut) if cut.geom_type == "MultiLineString" else cut):
            drawn = shapely.simplify(shapely.transform(part, sheet.place), TOLERANCE_PX)
            if not drawn.is_empty and (drawn.area or drawn.length) > 1.0:
                yield layer.words[index], drawn


def _simple(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(shapely.simplify(shapely.LineString(pixels), TOLERANCE_PX)))


def _rings(area: BaseGeometry, sheet: _Sheet) -> tuple[Line, ...]:
    return tuple(
        sheet.write(shapely.get_coordinates(ring)) for polygon in shapely.get_parts(area)
        for ring in (polygon.exterior, *polygon.interiors)
    )  # fmt: skip


def _name(land: Sequence[tuple[str, BaseGeometry]], sheet: _Sheet) -> tuple[tuple[str, int, int], ...]:
    """Find where the names of countries may stand: in the middle of what is seen of each."""
    seen = shapely.box(0.0, 0.0, WIDTH_PX, HEIGHT_PX)
    if not sheet.axis.shared:
        seen = shapely.box(-WIDTH_PX / 2, 0.0, WIDTH_PX / 2, HEIGHT_PX)
    largest: dict[str, BaseGeometry] = {}
    for word, area in land:
        for part in shapely.get_parts(shapely.intersection(shapely.make_valid(area), seen)):
            if part.area > max(LEAST_AREA_PX, largest[word].area if word in largest else 0.0):
                largest[word] = part
    ordered = sorted(largest.items(), key=lambda one: -one[1].area)
    named = [(word, shapely.point_on_surface(part)) for word, part in ordered if word]
    at = [sheet.write(np.array([[point.x, point.y]])) for _, point in named]
    return tuple((word, x, y) for (word, _), (x, y) in zip(named, at, strict=True))
