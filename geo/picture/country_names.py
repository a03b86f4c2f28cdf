"""Where the name of a small country stands that has no room at home: beside it, over its coast, at the end of a line.

And whether a name is at home at all. The rules stand in `panels/web/js/core/shapes.js` and `led_names.js` beside it as
well, with the same tables, `[labels.beside_country]`, `[labels.held]` and `[labels.led]` in `data/style.toml`;
`tests/vectors/labels.json` holds the two together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo.picture.basemap import find_sheet
from geo.picture.labels import Box
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.picture.frame import Frame

    Grid = NDArray[np.bool_]
    Pixel = tuple[float, float]


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
    step, reach, across = rules["grid_px"], rules["reach_px"], rules["over_coast"] * width
    xs = np.arange(box[0] - across, box[2] + across, step)
    ys = np.arange(box[1] - reach, box[3] + reach, step)
    home, abroad = _look_around(country, xs, ys, frame)
    found = list_beside(home, abroad, width / step, rules)
    return [(float(xs[column]), float(ys[row])) for column, row in found]


def holds(country: str, box: Box, frame: Frame, *, is_near: bool = False) -> bool:
    """Say whether a country holds a name in a box of the sheet: it stands over its own land, or the sea beside that.

    Parameters
    ----------
    country
        Alpha-3.
    box
        In pixels of the sheet; what is looked at are points along its middle.
    frame
        Where the base map stands on the sheet.
    is_near
        Whether a site adjoins the country.
    """
    rules = read_style().labels["held"]
    count = max(1, round((box.x1 - box.x0) / rules["grid_px"]))
    xs = box.x0 + (np.arange(count) + 0.5) * (box.x1 - box.x0) / count
    home, abroad = _look_around(country, xs, np.array([(box.y0 + box.y1) / 2]), frame)
    return is_held(home[0], abroad[0], rules, is_near=is_near)


def is_held(home: Grid, abroad: Grid, rules: Mapping[str, float], *, is_near: bool = False) -> bool:
    """Say whether a country holds a name below which such points lie.

    Parameters
    ----------
    home, abroad
        Which points along the name lie in the country, and which in another; at sea neither.
    rules
        The table `[labels.held]`.
    is_near
        Whether a site adjoins the country: its name is wanted, also where it is small between others.
    """
    most = rules["most_abroad_near" if is_near else "most_abroad"]
    return bool(home.mean() >= rules["least_home"] and abroad.mean() <= most)


class Led(NamedTuple):
    """Where a name stands on a sheet that a line joins to its country, in pixels.

    Attributes
    ----------
    at
        The middle of the name.
    end
        Of the line.
    seen
        Whether that is in the country; False where the line ends at what covers all of it.
    """

    at: Pixel
    end: Pixel
    seen: bool


class Asked(NamedTuple):
    """A name for which a place at the end of a line is looked for.

    Attributes
    ----------
    country
        Alpha-3.
    width, height
        Of the name, in pixels.
    most
        How wide the country may be, in pixels: a wider one has room at home.
    is_code
        Whether the name is a code, which is tried at last: it may stand farther off, and over the land of members.
    """

    country: str
    width: float
    height: float
    most: float
    is_code: bool = False


def place_led(asked: Asked, frame: Frame, taken: Sequence[Box], members: Collection[str]) -> list[Led]:
    """Find where a country's name may stand with a line that leads from it to the country.

    Parameters
    ----------
    asked
        The name.
    frame
        Where the base map stands on the sheet.
    taken
        What lies on the sheet: no line ends below it.
    members
        Countries whose land such a name does not stand on, alpha-3.

    Returns
    -------
    places
        The best first; none of a country that is not on the sheet, or wide.
    """
    rules = read_style().labels["led"]
    country, width, height, most, is_code = asked
    box = _measure_seen(country, most, frame)
    if box is None:
        return []
    step, reach = rules["grid_px"], rules["reach_px"]
    xs = np.arange(max(0.0, box[0] - reach - width), min(frame.width, box[2] + reach + width), step)
    ys = np.arange(max(0.0, box[1] - reach), min(frame.height, box[3] + reach), step)
    home, abroad = _look_around(country, xs, ys, frame)
    barred = np.zeros_like(home) if is_code else _look_around(country, xs, ys, frame, members)[1]
    free = ~_find_taken(taken, xs, ys, rules["free_px"])
    rules = {**rules, "most_away": rules["most_away_code"]} if is_code else rules
    places = []
    for x, y, to_x, to_y in list_led(Around(home, abroad, barred, free), (width / step, height / step), rules):
        at, end, seen = (float(xs[x]), float(ys[y])), (float(xs[to_x]), float(ys[to_y])), bool(free[to_y, to_x])
        around = Box(at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2)
        places.append(Led(at, end if seen else _cut_line(around, end, taken, rules["free_px"]), seen))
    return places


def _cut_line(around: Box, end: Pixel, taken: Sequence[Box], free: float) -> Pixel:
    """Find where a line from a name to its end comes to what covers the end."""
    start = around.nearest(end)
    part = 1.0
    for box in taken:
        wide = Box(box.x0 - free, box.y0 - free, box.x1 + free, box.y1 + free)
        if wide.nearest(end) == end:
            part = min(part, _find_entry(start, end, wide))
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _find_entry(start: Pixel, end: Pixel, box: Box) -> float:
    """Measure after which part of its length a line that ends in a box comes to it; 0 where it begins there."""
    entries = [0.0]
    for a, b, low, high in zip(start, end, (box.x0, box.y0), (box.x1, box.y1), strict=True):
        if not low <= a <= high:
            entries.append(((low if a < low else high) - a) / (b - a))
    return max(entries)


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


def _look_around(
    country: str, xs: NDArray[np.float64], ys: NDArray[np.float64], frame: Frame, only: Collection[str] = ()
) -> tuple[Grid, Grid]:
    """Find which points of a grid of pixels lie in a country, and which in another, or in one of some others only."""
    xs, ys = xs / frame.scale + frame.left, ys / frame.scale + frame.top
    area = shapely.box(xs[0], ys[0], xs[-1], ys[-1])
    home, abroad = np.zeros((len(ys), len(xs)), bool), np.zeros((len(ys), len(xs)), bool)
    land = find_sheet(frame).land
    for index in land.tree.query(area).tolist():
        west, north, east, south = land.shapes[index].bounds
        columns, rows = slice(*np.searchsorted(xs, (west, east))), slice(*np.searchsorted(ys, (north, south)))
        across, down = np.meshgrid(xs[columns], ys[rows])
        if across.size and (not only or land.words[index] in {country, *only}):
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


def _find_taken(taken: Sequence[Box], xs: NDArray[np.float64], ys: NDArray[np.float64], free: float) -> Grid:
    """Find which points of a grid of pixels are covered, or so near to what is."""
    grid = np.zeros((len(ys), len(xs)), bool)
    for box in taken:
        rows = slice(*np.searchsorted(ys, (box.y0 - free, box.y1 + free)))
        grid[rows, slice(*np.searchsorted(xs, (box.x0 - free, box.x1 + free)))] = True
    return grid


class Around(NamedTuple):
    """A grid around a country, as rows of points.

    Attributes
    ----------
    home, abroad
        Which lie in the country, and which in another; at sea neither.
    barred
        Which no name at the end of a line may cover.
    free
        At which of them a line may end; at any of a country that has none.
    """

    home: Grid
    abroad: Grid
    barred: Grid
    free: Grid


def list_led(around: Around, size: tuple[float, float], rules: Mapping[str, float]) -> list[tuple[int, int, int, int]]:
    """List where a name may stand on a grid that is joined to its country by a line.

    Parameters
    ----------
    around
        The grid.
    size
        Columns and rows that the name takes.
    rules
        The table `[labels.led]`.

    Returns
    -------
    places
        (column, row) of its middle and of the end of the line, which begins where the name is nearest to it: each place
        with the few ends that are nearest and near enough. Short lines come first, and names over less land of others.
    """
    half, tall = (int(one // 2) for one in size)
    rows, columns = around.home.shape
    ends, edge = _list_ends(around, rules)
    if columns <= 2 * half or rows <= 2 * tall or not len(ends):
        return []
    every = int(rules["every"])
    row, column = (one.reshape(-1, 1) for one in np.mgrid[tall : rows - tall : every, half : columns - half : every])
    across = np.maximum(0, np.abs(ends[:, 1] - column) - half)
    down = np.maximum(0, np.abs(ends[:, 0] - row) - tall)
    away = np.sqrt(across * across + down * down)
    line = np.where((away >= rules["least_away"]) & (away <= rules["most_away"]), away + edge, np.inf)
    line[(_count(around.barred, half, tall)[::every, ::every] > 0).ravel()] = np.inf
    nearest = np.argsort(line, axis=1, kind="stable")[:, : int(rules["ends_each"])]
    share = _count(around.abroad, half, tall)[::every, ::every] / ((2 * half + 1) * (2 * tall + 1))
    cost = line + rules["abroad_cost"] * share.reshape(-1, 1)
    place = np.repeat(np.arange(len(nearest)), nearest.shape[1])
    place, end = (one[np.isfinite(line[place, nearest.ravel()])] for one in (place, nearest.ravel()))
    order = np.argsort(cost[place, end], kind="stable")
    place, end = place[order], end[order]
    found = (column[place, 0], row[place, 0], ends[end, 1], ends[end, 0])
    return list(zip(*(one.tolist() for one in found), strict=True))


def _list_ends(around: Around, rules: Mapping[str, float]) -> tuple[NDArray[np.int_], NDArray[np.float64]]:
    """List where lines may end, (row, column), within the country before its edge; with what each costs more."""
    home = around.home
    inner, free = _find_inner(home), around.free | ~(home & around.free).any()
    known = [np.argwhere(one & free) for one in (inner, home & ~inner)]
    kinds = [one[:: math.ceil(len(one) / rules["most_ends"]) or 1] for one in known]
    return np.concatenate(kinds), np.repeat((0.0, rules["edge_cost"]), [len(one) for one in kinds])


def _count(grid: Grid, half: int, tall: int) -> NDArray[np.int64]:
    """Count the points of a grid below a name, for each place of its middle."""
    sums = np.pad(grid, ((1, 0), (1, 0))).cumsum(axis=0, dtype=np.int64).cumsum(axis=1)
    high, wide = 2 * tall + 1, 2 * half + 1
    return np.asarray(sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide])


def _find_inner(home: Grid) -> Grid:
    """Find the points of a country whose four neighbours lie in it as well."""
    padded = np.pad(home, 1)
    return np.asarray(home & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:])


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
    before = np.cumsum(np.pad(grid, ((0, 0), (1, 0))), axis=1, dtype=np.int64)
    wide = 2 * half + 1
    return np.asarray((before[:, wide:] - before[:, :-wide]) / wide)
