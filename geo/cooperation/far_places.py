"""The lone place far from all others, which would make every map of them small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.projection import to_world

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray

    from geo.geodesy import Point

MOST_LEFT_OUT: Final = 0.1
"""Share of the records that may be left out of sight."""
SHRUNK: Final = 0.75
"""A place is far when the box around all others is at most so wide and high."""
HEIGHT_COUNTS: Final = 1.6
"""Maps are wider than high."""


def find_far(positions: Mapping[str, Point], numbers: Mapping[str, int], kept: Collection[str] = ()) -> tuple[str, ...]:
    """Find the places that a first view had better leave out.

    Parameters
    ----------
    positions
        Of every place, by its id.
    numbers
        How many records each place stands for.
    kept
        Places that are never left out, such as a chosen one.

    Returns
    -------
    far
        In the order found, the farthest first: each makes the box around the rest much smaller, and together they stand
        for few of the records. None where there is no such place.
    """
    lonlat = np.array([[at.lon, at.lat] for at in positions.values()]).reshape(-1, 2)
    world = dict(zip(positions, to_world(lonlat), strict=True))
    spare = MOST_LEFT_OUT * sum(numbers[place] for place in world)
    far: list[str] = []
    while len(world) > 1:
        whole = _spread(world.values())
        free = [place for place in world if place not in kept and numbers[place] <= spare]
        rest = {one: _spread(at for other, at in world.items() if other != one) for one in free}
        farthest = min(free, key=rest.__getitem__, default=None)
        if farthest is None or rest[farthest] > SHRUNK * whole:
            break
        far.append(farthest)
        spare -= numbers[farthest]
        del world[farthest]
    return tuple(far)


def _spread(places: Iterable[NDArray[np.float64]]) -> float:
    """Measure the box around places, as a map that holds it must be wide."""
    at = np.array(list(places))
    width, height = at.max(axis=0) - at.min(axis=0)
    return float(max(width, height * HEIGHT_COUNTS))
