"""The small map of one country: its land, its sites by number, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy import Bounds, bounds_of
from geo.map.basemap import OVERVIEW_FILE
from geo.map.home import home_bounds
from geo.picture.basemap import read_sheet
from geo.picture.draw import WHOLE_REGION, Picture, draw_map
from geo.projection import from_world

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.selection import SiteEntry

SIZE_PX: Final = (380.0, 130.0)
"""Low: on a screen it stands above two lists, and what is squeezed cannot be read."""
ROOM_DEG: Final = 10.0
"""Around all sites: land of a country beyond that is left out, as the far east of China."""


def draw_country(
    catalogue: Catalogue, entries: Sequence[SiteEntry], numbers: Mapping[str, int], country: str, language: Language
) -> str:
    """Draw the map of a country.

    Parameters
    ----------
    catalogue, entries
        The checked tables, and all sites.
    numbers
        Site id → number that stands in its symbol, for the list beside the map.
    country
        Alpha-3.
    language
        For every name.

    Returns
    -------
    svg
        Blank where no site of the country has a position: there is nothing to show.
    """
    own = [entry for entry in entries if entry.id in numbers and entry.position]
    if not own:
        return ""
    around = bounds_of(entry.position for entry in own if entry.position)
    picture = Picture(
        *SIZE_PX,
        bounds=fit_country(country, around, home_bounds(catalogue, entries) or WHOLE_REGION),
        layers=("sites",),
        numbers=numbers,
        legend=False,
    )
    return draw_map(catalogue, own, picture, language)


def fit_country(country: str, sites: Bounds | None, region: Bounds) -> Bounds | None:
    """Find the box of a country on a small map.

    Parameters
    ----------
    country
        Alpha-3.
    sites
        The box around its sites, which is never left.
    region
        The box around all sites: a country is not shown far beyond it.

    Returns
    -------
    bounds
        None for a country without land on the base map and without sites.
    """
    land = read_sheet(OVERVIEW_FILE).land
    boxes = [shape.bounds for word, shape in zip(land.words, land.shapes, strict=True) if word == country]
    if not boxes:
        return sites
    low, high = np.array(boxes)[:, :2].min(axis=0), np.array(boxes)[:, 2:].max(axis=0)
    west, north = from_world(low[np.newaxis])[0]
    east, south = from_world(high[np.newaxis])[0]
    held = sites or region
    return Bounds(
        min(held.south, max(south, region.south - ROOM_DEG)),
        min(held.west, max(west, region.west - ROOM_DEG)),
        max(held.north, min(north, region.north + ROOM_DEG)),
        max(held.east, min(east, region.east + ROOM_DEG)),
    )
