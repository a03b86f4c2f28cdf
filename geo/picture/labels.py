"""Names on a picture: each takes the free place that covers least, as on the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.geodesy import Point
from geo.map.basemap import read_labels
from geo.picture.svg import SANS, SERIF, add
from geo.picture.typeset import text_width
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree import ElementTree as ET

    from geo.language import Language
    from geo.picture.frame import Frame
    from geo.picture.typeset import Face

COUNTRIES_UP_TO_ZOOM: Final = 7.5
NAME_RANK_ZOOM: Final = (0.0, 0.0, 4.6, 5.6, 7.0)
LAST_RANK_ZOOM: Final = 8.0
HALO_PX: Final = 3.0
_CELL_PX: Final = 8
_STEP_PX: Final = 6.0
_MOST_INK_PLACE: Final = 9
_MOST_INK_AREA: Final = 24
_BASELINE: Final = 0.76


class Box(NamedTuple):
    """A rectangle on the sheet, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of name is written, and where it may stand around its point."""

    face: Face
    size: float
    height: float
    colour: str
    spacing: float = 0.0
    centred: bool = False
    reach: float = 0.0
    dot: bool = False
    must: bool = False
    halo: str = "paper"


KINDS: Final = {
    "site": Kind("noto-sans-bold", 13.5, 18, "ink", reach=15, must=True),
    "country": Kind("noto-sans-bold", 12.5, 16, "land-name", spacing=3, centred=True, halo=""),
    "water": Kind("noto-serif-italic", 14, 18, "water-name", centred=True, halo="sea"),
    "place": Kind("noto-sans-regular", 12.5, 16, "place-name", reach=6, dot=True),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be written at a point of the sheet, or beside a ring around it."""

    kind: str
    text: str
    at: tuple[float, float]
    ring: float = 0.0


@dataclass
class Room:
    """What is taken on the sheet: boxes that nothing may cover, and cells with ink that names avoid."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    ink: set[tuple[int, int]] = field(default_factory=set)

    def free(self, box: Box) -> bool:
        """Say whether a box is on the sheet and covers no other."""
        edge = 2
        inside = box.x0 > edge and box.y0 > edge and box.x1 < self.width - edge and box.y1 < self.height - edge
        return inside and not any(
            box.x0 < other.x1 and other.x0 < box.x1 and box.y0 < other.y1 and other.y0 < box.y1 for other in self.boxes
        )

    def inked(self, box: Box) -> int:
        """Count the cells with ink below a box."""
        columns = range(int(box.x0) // _CELL_PX, int(box.x1) // _CELL_PX + 1)
        rows = range(int(box.y0) // _CELL_PX, int(box.y1) // _CELL_PX + 1)
        return sum((x, y) in self.ink for x in columns for y in rows)

    def draw_line(self, points: Sequence[tuple[float, float]]) -> None:
        """Put ink along a line."""
        for (ax, ay), (bx, by) in pairwise(points):
            steps = min(400, math.ceil(math.hypot(bx - ax, by - ay) / _STEP_PX)) or 1
            for step in range(steps + 1):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                self.ink.add((int(x) // _CELL_PX, int(y) // _CELL_PX))


def list_ground_names(frame: Frame, language: Language) -> list[Name]:
    """List the names of the base map that a picture of this scale shows, the most important first."""
    names = []
    for label in read_labels(language.code):
        if label.kind == "country":
            wanted = frame.zoom < COUNTRIES_UP_TO_ZOOM
        else:
            wanted = frame.zoom >= (NAME_RANK_ZOOM[label.rank] if label.rank < len(NAME_RANK_ZOOM) else LAST_RANK_ZOOM)
        at = frame.place(Point(label.lat, label.lon))
        if wanted and frame.holds(at, -10):
            text = upper(language.country(label.country), language.code) if label.kind == "country" else label.text
            names.append(Name(label.kind, text, at))
    return names


def upper(text: str, code: str) -> str:
    """Write a text in capitals; Turkish, Azerbaijani and the like have a dotted capital İ."""
    return text.replace("i", "İ").upper() if code in ("tr", "az") else text.upper()


def write_names(parent: ET.Element, names: Iterable[Name], room: Room) -> int:
    """Write names where there is room for them.

    Parameters
    ----------
    parent
        Receives a group.
    names
        The most important first.
    room
        What is taken already; every name written takes its place in it.

    Returns
    -------
    written
        How many found a place.
    """
    group = add(parent, "g", class_="names")
    return sum(_write(group, name, KINDS[name.kind], room) for name in names)


def _write(group: ET.Element, name: Name, kind: Kind, room: Room) -> bool:
    width = text_width(name.text, kind.size, kind.face, kind.spacing) + 4
    free = [(order, box) for order, box in enumerate(_places(name.at, kind, width, name.ring)) if room.free(box)]
    if not free:
        return False
    cost, box = min((room.inked(box) * 3 + order, box) for order, box in free)
    if not kind.must and cost > (_MOST_INK_PLACE if kind.dot else _MOST_INK_AREA):
        return False
    room.boxes.append(box if kind.must else Box(box.x0 - 3, box.y0 - 1, box.x1 + 3, box.y1 + 1))
    colours = read_style().colours
    if kind.dot:
        add(group, "circle", cx=name.at[0], cy=name.at[1], r=2.0, fill=colours[kind.colour], opacity=0.8)
    halo = {"stroke_width": HALO_PX, "stroke_linejoin": "round", "paint_order": "stroke"}
    add(
        group,
        "text",
        name.text,
        class_=f"name name--{name.kind}",
        x=box.x0 + 2,
        y=box.y0 + kind.height * _BASELINE,
        font_family=SERIF if kind.face == "noto-serif-italic" else SANS,
        font_size=kind.size,
        fill=colours[kind.colour],
        **({"font_style": "italic"} if kind.face == "noto-serif-italic" else {}),
        **({"font_weight": "bold"} if kind.face == "noto-sans-bold" else {}),
        **({"letter_spacing": kind.spacing} if kind.spacing else {}),
        **({"stroke": colours[kind.halo], **halo} if kind.halo else {}),
    )
    return True


def _places(at: tuple[float, float], kind: Kind, width: float, ring: float) -> list[Box]:
    """List where a name may stand around its point, the best first."""
    (x, y), h, r = at, kind.height, kind.reach + ring
    if kind.centred:
        left, above = x - width / 2, y - h / 2
        corners = [(left, above), (left, above - 14), (left, above + 14), (left + 40, above), (left - 40, above)]
    else:
        corners = [
            (x + r, y - h / 2),
            (x - r - width, y - h / 2),
            (x - width / 2, y + r - 1),
            (x - width / 2, y - r - h + 1),
            (x + r - 3, y + r - 8),
            (x + r - 3, y - r - h + 8),
            (x - r - width + 3, y + r - 8),
            (x - r - width + 3, y - r - h + 8),
        ]
    return [Box(x0, y0, x0 + width, y0 + h) for x0, y0 in corners]
