"""What the brief has besides text: addresses that can be typed, a code to scan, its map as a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

import segno

from geo.picture.text_width import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.cooperation.brief import Brief

SHEET_PX: Final = 4 * 1062 * 0.89
"""Two columns on each side of a sheet; some room is lost where an entry has to begin in the next column."""
COLUMN_PX: Final = 338.0
TEXT_PX: Final = 10.13
LINE_PX: Final = 12.6
GAP_PX: Final = 2.3
SOURCE_COLUMN_PX: Final = 224.0
SOURCE_PX: Final = 9.33
SOURCE_LINE_PX: Final = 11.2
SPARE: Final = 1.06
"""Lines are broken between words."""
HEAD_PX: Final = 350.0
"""Name, first sentences and code, over both columns; the lines at the foot."""
MAP_PX: Final = 190.0
FIXED_ROWS: Final = 33.0
"""Headings, remarks and memberships, in lines."""


def shorten(address: str) -> str:
    """Write an address as it is typed: without the scheme, which a browser puts before it."""
    return address.split("://", 1)[-1]


def draw_code(address: str) -> str:
    """Draw an address as a QR code: a picture for `src`, with the quiet edge that readers need; blank without one."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=2) if address else ""


def as_picture(svg: str) -> str:
    """Write a drawing as the address of a picture: the page lets no drawing of its own through; blank without one."""
    return "data:image/svg+xml," + quote(svg, safe=" =:/;,()'") if svg else ""


class Item(NamedTuple):
    """An entry of a list: its text, and the ids of the sources that stand below because of it."""

    text: str
    sources: tuple[str, ...]


def fit_lists(
    lists: Sequence[Sequence[Item]], titles: Mapping[str, str], cited: Iterable[str], room: float
) -> list[int]:
    """Find how many entries of each list have room on the sheet.

    Parameters
    ----------
    lists
        Entries in their order; one of each list is taken in turn, so that none pushes another off the sheet.
    titles
        Source id → how it is printed.
    cited
        Sources that stand on the sheet anyway.
    room
        Height that is left in a column, over all columns of both sides, in pixels.

    Returns
    -------
    counts
        One for each list. An entry without room ends its list: what is printed is always the beginning, without gaps.
    """
    known = set(cited)
    left = room - sum(_source_px(titles[source]) for source in known)
    counts = [0] * len(lists)
    going = list(range(len(lists)))
    while going:
        for number in tuple(going):
            if counts[number] == len(lists[number]):
                going.remove(number)
                continue
            item = lists[number][counts[number]]
            new = {source for source in item.sources if source in titles} - known
            height = measure_px(item.text) + sum(_source_px(titles[source]) for source in new)
            if height > left:
                going.remove(number)
                continue
            counts[number] += 1
            known |= new
            left -= height
    return counts


def measure_px(text: str) -> float:
    """Measure how high an entry is in a column on paper, in pixels; letters are taken at their largest."""
    return math.ceil(text_width(text, TEXT_PX) / COLUMN_PX * SPARE) * LINE_PX + GAP_PX


def _source_px(title: str) -> float:
    """Measure a source: three stand beside each other where two columns of text do."""
    lines = math.ceil(text_width(title, SOURCE_PX) / SOURCE_COLUMN_PX * SPARE)
    return (lines * SOURCE_LINE_PX + GAP_PX) * 2 / 3


def room_beside(brief: Brief) -> float:
    """Estimate the height that findings and events have on both sides of the sheet, with all that else stands there."""
    rows = len(brief.visits) * 1.5 + len(brief.readiness) * 1.5 + len(brief.routes) * 2 + (3 if brief.delegated else 0)
    rows += len(brief.posts) * 2.5 + len(brief.times) * 1.8 + FIXED_ROWS
    return SHEET_PX - HEAD_PX - (MAP_PX if brief.posts else 0) - rows * LINE_PX
