"""Where the name of a small country stands that has no room at home: half beside it, or over the water of its coast.

The rule stands in `panels/web/js/core/shapes.js` as well, with the same table, `[labels.beside_country]` in
`data/style.toml`; `tests/vectors/labels.json` holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.picture.basemap import find_sheet
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.picture.frame import Frame

    Grid = NDArray[np.bool_]

OVER_COAST = 1.5
"""Times its width, to each side of a country, that a name over water may reach."""


def place_beside(country: str, width: float, frame: Frame) -> list[tuple[float, float]]:
    """Find where the middle of a country's name may stand beside the country.

    Parameters
    ----------
    country
        Alpha-3.
    width
        Of the name, in pixels.
    frame
        Where the base map stands on the sheet.

    Returns
    -------
    places
        Pixels of the sheet, the best first; none of a country that is not on the sheet, or wide.
    """
    rules = read_style().labels["beside_country"]
    box = _measure_seen(country, rules["most_wide"] * width, frame)
    if box is None:
        return []
    step, reach, across = rules["grid_px"], rules["reach_px"], OVER_COAST * width
    xs = np.arange(box[0] - across, box[2] + across, step)
    ys = np.arange(box[1] - reach, box[3] + reach, step)
    home, abroad = _look_around(country, xs, ys, frame)
    found = list_beside(home, abroad, width / step, rules)
    return [(float(xs[column]), float(ys[row])) for column, row in found]


def _measure_seen(country: str, most: float, frame: Frame) -> tuple[float, float, float, float] | None:
    """Measure the box around what is seen of a country, in pixels of the sheet.

    Returns
    -------
    box
        None where nothing is seen, and of a country that is wider than `most`: a corner of it is no small country.
    """
    land = find_sheet(frame).land
    boxes = np.array([shape.bounds for word, shape in zip(land.words, land.shapes, strict=True) if word == country])
    left, top, right, bottom = frame.world_box
    if not len(boxes) or (boxes[:, 2].max() - boxes[:, 0].min()) * frame.scale > most:
        return None
    west, north = np.maximum(boxes[:, :2].min(axis=0), (left, top))
    east, south = np.minimum(boxes[:, 2:].max(axis=0), (right, bottom))
    if west >= east or north >= south:
        return None
    x0, y0, x1, y1 = ((np.array([west, north, east, south]) - (left, top) * 2) * frame.scale).tolist()
    return (x0, y0, x1, y1)


def _look_around(country: str, xs: NDArray[np.float64], ys: NDArray[np.float64], frame: Frame) -> tuple[Grid, Grid]:
    """Find which points of a grid of pixels lie in a country, and which in another."""
    xs, ys = xs / frame.scale + frame.left, ys / frame.scale + frame.top
    area = shapely.box(xs[0], ys[0], xs[-1], ys[-1])
    home, abroad = np.zeros((len(ys), len(xs)), bool), np.zeros((len(ys), len(xs)), bool)
    land = find_sheet(frame).land
    for index in land.tree.query(area).tolist():
        west, north, east, south = land.shapes[index].bounds
        columns, rows = slice(*np.searchsorted(xs, (west, east))), slice(*np.searchsorted(ys, (north, south)))
        across, down = np.meshgrid(xs[columns], ys[rows])
        if across.size:
            grid = home if land.words[index] == country else abroad
            grid[rows, columns] |= shapely.contains_xy(land.shapes[index], across, down)
    return home, abroad & ~home


def list_beside(home: Grid, abroad: Grid, wide: float, rules: Mapping[str, float]) -> list[tuple[int, int]]:
    """List where a name may stand beside its country on a grid.

    Parameters
    ----------
    home, abroad
        Rows of points: which lie in the country, and which in another; at sea neither.
    wide
        Columns that the name takes.
    rules
        The table `[labels.beside_country]`.

    Returns
    -------
    places
        (column, row) of its middle: first those with land of its own below it, or that close above or below, and no
        more land of others; then those over the water of its coast. The least land of others comes first.
    """
    half = int(wide // 2)
    rows, columns = home.shape
    if columns <= 2 * half:
        return []
    own, away = _share(home, half), _share(abroad, half)
    close = int(rules["close"])
    padded = np.pad(own, ((close, close), (0, 0)))
    near = np.max([padded[start : start + rows] for start in range(2 * close + 1)], axis=0)
    allowed = away <= rules["most_abroad"]
    beside = allowed & (near >= rules["least_home"]) & (near >= away)
    water = _share(_find_own_water(home, abroad, close), half)
    coast = allowed & ~beside & (near >= rules["least_coast"]) & (water >= rules["least_water"])
    places = []
    for kind in (beside, coast):
        row, column = np.nonzero(kind)
        order = np.argsort(-(near - away)[kind], kind="stable")
        places += list(zip((column[order] + half).tolist(), row[order].tolist(), strict=True))
    return places


def _find_own_water(home: Grid, abroad: Grid, close: int) -> Grid:
    """Find the points in water that reaches, with no land of others between, to where the country is close."""
    rows, columns = home.shape
    near = home
    for axis, length in enumerate(home.shape):
        padded = np.pad(near, [(close, close) if one == axis else (0, 0) for one in range(2)])
        near = np.any([padded.take(range(by, by + length), axis) for by in range(2 * close + 1)], axis=0)
    runs = np.cumsum(abroad, axis=1) + (np.arange(rows) * (columns + 1))[:, np.newaxis]
    return np.asarray(~home & ~abroad & np.isin(runs, runs[near & ~abroad]))


def _share(grid: Grid, half: int) -> NDArray[np.float64]:
    """Measure which share of a name around each column lies on the points of a grid."""
    before = np.cumsum(np.pad(grid, ((0, 0), (1, 0))), axis=1)
    wide = 2 * half + 1
    return np.asarray((before[:, wide:] - before[:, :-wide]) / wide)
