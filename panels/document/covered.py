"""What will lie on the drawing of a first sight, which has no symbols of its own: no name may stand there."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.picture.labels import Box
from panels.document.drawing import list_symbols
from panels.document.glyphs import cover_glyphs
from panels.view import WAITING, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.picture.frame import Frame
    from geo.sites.selection import SiteEntry
    from panels.document.drawing import Symbol

SYMBOL_REACH_PX: Final = 13.0
"""As on the live map, on any screen."""
CHOSEN_REACH_PX: Final = 19.0
MARK_REACH_PX: Final = 14.0
KEPT: Final = 64


def cover_view(
    catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View, frame: Frame, scales: Mapping[str, float]
) -> tuple[Box, ...]:
    """Measure what symbols or glyphs of a view cover on a sheet, whatever its filter dims or leaves out.

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
    boxes
        In whole pixels of the sheet; only what is on it.
    """
    shown = View(layers=view.layers, site=view.site)
    if view.view == WAITING:
        shown = replace(shown, view=WAITING, modes=view.modes, year=view.year, dir=view.dir)
    return _cover(catalogue, entries, shown, frame, tuple(scales.items()))


@lru_cache(maxsize=KEPT)
def _cover(
    catalogue: Catalogue,
    entries: tuple[SiteEntry, ...],
    view: View,
    frame: Frame,
    scales: tuple[tuple[str, float], ...],
) -> tuple[Box, ...]:
    px = frame.scale / min(scale for _, scale in scales)
    chosen = [entry for entry in entries if entry.id == view.site]
    taken = _cover_sites(list_symbols(chosen, view, frame), CHOSEN_REACH_PX * px, frame)
    if view.view == WAITING:
        return _list_seen((*taken, *cover_glyphs(catalogue, entries, view, frame, dict(scales))), frame)
    return _list_seen((*taken, *_cover_sites(list_symbols(entries, view, frame), SYMBOL_REACH_PX * px, frame)), frame)


def _cover_sites(symbols: Iterable[Symbol], reach: float, frame: Frame) -> tuple[Box, ...]:
    places = [(one.left / 100 * frame.width, one.top / 100 * frame.height) for one in symbols if one.entry.position]
    return cover_points(places, reach, frame)


def cover_marks(
    marks: Mapping[str, Sequence[tuple[int, float, float]]], frame: Frame, scales: Mapping[str, float]
) -> tuple[Box, ...]:
    """Measure what the marks of a page cover on a sheet: on each screen those of `list_marks`, and its scale."""
    boxes: list[Box] = []
    for screen, listed in marks.items():
        points = [(left / 100 * frame.width, top / 100 * frame.height) for _, left, top in listed]
        boxes += cover_points(points, MARK_REACH_PX / scales[screen], frame)
    return tuple(boxes)


def cover_points(points: Iterable[tuple[float, float]], reach: float, frame: Frame) -> tuple[Box, ...]:
    """Measure what symbols cover that reach so far around some points of a sheet."""
    return _list_seen((Box(x - reach, y - reach, x + reach, y + reach) for x, y in points), frame)


def _list_seen(boxes: Iterable[Box], frame: Frame) -> tuple[Box, ...]:
    sheet = Box(0.0, 0.0, frame.width, frame.height)
    whole = (Box(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)) for x0, y0, x1, y1 in boxes)
    return tuple(dict.fromkeys(box for box in whole if box.covers(sheet)))
