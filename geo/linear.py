"""Lengths along the lines of the map: between places, between any two points, and from line to line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import GeometryError, RouteError
from geo.geodesy import Point, measure_km, measure_line_km
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


Vertices = tuple[tuple[str, Point], ...]


def trace(lines: Mapping[str, Vertices], line_ids: Sequence[str], start: str, end: str) -> tuple[Point, ...]:
    """Follow lines from one place to another, changing at the places they share.

    Parameters
    ----------
    lines
        Line id → (place id or blank, position) of each vertex, in travel order.
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
        way.extend(piece[1:] if way[-1:] == piece[:1] else piece)
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
    Lengths as `measure_line_km` has them. The projection takes each segment for straight on a plane whose
    degrees of longitude are shortened by the latitude, as the map draws it; the distances themselves are geodesics.
    """
    if len(vertices) < 2:  # noqa: PLR2004 - a line has two ends
        msg = "a line with fewer than two vertices cannot be measured along"
        raise GeometryError(msg)
    first, second = sorted((find_foot(vertices, start), find_foot(vertices, end)))
    between = vertices[first[0] + 1 : second[0] + 1]
    return measure_line_km((first[2], *between, second[2]))


def find_foot(vertices: Sequence[Point], position: Point, first: int = 0) -> tuple[int, float, Point]:
    """Find the point of a line that is nearest to a position.

    Parameters
    ----------
    vertices
        Of the line, two or more.
    position
        Any point.
    first
        Segment at which the search begins.

    Returns
    -------
    foot
        Number of the segment, the share of it that lies before the point, and the point. Of several that are equally
        near, the first.
    """
    shrink = np.array([1.0, math.cos(math.radians(position.lat))])
    places = np.asarray(vertices[first:], dtype=float) * shrink
    starts, steps = places[:-1], np.diff(places, axis=0)
    square = (steps**2).sum(axis=1)
    along = ((np.asarray(position) * shrink - starts) * steps).sum(axis=1) / np.where(square > 0, square, 1.0)
    share = np.clip(along, 0.0, 1.0)
    away = np.hypot(*(starts + steps * share[:, None] - np.asarray(position) * shrink).T)
    number = int(away.argmin())
    before, after, part = vertices[first + number], vertices[first + number + 1], float(share[number])
    at = (before.lat + part * (after.lat - before.lat), before.lon + part * (after.lon - before.lon))
    return first + number, part, Point(*at)


def distance_from(vertices: Sequence[Point], position: Point) -> float:
    """Measure how far a position is from a line, in kilometres."""
    return measure_km(position, find_foot(vertices, position)[2])
