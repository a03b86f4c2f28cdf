"""Where the live map goes: to a chosen site and the posts that face it, or to what answers to chosen countries.

The figures are those of `panels/web/js/map/camera.js`; a test holds both together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy import Bounds, bounds_of
from geo.picture.draw import Picture, lay_sheet
from geo.projection import from_world, to_world
from geo.sites.selection import LISTED_ROLES, answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo.catalogue import Catalogue
    from geo.picture.frame import Frame
    from geo.sites.selection import Choices, SiteEntry

SIZE_PX: Final = (1540.0, 1160.0)
"""Larger than the map beside the panel at 1920 × 1080: it is not shrunk where the zoom does not depend on the size."""
FRAMED_PX: Final = (700.0, 400.0)
"""So much of it is what the map frames."""
LEAST: Final = 1e-6
"""A single place is as wide as this, in world pixels."""
ALONE_ZOOM: Final = 11.0
FOUND_ZOOM: Final = 8.0
CLOSER_ZOOM: Final = 1.0
MAP_PX: Final = (984.0, 660.0)
"""The map beside the panel at 1366 × 768, for which it is reckoned whether the camera stays."""
SIGHT_PX: Final = 14.0
HOME_UP_PX: Final = 11.0
"""So much above the middle stands the middle of the whole map: more is free below it than above."""
POSTS_ZOOMS: Final = (9.5, 15.0)
POST_APART_PX: Final = 24.0


@dataclass(frozen=True, slots=True)
class Near:
    """What the live map frames, and how close it comes at most.

    Attributes
    ----------
    framed_px
        So much of the drawing is what is framed, where that does not lie close together.
    sheet_px
        Size of the drawing.
    """

    bounds: Bounds
    zoom: float
    framed_px: tuple[float, float] = FRAMED_PX
    sheet_px: tuple[float, float] = SIZE_PX


def find_near(catalogue: Catalogue, entry: SiteEntry) -> Near | None:
    """Find what the map frames for a site; None where the site has no position."""
    if entry.position is None:
        return None
    facing = list_positions(catalogue, entry.site.counterpart_ids)
    lats, lons = zip(*entry_and(entry, facing), strict=True)
    bounds = Bounds(min(lats), min(lons), max(lats), max(lons))
    if not facing:
        return Near(bounds, ALONE_ZOOM)
    apart = measure_room(catalogue, entry, facing)
    least, most = POSTS_ZOOMS
    return Near(bounds, min(most, max(least, math.log2(POST_APART_PX / apart))) if apart else most)


def find_answers(entries: Iterable[SiteEntry], choices: Choices, home: Bounds) -> Near | None:
    """Find what the map frames for chosen countries, or for a text that is searched for.

    Parameters
    ----------
    entries, choices
        All sites, and the filter.
    home
        What the whole map frames.

    Returns
    -------
    near
        None where the map stays as it is: no site that answers has a position, or all are in sight and would not look
        much larger from where they fit.
    """
    bounds = bounds_of(one.position for one in entries if one.position and answers(one, choices))
    if bounds is None:
        return None
    width, height = MAP_PX
    wanted = min(FOUND_ZOOM, _zoom_at(bounds, (width - 140.0, height - 128.0)))
    whole = _zoom_at(home, (width - 48.0, height - 70.0))
    return None if _is_in_sight(bounds, home, whole) and wanted - whole <= CLOSER_ZOOM else Near(bounds, FOUND_ZOOM)


def _is_in_sight(bounds: Bounds, home: Bounds, zoom: float) -> bool:
    """Say whether a box lies within the picture of the whole map, so far from its edges that a symbol is whole."""
    width, height = MAP_PX
    middle = np.array([width / 2, height / 2 - HOME_UP_PX])
    north_west, south_east = (_corners(bounds) - _corners(home).mean(axis=0)) * 2.0**zoom + middle
    return bool((north_west >= SIGHT_PX).all() and (south_east <= np.array(MAP_PX) - SIGHT_PX).all())


def _corners(bounds: Bounds) -> NDArray[np.float64]:
    """Project the north-western and the south-eastern corner of a box."""
    return to_world(np.array([[bounds.west, bounds.north], [bounds.east, bounds.south]]))


def _zoom_at(bounds: Bounds, room_px: tuple[float, float]) -> float:
    north_west, south_east = _corners(bounds)
    return float(np.log2(np.array(room_px) / np.maximum(south_east - north_west, LEAST)).min())


def list_positions(catalogue: Catalogue, ids: Iterable[str]) -> list[tuple[float, float]]:
    """List where sites stand, latitude before longitude; those without a position are left out."""
    places = [catalogue.places[one] for one in ids if one in catalogue.places]
    return [(one.lat, one.lon) for one in places if one.lat is not None and one.lon is not None]


def measure_room(catalogue: Catalogue, entry: SiteEntry, facing: list[tuple[float, float]]) -> float:
    """Measure how far a site stands from what faces it, and each post of those from any other site, in world pixels."""
    at, *others = to_world(np.array([(lon, lat) for lat, lon in entry_and(entry, facing)]))
    listed = {one for one, site in catalogue.sites.items() if site.role in LISTED_ROLES}
    posts = list_positions(catalogue, [one for one in entry.site.counterpart_ids if one not in listed])
    near = [float(np.hypot(*(other - at))) for other in others]
    for one in [to_world(np.array([(lon, lat)])) for lat, lon in posts]:
        symbols = to_world(np.array([(lon, lat) for lat, lon in list_positions(catalogue, sorted(listed))]))
        near.append(float(np.hypot(*(symbols - one).T).min()))
    return min(near)


def entry_and(entry: SiteEntry, facing: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """List the position of a site and then those of the posts that face it."""
    return [(entry.position.lat, entry.position.lon), *facing] if entry.position else facing


def picture_near(near: Near, layers: tuple[str, ...]) -> Picture:
    """Describe the drawing that the live map is framed on: as much around the site as the largest screen shows."""
    bounds = near.bounds
    corners = to_world(np.array([[bounds.west, bounds.north], [bounds.east, bounds.south]]))
    spread = np.maximum(corners[1] - corners[0], LEAST)
    zoom = min(near.zoom, float(np.log2(np.array(near.framed_px) / spread).min()))
    lon, lat = (float(one) for one in from_world(corners.mean(axis=0)[np.newaxis])[0])
    return Picture(*near.sheet_px, bounds=Bounds(lat, lon, lat, lon), layers=layers, legend=False, closest=zoom)


@lru_cache(maxsize=128)
def frame_near(catalogue: Catalogue, near: Near) -> Frame:
    """Lay the sheet of that drawing."""
    return lay_sheet(catalogue, [], picture_near(near, ()))
