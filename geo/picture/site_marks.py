"""The sites on a picture: a symbol each, or a point where there are hundreds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.picture.margins import draw_symbol
from geo.picture.svg import SANS, add
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree import ElementTree as ET

    from geo.picture.crowd import Mark

OFF_SITE_OPACITY: Final = 0.22
OFF_SITE_SCALE: Final = 0.72
"""Pale is not the only sign of a site that is filtered out."""
NUMBER_PX: Final = 11.0
POST_SCALE: Final = 0.72
POINT_PX: Final = 4.0
CHOSEN_POINT_PX: Final = 8.0
"""As on the screen, where a canvas draws that many sites."""
OFF_POINT_OPACITY: Final = 0.18


def draw_points(sheet: ET.Element, marks: Sequence[Mark], site: str) -> None:
    """Draw hundreds of sites as the screen does: a point each, in the colour of its kind, the chosen one larger."""
    style = read_style()
    group = add(sheet, "g", class_="sites", stroke=style.colours["paper"], stroke_width=0.6)
    for mark in sorted(marks, key=lambda one: (one.entry.id == site, one.on)):
        radius = CHOSEN_POINT_PX if mark.entry.id == site else POINT_PX
        opacity = {} if mark.on else {"opacity": f"{OFF_POINT_OPACITY:g}"}
        name = f"site site--{mark.entry.id}"
        x, y = (f"{way:.1f}" for way in mark.at)
        add(
            group,
            "circle",
            class_=name,
            cx=x,
            cy=y,
            r=radius,
            fill=style.symbols[mark.entry.site.symbol].colour,
            **opacity,
        )


def draw_marks(sheet: ET.Element, marks: Sequence[Mark], site: str, numbers: Mapping[str, int]) -> None:
    """Draw a symbol for each site, with a ring around the chosen one, and its number where it has one."""
    style = read_style()
    group = add(sheet, "g", class_="sites")
    ink = style.colours["ink"]
    for mark in marks:
        if mark.at != mark.true:
            (x0, y0), (x1, y1) = mark.true, mark.at
            add(group, "path", d=f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", stroke=ink, stroke_width=0.9, opacity=0.7)
            add(group, "circle", cx=x0, cy=y0, r=1.8, fill=ink)
    for mark in sorted(marks, key=lambda one: (one.on, one.entry.listed)):
        symbol = style.symbols[mark.entry.site.symbol]
        opacity = {} if mark.on else {"opacity": f"{OFF_SITE_OPACITY:g}"}
        one = add(group, "g", class_=f"site site--{mark.entry.id}", **opacity)
        add(one, "title", mark.entry.name)
        if mark.entry.id == site:
            add(
                one, "circle", cx=mark.at[0], cy=mark.at[1], r=17.0, fill=symbol.colour, fill_opacity=0.22,
                stroke=symbol.colour, stroke_width=1.5,
            )  # fmt: skip
        number = numbers.get(mark.entry.id)
        scale = 1.15 if number else 1.0 if mark.entry.listed else POST_SCALE
        draw_symbol(one, symbol, mark.at, scale if mark.on else scale * OFF_SITE_SCALE)
        if number:
            sunk = {"air": 2.5, "inland": -2.5}.get(symbol.kind, 0.0)
            add(
                one, "text", str(number), x=mark.at[0], y=mark.at[1] + NUMBER_PX * 0.36 + sunk, text_anchor="middle",
                font_family=SANS, font_size=NUMBER_PX, font_weight="bold", fill=style.colours["paper"],
            )  # fmt: skip
