"""The time–distance profile of a journey as one SVG drawing, to be read in black and white too."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import shapely

from geo.corridor.itinerary import LegItem, StopItem
from geo.corridor.profile import ProfileStop
from geo.corridor.words import label_part, list_bands, write_amount
from geo.picture.labels import Box
from geo.picture.svg import NAMESPACE, SANS, add, path_of, write
from geo.picture.text_width import text_width
from geo.style import read_style

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Item, Itinerary
    from geo.corridor.profile import Drawn, Profile
    from geo.language import Language

TEXT_PX: Final = 12.0
"""Nine points, where a picture of 673 pixels is as wide as the text of a page."""
LABEL_PX: Final = 12.0
ROW_PX: Final = 14.5
LEFT_PX: Final = 52.0
RIGHT_PX: Final = 10.0
ABOVE_PX: Final = 22.0
BELOW_PX: Final = 62.0
"""Room for the distances, their title and the key."""
HEADROOM: Final = 1.14
RISER_PX: Final = 6.0
GAP_PX: Final = 9.0
RANGE_PX: Final = 8.0
TICKS: Final = 5
MOST_SHIFTS: Final = 8
TOTAL_PX: Final = (-21.0, 10.0, 24.0, 38.0, 52.0, -37.0)
"""Where the total may stand: from the end of the line to its upper edge, the best place first."""
MIN_LABEL_SHARE: Final = 0.05
"""A riser lower than this part of the chart is named in the table alone."""
MODES: Final = ("rail", "sea", "road")
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)


def nice_step(most: float) -> float:
    """Find a round step (1, 2 or 5 times a power of ten) that divides an axis into some five parts."""
    power = 10.0 ** math.floor(math.log10(most / TICKS))
    return next(power * step for step in _STEPS if power * step * TICKS >= most * (1 - 1e-9))


@dataclass
class ProfileDrawing:
    """Draws one profile of hours.

    Attributes
    ----------
    width, height
        Of the whole drawing, in CSS pixels.
    """

    catalogue: Catalogue
    itinerary: Itinerary
    profile: Profile
    language: Language
    width: float
    height: float
    _taken: list[Box] = field(default_factory=list)

    def draw(self) -> str:
        """Draw it: countries, grid, legs, risers and gaps, their labels, the key."""
        root = ET.Element("svg", {"xmlns": NAMESPACE, "viewBox": f"0 0 {self.width:g} {self.height:g}"})
        root.set("width", f"{self.width:g}")
        root.set("height", f"{self.height:g}")
        root.set("font-family", SANS)
        self._bands(root)
        self._axes(root)
        rows = list(zip(self.itinerary.items, self.profile.drawn, strict=True))
        for item, drawn in rows:
            if isinstance(item, LegItem):
                self._leg(root, item, drawn)
        for item, drawn in rows:
            if not isinstance(item, LegItem):
                self._stop(root, drawn)
        self._gaps(root, rows)
        self._labels(root, [(item, drawn) for item, drawn in rows if isinstance(item, StopItem) and not drawn.gap])
        self._total(root)
        self._key(root)
        return write(root)

    # ---- the frame -----------------------------------------------------------------------------------------------

    @cached_property
    def _top(self) -> float:
        ranges = (
            one.start[1] + (one.part.high or 0.0) for one in self.profile.drawn if isinstance(one.part, ProfileStop)
        )
        return max(self.profile.total or 1.0, *ranges, 0.0) * HEADROOM

    def _x(self, km: float) -> float:
        return LEFT_PX + km / (self.profile.km or 1.0) * (self.width - LEFT_PX - RIGHT_PX)

    def _y(self, hours: float) -> float:
        return self.height - BELOW_PX - hours / self._top * (self.height - ABOVE_PX - BELOW_PX)

    def _write(self, parent: ET.Element, text: str, x: float, y: float, **look: object) -> None:
        colours = read_style().colours
        add(parent, "text", text, x=x, y=y, **({"font_size": TEXT_PX, "fill": colours["muted"]} | look))

    def _bands(self, root: ET.Element) -> None:
        """Shade the countries in turn and name those where there is room; the sea has a shade of its own."""
        colours = read_style().colours
        shades: dict[str, str] = {}
        for band in list_bands(self.itinerary, self.profile):
            shade = shades.setdefault(band.country, (colours["land"], colours["paper"])[len(shades) % 2])
            x, wide = self._x(band.start), self._x(band.end) - self._x(band.start)
            fill = shade if band.country else colours["sea"]
            high = self._y(0) - ABOVE_PX + 16
            add(root, "rect", x=x, y=ABOVE_PX - 16, width=wide, height=high, fill=fill)
            names = band.names(self.catalogue, self.language)
            fits = next((name for name in names if text_width(name, TEXT_PX, "noto-sans-bold") < wide - 6), "")
            if fits:
                self._write(root, fits, x + wide / 2, ABOVE_PX - 3, text_anchor="middle", font_weight="700")

    def _axes(self, root: ET.Element) -> None:
        colours, _ = read_style().colours, self.language.text
        right, bottom = self.width - RIGHT_PX, self._y(0)
        step = nice_step(self._top)
        for n in range(math.floor(self._top / step) + 1):
            y = self._y(n * step)
            stroke = colours["hairline"] if n else colours["ink"]
            add(root, "path", d=path_of([(LEFT_PX, y), (right, y)]), stroke=stroke, stroke_width=0.8)
            self._write(root, self.language.number(n * step), LEFT_PX - 5, y + 3.5, text_anchor="end")
        step = nice_step(self.profile.km or 1.0)
        for n in range(math.floor((self.profile.km or 1.0) / step) + 1):
            x = self._x(n * step)
            add(root, "path", d=path_of([(x, bottom), (x, bottom + 4)]), stroke=colours["ink"], stroke_width=0.8)
            self._write(root, self.language.number(n * step, 0), x, bottom + 15, text_anchor="middle")
        middle = (LEFT_PX + right) / 2
        self._write(root, _("kilometres from the start"), middle, bottom + 31, text_anchor="middle")
        y = (ABOVE_PX + bottom) / 2
        turned = {"text_anchor": "middle", "transform": f"rotate(-90 12 {y:.1f})"}
        self._write(root, _("hours since the start"), 12.0, y, **turned)

    # ---- legs and stops ------------------------------------------------------------------------------------------

    def _leg(self, root: ET.Element, item: LegItem, drawn: Drawn) -> None:
        ends = [(self._x(km), self._y(hours)) for km, hours in (drawn.start, drawn.end)]
        if drawn.gap:
            draw_gap_line(root, ends[0], ends[1])
            return
        draw_mode_line(root, item.stretch.mode, path_of(ends))

    def _stop(self, root: ET.Element, drawn: Drawn) -> None:
        x, low, high = self._x(drawn.start[0]), self._y(drawn.start[1]), self._y(drawn.end[1])
        if drawn.gap:
            return
        colour = read_style().symbols["road"].colour
        wide = {"stroke": colour, "stroke_width": RISER_PX}
        add(root, "path", d=path_of([(x, low), (x, min(high, low - 0.8))]), class_="riser", **wide)
        ends = _range_of(drawn)
        if ends:
            draw_range(root, x + RANGE_PX, *(self._y(drawn.start[1] + end) for end in ends))

    def _gaps(self, root: ET.Element, rows: list[tuple[Item, Drawn]]) -> None:
        """Draw a hatched box where stops have no data; more than one in one place are counted."""
        stops = [drawn for item, drawn in rows if not isinstance(item, LegItem) and drawn.gap]
        for (km, hours), number in Counter(drawn.start for drawn in stops).items():
            x, y = self._x(km), self._y(hours)
            left = x + GAP_PX * 1.4 < self.width - RIGHT_PX
            x = x + 4 if left else x - 4 - GAP_PX
            draw_hatch(root, x, y - GAP_PX - 4)
            box = Box(x - 1, y - GAP_PX - 5, x + GAP_PX + 1, y - 3)
            if number > 1:
                self._write(root, f"{number} ×", x + GAP_PX / 2, y - GAP_PX - 8, text_anchor="middle")
                box = Box(box.x0 - 6, box.y0 - 14, box.x1 + 6, box.y1)
            self._taken.append(box)

    def _labels(self, root: ET.Element, risers: list[tuple[StopItem, Drawn]]) -> None:
        """Write beside the higher risers what they are: right of them below the line that goes on, or left above it."""
        for km, group in groupby(risers, key=lambda one: one[1].start[0]):
            here = [(item, drawn) for item, drawn in group]
            x, top, bottom = self._x(km), self._y(here[-1][1].end[1]), self._y(here[0][1].start[1])
            named = [one for one in here if (one[1].end[1] - one[1].start[1]) / self._top >= MIN_LABEL_SHARE]
            texts = {one[0].id: label_part(self.catalogue, *one, "hours", self.language) for one in named}
            room = (x - 8 - LEFT_PX, self.width - RIGHT_PX - x - RANGE_PX - 8)
            wide = max((text_width(text, LABEL_PX) for text in texts.values()), default=0.0)
            right = room[1] >= wide or (room[0] < wide and room[1] > room[0])
            for item, drawn in reversed(named) if right else named:
                text = texts[item.id]
                lines = [text] if text_width(text, LABEL_PX) <= room[right] else text.split(" · ", 1)
                half = ROW_PX / 2 * len(lines)
                middle = (self._y(drawn.start[1]) + self._y(drawn.end[1])) / 2
                y = max(middle, top + half + 3) if right else min(middle, bottom - half - 3)
                self._label(root, lines, (x + RANGE_PX + 8 if right else x - 8, y), right=right)

    def _label(self, root: ET.Element, lines: list[str], at: tuple[float, float], *, right: bool) -> None:
        """Write a label of one or two lines, moved off what stands there already."""
        wide, half = max(text_width(line, LABEL_PX) for line in lines), ROW_PX / 2 * len(lines)
        x0 = at[0] if right else at[0] - wide
        step = ROW_PX / 2 if right else -ROW_PX / 2
        boxes = [Box(x0, at[1] + n * step - half, x0 + wide, at[1] + n * step + half) for n in range(MOST_SHIFTS)]
        box = next((box for box in boxes if self._is_free(box)), boxes[0])
        self._taken.append(box)
        look = {"font_size": LABEL_PX, "fill": read_style().colours["ink"], "text_anchor": "start" if right else "end"}
        for row, line in enumerate(lines, 1):
            self._write(root, line, at[0], box.y0 + row * ROW_PX - 3.4, **look, **_halo())

    def _is_free(self, box: Box) -> bool:
        return not any(_meet(box, other) for other in self._taken)

    def _is_crossed(self, box: Box) -> bool:
        """Say whether the line of the journey runs through a box."""
        corners = [(self._x(km), self._y(hours)) for km, hours in self.profile.points]
        line = shapely.LineString(corners).buffer(GAP_PX / 2)
        return bool(line.intersects(shapely.box(*box)))

    def _total(self, root: ET.Element) -> None:
        """Write at the end of the line how long it takes, or that it takes at least so long."""
        if not self.profile.total:
            return
        least = self.profile.at_least or self.itinerary.too_short
        said = [self.language.text("at least")] if least else []
        text = " ".join([*said, write_amount(self.profile.total, "hours", self.language)])
        right, end, size = self.width - RIGHT_PX - 4, self._y(self.profile.total), LABEL_PX + 1
        left = right - text_width(text, size, "noto-sans-bold")
        places = [Box(left, end + y, right, end + y + ROW_PX) for y in TOTAL_PX]
        box = next((box for box in places if self._is_free(box) and not self._is_crossed(box)), places[0])
        look = {"font_weight": "700", "fill": read_style().colours["ink"], "text_anchor": "end"}
        self._write(root, text, right, box.y1 - 3, font_size=size, **look, **_halo())

    def _key(self, root: ET.Element) -> None:
        """Draw the key below the chart: only what the chart shows."""
        _ = self.language.text
        modes = {leg.stretch.mode for leg in self.itinerary.legs}
        y, x = self.height - 9.0, LEFT_PX
        signs = [("stop", _("standing"))]
        signs += [("range", _("range of all years"))] if any(_range_of(one) for one in self.profile.drawn) else []
        signs += [("gap", _("no data"))] if self.profile.gaps else []
        signs += [(mode, _(read_style().strokes[mode].label)) for mode in MODES if mode in modes]
        for sign, text in signs:
            if sign == "stop":
                look = {"stroke": read_style().symbols["road"].colour, "stroke_width": RISER_PX}
                add(root, "path", d=path_of([(x + 8, y - 11), (x + 8, y + 2)]), **look)
            elif sign == "range":
                draw_range(root, x + 9, y + 1, y - 10)
            elif sign == "gap":
                draw_hatch(root, x + 4, y - 9)
            else:
                draw_mode_line(root, sign, path_of([(x, y - 4), (x + 30, y - 4)]))
            start = x + (36 if sign in MODES else 18)
            self._write(root, text, start, y)
            x = start + text_width(text, TEXT_PX) + 14


def _range_of(drawn: Drawn) -> tuple[float, ...]:
    """Give the range of a stop that is known and has one, else nothing."""
    low, high = drawn.part.low, drawn.part.high
    known = (
        isinstance(drawn.part, ProfileStop) and not drawn.gap and low is not None and high is not None and low < high
    )
    return (low or 0.0, high or 0.0) if known else ()


def _halo() -> dict[str, object]:
    paper = read_style().colours["paper"]
    return {"stroke": paper, "stroke_width": 3.0, "paint_order": "stroke", "stroke_linejoin": "round"}


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def draw_mode_line(parent: ET.Element, mode: str, path: str) -> None:
    """Draw a leg as its mode has it: colour, and the dashes that identify it in black and white."""
    stroke = read_style().strokes[mode]
    dash = {} if stroke.chart_dash == "1 0" else {"stroke_dasharray": stroke.chart_dash}
    add(parent, "path", d=path, fill="none", stroke=stroke.colour, stroke_width=3.0, class_=f"leg leg--{mode}", **dash)


def draw_gap_line(parent: ET.Element, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw a leg that nothing is known of: hatched."""
    look = {"stroke": read_style().strokes["planned"].colour, "stroke_width": GAP_PX, "stroke_dasharray": "1.4 4"}
    add(parent, "path", d=path_of([start, end]), fill="none", class_="leg-gap", **look)


def draw_hatch(parent: ET.Element, x: float, y: float) -> None:
    """Draw a hatched box: not known."""
    look = {"fill": read_style().colours["paper"], "stroke": read_style().strokes["planned"].colour, "stroke_width": 1}
    add(parent, "rect", x=x, y=y, width=GAP_PX, height=GAP_PX, class_="gap", **look)
    third = GAP_PX / 3
    lines = [(third, 0.0, 0.0, third), (2 * third, 0.0, 0.0, 2 * third), (GAP_PX, 0.0, 0.0, GAP_PX)]
    lines += [(GAP_PX, third, third, GAP_PX), (GAP_PX, 2 * third, 2 * third, GAP_PX)]
    d = "".join(path_of([(x + a, y + b), (x + c, y + e)]) for a, b, c, e in lines)
    add(parent, "path", d=d, stroke=look["stroke"], stroke_width=0.8)


def draw_range(parent: ET.Element, x: float, low: float, high: float) -> None:
    """Draw the range of all years as a bracket."""
    ends = path_of([(x - 3, low), (x + 3, low)]) + path_of([(x - 3, high), (x + 3, high)])
    ink = {"stroke": read_style().colours["ink"], "stroke_width": 1.1}
    add(parent, "path", d=ends + path_of([(x, low), (x, high)]), fill="none", class_="range", **ink)
