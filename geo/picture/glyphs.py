"""The waiting glyph without a browser: how large and how dark its halves are, what is drawn of it, which give way.

The rules of `panels/web/js/core/waiting.js`, held together by `tests/vectors/waiting.json`, and the looks of
`panels/web/js/map/waiting.js`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from geo.picture.svg import add
from geo.sites.crossing import MEASURED
from geo.sites.waiting import CLOSED, EAST, WEST
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.sites.waiting import Half, Value

LEAST_REACH_PX: Final = 13.0
BORDER_PX: Final = 4.0
"""How far the border runs beyond the halves."""
RING_PX: Final = 3.0
HATCH: Final = "wait-hatch"
"""Id of the pattern of a half that is not measured."""
TURNS: Final = 16
RINGS: Final = 14
RING_STEP_PX: Final = 8.0
_OUT: Final = {WEST: -1, EAST: 1}
_MIDDLE: Final = {WEST: -0.5, EAST: 0.5, "": 0.0}


class Standing(NamedTuple):
    """Where a glyph stands, and how far it reaches, in pixels."""

    x: float
    y: float
    reach: float


def measure_radius(value: Value, *, quarter: bool = False) -> float:
    """Measure the radius of a half in pixels; with `quarter`, of half a half. Its area tells the hours."""
    rules = read_style().waiting
    if value.state != MEASURED:
        return float(rules["blank_px"])
    if not value.hours:
        return float(rules["zero_px"])
    return float(rules["px_per_root_hour"]) * math.sqrt(value.hours) * (math.sqrt(2) if quarter else 1.0)


def fill_of(hours: float) -> str:
    """Return the fill of so many hours."""
    rules = read_style().waiting
    return str([fill for at, fill in zip(rules["from_hours"], rules["fills"], strict=True) if hours >= at][-1])


def measure_reach(halves: Sequence[Half]) -> float:
    """Measure how far a glyph reaches in pixels, the least included within which it can be pressed."""
    return max(LEAST_REACH_PX, *_radii(halves))


def _has_both(halves: Sequence[Half]) -> bool:
    return len({half.travel for half in halves}) > 1


def _radii(halves: Sequence[Half]) -> list[float]:
    both = _has_both(halves)
    return [measure_radius(half.value, quarter=both) for half in halves]


def draw_glyph(halves: Sequence[Half], before: Sequence[Half]) -> ET.Element:
    """Draw a glyph as a group around the middle of its border, with the class names of the style sheet of the screen.

    Parameters
    ----------
    halves
        What it shows, as `Waiting.halves` lists it; at least one.
    before
        Of the year that is compared with, to be outlined; empty for none.
    """
    group = ET.Element("g")
    radii, both = _radii(halves), _has_both(halves)
    add(group, "circle", class_="wait-area", r=measure_reach(halves))
    for half, radius in zip(halves, radii, strict=True):
        _draw_half(group, half, radius, half.travel if both else "")
    for half, radius in zip(before, _radii(before), strict=True):
        if half.value.state == MEASURED:
            add(group, "path", class_="wait-before", d=write_half(half.side, radius, half.travel if both else ""))
    west, east = (
        max(radius for half, radius in zip(halves, radii, strict=True) if not both or half.travel == travel) + BORDER_PX
        for travel in (WEST, EAST)
    )
    add(group, "path", class_="wait-border", d=f"M0 {-west:.1f}V{east:.1f}")
    return group


def write_half(side: str, radius: float, quarter: str = "") -> str:
    """Write a half disc on one side of an upright border as a path; of one quarter where both directions are shown."""
    out, sweep = _OUT[side], int(side == EAST)
    r = f"{radius:.1f}"
    if quarter == WEST:
        return f"M0-{r}A{r} {r} 0 0 {sweep} {out * radius:.1f} 0L0 0Z"
    if quarter == EAST:
        return f"M{out * radius:.1f} 0A{r} {r} 0 0 {sweep} 0 {r}L0 0Z"
    return f"M0-{r}A{r} {r} 0 0 {sweep} 0 {r}Z"


def _draw_half(group: ET.Element, half: Half, radius: float, quarter: str) -> None:
    """Draw a half: filled by its hours, empty at a measured zero, hatched where not measured, barred if closed."""
    value, out, middle = half.value, _OUT[half.side], _MIDDLE[quarter] * radius
    look = "zero" if value.hours == 0 else value.state or "blank"
    fill = {MEASURED: fill_of(value.hours or 0), "blank": f"url(#{HATCH})"}.get(look)
    filled = {"fill": fill} if fill else {}
    path = write_half(half.side, radius, quarter)
    add(group, "path", class_=f"wait-half wait-half--{look}", d=path, **filled)
    if look == CLOSED:
        bar = f"M{out * radius * 0.15:.1f} {middle:.1f}H{out * radius * 0.85:.1f}"
        add(group, "path", class_="wait-bar", d=bar)
    if value.disputed:
        add(group, "path", class_="wait-ring", d=write_half(half.side, radius + RING_PX, quarter))
    if value.second_hand and value.state == MEASURED:
        x, y = out * (radius + RING_PX + 3), middle + 4
        add(group, "text", "*", class_="wait-sign", x=x, y=y, text_anchor="middle")


def set_apart(glyphs: Sequence[Standing], gap: float) -> list[tuple[float, float]]:
    """Set glyphs apart that would cover each other: the largest stays, each other one takes the nearest free place.

    Parameters
    ----------
    glyphs
        Where they stand.
    gap
        What is free between two, in pixels.

    Returns
    -------
    moves
        How far each is moved, in their order.
    """
    moves = [(0.0, 0.0)] * len(glyphs)
    placed: list[Standing] = []

    def is_free(x: float, y: float, reach: float) -> bool:
        return all(math.hypot(one.x - x, one.y - y) >= one.reach + reach + gap for one in placed)

    for number in sorted(range(len(glyphs)), key=lambda one: (-glyphs[one].reach, one)):
        one = glyphs[number]
        x, y = next(_find_free(one, is_free), (one.x, one.y))
        placed.append(Standing(x, y, one.reach))
        moves[number] = (x - one.x, y - one.y)
    return moves


def _find_free(one: Standing, is_free: Callable[[float, float, float], bool]) -> Iterator[tuple[float, float]]:
    """Look around a place, the nearest first; of those as far away, the ones below it first."""
    if is_free(one.x, one.y, one.reach):
        yield one.x, one.y
    for dx, dy in _AROUND:
        if is_free(one.x + dx, one.y + dy, one.reach):
            yield one.x + dx, one.y + dy


def _list_around() -> Iterator[tuple[float, float]]:
    for ring in range(1, RINGS + 1):
        for turn in range(TURNS):
            angle = math.pi / 2 + (-1 if turn % 2 else 1) * math.ceil(turn / 2) * 2 * math.pi / TURNS
            yield ring * RING_STEP_PX * math.cos(angle), ring * RING_STEP_PX * math.sin(angle)


_AROUND: Final = tuple(_list_around())
