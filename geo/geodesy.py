"""Distances and bounds on the ellipsoid (WGS84)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from geographiclib.geodesic import Geodesic

from geo.errors import GeometryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_LATITUDE_DEG = 90.0
MAX_LONGITUDE_DEG = 180.0
LONGEST_DEGREE_KM: Final = 111.7
"""No degree of latitude or longitude is longer (WGS84: 111.694 km, of latitude at the poles)."""
SHORTEST_DEGREE_OF_LATITUDE_KM: Final = 110.5
"""No degree of latitude is shorter (WGS84: 110.574 km, at the equator)."""
WGS84_KM: Final = Geodesic(6378.137, 1 / 298.257223563)
"""The ellipsoid in kilometres, with the numbers of geopy."""
SHORT_DEG: Final = 0.3
"""A segment shorter than this, north and east, is measured by the radii of curvature at its middle."""


class Point(NamedTuple):
    """A position, latitude first, in degrees, WGS84."""

    lat: float
    lon: float


class Bounds(NamedTuple):
    """A box between two corners, in degrees, WGS84; it never crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


def point(lat: float, lon: float) -> Point:
    """Make a checked position: folium takes latitude 91 and geopy wraps longitude 400 without a word.

    Parameters
    ----------
    lat, lon
        Degrees, WGS84.

    Returns
    -------
    position

    Raises
    ------
    GeometryError
        When a value is not a number or out of range.
    """
    if not (math.isfinite(lat) and abs(lat) <= MAX_LATITUDE_DEG):
        msg = f"latitude {lat} is not between -90 and 90 degrees"
        raise GeometryError(msg)
    if not (math.isfinite(lon) and abs(lon) <= MAX_LONGITUDE_DEG):
        msg = f"longitude {lon} is not between -180 and 180 degrees"
        raise GeometryError(msg)
    return Point(lat, lon)


def to_lonlat(position: Point) -> tuple[float, float]:
    """Turn (lat, lon), the order of folium and geopy, into (lon, lat), the order of GeoJSON."""
    return (position.lon, position.lat)


@lru_cache(maxsize=1 << 12)
def measure_km(start: Point, end: Point) -> float:
    """Measure the geodesic between two points.

    Parameters
    ----------
    start, end
        Positions in degrees, WGS84.

    Returns
    -------
    distance
        Kilometres, never negative.

    Notes
    -----
    Geodesics after Karney (2013), as geopy measures them, without what it loads and builds for each. A latitude beyond
    a pole has no distance (NaN). What was measured is kept: of a changed table, most points are where they were.
    """
    return float(WGS84_KM.Inverse(*start, *end, Geodesic.DISTANCE)["s12"])


def bound_km(start: Point, end: Point) -> float:
    """Tell how far apart two points are at most, for a hundredth of the work of `measure_km`.

    Parameters
    ----------
    start, end
        Positions in degrees, WGS84.

    Returns
    -------
    distance
        Kilometres along a meridian and a parallel, each degree taken as long as the longest one.
    """
    return (abs(start.lat - end.lat) + abs(start.lon - end.lon)) * LONGEST_DEGREE_KM


def least_km(start: Point, end: Point) -> float:
    """Tell how far apart two points are at least: as far as the parallels that they lie on.

    Parameters
    ----------
    start, end
        Positions in degrees, WGS84.

    Returns
    -------
    distance
        Kilometres along a meridian, each degree taken as long as the shortest one.
    """
    return abs(start.lat - end.lat) * SHORTEST_DEGREE_OF_LATITUDE_KM


def measure_line_km(vertices: Sequence[Point]) -> float:
    """Sum the geodesics between neighbouring vertices.

    Parameters
    ----------
    vertices
        Positions in degrees, WGS84.

    Returns
    -------
    length
        Kilometres; 0.0 for fewer than two vertices.

    Notes
    -----
    Long segments as in `measure_km`. Short ones by the middle latitude and the radii of curvature there, all at once:
    the length differs from the geodesic by less than 2 m in 100 km, and a line of a thousand vertices takes no time.
    """
    if len(vertices) < 2:  # noqa: PLR2004 - a line has two ends
        return 0.0
    places = np.asarray(vertices, dtype=float)
    steps = np.diff(places, axis=0)
    short = np.abs(steps).max(axis=1) < SHORT_DEG
    long = math.fsum(measure_km(vertices[n], vertices[n + 1]) for n in np.flatnonzero(~short).tolist())
    north, east = np.radians(steps[short]).T
    middle = np.radians((places[:-1, 0] + places[1:, 0])[short] / 2)
    flat = Geodesic.WGS84.f * (2 - Geodesic.WGS84.f)
    bend = 1 - flat * np.sin(middle) ** 2
    across = Geodesic.WGS84.a / 1000 / np.sqrt(bend)
    return long + math.fsum(np.hypot(across * (1 - flat) / bend * north, across * np.cos(middle) * east).tolist())


def trace_geodesic(start: Point, end: Point, steps: int) -> tuple[Point, ...]:
    """Trace the shortest way between two points over the ellipsoid.

    Parameters
    ----------
    start, end
        Positions in degrees, WGS84; both are on the way.
    steps
        Number of equal parts, 1 or more.

    Returns
    -------
    vertices
        One more than there are parts.

    Notes
    -----
    Karney (2013), as in `measure_km`.
    """
    way = Geodesic.WGS84.InverseLine(*start, *end)
    found = (way.Position(way.s13 * step / steps) for step in range(1, steps))
    return (start, *(Point(float(at["lat2"]), float(at["lon2"])) for at in found), end)


def bounds_of(positions: Iterable[Point]) -> Bounds | None:
    """Find the smallest box around positions; None when there are none."""
    known = list(positions)
    if not known:
        return None
    lats = [p.lat for p in known]
    lons = [p.lon for p in known]
    return Bounds(min(lats), min(lons), max(lats), max(lons))


def widen(bounds: Bounds, margin_km: float) -> Bounds:
    """Move every side of a box outwards.

    Parameters
    ----------
    bounds
        The box.
    margin_km
        How far, 0 or more; north and south along the meridian, east and west at the middle latitude.

    Returns
    -------
    wider
        Never beyond the poles or the antimeridian.
    """
    from geopy.distance import geodesic  # noqa: PLC0415 - it loads what fetches web pages, and reading tables does without

    middle = (bounds.south + bounds.north) / 2
    north = float(geodesic(kilometers=margin_km).destination((middle, 0.0), bearing=0).latitude) - middle
    east = float(geodesic(kilometers=margin_km).destination((middle, 0.0), bearing=90).longitude)
    return Bounds(
        max(-MAX_LATITUDE_DEG, bounds.south - north),
        max(-MAX_LONGITUDE_DEG, bounds.west - east),
        min(MAX_LATITUDE_DEG, bounds.north + north),
        min(MAX_LONGITUDE_DEG, bounds.east + east),
    )
