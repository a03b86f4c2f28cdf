"""Names on a picture: each takes the free place that covers least, as on the screen.

The rule stands in `panels/web/js/core/place_labels.js` as well, with the same table, `[labels]` in `data/style.toml`;
`tests/vectors/labels.json` holds the two together. In which order names are placed stands in `name_placing`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.geodesy import Point
from geo.map.layers import order_names
from geo.picture.text_width import text_width
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.picture.frame import Frame
    from geo.picture.text_width import Face

_MOST_STEPS: Final = 400


class Box(NamedTuple):
    """A rectangle on the sheet, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def nearest(self, at: tuple[float, float]) -> tuple[float, float]:
        """Find the point of it that is nearest to another one."""
        return (min(self.x1, max(self.x0, at[0])), min(self.y1, max(self.y0, at[1])))

    def covers(self, other: Box) -> bool:
        """Say whether this one covers a part of another one."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


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
        return inside and self.is_clear(box)

    def is_clear(self, box: Box) -> bool:
        """Say whether a box covers no other, wherever it is."""
        return not any(map(box.covers, self.boxes))

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


def width_of(name: Name, kind: Kind) -> float:
    """Measure how wide a name of a kind is on one line, with what is free beside it, in pixels."""
    return text_width(name.text, kind.size, kind.face, kind.spacing) + float(read_style().labels["padding_px"])


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
    room.boxes.append(box if kind.must else widen(box))
    return box


def widen(box: Box) -> Box:
    """Add what is kept free around a name of the base map."""
    beside, above = read_style().labels["apart_px"]
    return Box(box.x0 - beside, box.y0 - above, box.x1 + beside, box.y1 + above)


def _places(at: tuple[float, float], kind: Kind, width: float, reach: float) -> Iterator[Box]:
    """List where a name may stand around its point, the best first."""
    for place in read_style().labels["centred" if kind.centred else "beside"]:
        x0 = at[0] + place["x"][0] * reach + place["x"][1] * width + place["x"][2]
        y0 = at[1] + place["y"][0] * reach + place["y"][1] * kind.height + place["y"][2]
        yield Box(x0, y0, x0 + width, y0 + kind.height)
