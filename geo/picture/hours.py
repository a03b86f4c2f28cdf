"""The hours at posts on a picture: glyphs as the live map has them, with a key, each with its look written on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.picture.glyphs import HATCH, RING_PX, Standing, draw_glyph, measure_reach, set_apart
from geo.picture.labels import Box
from geo.picture.svg import SANS, add
from geo.picture.text_width import text_width
from geo.sites.crossing import MEASURED
from geo.sites.selection import answers
from geo.sites.waiting import CLOSED, list_waiting, pick_waiting
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.picture.frame import Frame
    from geo.sites.selection import Choices, SiteEntry
    from geo.sites.waiting import Half

SITES: Final = "sites"
LEADER_FROM_PX: Final = 3
FADED: Final = 0.22
HATCH_PX: Final = 5
EDGE_PX: Final = 12.0
ROW_PX: Final = 20.0
TEXT_PX: Final = 12.5
INDENT_PX: Final = 26.0
SIGN_PX: Final = 7.0
UNMEASURED: Final = "hatch"
"""Signs of the key that are drawn, not written; so are the ring of no waiting and the dash of a closed post."""
DISPUTED: Final = "ring"
BEFORE: Final = "outline"


@dataclass(frozen=True, slots=True)
class Hours:
    """What glyphs show: a year, a direction of travel, and the year that it is compared with (0 for none)."""

    year: int
    direction: str
    since: int = 0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph on a sheet: where its site is, where it stands beside others, how far it reaches, what it shows."""

    entry: SiteEntry
    true: tuple[float, float]
    at: tuple[float, float]
    reach: float
    on: bool
    halves: tuple[Half, ...]
    before: tuple[Half, ...]


def find_glyphs(  # noqa: PLR0913 - what a view is made of
    catalogue: Catalogue, entries: Sequence[SiteEntry], choices: Choices, hours: Hours, frame: Frame, *, hide: bool
) -> list[Glyph]:
    """Find the glyphs of a sheet, set apart; those that do not answer are faded, or left out with `hide`."""
    picked = pick_waiting(list_waiting(catalogue), choices.modes)
    found = []
    for entry in entries:
        on = answers(entry, choices)
        if entry.id in picked and entry.position and (on or not hide):
            at = frame.place(entry.position)
            halves = picked[entry.id].halves(hours.year, hours.direction)
            before = picked[entry.id].halves(hours.since, hours.direction) if hours.since else ()
            if frame.holds(at):
                found.append(Glyph(entry, at, at, measure_reach(halves), on, halves, before))
    standing = [Standing(*one.true, one.reach) for one in found]
    moves = set_apart(standing, float(read_style().waiting["apart_px"]))
    return [
        Glyph(one.entry, one.true, (one.true[0] + x, one.true[1] + y), one.reach, one.on, one.halves, one.before)
        for one, (x, y) in zip(found, moves, strict=True)
    ]


def cover(glyph: Glyph) -> Box:
    """Measure what a glyph covers."""
    (x, y), out = glyph.at, glyph.reach + RING_PX
    return Box(x - out, y - out, x + out, y + out)


def draw_glyphs(sheet: ET.Element, glyphs: Sequence[Glyph], site: str = "") -> None:
    """Draw glyphs, those that lie further south on top, the chosen site with a ring."""
    style = read_style()
    group = add(sheet, "g", class_="hours")
    _add_hatch(group)
    for glyph in sorted(glyphs, key=lambda one: (one.on, one.true[1])):
        faded = {} if glyph.on else {"opacity": f"{FADED:g}"}
        one = add(group, "g", class_=f"site site--{glyph.entry.id}", **faded)
        add(one, "title", glyph.entry.name)
        ink = style.colours["ink"]
        if glyph.at != glyph.true:
            (x0, y0), (x1, y1) = glyph.true, glyph.at
            add(one, "path", d=f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", stroke=ink, stroke_width=1)
            add(one, "circle", cx=x0, cy=y0, r=LEADER_FROM_PX, fill=ink)
        if glyph.entry.id == site:
            ring = {"fill": style.page["chosen-mark"], "fill_opacity": 0.14, "stroke": style.page["chosen-mark"]}
            add(one, "circle", cx=glyph.at[0], cy=glyph.at[1], r=glyph.reach + RING_PX, stroke_width=2, **ring)
        drawn = draw_glyph(glyph.halves, glyph.before)
        drawn.set("transform", f"translate({glyph.at[0]:.1f} {glyph.at[1]:.1f})")
        _look(drawn)
        one.append(drawn)


def _add_hatch(group: ET.Element) -> None:
    size = {"width": HATCH_PX, "height": HATCH_PX}
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = add(add(group, "defs"), "pattern", id=HATCH, **size, **turned)
    add(pattern, "path", d=f"M0 0V{HATCH_PX}", stroke=read_style().colours["muted"], stroke_width=2)


def _look(drawn: ET.Element) -> None:
    """Write the look of each part on it, as the style sheet of the screen has it."""
    colours = read_style().colours
    ink, muted, paper = colours["ink"], colours["muted"], colours["paper"]
    looks: dict[str, dict[str, str]] = {
        "wait-area": {"fill": "none"},
        "wait-half": {"stroke": paper, "stroke-width": "1"},
        "wait-half--blank": {"stroke": muted},
        f"wait-half--{CLOSED}": {"stroke": muted, "fill": paper},
        "wait-half--zero": {"stroke": ink, "stroke-width": "1.5", "fill": paper},
        "wait-border": {"stroke": ink, "stroke-width": "1.6", "fill": "none"},
        "wait-bar": {"stroke": ink, "stroke-width": "2", "fill": "none"},
        "wait-before": {"stroke": ink, "stroke-width": "1.5", "fill": "none"},
        "wait-ring": {"stroke": ink, "stroke-width": "1.4", "stroke-dasharray": "3 2", "fill": "none"},
        "wait-sign": {"fill": ink, "font-family": SANS, "font-size": "13", "font-weight": "bold"},
    }
    for part in drawn.iter():
        for name in part.get("class", "").split():
            for attribute, value in looks.get(name, {}).items():
                part.set(attribute, value)


def draw_hours_key(parent: ET.Element, glyphs: Sequence[Glyph], hours: Hours, language: Language) -> Box:
    """Draw the key of the glyphs into the upper left corner: year, direction, shades, and the signs that are there.

    Returns
    -------
    box
        The room it takes.
    """
    _ = language.text
    rules = read_style().waiting
    going = {"west": _("going west"), "east": _("going east")}.get(hours.direction, "")
    years = f"{hours.since} → {hours.year}" if hours.since else str(hours.year)
    title = _("Hours at each post, {year}", year=years)
    says = [*filter(None, [going]), _("The line is the border; the area tells the hours.")]
    rows = _list_signs(glyphs, hours, language)
    steps = [_("from {h} h", h=str(rules["from_hours"][0])), *map(str, rules["from_hours"][1:])]
    words = [text_width(title, TEXT_PX, "noto-sans-bold"), *(text_width(text, TEXT_PX) for text in says)]
    wide = max([*words, *(INDENT_PX + text_width(text, TEXT_PX) for _sign, text in rows)])
    box = Box(EDGE_PX, EDGE_PX, EDGE_PX + wide + 26, EDGE_PX + ROW_PX * (len(says) + len(rows) + 2) + 14)
    colours = read_style().colours
    group = add(parent, "g", class_="hours-key")
    look = {"fill": colours["paper"], "fill_opacity": 0.94, "stroke": colours["hairline"]}
    add(group, "rect", x=box.x0, y=box.y0, width=box.x1 - box.x0, height=box.y1 - box.y0, rx=8, **look)
    letters = {"font_family": SANS, "font_size": TEXT_PX, "fill": colours["ink"]}
    left, base = box.x0 + 13, box.y0 + 20
    add(group, "text", title, x=left, y=base, font_weight="bold", **letters)
    for row, text in enumerate(says, 1):
        add(group, "text", text, x=left, y=base + row * ROW_PX, **letters)
    base += (len(says) + 1) * ROW_PX
    _draw_steps(group, left, base, wide, steps)
    for row, (sign, text) in enumerate(rows, 1):
        _draw_sign(group, sign, (left + SIGN_PX, base + row * ROW_PX - 4.4))
        add(group, "text", text, x=left + INDENT_PX, y=base + row * ROW_PX, **letters)
    return box


def _list_signs(glyphs: Sequence[Glyph], hours: Hours, language: Language) -> list[tuple[str, str]]:
    """List the signs that are on the map, each with its words: others would only take room."""
    _ = language.text
    values = [half.value for glyph in glyphs for half in glyph.halves]
    signs = [
        (UNMEASURED, _("not measured"), any(not value.state for value in values)),
        ("○", _("measured: no waiting"), any(value.state == MEASURED and not value.hours for value in values)),
        ("–", _("closed"), any(value.state == CLOSED for value in values)),
        (DISPUTED, _("sources disagree"), any(value.disputed for value in values)),
        ("*", _("second-hand"), any(value.second_hand for value in values)),
        (BEFORE, str(hours.since), bool(hours.since)),
    ]
    return [(sign, text) for sign, text, seen in signs if seen]


def _draw_steps(group: ET.Element, left: float, base: float, wide: float, steps: Sequence[str]) -> None:
    """Draw the shades side by side, each with the hours from which a half has it."""
    fills, ink = read_style().waiting["fills"], read_style().colours["ink"]
    step = wide / len(fills)
    for place, (fill, text) in enumerate(zip(fills, steps, strict=True)):
        add(group, "rect", x=left + place * step, y=base - 14, width=step, height=5.0, fill=fill)
        add(group, "text", text, x=left + place * step, y=base + 2, font_family=SANS, font_size=10.5, fill=ink)


def _draw_sign(group: ET.Element, sign: str, at: tuple[float, float]) -> None:
    colours = read_style().colours
    (x, y), ink = at, colours["ink"]
    if sign == "*":
        add(group, "text", sign, x=x, y=y + 6, text_anchor="middle", font_family=SANS, font_size=13.0, fill=ink)
        return
    fill = {UNMEASURED: f"url(#{HATCH})", DISPUTED: "none", BEFORE: "none"}.get(sign, colours["paper"])
    looks: dict[str, dict[str, str]] = {
        "○": {"stroke": ink},
        DISPUTED: {"stroke": ink, "stroke_width": "1.4", "stroke_dasharray": "3 2"},
        BEFORE: {"stroke": ink, "stroke_width": "1.5"},
    }
    look = looks.get(sign, {"stroke": colours["muted"]})
    add(
        group,
        "circle",
        class_=f"sign sign--{sign}" if sign.isalpha() else "sign",
        cx=x,
        cy=y,
        r=SIGN_PX,
        fill=fill,
        **look,
    )
    if sign == "–":
        add(group, "path", d=f"M{x - 4:.1f} {y:.1f}h8", stroke=ink, stroke_width=2)
