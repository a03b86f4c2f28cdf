"""Names on a picture: each takes the free place that covers least, as on the screen.

The rule stands in `panels/web/js/core/place_labels.js` as well, with the same table, `[labels]` in `data/style.toml`;
`tests/vectors/labels.json` holds the two together. Here as there the name of a member that finds no room comes before
others, where no name of a site is lost for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.geodesy import Point
from geo.map.layers import order_names
from geo.picture.svg import SANS, SERIF, add
from geo.picture.text_width import text_width
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from xml.etree import ElementTree as ET

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.picture.frame import Frame
    from geo.picture.text_width import Face

HALO_PX: Final = 3.0
_MOST_STEPS: Final = 400
_BASELINE: Final = 0.76
MOST_TRIES: Final = 24
"""Of places before all others that are tried for a name: each asks where those would stand that keep their own."""
CLOSE_PX: Final = 0.5
"""Between the letters of a name that stands beside its country."""
SMALL_PX: Final = 11.0
"""Letters of such a name that has little room: no document prints smaller ones."""


class Box(NamedTuple):
    """A rectangle on the sheet, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of name is written, and where it may stand around its point: a row of `[labels.kinds]`."""

    face: Face
    size: float
    height: float
    spacing: float
    reach: float
    centred: bool
    must: bool
    dot: bool
    colour: str
    halo: str


@lru_cache(maxsize=1)
def list_kinds() -> Mapping[str, Kind]:
    """List the kinds of names: site, country, water, place."""
    return {name: Kind(**row) for name, row in read_style().labels["kinds"].items()}


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be written at a point of the sheet, or beside a ring around it."""

    kind: str
    text: str
    at: tuple[float, float]
    ring: float = 0.0
    country: str = ""


@dataclass
class Room:
    """What is taken on the sheet: boxes that nothing may cover, and cells with ink that names avoid."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    ink: set[tuple[int, int]] = field(default_factory=set)

    def free(self, box: Box) -> bool:
        """Say whether a box is on the sheet and covers no other."""
        edge = read_style().labels["edge_px"]
        inside = box.x0 > edge and box.y0 > edge and box.x1 < self.width - edge and box.y1 < self.height - edge
        return inside and not any(
            box.x0 < other.x1 and other.x0 < box.x1 and box.y0 < other.y1 and other.y0 < box.y1 for other in self.boxes
        )

    def inked(self, box: Box) -> int:
        """Count the cells with ink below a box."""
        columns = range(_cell(box.x0), _cell(box.x1) + 1)
        rows = range(_cell(box.y0), _cell(box.y1) + 1)
        return sum((x, y) in self.ink for x in columns for y in rows)

    def put_ink(self, points: Iterable[tuple[float, float]]) -> None:
        """Put ink at points of the sheet."""
        self.ink.update((_cell(x), _cell(y)) for x, y in points)

    def draw_line(self, points: Sequence[tuple[float, float]]) -> None:
        """Put ink along a line, where it is on the sheet."""
        step_px = read_style().labels["ink_step_px"]
        for (ax, ay), (bx, by) in pairwise(points):
            if max(ax, bx) < 0 or min(ax, bx) >= self.width or max(ay, by) < 0 or min(ay, by) >= self.height:
                continue  # wholly to one side, as most of a line is close in
            steps = min(_MOST_STEPS, math.ceil(math.hypot(bx - ax, by - ay) / step_px)) or 1
            for step in range(steps + 1):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                if 0 <= x < self.width and 0 <= y < self.height:
                    self.ink.add((_cell(x), _cell(y)))


def _cell(value: float) -> int:
    return int(value // read_style().labels["ink_cell_px"])


def is_named(kind: str, rank: int, zoom: float) -> bool:
    """Say whether a name of the base map is shown at a zoom: countries from afar, places by their rank."""
    rules = read_style().labels
    if kind == "country":
        return bool(zoom < rules["countries_below_zoom"])
    ranks = rules["rank_zoom"]
    return bool(zoom >= (ranks[rank] if rank < len(ranks) else rules["last_rank_zoom"]))


def list_ground_names(catalogue: Catalogue, frame: Frame, language: Language) -> list[Name]:
    """List the names of the base map that a picture of this scale shows, the most important first."""
    names = []
    for label in order_names(catalogue, language):
        at = frame.place(Point(label.lat, label.lon))
        if is_named(label.kind, label.rank, frame.zoom) and frame.holds(at, -10):
            if label.kind == "country":
                names.append(Name("country", language.country_in_capitals(label.country), at, country=label.country))
            else:
                names.append(Name(label.kind, label.text, at))
    return names


@dataclass(frozen=True, slots=True)
class LabelGround:
    """What lies below the names, for those of countries.

    Attributes
    ----------
    allowed
        Says whether a name may stand in a box.
    beside
        Lists where the middle of a name so wide may stand that has no room at its point, the best first.
    keeps
        Says whether the name of a country keeps its place when another one comes before it.
    """

    allowed: Callable[[Name, Box], bool] = lambda *_: True
    beside: Callable[[Name, float], Sequence[tuple[float, float]]] = lambda *_: ()
    keeps: Callable[[Name], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name with its letters and its box."""

    name: Name
    kind: Kind
    box: Box


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Names to be placed, in their order, and what was taken before them."""

    names: tuple[Name, ...]
    room: Room
    ground: LabelGround
    taken: tuple[Box, ...]

    def place_all(self, fixed: Mapping[int, _Placed]) -> dict[int, _Placed]:
        """Place all names that find room, first those with a fixed place: index in the order → place."""
        self.room.boxes[:] = [*self.taken, *(_widen(one.box) for one in fixed.values())]
        placed = dict(fixed)
        for index, name in enumerate(self.names):
            if index not in fixed and (found := self.place(name)):
                placed[index] = found
        return placed

    def place(self, name: Name) -> _Placed | None:
        """Find the place of a name and take it."""
        kind = list_kinds()[name.kind]
        reach, allowed = kind.reach + name.ring, partial(self.ground.allowed, name)
        if box := take_place(name.at, kind, _width(name, kind), reach, self.room, allowed=allowed):
            return _Placed(name, kind, box)
        found = next(self.list_beside(name), None)
        if found:
            self.room.boxes.append(_widen(found.box))
        return found

    def list_beside(self, name: Name) -> Iterator[_Placed]:
        """List the free places of a name beside its country: with letters closer to each other, and at last smaller."""
        kind = replace(list_kinds()[name.kind], spacing=CLOSE_PX)
        for size in (kind.size, SMALL_PX):
            form = replace(kind, size=size, height=kind.height * size / kind.size)
            width = _width(name, form)
            for x, y in self.ground.beside(name, width):
                box = Box(x - width / 2, y - form.height / 2, x + width / 2, y + form.height / 2)
                if self.room.free(box) and not self.room.inked(box):
                    yield _Placed(name, form, box)

    def place_late(self, index: int, placed: Mapping[int, _Placed], fixed: Mapping[int, _Placed]) -> dict[int, _Placed]:
        """Find a place before all others for a name without one, where none that keeps its own covers more for it."""
        keepers = {
            at: one for at, one in placed.items()
            if at not in fixed and (one.kind.must or self.ground.keeps(one.name))
        }  # fmt: skip
        self.room.boxes[:] = [*self.taken, *(_widen(one.box) for one in fixed.values())]
        for late in list(islice(self.list_beside(self.names[index]), MOST_TRIES)):
            tried = {**fixed, index: late}
            self.room.boxes[:] = [*self.taken, *(_widen(one.box) for one in tried.values())]
            if all(self._stays_well(before) for before in keepers.values()):
                return tried
        return dict(fixed)

    def _stays_well(self, before: _Placed) -> bool:
        found = self.place(before.name)
        return found is not None and self.room.inked(found.box) <= self.room.inked(before.box)


def write_names(parent: ET.Element, names: Iterable[Name], room: Room, ground: LabelGround | None = None) -> int:
    """Write names where there is room for them.

    Parameters
    ----------
    parent
        Receives a group.
    names
        The most important first.
    room
        What is taken already; every name written takes its place in it.
    ground
        What lies below them; None where a name may stand anywhere.

    Returns
    -------
    written
        How many found a place.
    """
    sheet = _Sheet(tuple(names), room, ground or LabelGround(), tuple(room.boxes))
    placed, fixed = sheet.place_all({}), dict[int, _Placed]()
    for index, name in enumerate(sheet.names):
        if index not in placed and sheet.ground.keeps(name):
            found = sheet.place_late(index, placed, fixed)
            if found != fixed:
                fixed, placed = found, sheet.place_all(found)
    group = add(parent, "g", class_="names")
    for _, one in sorted(placed.items()):
        _draw_name(group, one.name, one.kind, one.box)
    return len(placed)


def _width(name: Name, kind: Kind) -> float:
    return text_width(name.text, kind.size, kind.face, kind.spacing) + float(read_style().labels["padding_px"])


def _draw_name(group: ET.Element, name: Name, kind: Kind, box: Box) -> None:
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


def take_place(  # noqa: PLR0913 - what a place depends on
    at: tuple[float, float],
    kind: Kind,
    width: float,
    reach: float,
    room: Room,
    *,
    allowed: Callable[[Box], bool] = lambda _: True,
) -> Box | None:
    """Find the best free place of a name and take it.

    Parameters
    ----------
    at
        The point that is named.
    kind
        How it is written.
    width, reach
        How wide the name is, and how far from its point it stands.
    room
        What is taken already.
    allowed
        Says whether a box may be taken at all.

    Returns
    -------
    box
        None when there is no free place, or none that is worth what it covers.
    """
    rules = read_style().labels
    places = enumerate(_places(at, kind, width, reach))
    free = [
        (room.inked(box) * rules["ink_cost"] + order, box) for order, box in places if room.free(box) and allowed(box)
    ]
    if not free:
        return None
    cost, box = min(free, key=lambda one: one[0])
    if not kind.must and cost > rules["most_cost_point" if kind.dot else "most_cost_area"]:
        return None
    room.boxes.append(box if kind.must else _widen(box))
    return box


def _widen(box: Box) -> Box:
    """Add what is kept free around a name of the base map."""
    beside, above = read_style().labels["apart_px"]
    return Box(box.x0 - beside, box.y0 - above, box.x1 + beside, box.y1 + above)


def _places(at: tuple[float, float], kind: Kind, width: float, reach: float) -> Iterator[Box]:
    """List where a name may stand around its point, the best first."""
    for place in read_style().labels["centred" if kind.centred else "beside"]:
        x0 = at[0] + place["x"][0] * reach + place["x"][1] * width + place["x"][2]
        y0 = at[1] + place["y"][0] * reach + place["y"][1] * kind.height + place["y"][2]
        yield Box(x0, y0, x0 + width, y0 + kind.height)
