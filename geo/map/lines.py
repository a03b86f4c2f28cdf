"""The lines as they are drawn at a zoom: simplified, and set apart where two of them would blend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.alignment import CHORD, read_courses
from geo.projection import from_world, to_world
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.alignment import Piece
    from geo.catalogue import Catalogue
    from geo.records.places import Line

    Floats = NDArray[np.float64]

GAP_PX: Final = 4.6
"""So far apart two lines are drawn that run together: half of each and a little land between them."""
STEP_PX: Final = 2.0
SMOOTH_STEPS: Final = 9
MOVES: Final = 3
"""After the first move a line may blend with the next one, or still with the same where the move begins and ends."""
TAPER_PX: Final = 14.0
"""Towards its ends a line comes back to where it is: it ends at its port, station or border."""
TOLERANCE_PX: Final = 0.3
ZOOM_STEP: Final = 0.25
"""Lines of pictures are set apart for the nearest of these: between two of them, a gap grows by a tenth at most."""
SHORT_PX: Final = 8.0
"""A piece that only joins a place with its line is not drawn differently where it is shorter than a dash."""
RANK_OF_MODE: Final = MappingProxyType({"rail": 0, "sea": 1, "road": 2, "air": 3})
"""In this order the lines are placed; those of a later mode give way to those of an earlier one."""
GIVES_WAY: Final = frozenset({"sea", "road"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of a line as it is drawn.

    Attributes
    ----------
    between
        True where it only joins neighbouring places and is to look so.
    country
        Alpha-3 code; blank at sea and where the country is unknown.
    lonlat
        Rows of (lon, lat) in degrees.
    """

    between: bool
    country: str
    lonlat: Floats


def list_exact(catalogue: Catalogue) -> dict[str, tuple[Drawn, ...]]:
    """List the pieces of every line where they are, by line id."""
    return {
        line_id: tuple(_drawn(piece, _lonlat(piece)) for piece in course.pieces)
        for line_id, course in read_courses(catalogue).items()
    }


def step_of_zoom(zoom: float) -> float:
    """Round the zoom of a picture, so that lines which are set apart once serve many pictures."""
    return round(zoom / ZOOM_STEP) * ZOOM_STEP


@lru_cache(maxsize=32)
def list_drawn(catalogue: Catalogue, zoom: float) -> Mapping[str, tuple[Drawn, ...]]:
    """List the pieces of every line as they are drawn at a zoom.

    Parameters
    ----------
    catalogue
        Its lines.
    zoom
        Of the screen or the picture; need not be whole.

    Returns
    -------
    pieces
        Line id → pieces in travel order. Close in they are the line itself. Before, a line is simplified to what can
        be seen, and a road that runs along a railway, or one way over the sea along another, is moved aside by some
        pixels.
    """
    scale = 2.0**zoom
    if zoom >= read_style().zooms["exact_lines"]:
        exact = list_exact(catalogue)
        return MappingProxyType({line: tuple(_without_short(piece, scale) for piece in exact[line]) for line in exact})
    courses = read_courses(catalogue)
    lines = sorted(catalogue.lines, key=lambda line: RANK_OF_MODE[line.mode])
    placed: dict[str, list[Floats]] = {}
    for line in lines:
        if line.line_id in courses:
            pieces = [_simplify(to_world(_lonlat(piece)) * scale) for piece in courses[line.line_id].pieces]
            others = [placed[one.line_id] for one in lines if one.line_id in placed and _yields(line, one)]
            placed[line.line_id] = _make_way(pieces, [np.vstack(other) for other in others])
    return MappingProxyType(
        {
            line.line_id: tuple(
                _without_short(_drawn(piece, from_world(path / scale)), scale)
                for piece, path in zip(courses[line.line_id].pieces, placed[line.line_id], strict=True)
            )
            for line in catalogue.lines
            if line.line_id in placed
        }
    )


def _make_way(pieces: list[Floats], others: Sequence[Floats]) -> list[Floats]:
    """Set the pieces of a line apart from the others that come near it."""
    whole = np.vstack(pieces)
    near = [other for other in others if _meet(whole, other)]
    if not near:
        return pieces
    path, breaks = _densify(pieces)
    apart = _set_apart(path, near)
    return [_simplify(apart[first : last + 1]) for first, last in pairwise(breaks)]


def _meet(one: Floats, other: Floats) -> bool:
    """Return whether the boxes around two paths come as near to each other as lines that blend."""
    low = np.maximum(one.min(axis=0), other.min(axis=0))
    high = np.minimum(one.max(axis=0), other.max(axis=0))
    return bool((low - high < GAP_PX).all())


def _lonlat(piece: Piece) -> Floats:
    return np.array([(at.lon, at.lat) for at in piece.vertices])


def _drawn(piece: Piece, lonlat: Floats) -> Drawn:
    return Drawn(piece.basis == CHORD, piece.country, lonlat)


def _without_short(piece: Drawn, scale: float) -> Drawn:
    """Tell apart what only joins neighbouring places where it is longer than a dash."""
    if not piece.between or shapely.length(shapely.linestrings(to_world(piece.lonlat) * scale)) >= SHORT_PX:
        return piece
    return replace(piece, between=False)


def _yields(line: Line, other: Line) -> bool:
    """Return whether a line gives way to another: a road to a railway, a way over the sea to one before it.

    Railways never give way to each other: where two of them run together, they join.
    """
    return other.mode == ("rail" if line.mode == "road" else "sea") and line.mode in GIVES_WAY


def _densify(pieces: Sequence[Floats]) -> tuple[Floats, list[int]]:
    """Join pieces to one path with a vertex every few pixels; return where in it each piece begins and ends."""
    parts, breaks = [pieces[0][:1]], [0]
    for piece in pieces:
        line = shapely.segmentize(shapely.linestrings(piece), STEP_PX)
        parts.append(shapely.get_coordinates(line)[1:])
        breaks.append(breaks[-1] + len(parts[-1]))
    return np.vstack(parts), breaks


def _set_apart(path: Floats, others: Sequence[Floats]) -> Floats:
    """Move a path aside where others run along it, to one side of all that run together, by a few small moves."""
    sides = np.zeros(len(path))
    for _ in range(MOVES):
        shift, sides = _shift_aside(path, others, sides)
        if not shift.any():
            break
        path = path + _soften(path, shift)
    return path


def _shift_aside(path: Floats, others: Sequence[Floats], sides: Floats) -> tuple[Floats, Floats]:
    """Find how far each vertex of a path is to be moved so that it keeps clear of the others.

    Parameters
    ----------
    path, others
        In pixels.
    sides
        Where each vertex was moved before: 1 to its own left, -1 to its right, 0 nowhere.

    Returns
    -------
    shift, sides
        Of each vertex. What was moved to one side before is not moved back by another line that runs there.
    """
    step = np.gradient(path, axis=0)
    left = np.column_stack([-step[:, 1], step[:, 0]])
    shift, sides = np.zeros_like(path), sides.copy()
    found = [_project(path, other) for other in others]
    for foot, normal, offset in sorted(found, key=lambda one: -(np.abs(one[2]) < GAP_PX).sum()):
        near = np.abs(offset) < GAP_PX
        if not near.any():
            continue
        ahead = np.where((normal * left).sum(axis=1) < 0, -1.0, 1.0)  # -1 where the other runs the other way
        before = sides[near].sum()
        mostly = 1.0 if offset[np.abs(offset) < 2 * GAP_PX].sum() >= 0 else -1.0
        side = np.sign(before) * ahead if before else np.full(len(path), mostly)
        first = near & (sides == 0)
        sides[first] = (side * ahead)[first]
        wanted = foot + normal * (side * GAP_PX)[:, None] - path
        moved = near & (np.hypot(*wanted.T) > np.hypot(*shift.T))
        shift[moved] = wanted[moved]
    return shift, sides


def _soften(path: Floats, shift: Floats) -> Floats:
    """Let a shift begin and end little by little, and leave the ends of the path where they are."""
    window = np.ones(SMOOTH_STEPS) / SMOOTH_STEPS
    padded = np.pad(shift, ((SMOOTH_STEPS // 2, SMOOTH_STEPS // 2), (0, 0)))
    smooth = np.column_stack([np.convolve(padded[:, axis], window, mode="valid") for axis in (0, 1)])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    taper = np.clip(np.minimum(along, along[-1] - along) / TAPER_PX, 0.0, 1.0)
    softened: Floats = smooth * taper[:, None]
    return softened


def _project(path: Floats, other: Floats) -> tuple[Floats, Floats, Floats]:
    """Find, for each vertex of a path, the nearest point of another, the direction across it, and how far off it is."""
    segments = shapely.linestrings(np.stack([other[:-1], other[1:]], axis=1))
    number = shapely.STRtree(segments).nearest(shapely.points(path))
    start, step = other[number], other[number + 1] - other[number]
    length = np.maximum(np.hypot(*step.T), 1e-9)[:, None]
    share = np.clip(((path - start) * step).sum(axis=1)[:, None] / length**2, 0.0, 1.0)
    foot = start + step * share
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / length
    away = path - foot
    offset = np.copysign(np.hypot(*away.T), (away * normal).sum(axis=1))
    return foot, normal, offset


def _simplify(path: Floats) -> Floats:
    simple: Floats = shapely.get_coordinates(shapely.simplify(shapely.linestrings(path), TOLERANCE_PX))
    return simple
