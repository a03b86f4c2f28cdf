"""The projection of the screen (Web Mercator), between degrees and pixels of zoom 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORLD_PX: Final = 256.0
"""Width of the world at zoom 0, as on the screen."""
MAX_LATITUDE_DEG: Final = 85.0


def to_world(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project positions.

    Parameters
    ----------
    lonlat
        Rows of (lon, lat) in degrees.

    Returns
    -------
    world
        Rows of (x, y) in pixels of zoom 0, y down, as Leaflet counts them.
    """
    lat = np.radians(np.clip(lonlat[:, 1], -MAX_LATITUDE_DEG, MAX_LATITUDE_DEG))
    x = (lonlat[:, 0] + 180.0) / 360.0
    y = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
    return np.column_stack((x, y)) * WORLD_PX


def from_world(world: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn pixels of zoom 0 back into rows of (lon, lat) in degrees."""
    lat = 2 * np.arctan(np.exp(np.pi - world[:, 1] * 2 * np.pi / WORLD_PX)) - np.pi / 2
    return np.column_stack((world[:, 0] * 360.0 / WORLD_PX - 180.0, np.degrees(lat)))
