"""Where things stand in a picture: the projection of the screen (Web Mercator) on a sheet of a given size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import GeometryError
from geo.geodesy import Bounds, Point, measure_km
from geo.projection import WORLD_PX, to_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOSEST_ZOOM: Final = 12.5


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of paper laid over the projected world.

    Attributes
    ----------
    width, height
        CSS pixels.
    left, top
        World pixels of zoom 0 at the upper left corner.
    zoom
        As on the screen; need not be whole.
    """

    width: float
    height: float
    left: float
    top: float
    zoom: float

    @property
    def scale(self) -> float:
        """Pixels of the sheet for one world pixel of zoom 0."""
        return float(2.0**self.zoom)

    @property
    def world_box(self) -> tuple[float, float, float, float]:
        """The sheet in world pixels: left, top, right, bottom."""
        return (self.left, self.top, self.left + self.width / self.scale, self.top + self.height / self.scale)

    def place(self, position: Point) -> tuple[float, float]:
        """Find a position on the sheet: pixels from the upper left corner."""
        x, y = to_world(np.array([[position.lon, position.lat]]))[0]
        return (float(x - self.left) * self.scale, float(y - self.top) * self.scale)

    def place_all(self, lonlat: NDArray[np.float64]) -> list[tuple[float, float]]:
        """Find many positions on the sheet: rows of (lon, lat) → pixels from the upper left corner."""
        found = (to_world(lonlat) - np.array([self.left, self.top])) * self.scale
        return [(float(x), float(y)) for x, y in found]

    def holds(self, at: tuple[float, float], margin: float = 0.0) -> bool:
        """Say whether a place of the sheet is on it, at least a margin inside (negative: outside)."""
        return margin <= at[0] <= self.width - margin and margin <= at[1] <= self.height - margin

    @property
    def centre(self) -> Point:
        """The position in the middle of the sheet."""
        left, top, right, bottom = self.world_box
        lat = math.degrees(2 * math.atan(math.exp(math.pi - (top + bottom) * math.pi / WORLD_PX)) - math.pi / 2)
        return Point(lat, (left + right) / 2 * 360.0 / WORLD_PX - 180.0)

    def km_for_px(self, px: float) -> float:
        """Measure so many pixels along the parallel through the middle of the sheet, on the ellipsoid."""
        middle = self.centre
        half = px / self.scale / WORLD_PX * 360.0 / 2
        return measure_km(Point(middle.lat, middle.lon - half), Point(middle.lat, middle.lon + half))


def fit_frame(bounds: Bounds, width: float, height: float, padding: float = 60.0, closest: float = 9.0) -> Frame:
    """Lay a sheet so that a box stands in its middle.

    Parameters
    ----------
    bounds
        What must be on the sheet.
    width, height
        CSS pixels.
    padding
        Pixels left free on every side.
    closest
        Zoom that is not passed, however small the box is.

    Returns
    -------
    frame

    Raises
    ------
    GeometryError
        When the sheet has no room inside its padding.
    """
    if min(width, height) <= 2 * padding:
        msg = f"a picture of {width:g} × {height:g} pixels has no room inside a margin of {padding:g}"
        raise GeometryError(msg)
    corners = to_world(np.array([[bounds.west, bounds.north], [bounds.east, bounds.south]]))
    spread = np.maximum(corners[1] - corners[0], 1e-9)
    room = np.array([width - 2 * padding, height - 2 * padding])
    zoom = min(closest, CLOSEST_ZOOM, float(np.log2(room / spread).min()))
    middle = corners.mean(axis=0)
    half = np.array([width, height]) / 2.0**zoom / 2
    return Frame(width, height, float(middle[0] - half[0]), float(middle[1] - half[1]), zoom)
