"""The offline base map: its files, names and countries, and the online maps that a reader may choose instead."""

from __future__ import annotations

import csv
import json
import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

import xyzservices.providers
from markupsafe import escape
from shapely.geometry import shape

from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

_log = logging.getLogger(__name__)
BASE_MAP_FOLDER: Final = Path(__file__).parents[2] / "data" / "basemap"
OVERVIEW_FILE: Final = "overview.json"
DETAIL_FILE: Final = "detail.json"
COUNTRIES_FILE: Final = "countries.json"
LABELS_FILE: Final = "place_labels.csv"
CONTESTED_FILE: Final = "contested.csv"

# None of them asks for a key; the light one replaces CartoDB Positron, which has come to ask for one.
ONLINE_MAPS: Final = MappingProxyType(
    {"osm": "OpenStreetMap.Mapnik", "light": "Esri.WorldGrayCanvas", "satellite": "Esri.WorldImagery"}
)
# Tiles beyond these levels exist only in some places, or nowhere.
MAX_ZOOM: Final = MappingProxyType({"osm": 19, "light": 16, "satellite": 18})
CLOSEST_ZOOM: Final = 20
"""Closer than the closest tiles of a provider, they are enlarged up to here."""
_PLACES_IN_URL: Final = frozenset("xyzs")

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


@lru_cache(maxsize=32)
def read_labels(language: str, folder: Path = BASE_MAP_FOLDER) -> tuple[Label, ...]:
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
        By rank; otherwise as they stand in the table. A row that cannot be read is left out.
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
        except (KeyError, TypeError, ValueError) as error:
            _log.warning("%s: a name is left out of the map (%r): run tools.build_basemap", LABELS_FILE, error)
            continue
        labels.append(label)
    return tuple(sorted(labels, key=lambda label: label.rank))


def order_labels(labels: Iterable[Label], members: Collection[str], neighbours: Collection[str]) -> list[Label]:
    """Put names into the order in which they are given room.

    Parameters
    ----------
    labels
        By rank.
    members, neighbours
        Countries, alpha-3.

    Returns
    -------
    labels
        The names and great towns of members, waters, those of neighbours, then the rest; in the rest, by rank, members
        and neighbours before others.
    """

    def order(label: Label) -> tuple[int, int, int]:
        nearness = 0 if label.country in members else 1 if label.country in neighbours else 2
        is_great = label.kind == "country" or label.rank == 1
        if label.kind == "water":
            return 1, label.rank, 0
        return (nearness * 2 if is_great and nearness < 2 else 3), label.rank, nearness  # noqa: PLR2004

    return sorted(labels, key=order)


def _read_rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        _log.warning("The map has no names of places: %s. Run tools.build_basemap.", error)
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


@dataclass(frozen=True, slots=True)
class OnlineMap:
    """A base map that is fetched tile by tile from its provider.

    Attributes
    ----------
    code
        As in the address of the page.
    name
        As the register of providers has it.
    url
        Leaflet's template.
    attribution
        What must stand on the map: text that is safe within HTML. Its use is a condition of the provider.
    max_zoom
        Closest zoom that there are tiles for.
    subdomains
        What `{s}` in the template may be, one letter each; blank without it.
    """

    code: str
    name: str
    url: str
    attribution: str
    max_zoom: int
    subdomains: str = ""

    def __post_init__(self) -> None:
        missing = [field for field in ("code", "name", "url", "attribution") if not getattr(self, field)]
        unknown = sorted(set(re.findall(r"{(.*?)}", self.url)) - _PLACES_IN_URL)
        if missing:
            msg = f"online map {self.code or self.name!r} lacks {', '.join(missing)}"
            raise BaseMapError(msg)
        if unknown or not self.url.startswith("https://"):
            msg = f"online map {self.code!r}: {self.url} is not an https template that Leaflet can fill in"
            raise BaseMapError(msg)


@lru_cache(maxsize=1)
def list_online_maps() -> tuple[OnlineMap, ...]:
    """List the online maps that a reader may choose, in the order they are offered.

    Returns
    -------
    maps
        Those of `ONLINE_MAPS`.

    Raises
    ------
    BaseMapError
        When a provider asks for a key, names no attribution or has no usable address.
    """
    return tuple(_online_map(code, name) for code, name in ONLINE_MAPS.items())


def _online_map(code: str, name: str) -> OnlineMap:
    """Take a map from the register of providers."""
    provider = xyzservices.providers.query_name(name)
    if provider.requires_token():
        msg = f"online map {code!r}: {name} asks for a key"
        raise BaseMapError(msg)
    url = provider.url.replace("{variant}", str(provider.get("variant", ""))).replace("{r}", "")
    attribution = str(provider.get("attribution", "")).replace("(C)", "©").replace(" -- ", " — ")
    return OnlineMap(
        code,
        name,
        url,
        str(escape(attribution)),
        min(MAX_ZOOM[code], int(provider.get("max_zoom", MAX_ZOOM[code]))),
        str(provider.get("subdomains", "")) if "{s}" in url else "",
    )


def online_choices() -> dict[str, dict[str, Any]]:
    """Write the online maps down for the script in the map's frame.

    Returns
    -------
    choices
        By code: `name`, `url`, `attribution`, `maxZoom` and the further `options` of a Leaflet tile layer.

    Notes
    -----
    Our pages send no referrer, and the tile usage policy of OpenStreetMap asks for one: the requests for tiles alone
    name the host of the app, never the page.
    """
    return {
        online.code: {
            "name": online.name,
            "url": online.url,
            "attribution": online.attribution,
            "maxZoom": CLOSEST_ZOOM,
            "options": {"maxNativeZoom": online.max_zoom, "referrerPolicy": "strict-origin"}
            | ({"subdomains": online.subdomains} if online.subdomains else {}),
        }
        for online in list_online_maps()
    }
