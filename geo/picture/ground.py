"""The ground of a picture: roads, railways, waters and towns as quietly as the screen has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.geodesy import Bounds
from geo.language import fold
from geo.map.basemap import read_labels
from geo.map.ground import (
    REGION_FILE,
    list_surroundings,
    read_ground,
    town_name,
)
from geo.picture.basemap import Layer, area_paths, line_path, line_paths
from geo.picture.labels import Name
from geo.picture.svg import add
from geo.projection import from_world, to_world
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from xml.etree import ElementTree as ET

    from geo.language import Language
    from geo.map.ground import Surroundings, Way
    from geo.picture.frame import Frame
    from geo.style import Stroke

COARSE: Final = "coarse "
FULL_ZOOM: Final = 9.0
LEAST_SHARE: Final = 0.5
EDGE_DASH: Final = "2 5"
EDGE_ROOM_PX: Final = 60.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, projected once."""

    ways: Layer
    near: Layer
    areas: Layer


@lru_cache(maxsize=16)
def _project(file: str) -> Sheet:
    ground = read_ground(file)
    areas = [
        (kind, shapely.Polygon(to_world(rings[0]), [to_world(ring) for ring in rings[1:]]).buffer(0))
        for kind, rings in ground.areas
    ]
    return Sheet(_lines(ground.ways), _lines(ground.near), _layer(areas))


def _lines(ways: Sequence[Way]) -> Layer:
    return _layer(
        [
            (f"{COARSE if way.coarse else ''}{way.what}", shapely.LineString(to_world(part)))
            for way in ways
            for part in way.parts
        ]
    )


def _layer(found: Sequence[tuple[str, shapely.Geometry]]) -> Layer:
    shapes = tuple(shape for _, shape in found)
    return Layer(tuple(word for word, _ in found), shapes, shapely.STRtree(shapes))


def list_near(frame: Frame) -> tuple[Surroundings, ...]:
    """List the sheets of surroundings that a picture has a part in."""
    bounds = bounds_of_frame(frame)
    return tuple(
        one for one in list_surroundings() if frame.zoom >= read_style().zooms["surroundings"] and one.touches(bounds)
    )


def bounds_of_frame(frame: Frame) -> Bounds:
    """Find the box of degrees that a picture shows."""
    left, top, right, bottom = frame.world_box
    (west, north), (east, south) = from_world(np.array([[left, top], [right, bottom]]))
    return Bounds(float(south), float(west), float(north), float(east))


def draw_ground(parent: ET.Element, frame: Frame) -> list[Stroke]:
    """Draw the ground, from the zoom on from which the screen has it.

    Returns
    -------
    strokes
        What was drawn, for the key: a road, a railway, a river, and what is dashed because it may be kilometres off.
    """
    if frame.zoom < read_style().zooms["region"]:
        return []
    group = add(parent, "g", class_="surroundings")
    sheets = [_project(one.file) for one in list_near(frame)]
    for areas in (_project(REGION_FILE).areas, *(sheet.areas for sheet in sheets)):
        _draw_areas(group, areas, frame)
    drawn = [_draw_lines(group, lines, frame) for lines in _layers_of(frame)]
    for one in list_near(frame):
        _draw_edge(group, one.file, frame)
    return _strokes_of(frozenset().union(*drawn), frame)


def list_ground_strokes(frame: Frame) -> list[Stroke]:
    """List what may be drawn of the ground, for the height of a key: found by boxes, before anything is drawn."""
    if frame.zoom < read_style().zooms["region"]:
        return []
    return _strokes_of({word for lines in _layers_of(frame) for word in lines.near(frame)[0]}, frame)


def _layers_of(frame: Frame) -> list[Layer]:
    """List the layers of roads, railways and rivers that a picture of this scale has."""
    zooms, region = read_style().zooms, _project(REGION_FILE)
    close = frame.zoom >= zooms["surroundings"]
    layers = [region.ways, *([] if close else [region.near])] if frame.zoom < zooms["region_end"] else []
    return [*layers, *(_project(one.file).ways for one in list_near(frame))]


def _strokes_of(words: AbstractSet[str], frame: Frame) -> list[Stroke]:
    """Name what is drawn, by colour; from close by, what may be kilometres off is dashed and a kind of its own."""
    style = read_style()
    close = frame.zoom >= style.zooms["surroundings"]
    dashed = {word for word in words if close and word.startswith(COARSE)}
    exact = {style.ground[word.removeprefix(COARSE)][0] for word in words - dashed}
    return [stroke for key, stroke in style.beneath.items() if key in exact] + ([style.coarse] if dashed else [])


def _draw_areas(group: ET.Element, areas: Layer, frame: Frame) -> None:
    colours = read_style().colours
    kinds, shapes = areas.near(frame)
    for kind, drawn in zip(kinds, area_paths(shapes, frame), strict=True):
        if drawn:
            add(group, "path", d=drawn, fill=colours["sea" if kind == "water" else kind], fill_rule="evenodd")


def _draw_lines(group: ET.Element, lines: Layer, frame: Frame) -> set[str]:
    """Draw ways, one path for all with the same look; return which."""
    paths: dict[str, list[str]] = {}
    words, shapes = lines.near(frame)
    for word, drawn in zip(words, line_paths(shapes, frame), strict=True):
        if drawn:
            paths.setdefault(word, []).append(drawn)
    style = read_style()
    region, near = style.zooms["region"], style.zooms["surroundings"]
    share = min(1.0, LEAST_SHARE + (1 - LEAST_SHARE) * (frame.zoom - region) / (FULL_ZOOM - region))
    for word, drawn_paths in paths.items():
        colour, weight = style.ground[word.removeprefix(COARSE)]
        dash = {"stroke_dasharray": style.coarse.dash} if word.startswith(COARSE) and frame.zoom >= near else {}
        add(
            group, "path", d="".join(drawn_paths), fill="none", stroke=style.colours[colour],
            stroke_width=f"{weight * share:.2f}", stroke_linejoin="round", class_=f"ground ground--{colour}", **dash,
        )  # fmt: skip
    return set(paths)


def _draw_edge(group: ET.Element, file: str, frame: Frame) -> None:
    rings = read_ground(file).edge
    drawn = "".join(line_path(shapely.LineString(to_world(ring)), frame) for ring in rings)
    if drawn:
        add(
            group, "path", class_="detail-edge", d=drawn, fill="none", stroke=read_style().colours["muted"],
            stroke_width=0.7, stroke_dasharray=EDGE_DASH, opacity=0.7,
        )  # fmt: skip


def list_edge_names(frame: Frame, language: Language) -> Iterator[Name]:
    """Say on the picture where detail ends: once for each sheet, at the lowest place of its edge that has room."""
    for one in list_near(frame):
        onto = [at for ring in read_ground(one.file).edge for at in frame.place_all(ring)]
        inside = [at for at in onto if frame.holds(at, EDGE_ROOM_PX)]
        if inside:
            yield Name("edge", language.text("detail ends here"), max(inside, key=lambda at: at[1]))


def list_town_names(frame: Frame, language: Language) -> Iterator[Name]:
    """List the towns of the ground that a picture of this scale names, the most important first."""
    rules = read_style().labels
    if frame.zoom < read_style().zooms["region"]:
        return
    known = [(fold(label.text), label.lat, label.lon) for label in read_labels(language.code) if label.kind == "place"]
    near = [(read_ground(one.file).towns, rules["near_town_zoom"]) for one in list_near(frame)]
    for towns, zooms in [*near, (read_ground(REGION_FILE).towns, rules["region_town_zoom"])]:
        named = [(at, names) for at, rank, names in towns if frame.zoom >= zooms[rank]]
        places = frame.place_all(np.array([(at.lon, at.lat) for at, _ in named])) if named else []
        for (at, names), where in zip(named, places, strict=True):
            if not frame.holds(where, -10):
                continue
            text = town_name(names, language.code)
            if not _is_known(known, fold(text), at):
                known.append((fold(text), at.lat, at.lon))
                yield Name("place", text, where)


def _is_known(known: Iterable[tuple[str, float, float]], text: str, at: tuple[float, float]) -> bool:
    (lat, lon), reach = at, read_style().labels["same_place_deg"]
    return any(
        (abs(lat - a) < reach and abs(lon - b) < reach) or (word == text and abs(lat - a) < 1 and abs(lon - b) < 1)
        for word, a, b in known
    )
