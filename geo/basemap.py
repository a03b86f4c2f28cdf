"""The offline base map: its files, names and countries, and the online maps that a reader may choose instead."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

import xyzservices.providers
from shapely.geometry import shape

from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

BASE_MAP_FOLDER: Final = Path(__file__).parent.parent / "data" / "basemap"
OVERVIEW_FILE: Final = "overview.json"
DETAIL_FILE: Final = "detail.json"
LABELS_FILE: Final = "place_labels.csv"
CONTESTED_FILE: Final = "contested.csv"
SHEET_FILES: Final = (OVERVIEW_FILE, DETAIL_FILE)
ATTRIBUTION: Final = (
    "© OpenStreetMap contributors (ODbL)",
    "Natural Earth (public domain)",
    "GeoNames (CC BY 4.0)",
)

# None of them asks for a key; the light one replaces CartoDB Positron, which has come to ask for one.
ONLINE_MAPS: Final = MappingProxyType(
    {"osm": "OpenStreetMap.Mapnik", "light": "Esri.WorldGrayCanvas", "satellite": "Esri.WorldImagery"}
)
# Tiles beyond these levels exist only in places, or not at all.
MAX_ZOOM: Final = MappingProxyType({"osm": 19, "light": 16, "satellite": 18})

LabelKind = Literal["country", "water", "place"]
Layer = Literal["land", "water", "borders"]


class BaseMapError(GeoError, ValueError):
    """The base map, or an online one, cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the base map.

    Attributes
    ----------
    kind
        What is named.
    lat, lon
        Where the name is anchored, in degrees, WGS84: the point of a place, the middle of a country or water.
    rank
        1 is shown at the overview, 4 only close in.
    country
        Alpha-3 code; blank for waters.
    text
        Name in the language that was asked for; blank for countries, whose names come from CLDR.
    """

    kind: LabelKind
    lat: float
    lon: float
    rank: int
    country: str
    text: str


def read_labels(language: str, folder: Path = BASE_MAP_FOLDER) -> list[Label]:
    """Read the names on the base map, the most important first.

    Parameters
    ----------
    language
        Code of the language; a name that is missing in it, or a language without names, is shown in English.
    folder
        Folder of the base map.

    Returns
    -------
    labels
        By rank, then as they stand in the table. A row that cannot be read is left out.
    """
    labels = []
    for row in _read_rows(folder / LABELS_FILE):
        try:
            text = row.get(f"name_{language}") or row["name_en"]
            label = Label(
                row["kind"],  # type: ignore[arg-type]
                float(row["lat"]),
                float(row["lon"]),
                int(row["rank"]),
                row["country"],
                text,
            )
        except (KeyError, TypeError, ValueError):
            continue
        labels.append(label)
    return sorted(labels, key=lambda label: label.rank)


def read_contested(folder: Path = BASE_MAP_FOLDER) -> list[Mapping[str, str]]:
    """Read how contested areas are drawn, and by which practice: the rows of the table as they stand."""
    return [MappingProxyType(row) for row in _read_rows(folder / CONTESTED_FILE)]


def _read_rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        return []


def read_features(
    layer: Layer, sheet: str = DETAIL_FILE, folder: Path = BASE_MAP_FOLDER
) -> Iterator[tuple[Mapping[str, str], BaseGeometry]]:
    """Read one layer of a sheet of the base map.

    Parameters
    ----------
    layer
        Which of the three layers.
    sheet
        File of the overview or of the detail.
    folder
        Folder of the base map.

    Yields
    ------
    feature
        Its properties, and its shape as (lon, lat) in degrees.

    Raises
    ------
    BaseMapError
        When there is no such sheet or it is not one of ours.
    """
    try:
        features = json.loads((folder / sheet).read_text(encoding="utf-8"))[layer]["features"]
        found = [(MappingProxyType(dict(one["properties"])), shape(one["geometry"])) for one in features]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"basemap/{sheet} cannot be read as a base map"
        raise BaseMapError(msg) from error
    yield from found


def iterate_countries(sheet: str = DETAIL_FILE, folder: Path = BASE_MAP_FOLDER) -> Iterator[tuple[str, BaseGeometry]]:
    """Read the countries: alpha-3 code and shape; a country in several pieces comes several times."""
    for properties, country in read_features("land", sheet, folder):
        yield properties["iso3"], country


@cache
def online_choices() -> Mapping[str, Mapping[str, Any]]:
    """List the online maps that a reader may choose.

    Returns
    -------
    choices
        By code: `name`, `url` with the places of Leaflet's template, `attribution` as HTML (its use is a condition
        of the provider), `maxZoom`.

    Raises
    ------
    BaseMapError
        When a provider is unknown, asks for a key or names no attribution.
    """
    return {code: _describe(code, name) for code, name in ONLINE_MAPS.items()}


def _describe(code: str, name: str) -> dict[str, Any]:
    provider = xyzservices.providers.query_name(name)
    if provider.requires_token() or not provider.get("html_attribution"):
        msg = f"{name} cannot be used: it asks for a key or names no attribution"
        raise BaseMapError(msg)
    return {
        "name": name,
        "url": provider.build_url(),
        "attribution": provider.html_attribution,
        "maxZoom": min(MAX_ZOOM[code], int(provider.get("max_zoom", MAX_ZOOM[code]))),
    }
