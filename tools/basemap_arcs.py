"""Arcs of a coverage: cut polygons where borders meet, thin each arc once, put the polygons together again.

Every border is one arc, shared by the two polygons beside it, so that a simplified map has neither gaps nor
overlaps. How much an arc may be thinned is said for each vertex, so that a border can be fine at one end and coarse
at the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ring = list[tuple[int, bool]]

KM_PER_DEGREE = 111.2
# Coordinates are compared at this scale: the source has four decimals, cuts between shapes may have more.
KEYS_PER_DEGREE = 1e6
SMALLEST_RING = 4
REFINEMENTS = 14
KNOT_DEGREES = 0.001  # what is smaller than this is the noise of the source itself


@dataclass(slots=True)
class Arc:
    """A line between two junctions, or a closed ring.

    Attributes
    ----------
    points
        Vertices, (lon, lat) in degrees.
    sides
        Names of the one or two shapes that it bounds.
    """

    points: Floats
    sides: list[str] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether it is a ring without a junction."""
        return bool(np.array_equal(self.points[0], self.points[-1]))


@dataclass(slots=True)
class Topology:
    """Arcs, and for each shape its polygons as rings of (arc, walked backwards)."""

    arcs: list[Arc]
    shapes: dict[str, list[list[Ring]]]


def build_topology(
    shapes: Mapping[str, shapely.MultiPolygon], kind_of: Callable[[Floats], Sequence[object]]
) -> Topology:
    """Cut a clean coverage into arcs.

    Parameters
    ----------
    shapes
        Shapes by name; where two touch they have the same vertices.
    kind_of
        Says a label for each of some vertices; an arc is also cut where the label changes.

    Returns
    -------
    topology
        Every border once.
    """
    rings = [
        (name, polygon, number, shapely.get_coordinates(ring)[:-1])
        for name, shape in shapes.items()
        for polygon, part in enumerate(shape.geoms)
        for number, ring in enumerate((part.exterior, *part.interiors))
    ]
    keys = [[tuple(pair) for pair in np.rint(points * KEYS_PER_DEGREE).astype(int).tolist()] for *_, points in rings]
    junctions = _junctions(keys)
    kinds = kind_of(np.vstack([points for *_, points in rings]))
    at = 0
    topology = Topology([], {name: [[] for _ in shape.geoms] for name, shape in shapes.items()})
    known: dict[object, int] = {}
    for (name, polygon, _, points), ring in zip(rings, keys, strict=True):
        starts = _cuts(ring, junctions, kinds[at : at + len(ring)])
        at += len(ring)
        walk = [_register(topology.arcs, known, name, part) for part in _parts(points, ring, starts)]
        topology.shapes[name][polygon].append(walk)
    return topology


def _junctions(rings: Iterable[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    beside: dict[tuple[int, int], frozenset[tuple[int, int]]] = {}
    junctions = set()
    for ring in rings:
        for number, here in enumerate(ring):
            pair = frozenset((ring[number - 1], ring[(number + 1) % len(ring)]))
            if beside.setdefault(here, pair) != pair:
                junctions.add(here)
    return junctions


def _cuts(ring: list[tuple[int, int]], junctions: set[tuple[int, int]], kinds: Sequence[object]) -> list[int]:
    """Where to cut; a change of kind cuts at the vertex that comes first in no matter which direction."""
    cuts = {number for number, key in enumerate(ring) if key in junctions}
    for number, key in enumerate(ring):
        if kinds[number] != kinds[number - 1]:
            cuts.add(number if key < ring[number - 1] else (number - 1) % len(ring))
    return sorted(cuts)


def _parts(points: Floats, ring: list[tuple[int, int]], cuts: list[int]) -> Iterator[Floats]:
    if not cuts:
        start = ring.index(min(ring))
        yield np.vstack([points[start:], points[: start + 1]])
        return
    for here, there in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        yield points[np.arange(here, there + 1) % len(ring)]


def _register(arcs: list[Arc], known: dict[object, int], name: str, points: Floats) -> tuple[int, bool]:
    whole = np.rint(points * KEYS_PER_DEGREE).astype(int)
    forward, backward = whole.tobytes(), whole[::-1].tobytes()
    for key, reverse in ((forward, False), (backward, True)):
        if key in known:
            arcs[known[key]].sides.append(name)
            return known[key], reverse
    known[forward] = len(arcs)
    arcs.append(Arc(points, [name]))
    return len(arcs) - 1, False


def thin(points: Floats, tolerance_km: Floats) -> Floats:
    """Thin a line after Douglas and Peucker, with a tolerance of its own at each vertex.

    Parameters
    ----------
    points
        Vertices, (lon, lat) in degrees; a closed line stays closed.
    tolerance_km
        How far the thinned line may be from each vertex.

    Returns
    -------
    kept
        Indices of the vertices to keep, in order.
    """
    flat = points * KM_PER_DEGREE
    flat[:, 0] *= np.cos(np.radians(points[:, 1].mean()))
    kept = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    if np.array_equal(points[0], points[-1]):
        far = int(np.argmax(np.hypot(*(flat - flat[0]).T)))
        kept.add(far)
        stack = [(0, far), (far, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:  # noqa: PLR2004 - nothing between neighbours
            continue
        inner = flat[first + 1 : last]
        excess = _distance(inner, flat[first], flat[last]) / tolerance_km[first + 1 : last]
        worst = int(np.argmax(excess))
        if excess[worst] > 1:
            middle = first + 1 + worst
            kept.add(middle)
            stack += [(first, middle), (middle, last)]
    return np.array(sorted(kept))


def _distance(points: Floats, start: Floats, end: Floats) -> Floats:
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    across, up = (points - start - share[:, None] * along).T
    distance: Floats = np.hypot(across, up)
    return distance


@dataclass(slots=True)
class Thinned:
    """A topology with thinned, rounded arcs; an arc that has become too small is None."""

    topology: Topology
    arcs: list[list[tuple[float, float]] | None]

    def polygons(self, name: str) -> list[list[list[tuple[float, float]]]]:
        """Put the polygons of a shape together; the ones that have become too small are left out."""
        found = []
        for rings in self.topology.shapes[name]:
            lines = [self._walk(ring) for ring in rings]
            if lines[0]:
                found.append([line for line in lines if line])
        return found

    def _walk(self, ring: Ring) -> list[tuple[float, float]]:
        line: list[tuple[float, float]] = []
        for number, backwards in ring:
            points = self.arcs[number]
            if points is None:
                continue
            line += points[::-1] if backwards else points
        line = [point for number, point in enumerate(line) if number == 0 or point != line[number - 1]]
        return line if len(line) >= SMALLEST_RING else []


def small_rings(topology: Topology, allowed: Sequence[Floats], smallest_km2: Callable[[float], float]) -> set[int]:
    """Find the islands and enclaves that are too small to be drawn."""
    return {
        n
        for n, arc in enumerate(topology.arcs)
        if arc.closed and _area_km2(arc.points) < smallest_km2(float(allowed[n].min()))
    }


def _area_km2(points: Floats) -> float:
    return float(abs(shapely.Polygon(points).area) * KM_PER_DEGREE**2 * np.cos(np.radians(points[:, 1].mean())))


def decimals_for(tolerance_km: float) -> int:
    """Say with how many decimals a vertex is written: rounding stays well below the tolerance."""
    return next(
        (decimals for limit, decimals in ((0.005, 5), (0.2, 4), (2.0, 3), (15.0, 2)) if tolerance_km < limit), 1
    )
