"""Everything that has a place, as collections of features for programs (OGC API – Features)."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely.geometry import shape as to_shape

from geo.alignment import read_courses
from geo.dates import parse_edtf
from geo.exports.extract import extract_all
from geo.exports.features import list_features, tidy
from geo.geodesy import to_lonlat
from geo.kept import keep_per_edition
from geo.language import SOURCE_LANGUAGE, load_language
from geo.sites.selection import list_entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.catalogue import Catalogue
    from geo.exports.features import Feature
    from geo.geodesy import Point

Period = tuple["dt.date | None", "dt.date | None"]
"""First and last day; None where it is open."""

TABLES: Final = MappingProxyType(
    {
        "sites": "sites",
        "posts": "sites",
        "lines": "lines",
        "visits": "visits",
        "events": "events",
        "etir_routes": "etir_routes",
    }
)
"""Collection → the table whose rows it holds."""
PLACED_ONLY: Final = ("events",)
"""Collections that hold only what has a position; the others hold what has none with a blank geometry."""
_PLACE_COLUMNS: Final = ("country", "modes", "precision_km", "position_basis", "unlocode")


@dataclass(frozen=True, slots=True)
class Item:
    """One feature.

    Attributes
    ----------
    shape
        None where no position is established.
    period
        When it happened; None for what has no date.
    properties
        The row, column by column; None for a blank cell.
    feature
        The feature of GeoJSON, without links.
    """

    id: str
    shape: BaseGeometry | None
    period: Period | None
    properties: Mapping[str, Any]
    feature: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Collection:
    """Features of one kind.

    Attributes
    ----------
    name
        As in its address.
    table
        The table whose rows they are.
    items
        By id, in the order of the table.
    queryables
        Property → its JSON schema.
    """

    name: str
    table: str
    items: Mapping[str, Item]
    queryables: Mapping[str, Mapping[str, Any]]

    @property
    def bbox(self) -> list[float]:
        """Find west, south, east and north of all positions; empty where there are none."""
        shapes = [item.shape for item in self.items.values() if item.shape]
        return [float(edge) for edge in shapely.total_bounds(shapes)] if shapes else []

    @property
    def interval(self) -> list[str | None] | None:
        """Find the first and last day of all items; None where no item has a date."""
        periods = [item.period for item in self.items.values() if item.period]
        if not periods:
            return None
        starts, ends = [p[0] for p in periods], [p[1] for p in periods]
        first = None if None in starts else f"{min(day for day in starts if day)}T00:00:00Z"
        last = None if None in ends else f"{max(day for day in ends if day)}T23:59:59Z"
        return [first, last]


@keep_per_edition
def list_collections(catalogue: Catalogue) -> Mapping[str, Collection]:
    """List the collections, by name, with everything that the tables place.

    Positions have every digit of the tables; names are English, as in the tables.
    """
    language = load_language(SOURCE_LANGUAGE)
    entries = list_entries(catalogue)
    posts = {entry.id for entry in entries if not entry.listed}
    found: dict[str, list[Item]] = {name: [] for name in TABLES}
    for feature in list_features(catalogue, extract_all(catalogue, entries), language):
        name = "posts" if feature.layer == "sites" and feature.id in posts else feature.layer
        if feature.vertices or name not in PLACED_ONLY:
            found[name].append(_item(feature))
    found["etir_routes"] = list(_etir_routes(catalogue))
    return MappingProxyType({name: _collect(catalogue, name, items) for name, items in found.items()})


def _collect(catalogue: Catalogue, name: str, items: Sequence[Item]) -> Collection:
    described = {c.column: c for c in catalogue.dictionary if c.table == TABLES[name]}
    described |= {c.column: c for c in catalogue.dictionary if c.table == "places" and c.column in _PLACE_COLUMNS}
    queryables: dict[str, dict[str, Any]] = {}
    for column in dict.fromkeys(column for item in items for column in item.properties):
        known = described.get(column)
        numeric = known is not None and known.type in ("number", "integer") and not known.list
        kind = known.type if known is not None and numeric else "string"
        queryables[column] = {"title": column, "type": kind}
        if known is not None and known.meaning:
            queryables[column]["description"] = known.meaning
    return Collection(
        name, TABLES[name], MappingProxyType({one.id: one for one in items}), MappingProxyType(queryables)
    )


def _item(feature: Feature) -> Item:
    positions = [list(to_lonlat(point)) for point in feature.vertices]
    geometry = None
    if positions:
        line = len(positions) > 1
        geometry = {"type": "LineString" if line else "Point", "coordinates": positions if line else positions[0]}
    return _write(feature.id, geometry, {"name": feature.name} | dict(feature.properties))


def _etir_routes(catalogue: Catalogue) -> Iterable[Item]:
    """Draw each e-TIR route along the lines of its legs; a route whose end points are not published has no geometry."""
    courses = read_courses(catalogue)
    for route in catalogue.etir_routes:
        legs = sorted((leg for leg in catalogue.etir_legs if leg.route_id == route.route_id), key=lambda leg: leg.seq)
        parts = [_lonlat(courses[leg.line_id].points) for leg in legs if leg.line_id in courses]
        geometry = {"type": "MultiLineString", "coordinates": parts} if parts else None
        told = {part.name: getattr(route, part.name) for part in fields(route)}
        told["drawn_as"] = told.pop("geometry")  # the name of a column that readers of GeoJSON keep for themselves
        yield _write(route.route_id, geometry, tidy(told))


def _lonlat(points: Iterable[Point]) -> list[list[float]]:
    return [list(to_lonlat(point)) for point in points]


def _write(item_id: str, geometry: dict[str, Any] | None, properties: Mapping[str, Any]) -> Item:
    feature = {"type": "Feature", "id": item_id, "geometry": geometry, "properties": properties}
    shape = to_shape(geometry) if geometry else None
    return Item(item_id, shape, _read_period(properties.get("date")), properties, feature)


def _read_period(edtf: str | None) -> Period | None:
    if not edtf:
        return None
    period = parse_edtf(edtf)
    return period.earliest, period.latest


def write_feature(item: Item, links: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Write one feature as GeoJSON."""
    return json.dumps({**item.feature, **({"links": links} if links else {})}, ensure_ascii=False).encode()
