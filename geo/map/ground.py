"""The ground beneath the lines: roads, railways, waters and towns, coarse for the region and finer around the sites."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.geodesy import Bounds, Point
from geo.map.basemap import BASE_MAP_FOLDER, BaseMapError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

INDEX_FILE: Final = "ground.json"
REGION_FILE: Final = "ground-region.json"
COARSE_M: Final = 900
"""What may be so far off is drawn dashed close in."""
CYRILLIC: Final = frozenset({"ru", "kk", "ky"})


@dataclass(frozen=True, slots=True)
class Way:
    """A road, railway or river, or several of the same kind.

    Attributes
    ----------
    what
        Class of the road or railway, or `river`: how it is drawn (`ground` in the style table).
    coarse
        True where it may be a kilometre off, or more.
    parts
        Rows of (lon, lat) of each.
    """

    what: str
    coarse: bool
    parts: tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """One sheet: what is drawn, the least first.

    Attributes
    ----------
    near
        Drawn only while the surroundings of sites are not.
    areas
        Kind and rings of waters and built-up ground.
    towns
        Position, rank (1 is the largest) and names.
    edge
        Rings at which detail ends.
    """

    ways: tuple[Way, ...]
    near: tuple[Way, ...]
    areas: tuple[tuple[str, tuple[NDArray[np.float64], ...]], ...]
    towns: tuple[tuple[Point, int, Mapping[str, str]], ...]
    edge: tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sheet of what lies around some sites: its file, and the circles that it covers."""

    file: str
    circles: tuple[Point, ...]
    km: float
    coarse: bool

    def touches(self, bounds: Bounds) -> bool:
        """Return whether something of it may be in a box."""
        reach = self.km / 111
        return any(
            bounds.south - reach < at.lat < bounds.north + reach
            and bounds.west - reach / np.cos(np.radians(at.lat))
            < at.lon
            < bounds.east + reach / np.cos(np.radians(at.lat))
            for at in self.circles
        )


def _read(file: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    try:
        return json.loads((BASE_MAP_FOLDER / file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"basemap/{file} cannot be read as ground"
        raise BaseMapError(msg) from error


@lru_cache(maxsize=1)
def list_surroundings() -> tuple[Surroundings, ...]:
    """List the sheets of surroundings, in the order of the sites."""
    listed = _read(INDEX_FILE)
    return tuple(
        Surroundings(
            f"ground-{one['name']}.json", tuple(Point(*at) for at in one["circles"]), listed["km"], one["coarse"]
        )
        for one in listed["sheets"]
    )


@lru_cache(maxsize=16)
def read_ground(file: str) -> Ground:
    """Read a sheet; kept, because it never changes while the app runs.

    Raises
    ------
    BaseMapError
        When there is no such sheet or it is not one of ours.
    """
    sheet = _read(file)
    unit = 10.0 ** -sheet["digits"]
    areas = tuple(
        (row[0], tuple(unpack(ring, unit) for ring in polygon)) for row in sheet["areas"] for polygon in row[4]
    )
    towns = tuple((Point(lat, lon), rank, names) for lat, lon, rank, _, _, names in sheet["places"])
    edge = tuple(unpack(ring, unit) for ring in sheet["edge"])
    return Ground(_ways(sheet["lines"], unit), _ways(sheet["near"], unit), areas, towns, edge)


def _ways(rows: Sequence[Sequence[Any]], unit: float) -> tuple[Way, ...]:
    return tuple(
        Way(
            kind if kind == "river" else what,
            kind != "river" and metres >= COARSE_M,
            tuple(unpack(steps, unit) for steps in parts),
        )
        for kind, what, _, _, _, metres, parts in rows
    )


def unpack(steps: Sequence[int], unit: float) -> NDArray[np.float64]:
    """Turn the first position and the steps to each next into rows of (lon, lat)."""
    latlon: NDArray[np.float64] = np.cumsum(np.array(steps, dtype=float).reshape(-1, 2), axis=0) * unit
    return latlon[:, ::-1]


def town_name(names: Mapping[str, str], code: str) -> str:
    """Choose the name of a town for a language: its own, else one in letters that its readers read.

    Parameters
    ----------
    names
        By language; `name` is the one on the spot, `latin` a transliteration.
    code
        Of the reader's language.
    """
    own = names.get("name", "")
    if code in CYRILLIC:
        own_cyrillic = own if any("\u0400" <= letter <= "\u052f" for letter in own) else ""
        return names.get(code) or names.get("ru") or own_cyrillic or names.get("en") or names.get("latin") or own
    own_latin = own if own and not any("\u0400" <= letter <= "\u052f" for letter in own) else ""
    return names.get(code) or names.get("en") or own_latin or names.get("latin") or own
