"""Reads a GeoPackage: the rows of its layers and tables. Only plain tables are asked, and nothing in it is run."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING, Final

from geo.errors import ImportedFileError
from geo.importing.book import check_width
from geo.importing.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS
from geo.importing.map_files import POINT, SHAPE
from geo.messages import tell
from geo.tables.cells import plain

if TYPE_CHECKING:
    from geo.importing.book import Gatherer

LISTED: Final = "gpkg_contents"
WGS84: Final = 4326
_STEPS: Final = 1_000
_MOST_STEPS: Final = 50_000
"""Thousands of steps of the database: far more than fifty thousand rows take."""
_ALLOWED: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION}
)
_ENVELOPES: Final = (0, 32, 48, 48, 64)
_SHAPES: Final = (
    "",
    POINT,
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
)
_DIMENSIONS: Final = 1_000
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"


def read_geopackage(raw: bytes, gatherer: Gatherer) -> None:
    """Read the layers and tables of a GeoPackage.

    Parameters
    ----------
    raw
        What the file holds.
    gatherer
        Gets a sheet for each table that the package lists.

    Raises
    ------
    ImportedFileError
        When it cannot be read, is not in WGS84, or more than may be read.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(raw)
            _bound(base)
            for table, system in _list_tables(base):
                if system not in (None, WGS84):
                    raise ImportedFileError(
                        tell("The positions in the file are not in WGS84 (longitude and latitude).")
                    )
                gatherer.begin(table)
                _read_table(base, table, gatherer)
    except (sqlite3.Error, UnicodeDecodeError, struct.error) as error:
        raise ImportedFileError(tell("The file is no GeoPackage that can be read.")) from error


def _bound(base: sqlite3.Connection) -> None:
    """Let the file say nothing but rows, and not for long."""
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES)
    base.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, MAX_COLUMNS + 1)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    steps = 0

    def stop() -> int:
        nonlocal steps
        steps += 1
        return int(steps > _MOST_STEPS)

    base.set_progress_handler(stop, _STEPS)
    base.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)


def _list_tables(base: sqlite3.Connection) -> list[tuple[str, int | None]]:
    """List the tables that the package names; a view is passed over, as its query is the file's own."""
    there = {name for (name,) in base.execute(_TABLES)}
    if LISTED not in there:
        raise ImportedFileError(tell("The file is no GeoPackage that can be read."))
    listed = base.execute("SELECT table_name, srs_id, data_type FROM gpkg_contents").fetchmany(MAX_ROWS)
    return [
        (table, system if kind == "features" else None)
        for table, system, kind in listed
        if table in there and kind in {"features", "attributes"} and not table.startswith("layer_styles")
    ]


def _read_table(base: sqlite3.Connection, table: str, gatherer: Gatherer) -> None:
    name = '"' + table.replace('"', '""') + '"'
    columns = [str(row[1]) for row in base.execute(f"PRAGMA table_info({name})")]
    check_width(len(columns))
    listed = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    found = base.execute(f"SELECT {listed} FROM {name} LIMIT {MAX_ROWS + 1}")  # noqa: S608 - a table that is there, quoted
    records = []
    for row in found:
        record: dict[str, str] = {}
        for column, value in zip(columns, row, strict=True):
            record |= _point(value) if isinstance(value, bytes) else {column: _cell(value)}
        records.append(record)
    gatherer.add_records(records)


def _cell(value: float | str | None) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, float) else str(value)


def _point(blob: bytes) -> dict[str, str]:
    """Read the kind of a geometry, and where a point is; nothing from a blob that is no geometry."""
    if blob[:2] != b"GP" or blob[3] >> 1 & 7 >= len(_ENVELOPES):
        return {}
    start = 8 + _ENVELOPES[blob[3] >> 1 & 7]
    order = "<" if blob[start : start + 1] == b"\x01" else ">"
    (kind,) = struct.unpack_from(f"{order}I", blob, start + 1)
    shape = _SHAPES[kind % _DIMENSIONS] if kind % _DIMENSIONS < len(_SHAPES) else ""
    if shape != POINT:
        return {SHAPE: shape}
    lon, lat = struct.unpack_from(f"{order}dd", blob, start + 5)
    return {SHAPE: shape, "lat": plain(lat), "lon": plain(lon)} if lon == lon else {SHAPE: shape}  # noqa: PLR0124 - an empty point is no number
