"""The map as features: GeoJSON (RFC 7946), and the same features for KML and GeoPackage."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from geo.alignment import read_courses
from geo.geodesy import Point, to_lonlat
from geo.map.layers import write_credit_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.edition import Edition
    from geo.exports.extract import Extract
    from geo.language import Language

LAYERS: Final = ("sites", "lines", "visits", "events")
DISCLAIMER: Final = "Boundaries and names shown do not imply endorsement."
_NOT_SAID: Final = frozenset({"lat", "lon"})


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map.

    Attributes
    ----------
    layer
        One of `LAYERS`.
    id
        As in the tables.
    name
        In the reader's language.
    vertices
        One position, those of a line in travel order, or none where no position is established.
    properties
        The record, column by column; blank cells are None.
    """

    layer: str
    id: str
    name: str
    vertices: tuple[Point, ...]
    properties: Mapping[str, Any]


def list_features(catalogue: Catalogue, extract: Extract, language: Language) -> list[Feature]:
    """List the features of a selection, layer by layer.

    Parameters
    ----------
    catalogue
        Positions of places.
    extract
        Records of the selection.
    language
        For the names.

    Returns
    -------
    features
        A visit stands where its site is; an event where its table or its place puts it. None is invented: what has
        no position is listed without one.
    """
    return [
        *_sites(catalogue, extract, language),
        *_lines(catalogue, extract, language),
        *(_happening("visits", catalogue, visit, language) for visit in extract.rows["visits"]),
        *(_happening("events", catalogue, event, language) for event in extract.rows["events"]),
    ]


def _sites(catalogue: Catalogue, extract: Extract, language: Language) -> Iterable[Feature]:
    for site in extract.rows["sites"]:
        place = catalogue.places[site.site_id]
        told: dict[str, Any] = {"place_name": place.name, "country": place.country, "modes": place.modes}
        told |= {"precision_km": place.precision_km, "position_basis": place.position_basis, "unlocode": place.unlocode}
        name = language.cell(site.short_name or place.name)
        yield Feature("sites", site.site_id, name, _at(place.lat, place.lon), _properties(site) | tidy(told))


def _lines(catalogue: Catalogue, extract: Extract, language: Language) -> Iterable[Feature]:
    courses = read_courses(catalogue)
    licences = {(part.line_id, part.licence): None for part in catalogue.alignments}
    for line in extract.rows["lines"]:
        course = courses.get(line.line_id)
        bases = dict.fromkeys(piece.basis for piece in course.pieces if piece.basis) if course else {}
        told = {"course": list(bases), "course_licence": [text for name, text in licences if name == line.line_id]}
        vertices = course.points if course else ()
        yield Feature("lines", line.line_id, language.cell(line.name), vertices, _properties(line) | told)


def _happening(layer: str, catalogue: Catalogue, record: Any, language: Language) -> Feature:  # noqa: ANN401 - two records
    place = catalogue.places.get(record.site_id if layer == "visits" else record.place_id)
    own = _at(getattr(record, "lat", None), getattr(record, "lon", None))
    position = own or (_at(place.lat, place.lon) if place else ())
    name = language.cell(record.place_as_written if layer == "visits" else record.title)
    return Feature(layer, getattr(record, fields(record)[0].name), name, position, _properties(record))


def _at(lat: float | None, lon: float | None) -> tuple[Point, ...]:
    return () if lat is None or lon is None else (Point(lat, lon),)


def _properties(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a record of any table
    return tidy({part.name: getattr(record, part.name) for part in fields(record) if part.name not in _NOT_SAID})


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write the cells of a row as JSON holds them: lists as lists, None for a blank cell."""
    return {name: list(v) if isinstance(v, tuple) else None if v == "" else v for name, v in values.items()}


def write_geojson(catalogue: Catalogue, extract: Extract, edition: Edition, language: Language) -> bytes:
    """Write a selection as GeoJSON: longitude first, WGS84, every digit that the data have.

    Notes
    -----
    RFC 7946 knows WGS84 only, so that no reference system is named in the file; what has no position has the geometry
    null (3.2), and further members stand beside those of the standard (6.1).
    """
    features = list_features(catalogue, extract, language)
    positions = [point for feature in features for point in feature.vertices]
    written: dict[str, Any] = {
        "type": "FeatureCollection",
        "title": "Caravanserai map",
        "dataVersion": edition.version,
        "date": f"{edition.date:%Y-%m-%d}",
        "disclaimer": DISCLAIMER,
        "attribution": " · ".join(write_credit_lines()),
    }
    if positions:
        lats, lons = [p.lat for p in positions], [p.lon for p in positions]
        written["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    written["features"] = [
        {
            "type": "Feature",
            "id": f"{feature.layer}/{feature.id}",
            "geometry": _geometry(feature.vertices),
            "properties": {"layer": feature.layer, "name": feature.name} | _renamed(feature.properties),
        }
        for feature in features
    ]
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def _renamed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the table's own name of a line beside the one in the reader's language."""
    return {"name_in_table" if name == "name" else name: value for name, value in properties.items()}


def _geometry(vertices: Sequence[Point]) -> dict[str, Any] | None:
    if not vertices:
        return None
    coordinates = [list(to_lonlat(point)) for point in vertices]
    if len(coordinates) == 1:
        return {"type": "Point", "coordinates": coordinates[0]}
    return {"type": "LineString", "coordinates": coordinates}
