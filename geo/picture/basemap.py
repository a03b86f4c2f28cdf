"""The base map of a picture: land, waters and boundaries from the files that the screen draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely

from geo.map.basemap import DETAIL_FILE, OVERVIEW_FILE, read_features
from geo.picture.svg import add, path_of
from geo.projection import to_world
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from xml.etree import ElementTree as ET

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.picture.frame import Frame

DISPUTED_DASH: Final = "3 4"
TOLERANCE_PX: Final = 0.35
MARGIN_PX: Final = 6.0
MOST_ABROAD: Final = 0.25
"""Share of the name of a country that may lie on the land of others."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes of one kind, each with a word about it, and the tree in which those near a place are found."""

    words: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    tree: shapely.STRtree

    def near(self, frame: Frame) -> Iterator[tuple[str, BaseGeometry]]:
        """List what may be on a sheet, in the order of the file."""
        for index in sorted(self.tree.query(_paper(frame)).tolist()):
            yield self.words[index], self.shapes[index]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the base map, projected once: land by country, waters, boundaries by status."""

    land: Layer
    water: Layer
    borders: Layer


@lru_cache(maxsize=2)
def read_sheet(file: str) -> Sheet:
    """Read and project a sheet of the base map; kept, because it never changes while the app runs."""

    def gather(layer: Literal["land", "water", "borders"], word: str) -> Layer:
        found = [
            (properties.get(word, ""), part)
            for properties, shape in read_features(layer, file)
            for part in shapely.get_parts(shapely.make_valid(shapely.transform(shape, to_world)))
        ]
        shapes = tuple(part for _, part in found)
        return Layer(tuple(said for said, _ in found), shapes, shapely.STRtree(shapes))

    land = gather("land", "iso3")
    shapely.prepare(land.shapes)
    # The first question within its box makes the index of a shape, which threads must not do at once.
    west, north, east, south = shapely.bounds(land.shapes).T
    shapely.contains_xy(land.shapes, (west + east) / 2, (north + south) / 2)
    return Sheet(land, gather("water", "iso3"), gather("borders", "status"))


def _paper(frame: Frame) -> BaseGeometry:
    """Outline the sheet with a narrow margin, in world pixels."""
    left, top, right, bottom = frame.world_box
    edge = MARGIN_PX / frame.scale
    return shapely.box(left - edge, top - edge, right + edge, bottom + edge)


def draw_base_map(parent: ET.Element, frame: Frame, members: Collection[str]) -> None:
    """Draw the base map.

    Parameters
    ----------
    parent
        Receives a group.
    frame
        Where it stands on the sheet.
    members
        Countries whose land is tinted, alpha-3.
    """
    colours = read_style().colours
    sheet = find_sheet(frame)
    group = add(parent, "g", class_="ground")
    add(group, "rect", width=frame.width, height=frame.height, fill=colours["sea"])
    for iso3, shape in sheet.land.near(frame):
        drawn = area_path(shape, frame)
        if drawn:
            fill = colours["member-land"] if iso3 in members else colours["land"]
            add(group, "path", d=drawn, fill=fill, stroke=fill, stroke_width=0.6, fill_rule="evenodd")
    for _, shape in sheet.water.near(frame):
        drawn = area_path(shape, frame)
        if drawn:
            add(group, "path", d=drawn, fill=colours["sea"], fill_rule="evenodd")
    for status, shape in sheet.borders.near(frame):
        drawn = line_path(shape, frame)
        if drawn:
            dash = {"stroke_dasharray": DISPUTED_DASH} if status == "disputed" else {}
            add(group, "path", d=drawn, fill="none", stroke=colours["boundary"], stroke_width=0.9, **dash)


def is_at_home(country: str, box: tuple[float, float, float, float], frame: Frame) -> bool:
    """Say whether the name of a country may stand in a box of the sheet: not across its neighbours."""
    return share_abroad(country, box, frame) <= MOST_ABROAD


def share_abroad(country: str, box: tuple[float, float, float, float], frame: Frame) -> float:
    """Measure which share of a box of the sheet lies on the land of other countries.

    Parameters
    ----------
    country
        Alpha-3.
    box
        Left, top, right, bottom in pixels of the sheet.
    frame
        Where the base map stands on the sheet.
    """
    left, top, right, bottom = (
        edge / frame.scale + start for edge, start in zip(box, (frame.left, frame.top) * 2, strict=True)
    )
    area = shapely.box(left, top, right, bottom)
    land = find_sheet(frame).land
    abroad = sum(
        shapely.intersection(land.shapes[index], area).area
        for index in land.tree.query(area).tolist()
        if land.words[index] != country
    )
    return float(abroad / area.area)


def find_sheet(frame: Frame) -> Sheet:
    """Find the sheet of the base map that a picture of this scale is drawn from."""
    return read_sheet(DETAIL_FILE if frame.zoom >= read_style().zooms["detail"] else OVERVIEW_FILE)


def area_path(shape: BaseGeometry, frame: Frame) -> str:
    """Write the part of an area that is on the sheet as path data; blank when it lies outside."""
    return "".join(path_of(ring, closed=True) for ring in _rings(_cut(shape, frame)))


def line_path(shape: BaseGeometry, frame: Frame) -> str:
    """Write the part of a line that is on the sheet as path data; blank when it lies outside."""
    lines = (part for part in shapely.get_parts(_cut(shape, frame)) if part.geom_type == "LineString")
    return "".join(path_of(shapely.get_coordinates(line).tolist()) for line in lines)


def _cut(shape: BaseGeometry, frame: Frame) -> BaseGeometry:
    # Not clip_by_rect, which is quicker, but may give the whole rectangle for a lake that touches its corner.
    part = shapely.intersection(shape, _paper(frame))
    if part.is_empty:
        return part

    def onto_sheet(world: NDArray[np.float64]) -> NDArray[np.float64]:
        onto: NDArray[np.float64] = (world - np.array([frame.left, frame.top])) * frame.scale
        return onto

    return shapely.simplify(shapely.transform(part, onto_sheet), TOLERANCE_PX)


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield from (shapely.get_coordinates(ring).tolist() for ring in (part.exterior, *part.interiors))
