"""Lengths along the lines of the map: between places, between any two points, and from line to line."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.errors import GeometryError, RouteError
from geo.geodesy import Point, measure_km, measure_line_km
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.records.places import Waypoint

Vertices = tuple[tuple[str, Point], ...]


def vertices_by_line(waypoints: Sequence[Waypoint]) -> dict[str, Vertices]:
    """Collect the vertices of every line in travel order.

    Parameters
    ----------
    waypoints
        Rows of all lines, in any order.

    Returns
    -------
    vertices
        Line id → (place id or blank, position) of each vertex.
    """
    found: dict[str, list[tuple[str, Point]]] = {}
    for row in sorted(waypoints, key=lambda w: (w.line_id, w.seq)):
        found.setdefault(row.line_id, []).append((row.place_id, Point(row.lat, row.lon)))
    return {line_id: tuple(vertices) for line_id, vertices in found.items()}


def trace(lines: Mapping[str, Vertices], line_ids: Sequence[str], start: str, end: str) -> tuple[Point, ...]:
    """Follow lines from one place to another, changing at the places they share.

    Parameters
    ----------
    lines
        As `vertices_by_line` gives them.
    line_ids
        Lines in the order of travel, one at least; each may be followed either way.
    start, end
        Place ids of vertices of the first and of the last line.

    Returns
    -------
    positions
        Every vertex on the way, (lat, lon).

    Raises
    ------
    RouteError
        When a place is not on its line, or two lines share no place.
    """
    way: list[Point] = []
    here = start
    for number, line_id in enumerate(line_ids):
        last = number == len(line_ids) - 1
        there = end if last else _shared(lines, line_id, line_ids[number + 1])
        piece = _between(lines.get(line_id, ()), line_id, here, there)
        way.extend(piece[1:] if way else piece)
        here = there
    return tuple(way)


def _shared(lines: Mapping[str, Vertices], line_id: str, other: str) -> str:
    """Find the place where one line is left for another."""
    known = [place for place, _ in lines.get(line_id, ()) if place]
    ends = {place for place, _ in lines.get(other, ()) if place}
    shared = [place for place in known if place in ends]
    if not shared:
        msg = tell("the lines {one} and {other} share no place", one=line_id, other=other)
        raise RouteError(msg)
    return shared[-1]


def _between(vertices: Vertices, line_id: str, start: str, end: str) -> list[Point]:
    places = [place for place, _ in vertices]
    for place in (start, end):
        if place not in places:
            msg = tell("{place} is no vertex of the line {line}", place=place, line=line_id)
            raise RouteError(msg)
    first, last = places.index(start), places.index(end)
    step = 1 if last >= first else -1
    return [vertices[i][1] for i in range(first, last + step, step)]


def measure_between(vertices: Sequence[Point], start: Point, end: Point) -> float:
    """Measure the distance along a line between the two points on it nearest to start and end.

    Parameters
    ----------
    vertices
        Of the line, in travel order, (lat, lon) in degrees, WGS84.
    start, end
        Any points; each is projected onto the line first.

    Returns
    -------
    distance
        Geodesic length in kilometres, never negative; 0.0 when both project to one point.

    Raises
    ------
    GeometryError
        When the line has fewer than two vertices.

    Notes
    -----
    Geodesics after Karney (2013), through geopy. The projection takes each segment for straight on a plane whose
    degrees of longitude are shortened by the latitude, as the map draws it; the distances themselves are geodesics.
    """
    if len(vertices) < 2:  # noqa: PLR2004 - a line has two ends
        msg = "a line with fewer than two vertices cannot be measured along"
        raise GeometryError(msg)
    first, second = sorted((_foot(vertices, start), _foot(vertices, end)))
    between = vertices[first[0] + 1 : second[0] + 1]
    return measure_line_km((first[1], *between, second[1]))


def _foot(vertices: Sequence[Point], position: Point) -> tuple[int, Point, float]:
    """Find the point of a line nearest to a position: segment, point, distance in km; earlier feet sort first."""
    found = []
    for number, (a, b) in enumerate(pairwise(vertices)):
        shrink = math.cos(math.radians(position.lat))
        dx, dy = (b.lon - a.lon) * shrink, b.lat - a.lat
        square = dx * dx + dy * dy
        along = ((position.lon - a.lon) * shrink * dx + (position.lat - a.lat) * dy) / square if square else 0.0
        share = min(1.0, max(0.0, along))
        foot = Point(a.lat + share * (b.lat - a.lat), a.lon + share * (b.lon - a.lon))
        found.append((measure_km(position, foot), number, share, foot))
    away, number, share, foot = min(found, key=lambda one: one[:3])
    del share
    return number, foot, away


def distance_from(vertices: Sequence[Point], position: Point) -> float:
    """Measure how far a position is from a line, in kilometres."""
    return _foot(vertices, position)[2]
