"""Thin the arcs of a topology so that no line ever crosses another.

After Visvalingam: vertices go in the order of the area that the map loses with them. A vertex stays when another
vertex lies in the triangle it would leave empty, for then two lines would cross. Where the map has to be exact, the
distance from the source is kept within a bound as well.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from typing import TYPE_CHECKING

from tools.basemap_arcs import KM_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.basemap_arcs import Topology

EXACT_KM = 0.8  # up to this tolerance the distance from the source is bounded, beyond it only the area counts
CELLS_PER_DEGREE = 100


class Thinning:
    """Vertices of all arcs as linked lists; vertices can only be taken away.

    Attributes
    ----------
    x, y
        Degrees, by vertex.
    """

    def __init__(self, topology: Topology) -> None:
        self.x: list[float] = []
        self.y: list[float] = []
        self.before: list[int] = []
        self.after: list[int] = []
        self.arc: list[int] = []
        self.error_km: list[float] = []  # of the piece that ends at the vertex
        self.gone: list[bool] = []
        self.spans: list[tuple[int, int]] = []
        self.left: list[int] = []
        self.least: list[int] = []
        ends = Counter(frozenset(map(tuple, (a.points[0].tolist(), a.points[-1].tolist()))) for a in topology.arcs)
        for n, arc in enumerate(topology.arcs):
            first, size = len(self.x), len(arc.points)
            self.x += arc.points[:, 0].tolist()
            self.y += arc.points[:, 1].tolist()
            self.before += [-1, *range(first, first + size - 1)]
            self.after += [*range(first + 1, first + size), -1]
            self.arc += [n] * size
            self.gone += [False] * size
            self.spans.append((first, first + size))
            self.left.append(size)
            twins = ends[frozenset(map(tuple, (arc.points[0].tolist(), arc.points[-1].tolist())))] > 1
            self.least.append(4 if arc.closed else 3 if twins else 2)
        self.error_km = [0.0] * len(self.x)
        self.cells: dict[tuple[int, int], list[int]] = {}
        for v, (x, y) in enumerate(zip(self.x, self.y, strict=True)):
            self.cells.setdefault((int(x * CELLS_PER_DEGREE), int(y * CELLS_PER_DEGREE)), []).append(v)

    def drop(self, arcs: Iterable[int]) -> None:
        """Take away whole arcs: islands too small to be drawn."""
        for n in arcs:
            for v in range(*self.spans[n]):
                if not self.gone[v]:
                    self.gone[v] = True
                    self.cells[self._cell(v)].remove(v)

    def _cell(self, v: int) -> tuple[int, int]:
        return int(self.x[v] * CELLS_PER_DEGREE), int(self.y[v] * CELLS_PER_DEGREE)

    def run(self, tolerance_km: Sequence[float]) -> None:
        """Take away all vertices that the tolerance does not ask for."""
        heap = [
            (self._cost(v, tolerance_km[v]), v)
            for v in range(len(self.x))
            if not self.gone[v] and self.before[v] >= 0 and self.after[v] >= 0
        ]
        heap = [entry for entry in heap if entry[0] <= 1]
        heapq.heapify(heap)
        while heap:
            cost, v = heapq.heappop(heap)
            if self.gone[v] or self.left[self.arc[v]] <= self.least[self.arc[v]]:
                continue
            now = self._cost(v, tolerance_km[v])
            if now != cost or self._blocked(v):
                continue
            for n in self._take(v):
                if self.before[n] >= 0 and self.after[n] >= 0:
                    again = max(self._cost(n, tolerance_km[n]), 0.0)
                    if again <= 1:
                        heapq.heappush(heap, (again, n))

    def _take(self, v: int) -> tuple[int, int]:
        a, c = self.before[v], self.after[v]
        self.error_km[c] = self._error_without(v)
        self.after[a], self.before[c] = c, a
        self.gone[v] = True
        self.left[self.arc[v]] -= 1
        self.cells[self._cell(v)].remove(v)
        return a, c

    def _cost(self, v: int, tolerance_km: float) -> float:
        """Say how much is lost without the vertex: up to 1 is little enough."""
        a, c = self.before[v], self.after[v]
        squeeze = math.cos(math.radians(self.y[v]))
        double = abs(
            (self.x[v] - self.x[a]) * (self.y[c] - self.y[a]) - (self.x[c] - self.x[a]) * (self.y[v] - self.y[a])
        )
        cost = double / 2 * squeeze * KM_PER_DEGREE**2 / tolerance_km**2
        if tolerance_km < EXACT_KM and self._error_without(v) > tolerance_km:
            return math.inf
        return cost

    def _error_without(self, v: int) -> float:
        a, c = self.before[v], self.after[v]
        squeeze = math.cos(math.radians(self.y[v]))
        ux, uy = (self.x[c] - self.x[a]) * squeeze, self.y[c] - self.y[a]
        wx, wy = (self.x[v] - self.x[a]) * squeeze, self.y[v] - self.y[a]
        length = ux * ux + uy * uy
        share = min(max((ux * wx + uy * wy) / length, 0.0), 1.0) if length else 0.0
        away = math.hypot(wx - share * ux, wy - share * uy) * KM_PER_DEGREE
        return away + max(self.error_km[v], self.error_km[c])

    def _blocked(self, v: int) -> bool:
        """Whether another vertex lies in the triangle between the vertex and its neighbours."""
        x, y = self.x, self.y
        a, c = self.before[v], self.after[v]
        ax, ay, bx, by, cx, cy = x[a], y[a], x[v], y[v], x[c], y[c]
        turn = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if turn == 0:
            return False
        west, east = sorted((ax, bx, cx))[::2]
        south, north = sorted((ay, by, cy))[::2]
        cells = self.cells
        for i in range(int(west * CELLS_PER_DEGREE) - 1, int(east * CELLS_PER_DEGREE) + 2):
            for j in range(int(south * CELLS_PER_DEGREE) - 1, int(north * CELLS_PER_DEGREE) + 2):
                for p in cells.get((i, j), ()):
                    px, py = x[p], y[p]
                    if px < west or px > east or py < south or py > north or p in (a, v, c):
                        continue
                    d1 = ((bx - ax) * (py - ay) - (px - ax) * (by - ay)) * turn
                    d2 = ((cx - bx) * (py - by) - (px - bx) * (cy - by)) * turn
                    d3 = ((ax - cx) * (py - cy) - (px - cx) * (ay - cy)) * turn
                    if d1 >= 0 and d2 >= 0 and d3 >= 0 and not self._same(p, (a, v, c)):
                        return True
        return False

    def _same(self, p: int, others: Iterable[int]) -> bool:
        return any(self.x[p] == self.x[o] and self.y[p] == self.y[o] for o in others)

    def kept(self) -> list[list[int]]:
        """List, by arc, the numbers within the arc of the vertices that are left."""
        return [[v - first for v in range(first, end) if not self.gone[v]] for first, end in self.spans]
