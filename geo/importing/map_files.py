"""Reads GeoJSON and KML as tables: a row for each feature, what is said of it as its cells, points as lat and lon."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, Final

from geo.errors import ImportedFileError
from geo.importing.book import check_width
from geo.importing.limits import MAX_OPENED, MAX_ROWS
from geo.importing.xml_parts import Letters, listen
from geo.messages import tell
from geo.tables.cells import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.importing.book import Gatherer

POINT: Final = "Point"
SHAPE: Final = "geometry"
OPENERS: Final = (b"[", b"{")
SHAPES: Final = frozenset({POINT, "LineString", "Polygon", "MultiGeometry", "Track", "MultiTrack"})
WGS84: Final = ("CRS84", "4326")
_TEXTS: Final = frozenset({"name", "description"})
_POSITION: Final = 2


def read_geojson(raw: bytes, gatherer: Gatherer) -> None:
    """Read the features of a GeoJSON file.

    Parameters
    ----------
    raw
        What the file holds.
    gatherer
        Gets one sheet; what is said of a feature in several parts stands in its cell as JSON.

    Raises
    ------
    ImportedFileError
        When it is no GeoJSON, not in WGS84, or more than may be read.
    """
    if sum(map(raw.count, OPENERS)) > MAX_OPENED:
        raise ImportedFileError(tell("The file is far larger when it is unpacked than may be read."))
    try:
        told = json.loads(raw)
    except RecursionError as error:
        raise ImportedFileError(tell("The file is nested too deeply to be read.")) from error
    except ValueError as error:
        raise ImportedFileError(tell("The file is no GeoJSON: it cannot be read as JSON.")) from error
    features = _features_of(told)
    gatherer.begin(str(told.get("name", "")))
    gatherer.add_records([_record(feature) for feature in features])


def _features_of(told: Any) -> list[Any]:  # noqa: ANN401 - whatever stands in the file
    found = told.get("features") if isinstance(told, dict) and told.get("type") == "FeatureCollection" else None
    if not isinstance(found, list) or not all(isinstance(feature, dict) for feature in found):
        raise ImportedFileError(tell("The file is no GeoJSON: it is not a collection of features."))
    if len(found) > MAX_ROWS:
        raise ImportedFileError(
            tell("The file has more than {n} rows, which is the most that is read.", n=f"{MAX_ROWS:,}")
        )
    if (system := told.get("crs")) and not json.dumps(system).rstrip('"} ').endswith(WGS84):
        raise ImportedFileError(tell("The positions in the file are not in WGS84 (longitude and latitude)."))
    return found


def _record(feature: Mapping[str, Any]) -> dict[str, str]:
    properties, shape = feature.get("properties"), feature.get("geometry")
    cells = {"id": _cell(feature["id"])} if "id" in feature else {}
    cells |= {str(name): _cell(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
    if isinstance(shape, dict):
        kind, at = str(shape.get("type", "")), shape.get("coordinates")
        cells[SHAPE] = kind
        if kind == POINT and isinstance(at, list) and len(at) >= _POSITION:
            cells |= {"lat": _cell(at[1]), "lon": _cell(at[0])}
    check_width(len(cells))
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return plain(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class _Placemarks:
    """Takes the placemarks of a KML file."""

    def __init__(self) -> None:
        self.records: list[dict[str, str]] = []
        self._record: dict[str, str] | None = None
        self._field = ""
        self._letters: Letters | None = None
        self._inside: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside.append(name)
        if name == "Placemark":
            if len(self.records) == MAX_ROWS:
                raise ImportedFileError(
                    tell("The file has more than {n} rows, which is the most that is read.", n=f"{MAX_ROWS:,}")
                )
            self._record = {}
        elif self._record is not None:
            self._hear(name, attributes, self._record)

    def _hear(self, name: str, attributes: Mapping[str, str], record: dict[str, str]) -> None:
        if name in SHAPES:
            record.setdefault(SHAPE, name)
        if name in {"Data", "SimpleData"}:
            self._field = attributes.get("name", "")
        own = name in _TEXTS and self._inside[-2] == "Placemark"
        if own or name in {"value", "SimpleData"} or (name == "coordinates" and record.get(SHAPE) == POINT):
            self._letters = Letters()

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "Placemark" and self._record is not None:
            check_width(len(self._record))
            self.records.append(self._record)
            self._record = None
        elif self._record is not None and self._letters is not None:
            self._keep(name, str(self._letters), self._record)
            self._letters = None

    def _keep(self, name: str, told: str, record: dict[str, str]) -> None:
        if name in _TEXTS:
            record[name] = told
        elif name == "coordinates":
            lon, _, rest = told.strip().partition(",")
            record |= {"lat": rest.partition(",")[0].strip(), "lon": lon.strip()}
        elif self._field:
            record[self._field] = told

    def text(self, text: str) -> None:
        if self._letters is not None:
            self._letters.add(text)


def read_kml(raw: bytes, gatherer: Gatherer) -> None:
    """Read the placemarks of a KML file.

    Parameters
    ----------
    raw
        What the file holds.
    gatherer
        Gets one sheet.

    Raises
    ------
    ImportedFileError
        When it is no KML, or more than may be read.
    """
    found = _Placemarks()
    listen(io.BytesIO(raw), found)
    gatherer.begin("")
    gatherer.add_records(found.records)
