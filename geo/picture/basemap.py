"""The base map of a picture: land, waters and boundaries from the files that the screen draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely

from geo.map.basemap import DETAIL_FILE, OVERVIEW_FILE, read_features
from geo.picture.svg import add, path_of
from geo.projection import to_world
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from xml.etree import ElementTree as ET

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.picture.frame import Frame

    Shapes = NDArray[np.object_]

DISPUTED_DASH: Final = "3 4"
TOLERANCE_PX: Final = 0.35
MARGIN_PX: Final = 6.0
LINE: Final = int(shapely.GeometryType.LINESTRING)
POLYGON: Final = int(shapely.GeometryType.POLYGON)
MOST_ABROAD: Final = 0.25
"""Share of the name of a country that may lie on the land of others."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes of one kind, each with a word about it, and the tree in which those near a place are found."""

    words: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    tree: shapely.STRtree

    def near(self, frame: Frame) -> tuple[list[str], list[BaseGeometry]]:
        """List what may be on a sheet, in the order of the file: the words, and the shapes."""
        found = sorted(self.tree.query(_paper(frame)).tolist())
        return [self.words[index] for index in found], [self.shapes[index] for index in found]


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
    countries, land = sheet.land.near(frame)
    for iso3, drawn in zip(countries, area_paths(land, frame), strict=True):
        if drawn:
            fill = colours["member-land"] if iso3 in members else colours["land"]
            add(group, "path", d=drawn, fill=fill, stroke=fill, stroke_width=0.6, fill_rule="evenodd")
    for drawn in area_paths(sheet.water.near(frame)[1], frame):
        if drawn:
            add(group, "path", d=drawn, fill=colours["sea"], fill_rule="evenodd")
    statuses, borders = sheet.borders.near(frame)
    for status, drawn in zip(statuses, line_paths(borders, frame), strict=True):
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


def area_paths(shapes: Sequence[BaseGeometry], frame: Frame) -> list[str]:
    """Write the part of each area that is on the sheet as path data; blank for one that lies outside."""
    parts, shape_of = shapely.get_parts(_cut(shapes, frame), return_index=True)
    whole = (shapely.get_type_id(parts) == POLYGON) & ~shapely.is_empty(parts)
    rings, part_of = shapely.get_rings(parts[whole], return_index=True)
    return _write_paths(len(shapes), rings, shape_of[whole][part_of], closed=True)


def line_paths(shapes: Sequence[BaseGeometry], frame: Frame) -> list[str]:
    """Write the part of each line that is on the sheet as path data; blank for one that lies outside."""
    parts, shape_of = shapely.get_parts(_cut(shapes, frame), return_index=True)
    lines = shapely.get_type_id(parts) == LINE
    return _write_paths(len(shapes), parts[lines], shape_of[lines], closed=False)


def is_on_sheet(shapes: Sequence[BaseGeometry], frame: Frame) -> bool:
    """Tell whether a part of any shape is on the sheet."""
    return bool(shapely.intersects(np.array(shapes, dtype=object), _paper(frame)).any())


def line_path(shape: BaseGeometry, frame: Frame) -> str:
    """Write the part of a line that is on the sheet as path data; blank when it lies outside."""
    return line_paths([shape], frame)[0]


def _write_paths(count: int, lines: Shapes, shape_of: NDArray[np.int64], *, closed: bool) -> list[str]:
    """Write lines as path data, those of one shape after each other."""
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    ends = np.cumsum(np.bincount(line_of, minlength=len(lines))).tolist()
    listed, written = points.tolist(), [""] * count
    for number, (start, end) in zip(shape_of.tolist(), pairwise([0, *ends]), strict=True):
        written[number] += path_of(listed[start:end], closed=closed)
    return written


def _cut(shapes: Sequence[BaseGeometry], frame: Frame) -> Shapes:
    """Cut shapes to the sheet, in pixels of it; all at once, for each call by itself costs more than the work."""
    # Not clip_by_rect, which is quicker, but may give the whole rectangle for a lake that touches its corner.
    parts = shapely.intersection(np.array(shapes, dtype=object), _paper(frame))

    def onto_sheet(world: NDArray[np.float64]) -> NDArray[np.float64]:
        onto: NDArray[np.float64] = (world - np.array([frame.left, frame.top])) * frame.scale
        return onto

    cut: Shapes = shapely.simplify(shapely.transform(parts, onto_sheet), TOLERANCE_PX)
    return cut
