"""The course of every line: along its alignment where one is known, else from one named point to the next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.geodesy import Point, measure_line_km
from geo.linear import find_foot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.linear import Vertices
    from geo.records.places import Vertex, Waypoint

CHORD: Final = "chord"
"""How a part of a line is known that only joins neighbouring places."""
DIGITS: Final = 6
"""Decimals of a degree, a tenth of a metre, of the points where a line passes its places."""
SAME_DEG: Final = 1e-5
"""A metre: where a line passes a place so near to a vertex, it is that vertex."""
LAND_MODES: Final = ("rail", "road")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line that is known in one way and lies in one country.

    Attributes
    ----------
    basis
        Word of the vocabulary `alignment-basis`; blank at sea and in the air, where a course is drawn freely.
    country
        Alpha-3 code; blank at sea, and between two points of which neither stands on the border.
    vertices
        In travel order; the last one is the first of the next piece.
    """

    basis: str
    country: str
    vertices: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Where a line runs: its pieces, and its vertices with the places that the register has on it."""

    pieces: tuple[Piece, ...]
    vertices: Vertices

    @property
    def points(self) -> tuple[Point, ...]:
        """All vertices in travel order."""
        return tuple(at for _, at in self.vertices)

    def chord_share(self) -> float:
        """Say what share of the length only joins neighbouring places, 0 to 1."""
        lengths = [(piece.basis, measure_line_km(piece.vertices)) for piece in self.pieces]
        return sum(km for basis, km in lengths if basis == CHORD) / sum(km for _, km in lengths)


@dataclass(frozen=True, slots=True)
class _Node:
    """A vertex of a course: how far along (segment and share of it), its part, and the named point that it is."""

    along: float
    at: Point
    part: int
    place_id: str = ""


@lru_cache(maxsize=4)
def read_courses(catalogue: Catalogue) -> Mapping[str, Course]:
    """Find the course of every line, once for each version of the tables.

    Returns
    -------
    courses
        By line id; a line with fewer than two points has none.
    """
    rows: dict[str, list[Waypoint]] = {row.line_id: [] for row in catalogue.waypoints}
    for row in sorted(catalogue.waypoints, key=lambda row: row.seq):
        rows[row.line_id].append(row)
    aligned = _vertices_by_line(catalogue.vertices)
    modes = {line.line_id: line.mode for line in catalogue.lines}
    bases = {(row.line_id, row.part): row.basis for row in catalogue.alignments}
    found = {}
    for line_id, named in rows.items():
        if len(named) > 1 and line_id in modes:
            own = aligned.get(line_id, ())
            if len(own) > 1:
                # A part without a row claims no more than a straight line does; the check asks for its row.
                known = {vertex.part: bases.get((line_id, vertex.part), CHORD) for vertex in own}
                found[line_id] = _follow(tuple(named), tuple(own), tuple(known.items()))
            else:
                found[line_id] = _join(named, CHORD if modes[line_id] in LAND_MODES else "")
    return MappingProxyType(found)


def vertices_by_line(catalogue: Catalogue) -> dict[str, Vertices]:
    """Give the vertices of every line in travel order: place id or blank, and position."""
    return {line_id: course.vertices for line_id, course in read_courses(catalogue).items()}


def _vertices_by_line(vertices: Iterable[Vertex]) -> dict[str, list[Vertex]]:
    found: dict[str, list[Vertex]] = {}
    for vertex in sorted(vertices, key=lambda row: (row.line_id, row.seq)):
        found.setdefault(vertex.line_id, []).append(vertex)
    return found


def _countries(named: Sequence[Waypoint]) -> list[str]:
    """Say in which country the way between each two neighbouring points lies.

    The country of both ends; behind a point that stands on a border, the country that is led into; else none.
    """
    return [
        end.country if start.country == end.country or start.kind == "border" else "" for start, end in pairwise(named)
    ]


def _join(named: Sequence[Waypoint], basis: str) -> Course:
    """Draw a course straight from point to point."""
    vertices = tuple((row.place_id, Point(row.lat, row.lon)) for row in named)
    segments = [
        (basis, country, one, two) for country, (one, two) in zip(_countries(named), pairwise(vertices), strict=True)
    ]
    return Course(tuple(_gather((b, c, one[1], two[1]) for b, c, one, two in segments)), vertices)


@lru_cache(maxsize=64)
def _follow(named: tuple[Waypoint, ...], own: tuple[Vertex, ...], known: tuple[tuple[int, str], ...]) -> Course:
    """Draw a course along an alignment, with vertices where it passes the places and the borders.

    Kept by what it is drawn from, so that a new edition has only the lines followed that have changed.
    """
    bases = dict(known)
    points = tuple(Point(vertex.lat, vertex.lon) for vertex in own)
    feet = _find_feet(named, points)
    countries = _countries(named)
    turns = {n for n in range(1, len(named) - 1) if countries[n - 1] != countries[n]}
    nodes = [_Node(float(n), at, own[n].part) for n, at in enumerate(points)]
    for n, (row, (along, at)) in enumerate(zip(named, feet, strict=True)):
        if row.place_id or n in turns:
            here = Point(round(at.lat, DIGITS), round(at.lon, DIGITS))
            _insert(nodes, _Node(along, here, own[min(len(own) - 1, int(along) + 1)].part, row.place_id))
    ends = [along for along, _ in feet]
    segments = []
    for one, two in pairwise(nodes):
        number = bisect_right(ends, (one.along + two.along) / 2) - 1
        segments.append((bases[two.part], countries[number], one.at, two.at))
    return Course(tuple(_gather(segments)), tuple((node.place_id, node.at) for node in nodes))


def _find_feet(named: Sequence[Waypoint], points: Sequence[Point]) -> list[tuple[float, Point]]:
    """Find where an alignment passes its named points, in travel order; it begins and ends at the first and last.

    Points that stand on the line are found first, and hold the others in their order: a town beside the line, across a
    river from a border, may be nearest to what lies behind the border.
    """
    last = len(points) - 1
    feet: dict[int, tuple[float, Point]] = {0: (0.0, points[0]), len(named) - 1: (float(last), points[-1])}
    for on_line in (True, False):
        for n, row in enumerate(named):
            if n in feet or (row.off_line_km is None) != on_line:
                continue
            before = feet[max(known for known in feet if known < n)]
            after = feet[min(known for known in feet if known > n)]
            reach = points[: min(last, int(after[0]) + 1) + 1]
            segment, share, at = find_foot(reach, Point(row.lat, row.lon), min(int(before[0]), last - 1))
            feet[n] = min(after, max(before, (segment + share, at), key=_along), key=_along)
    return [feet[n] for n in range(len(named))]


def _along(foot: tuple[float, Point]) -> float:
    return foot[0]


def _insert(nodes: list[_Node], new: _Node) -> None:
    """Put a node where it belongs; one that falls on a vertex names it."""
    number = next(n for n, node in enumerate(nodes) if node.along >= new.along)
    for at in (number, number - 1):
        old = nodes[at]
        if max(abs(old.at.lat - new.at.lat), abs(old.at.lon - new.at.lon)) < SAME_DEG:
            nodes[at] = _Node(old.along, old.at, old.part, new.place_id or old.place_id)
            return
    nodes.insert(number, new)


def _gather(segments: Iterable[tuple[str, str, Point, Point]]) -> Iterator[Piece]:
    """Join neighbouring segments of the same kind."""
    kind: tuple[str, str] | None = None
    run: list[Point] = []
    for basis, country, start, end in segments:
        if (basis, country) != kind:
            if kind:
                yield Piece(*kind, tuple(run))
            kind, run = (basis, country), [start]
        run.append(end)
    if kind:
        yield Piece(*kind, tuple(run))
