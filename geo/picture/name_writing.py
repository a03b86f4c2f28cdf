"""Names as they are written on a picture, with the dots and lines that belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo.picture.name_placing import place_names
from geo.picture.svg import SANS, SERIF, add
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from geo.picture.country_names import Led
    from geo.picture.labels import Box, Name, Room
    from geo.picture.name_placing import LabelGround, Placed

HALO_PX: Final = 3.0
_BASELINE: Final = 0.76
_END_PX: Final = 1.5
NOTE_ROUND_PX: Final = 3.0
NOTE_OPACITY: Final = 0.92


class Narrow(NamedTuple):
    """What lies on a picture that is shown narrower than it is.

    Attributes
    ----------
    width
        CSS pixels, below which that holds.
    covered
        What lies on it, in pixels of the picture: the narrower it is, the more of it a symbol covers.
    """

    width: float
    covered: tuple[Box, ...]


class Lettering(NamedTuple):
    """What is taken on a sheet before names are placed, and what lies below them."""

    room: Room
    ground: LabelGround


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
    group = add(parent, "g", class_="names")
    placed = place_names(names, room, ground)
    for one in placed:
        _draw_name(group, one)
    return len(placed)


def write_names_by_width(
    parent: ET.Element, names: Iterable[Name], wide: Lettering, narrow: Lettering, width_px: float
) -> None:
    """Write names of which some stand elsewhere, or are others, where the picture is shown narrow.

    Parameters
    ----------
    parent
        Receives a group of the names that stand in one place on any screen, and one for each width of the rest.
    names
        The most important first.
    wide, narrow
        Where they may stand.
    width_px
        Of the picture in CSS pixels, below which it is narrow. As the picture of a page, a drawing goes by its own
        width there (CSS Media Queries).
    """
    listed = tuple(names)
    placed, others = place_names(listed, *wide), place_names(listed, *narrow)
    common = [one for one in placed if one in others]
    rule = f"(min-width:{width_px:.0f}px)"
    hidden = f"@media {rule}{{.names--narrow{{display:none}}}}@media not all and {rule}{{.names--wide{{display:none}}}}"
    if len(common) < max(len(placed), len(others)):
        add(parent, "style", hidden)
    for name, shown in (("", common), (" names--wide", placed), (" names--narrow", others)):
        group = add(parent, "g", class_=f"names{name}")
        for one in shown:
            if not name or one not in common:
                _draw_name(group, one)


def _draw_name(group: ET.Element, placed: Placed) -> None:
    name, kind, box = placed.name, placed.kind, placed.box
    colours = read_style().colours
    if placed.led:
        _draw_line(group, box, placed.led, colours[kind.colour])
        _draw_note(group, box)
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


def _draw_note(group: ET.Element, box: Box) -> None:
    """Draw the paper below a name at the end of a line: it stands as a note over what it does not name."""
    colours = read_style().colours
    size = {"x": box.x0, "y": box.y0, "width": box.x1 - box.x0, "height": box.y1 - box.y0, "rx": NOTE_ROUND_PX}
    look = {"fill": colours["paper"], "fill_opacity": NOTE_OPACITY, "stroke": colours["hairline"]}
    add(group, "rect", class_="name-note", **size, **look)


def _draw_line(group: ET.Element, box: Box, led: Led, colour: str) -> None:
    """Draw the line from a name to the country that it names, with a point at its end where that is seen."""
    (x0, y0), (x1, y1) = box.nearest(led.end), led.end
    path = f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
    width = read_style().labels["led"]["line_px"]
    add(group, "path", class_="name-line", d=path, fill="none", stroke=colour, stroke_width=width)
    if led.seen:
        add(group, "circle", class_="name-line-end", cx=round(x1, 1), cy=round(y1, 1), r=_END_PX, fill=colour)
