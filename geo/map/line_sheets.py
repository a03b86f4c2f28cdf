"""The lines as the browser fetches them: one sheet for the first view, and one with the lines exactly, for close in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.map.lines import list_drawn, list_exact
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.map.lines import Drawn

OVERVIEW_ZOOMS: Final = (3, 4, 5, 6, 7)
"""The overview holds the lines as they are drawn from each of these zooms to the next; the first is for all below."""
CLOSE_ZOOMS: Final = (8, 9)
"""The second sheet holds them for these, still set apart, and then where they are."""
OVERVIEW_DIGITS: Final = 3
EXACT_DIGITS: Final = 5
CLOSE_DIGITS: Final = 3
"""Of the lines that are still set apart in the second sheet: a step is less than a pixel."""


def write_overview(catalogue: Catalogue) -> str:
    """Write the lines for the zooms before those of the second sheet.

    Returns
    -------
    json
        `digits`, and `zooms`: from which zoom → line id → pieces. A piece is [1 when it only joins neighbouring
        places, country, numbers]: latitude and longitude of the first vertex, then the steps to each next, in units of
        the last digit.
    """
    drawn = {zoom: list_drawn(catalogue, zoom + 0.5) for zoom in OVERVIEW_ZOOMS}
    levels = {str(zoom): _write(catalogue, lines, OVERVIEW_DIGITS) for zoom, lines in drawn.items()}
    return _compact({"digits": OVERVIEW_DIGITS, "zooms": levels})


def write_exact(catalogue: Catalogue) -> str:
    """Write the lines for close in, in the same form: set apart where they still would blend, then where they are."""
    levels = {}
    for zoom in CLOSE_ZOOMS:
        levels[str(zoom)] = _write(catalogue, list_drawn(catalogue, zoom + 0.5), EXACT_DIGITS, CLOSE_DIGITS)
    levels[f"{read_style().zooms['exact_lines']:g}"] = _write(catalogue, list_exact(catalogue), EXACT_DIGITS)
    return _compact({"digits": EXACT_DIGITS, "zooms": levels})


def _compact(sheet: dict[str, Any]) -> str:
    return json.dumps(sheet, separators=(",", ":"))


def _write(
    catalogue: Catalogue, drawn: Mapping[str, Sequence[Drawn]], digits: int, kept: int | None = None
) -> dict[str, list[list[Any]]]:
    """Write lines in units of the last of so many digits, rounded to those that are kept of them."""
    style = read_style()
    apart = {line.line_id: style.between_of(line) is not None for line in catalogue.lines}
    return {
        line: [_piece(piece, apart[line], digits, digits if kept is None else kept) for piece in pieces]
        for line, pieces in drawn.items()
    }


def _piece(piece: Drawn, apart: bool, digits: int, kept: int) -> list[Any]:  # noqa: FBT001 - a part of a row
    return [int(piece.between and apart), piece.country, _pack(np.round(piece.lonlat[:, ::-1], kept).tolist(), digits)]


def _pack(latlon: Sequence[Sequence[float]], digits: int) -> list[int]:
    """Write positions as steps; what falls on the vertex before it is left out, but never the last."""
    whole = np.rint(np.asarray(latlon) * 10**digits).astype(int)
    steps = np.diff(whole, axis=0)
    kept = np.concatenate([[True], np.abs(steps).sum(axis=1) > 0])
    rows = whole[kept] if kept.sum() > 1 else whole[[0, -1]]
    return [*rows[0].tolist(), *np.diff(rows, axis=0).ravel().tolist()]
