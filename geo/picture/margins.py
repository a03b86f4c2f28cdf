"""What a map needs beside the map: legend, scale bar, north arrow, title, disclaimer and attribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geo.picture.labels import Box
from geo.picture.svg import SANS, add
from geo.picture.text_width import text_width
from geo.style import Symbol, read_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    from geo.language import Language
    from geo.picture.frame import Frame
    from geo.picture.labels import Room
    from geo.picture.text_width import Face
    from geo.style import Stroke

    KeyPart = tuple[float, Stroke | Symbol | None, str]  # place from the left, sample or none, words

EDGE_PX: Final = 12.0
LEGEND_TEXT_PX: Final = 12.5
LEGEND_ROW_PX: Final = 20.0
CREDIT_TEXT_PX: Final = 11.0
CREDIT_ROW_PX: Final = 15.0
TITLE_HEIGHT_PX: Final = 44.0
TITLE_TEXT_PX: Final = (19.0, 15.0)
"""Of a title at most, and at least, which is on two lines."""
TITLE_BASE_PX: Final = ((29.0,), (18.0, 37.0))
"""Where its lines stand."""
TITLE_BETWEEN: Final = " · "
"""Between the parts of a title; a line ends there rather than within a part."""
LONGEST_BAR_PX: Final = 150.0
_TITLE_FACE: Final = "noto-sans-bold"
_SAMPLE_PX: Final = 34.0
_INDENT_PX: Final = 26.0
_GAP_PX: Final = 20.0
_KEY_SAMPLE_PX: Final = 26.0
_KEY_GAP_PX: Final = 12.0
_ROUND: Final = (5.0, 2.0, 1.0)


def draw_legend(
    parent: ET.Element, frame: Frame, strokes: Sequence[Stroke], symbols: Sequence[Symbol], language: Language
) -> Box:
    """Draw the legend into the lower right corner: only what the picture shows.

    Returns
    -------
    box
        The room it takes.
    """
    lines = [language.text(stroke.label) for stroke in strokes]
    signs = [language.text(symbol.label) for symbol in symbols]
    wide = [_SAMPLE_PX + 8 + _widest(lines)] if lines else []
    wide += [_INDENT_PX + _widest(signs)] if signs else []
    height = max(len(lines), len(signs)) * LEGEND_ROW_PX + 14
    width = sum(wide) + _GAP_PX * (len(wide) - 1) + 26
    right, bottom = frame.width - EDGE_PX, frame.height - EDGE_PX
    box = Box(right - width, bottom - height, right, bottom)
    group = add(parent, "g", class_="legend")
    colours = read_style().colours
    style = {"fill": colours["paper"], "fill_opacity": 0.94, "stroke": colours["hairline"]}
    add(group, "rect", x=box.x0, y=box.y0, width=width, height=height, rx=8, **style)
    x = box.x0 + 13
    for row, (stroke, text) in enumerate(zip(strokes, lines, strict=True)):
        y = box.y0 + 7 + LEGEND_ROW_PX * (row + 0.5)
        draw_stroke(group, stroke, f"M{x:.1f} {y:.1f}h{_SAMPLE_PX:.0f}")
        _write(group, text, (x + _SAMPLE_PX + 8, y + 4.4), LEGEND_TEXT_PX)
    x += wide[0] + _GAP_PX if lines else 0
    for row, (symbol, text) in enumerate(zip(symbols, signs, strict=True)):
        y = box.y0 + 7 + LEGEND_ROW_PX * (row + 0.5)
        draw_symbol(group, symbol, (x + 9, y), 0.75)
        _write(group, text, (x + _INDENT_PX, y + 4.4), LEGEND_TEXT_PX)
    return box


def lay_key(
    strokes: Sequence[Stroke], symbols: Sequence[Symbol], width: float, language: Language
) -> list[list[KeyPart]]:
    """Lay the key below a small map: rows of what the map shows; words that are too wide go on in the next row."""
    rows: list[list[KeyPart]] = [[]]
    x = 0.0
    kinds: list[Stroke | Symbol] = [*symbols, *strokes]
    for kind in kinds:
        indent = indent_of(kind)
        first, *others = wrap(language.text(kind.label), width - indent, CREDIT_TEXT_PX)
        wide = indent + text_width(first, CREDIT_TEXT_PX)
        if rows[-1] and x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, kind, first))
        x += wide + _KEY_GAP_PX
        for line in others:
            rows.append([(indent, None, line)])
            x = indent + text_width(line, CREDIT_TEXT_PX) + _KEY_GAP_PX
    return rows if rows[0] else []


def indent_of(kind: Stroke | Symbol | None) -> float:
    """How far the words of a key stand from its sample's beginning."""
    if kind is None:
        return 0.0
    return 18.0 if isinstance(kind, Symbol) else _KEY_SAMPLE_PX + 5


def key_height(rows: Sequence[object]) -> float:
    """Height of the strip that holds a key, in pixels."""
    return len(rows) * CREDIT_ROW_PX + 5 if rows else 0.0


def draw_key(parent: ET.Element, top: float, rows: Sequence[Sequence[KeyPart]]) -> None:
    """Draw the key below a map."""
    group = add(parent, "g", class_="legend")
    for number, row in enumerate(rows):
        y = top + 4 + CREDIT_ROW_PX * (number + 0.5)
        for x, kind, text in row:
            if isinstance(kind, Symbol):
                draw_symbol(group, kind, (x + 7, y), 0.55)
            elif kind is not None:
                draw_stroke(group, kind, f"M{x:.1f} {y:.1f}h{_KEY_SAMPLE_PX:.0f}")
            _write(group, text, (x + indent_of(kind), y + 4), CREDIT_TEXT_PX)


def _widest(texts: Sequence[str]) -> float:
    return max(text_width(text, LEGEND_TEXT_PX) for text in texts)


def draw_symbol(
    parent: ET.Element, symbol: Symbol, at: tuple[float, float], scale: float, **more: object
) -> ET.Element:
    """Draw the symbol of a kind of site with its white ring."""
    return add(
        parent,
        "path",
        d=symbol.path,
        transform=f"translate({at[0]:.1f} {at[1]:.1f}) scale({scale:g})",
        fill=symbol.colour,
        stroke=read_style().colours["paper"],
        stroke_width="2.4",
        paint_order="stroke",
        **more,
    )


def draw_stroke(parent: ET.Element, stroke: Stroke, path: str, **more: object) -> ET.Element:
    """Draw a line as the style table has it."""
    dotted = stroke.dash.startswith("1 ")
    dash = {"stroke_dasharray": stroke.dash} if stroke.dash else {}
    return add(
        parent,
        "path",
        d=path,
        fill="none",
        stroke=stroke.colour,
        stroke_width=stroke.weight,
        stroke_linejoin="round",
        stroke_linecap="butt" if stroke.dash and not dotted else "round",
        **dash,
        **more,
    )


def round_length(longest_km: float) -> float:
    """Find the longest round length (1, 2 or 5 times a power of ten) that is not longer."""
    power = 10.0 ** math.floor(math.log10(longest_km))
    return next(power * step for step in _ROUND if power * step <= longest_km * (1 + 1e-9))


def draw_scale(parent: ET.Element, frame: Frame, language: Language) -> Box:
    """Draw the scale bar into the lower left corner.

    Notes
    -----
    The projection stretches with latitude: the bar holds in the middle of the sheet, and on an overview says so.
    """
    longest = frame.km_for_px(LONGEST_BAR_PX)
    length = round_length(longest)
    width = LONGEST_BAR_PX * length / longest
    text = (
        language.text("{km} km", km=language.number(length))
        if length >= 1
        else language.text("{m} m", m=language.number(round(length * 1000)))
    )
    if length >= 100:  # noqa: PLR2004 - from here on the stretch can be seen
        text += " " + language.text("at {deg}° N", deg=language.number(round(frame.centre.lat)))
    x, y = EDGE_PX, frame.height - EDGE_PX
    wide = max(width, text_width(text, CREDIT_TEXT_PX)) + 12
    box = Box(x, y - 30, x + wide, y)
    group = add(parent, "g", class_="scale")
    colours = read_style().colours
    add(group, "rect", x=box.x0, y=box.y0, width=wide, height=30, rx=4, fill=colours["paper"], fill_opacity=0.8)
    _write(group, text, (x + 6, y - 15), CREDIT_TEXT_PX)
    bar = f"M{x + 6:.1f} {y - 11:.1f}v5h{width:.1f}v-5"
    add(group, "path", d=bar, fill="none", stroke=colours["ink"], stroke_width=1.4)
    return box


def draw_north(parent: ET.Element, frame: Frame, language: Language) -> Box:
    """Draw the north arrow into the upper right corner; up is north everywhere in this projection."""
    x, y = frame.width - EDGE_PX - 14, EDGE_PX
    colours = read_style().colours
    group = add(parent, "g", class_="north")
    add(group, "circle", cx=x, cy=y + 20, r=19.0, fill=colours["paper"], fill_opacity=0.85)
    add(group, "path", d=f"M{x:.1f} {y + 5:.1f}l6 17l-6 -4l-6 4z", fill=colours["ink"])
    letter = language.text("N")
    _write(group, letter, (x - text_width(letter, 11, "noto-sans-bold") / 2, y + 33), 11, font_weight="bold")
    return Box(x - 20, y, x + 20, y + 40)


def draw_title(parent: ET.Element, width: float, title: str) -> None:
    """Write the title above the map, on one line or on two."""
    add(parent, "rect", width=width, height=TITLE_HEIGHT_PX, fill=read_style().colours["paper"])
    size, lines = lay_title(title, width - 2 * EDGE_PX)
    for line, base in zip(lines, TITLE_BASE_PX[len(lines) - 1], strict=True):
        _write(parent, line, (EDGE_PX, base), size, font_weight="bold", class_="title")


def lay_title(title: str, width: float) -> tuple[float, list[str]]:
    """Break a title into one line, in smaller letters where it is long, or two.

    Returns
    -------
    size, lines
        Pixels; what two lines have no room for is cut between words, with three points.
    """
    large, small = TITLE_TEXT_PX
    fits = large * min(1.0, width / max(1.0, text_width(title, large, _TITLE_FACE)))
    if fits >= small:
        return math.floor(fits * 10) / 10, [title]
    lines = _break_between(title, width, small)
    if len(lines) > len(TITLE_BASE_PX):
        lines = wrap(title, width, small, _TITLE_FACE)
    if len(lines) > len(TITLE_BASE_PX):
        room = width - text_width(" …", small, _TITLE_FACE)
        lines = [lines[0], wrap(lines[1], room, small, _TITLE_FACE)[0] + " …"]
    return small, lines


def _break_between(title: str, width: float, size: float) -> list[str]:
    """Break a title between its parts, or within one that is wider than a line."""
    lines: list[str] = []
    for part in title.split(TITLE_BETWEEN):
        longer = f"{lines[-1]}{TITLE_BETWEEN}{part}" if lines else part
        if lines and text_width(longer, size, _TITLE_FACE) <= width:
            lines[-1] = longer
        else:
            lines += wrap(part, width, size, _TITLE_FACE)
    return lines


def wrap(text: str, width: float, size: float, face: Face = "noto-sans-regular") -> list[str]:
    """Break a text into lines that are not wider, in pixels; a single word may be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, face) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def credit_height(lines: Sequence[str]) -> float:
    """Height of the strip below the map, in pixels."""
    return len(lines) * CREDIT_ROW_PX + 9


def draw_credit(parent: ET.Element, width: float, top: float, lines: Sequence[str]) -> None:
    """Write disclaimer, attribution and data version below the map."""
    colours = read_style().colours
    add(parent, "rect", y=top, width=width, height=credit_height(lines), fill=colours["paper"])
    for row, line in enumerate(lines):
        at = (EDGE_PX, top + CREDIT_ROW_PX * (row + 1))
        _write(parent, line, at, CREDIT_TEXT_PX, fill=colours["muted"], class_="credit")


def take(room: Room, box: Box) -> None:
    """Keep names away from a box."""
    room.boxes.append(Box(box.x0 - 4, box.y0 - 4, box.x1 + 4, box.y1 + 4))


def _write(parent: ET.Element, text: str, at: tuple[float, float], size: float, **more: object) -> ET.Element:
    style = {"font_family": SANS, "font_size": size, "fill": read_style().colours["ink"]} | more
    return add(parent, "text", text, x=at[0], y=at[1], **style)
