"""The hours at posts on the drawing of a map: glyphs where the live map has them, on each of four screens."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import numpy as np
from markupsafe import Markup

from geo.picture.glyphs import RING_PX, Standing, draw_glyph, measure_reach, set_apart
from geo.picture.labels import Box
from geo.picture.svg import add
from geo.projection import to_world
from geo.sites.selection import answers
from geo.sites.waiting import list_waiting, pick_waiting
from geo.style import read_style
from panels.site_card.waiting import year_of
from panels.view import SITES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.catalogue import Catalogue
    from geo.picture.frame import Frame
    from geo.sites.selection import SiteEntry
    from geo.sites.waiting import Waiting
    from panels.document.drawing import Fit
    from panels.view import View

PHONE: Final = "phone"
MAPS_PX: Final = {
    PHONE: (390.0, 456.0),
    "narrow": (676.0, 627.0),
    "wide": (984.0, 664.0),
    "large": (1450.0, 976.0),
}
"""The live map at 390 × 844, 1024 × 768, 1366 × 768 and 1920 × 1080."""
HOME_MARGINS_PX: Final = (48.0, 70.0)
WIDEST_MARGIN_PX: Final = (70.0, 64.0)
MARGIN_SHARE: Final = (0.08, 0.1)
LEGEND_PX: Final = {PHONE: 80.0, "narrow": 80.0, "wide": 200.0, "large": 200.0}
"""What the legend takes at the lower edge, beside a chosen site: folded, open."""
LEADER_FROM_PX: Final = 3


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph on a sheet.

    Attributes
    ----------
    left, top
        Where its site stands, in percent of width and height.
    picture
        What is drawn of it, with the line to its post on each screen on which it has moved.
    moves
        Screen → how far it has moved there to be beside others, in whole pixels; only where it has.
    """

    entry: SiteEntry
    left: float
    top: float
    on: bool
    picture: Markup
    moves: Mapping[str, tuple[int, int]]


def measure_scales(fit: Fit, *, framed: bool, site: bool) -> dict[str, float]:
    """Measure how many pixels a world pixel takes on each screen of `MAPS_PX`, as the camera frames it.

    Parameters
    ----------
    fit
        How the drawing lies on the map.
    framed
        Whether less than the whole map is framed.
    site
        Whether that is a chosen site, which keeps off the legend.
    """
    scales = {}
    for screen, size in MAPS_PX.items():
        side, edge = (
            min(most, length * share) for most, length, share in zip(WIDEST_MARGIN_PX, size, MARGIN_SHARE, strict=True)
        )
        taken = (2 * side, edge + (max(edge, LEGEND_PX[screen]) if site else edge)) if framed else HOME_MARGINS_PX
        width, height = (length - part for length, part in zip(size, taken, strict=True))
        scales[screen] = min(width / fit.width, height / fit.height, fit.most or math.inf)
    return scales


def list_glyphs(
    catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View, frame: Frame, scales: Mapping[str, float]
) -> list[Glyph]:
    """List the glyphs of a view on a sheet, those that lie on top last.

    Parameters
    ----------
    catalogue, entries, view
        The hours, all sites, and what is shown of them.
    frame
        The sheet.
    scales
        Pixels for a world pixel on each screen.

    Returns
    -------
    glyphs
        Empty where the layer of the sites is off. One that lies off the sheet is left out, after the others made room.
    """
    found = _find(catalogue, entries, view)
    places = [entry.position for entry, _ in found if entry.position]
    world = to_world(np.array([(at.lon, at.lat) for at in places]).reshape(-1, 2))
    year = year_of(catalogue, view)
    halves = [waiting.halves(year, view.dir) for _, waiting in found]
    before = [waiting.halves(view.since, view.dir) if view.since else () for _, waiting in found]
    reaches = [measure_reach(one) for one in halves]
    moves = {screen: _move(world * scale, reaches) for screen, scale in scales.items()}
    glyphs = []
    for number, (entry, _) in enumerate(found):
        moved = {screen: listed[number] for screen, listed in moves.items() if any(listed[number])}
        x, y = frame.place(places[number])
        if frame.holds((x, y)):
            left, top = round(x / frame.width * 100, 3), round(y / frame.height * 100, 3)
            on = answers(entry, view.choices)
            picture = _draw(draw_glyph(halves[number], before[number]), moved)
            height = float(world[number, 1]) * scales["wide"] - round(reaches[number])
            glyphs.append((height, Glyph(entry, left, top, on, picture, moved)))
    return [glyph for _, glyph in sorted(glyphs, key=lambda one: one[0])]


def cover_glyphs(
    catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View, frame: Frame, scales: Mapping[str, float]
) -> list[Box]:
    """Measure what the glyphs of a view cover on a sheet on any of some screens, as `list_glyphs` sets them apart.

    Returns
    -------
    boxes
        In pixels of the sheet, one for each glyph and screen.
    """
    found = _find(catalogue, entries, view)
    places = [entry.position for entry, _ in found if entry.position]
    world = to_world(np.array([(at.lon, at.lat) for at in places]).reshape(-1, 2))
    year = year_of(catalogue, view)
    reaches = [measure_reach(waiting.halves(year, view.dir)) for _, waiting in found]
    boxes = []
    for scale in scales.values():
        apart = np.array(_move(world * scale, reaches)).reshape(-1, 2) / scale
        middles = (world + apart - (frame.left, frame.top)) * frame.scale
        out = (np.array(reaches) + RING_PX) * frame.scale / scale
        boxes += [Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(middles.tolist(), out.tolist(), strict=True)]
    return boxes


def _find(catalogue: Catalogue, entries: Iterable[SiteEntry], view: View) -> list[tuple[SiteEntry, Waiting]]:
    if SITES not in view.layers:
        return []
    picked = pick_waiting(list_waiting(catalogue), view.modes)
    by_id = {entry.id: entry for entry in entries if entry.position and (answers(entry, view.choices) or not view.hide)}
    return [(by_id[site], waiting) for site, waiting in picked.items() if site in by_id]


def _move(at: NDArray[np.float64], reaches: Sequence[float]) -> list[tuple[int, int]]:
    """Set glyphs apart as the live map does, which counts in whole pixels."""
    standing = [Standing(_round(x), _round(y), reach) for (x, y), reach in zip(at, reaches, strict=True)]
    moves = set_apart(standing, float(read_style().waiting["apart_px"]))
    return [(_round(x), _round(y)) for x, y in moves]


def _round(value: float) -> int:
    """Round as scripts do: a half up."""
    return math.floor(value + 0.5)


def _draw(picture: ET.Element, moves: Mapping[str, tuple[int, int]]) -> Markup:
    """Draw a glyph with the lines to its post, one for each screen on which it has moved."""
    svg = ET.Element("svg", {"class": "wait-picture", "width": "1", "height": "1"})
    for screen, (x, y) in moves.items():
        leader = add(svg, "g", class_=f"wait-leader sight-leader--{screen}")
        add(leader, "path", d=f"M0 0L{x} {y}")
        add(leader, "circle", r=LEADER_FROM_PX)
    svg.append(picture)
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - no text of a table is in it
