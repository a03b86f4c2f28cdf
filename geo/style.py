"""Colours, symbols and line styles of the map, and the legend built from them."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records.places import Line

STYLE_FILE = Path(__file__).parent.parent / "data" / "style.toml"
FONT_FACES_FILE = Path(__file__).parent.parent / "static" / "fonts" / "faces.json"
BETWEEN: Final = "between"
COARSE: Final = "coarse"
BETWEEN_SHARE: Final = 0.65
"""A part of a line that only joins neighbouring places is so much thinner."""
PLANNED_STATUSES = frozenset({"planned", "under-construction"})
_PLAIN_IN_ADDRESS = " '/:=.,-"
"""Characters of an SVG file that may stand in an address within double quotes as they are."""
LAYERS = ("sites", "corridor", "branches", "comparison", "etir", "posts")
LAYER_OF_PART = {
    "main": "corridor",
    "alternative": "corridor",
    "branch": "branches",
    "feeder": "branches",
    "comparison": "comparison",
    "e-tir": "etir",
}
"""Which layer of the map a part of the corridor belongs to."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """How a kind of site is drawn: a closed SVG path in a box of -10..10, its colour, and that of the ring around."""

    kind: str
    ring: str
    colour: str
    path: str
    label: str

    def svg(self, size_px: int = 22, *, alone: bool = False) -> Markup:
        """Draw the symbol with its ring.

        Parameters
        ----------
        size_px
            Width and height of the picture in CSS pixels.
        alone
            True for a picture file of its own instead of a part of a page.

        Returns
        -------
        svg
            Markup without ids or scripts, hidden from screen readers (the element around it has the name).
        """
        template = Markup(
            '<svg{3} class="symbol" width="{0}" height="{0}" viewBox="-12 -12 24 24" aria-hidden="true">'
            '<path d="{1}" fill="{2}" stroke="{4}" stroke-width="2.4" paint-order="stroke"/></svg>'
        )
        namespace = Markup(' xmlns="http://www.w3.org/2000/svg"') if alone else ""
        return template.format(size_px, self.path, self.colour, namespace, self.ring)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: colour, width in CSS pixels, SVG dash pattern (blank = solid), the latter in charts too."""

    key: str
    colour: str
    weight: float
    dash: str
    label: str
    chart_dash: str = ""

    def svg(self, width_px: int = 34) -> Markup:
        """Draw a short sample of the line for the legend."""
        template = Markup(
            '<svg class="stroke" width="{0}" height="10" viewBox="0 0 {0} 10" aria-hidden="true" focusable="false">'
            '<path d="M1 5H{1}" fill="none" stroke="{2}" stroke-width="{3}" stroke-dasharray="{4}" '
            'stroke-linecap="{5}"/></svg>'
        )
        cap = "round" if self.dash.startswith("1 ") else "butt"
        return template.format(width_px, width_px - 1, self.colour, self.weight, self.dash, cap)


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign of the page, drawn as one line: box and path in SVG, colour, width."""

    box: str
    path: str
    colour: str
    weight: float

    def css_image(self) -> str:
        """Write the sign as a CSS image: a picture of its own, which no custom property reaches."""
        svg = (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{self.box}' fill='none' stroke='{self.colour}' "
            f"stroke-width='{self.weight}'><path d='{self.path}'/></svg>"
        )
        return f'url("data:image/svg+xml,{quote(svg, safe=_PLAIN_IN_ADDRESS)}")'


@dataclass(frozen=True, slots=True)
class Style:
    """All of the style, read once.

    Attributes
    ----------
    colours
        What the map, the drawings and the documents are painted with.
    page
        What the pages, the profile and the stage are painted with besides.
    dark
        What a dark stage has instead, by the same names.
    dark_page
        What a dark page has instead besides these.
    events
        A colour for each kind of event.
    signs, symbols, strokes, grades
        What is drawn: small signs of the page, kinds of sites, kinds of lines, grades of readiness.
    zooms
        From which zoom on something is drawn.
    labels
        Where names stand and how they are written; the browser gets the table as it is.
    between
        Stroke of what only joins neighbouring places, in the legend; a line has its own colour there.
    coarse
        Dash of roads and railways beneath the lines that may be kilometres off.
    beneath
        How roads, railways and rivers beneath the lines stand in the key of a picture, by the name of their colour.
    ground
        Roads, railways and rivers beneath the lines, by class: name of the colour, and width in CSS pixels.
    waiting
        Scale and colours of the waiting glyph; the browser gets the table as it is.
    """

    colours: Mapping[str, str]
    page: Mapping[str, str]
    dark: Mapping[str, str]
    dark_page: Mapping[str, str]
    events: Mapping[str, str]
    signs: Mapping[str, Sign]
    symbols: Mapping[str, Symbol]
    strokes: Mapping[str, Stroke]
    grades: Mapping[str, Stroke]
    zooms: Mapping[str, float]
    labels: Mapping[str, Any]
    between: Stroke
    coarse: Stroke
    beneath: Mapping[str, Stroke]
    ground: Mapping[str, tuple[str, float]]
    waiting: Mapping[str, Any]

    def css_values(self) -> dict[str, str]:
        """List the custom properties of the style sheets by their names, without the two hyphens."""
        return {
            **self.colours,
            **self.page,
            **{f"event-{kind}": colour for kind, colour in self.events.items()},
            **{f"line-{key}": stroke.colour for key, stroke in self.strokes.items()},
            **{f"grade-{key}": stroke.colour for key, stroke in self.grades.items()},
            **{f"sign-{name}": sign.css_image() for name, sign in self.signs.items()},
        }

    def css_variables(self) -> str:
        """Write the colours as CSS custom properties (`--ink: …;`)."""
        return _write_properties(self.css_values())

    def css_dark(self) -> str:
        """Write the custom properties that a dark stage has instead."""
        return _write_properties(self.dark)

    def css_dark_page(self) -> str:
        """Write the custom properties that a dark page has instead."""
        return _write_properties({**self.dark, **self.dark_page})

    def css_light(self) -> str:
        """Write the same properties as by day, for what stays light on a dark stage."""
        values = self.css_values()
        return _write_properties({name: values[name] for name in self.dark})

    def css_symbols(self) -> str:
        """Write the symbols as CSS classes (`.symbol--road`), for places where a picture may not be drawn inline."""
        rule = ".symbol--{}{{background-image:url('data:image/svg+xml,{}')}}"
        return "".join(
            rule.format(kind, quote(str(symbol.svg(24, alone=True)))) for kind, symbol in self.symbols.items()
        )

    def named(self, key: str) -> Stroke:
        """Give the stroke of a row of the legend."""
        return self.between if key == BETWEEN else self.strokes[key]

    def stroke_of(self, line: Line) -> Stroke:
        """Choose the stroke of a line."""
        return self.strokes[key_of(line)]

    def between_of(self, line: Line) -> Stroke | None:
        """Choose the stroke of what only joins neighbouring places; None for a line that is dashed already."""
        stroke = self.stroke_of(line)
        if stroke.dash:
            return None
        return replace(self.between, colour=stroke.colour, weight=round(stroke.weight * BETWEEN_SHARE, 2))


def key_of(line: Line) -> str:
    """Choose the key of a line's stroke: what is not built yet looks so, whatever its mode."""
    return "planned" if line.status in PLANNED_STATUSES else line.mode


@lru_cache(maxsize=1)
def read_style() -> Style:
    """Read the style table.

    Returns
    -------
    style
        Immutable; the same object at every call.
    """
    table = tomllib.loads(STYLE_FILE.read_text(encoding="utf-8"))
    page = {**table["page"], **table["profile"], **table["stage"]}
    colours = {**table["colours"], **page}
    signs = {name: Sign(**row | {"colour": colours[row["colour"]]}) for name, row in table["signs"].items()}
    symbols = {kind: Symbol(kind, colours["paper"], **row) for kind, row in table["symbols"].items()}
    return Style(
        MappingProxyType(table["colours"]),
        MappingProxyType(page),
        MappingProxyType(table["dark"]),
        MappingProxyType(table["dark-page"]),
        MappingProxyType(table["events"]),
        MappingProxyType(signs),
        MappingProxyType(symbols),
        _strokes(table["lines"]),
        _strokes(table["grades"]),
        MappingProxyType(table["zooms"]),
        MappingProxyType(table["labels"]),
        _strokes({BETWEEN: table[BETWEEN]})[BETWEEN],
        _strokes({COARSE: table[COARSE]})[COARSE],
        _strokes({name: row | {"colour": colours[name]} for name, row in table["beneath"].items()}),
        MappingProxyType({name: (row["colour"], row["weight"]) for name, row in table["ground"].items()}),
        MappingProxyType(table["waiting"]),
    )


def _write_properties(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _strokes(rows: Mapping[str, Any]) -> Mapping[str, Stroke]:
    return MappingProxyType(
        {
            key: Stroke(key, row["colour"], row["weight"], row.get("dash", ""), row["label"], row.get("chart_dash", ""))
            for key, row in rows.items()
        }
    )


@lru_cache(maxsize=4)
def font_faces(folder_url: str) -> str:
    """Write the `@font-face` rules of the fonts that are shipped with the app.

    Parameters
    ----------
    folder_url
        Where the browser finds the font files, relative to the document, without a slash at the end.

    Returns
    -------
    css
        One rule per file; a browser fetches only those whose letters it needs.
    """
    rule = (
        '@font-face{{font-family:"{family}";src:url("{folder}/{file}") format("woff2");font-weight:{weight};'
        "font-style:{style};font-display:swap;unicode-range:{unicodeRange}}}"
    )
    faces = json.loads(FONT_FACES_FILE.read_text(encoding="utf-8"))
    return "".join(rule.format(folder=folder_url, **face) for face in faces)
