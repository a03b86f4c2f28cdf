"""The map and its tables as a GeoPackage: one SQLite file that every GIS opens.

Written with Python's own sqlite3 after OGC 12-128r19 (version 1.3): the library that is usual for it weighs 33 MB,
which is too much to write points and lines. It reads the file back in the tests.
"""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.exports import gis_styles
from geo.exports.csv_table import plain
from geo.exports.extract import columns_of
from geo.exports.features import LAYERS, list_features
from geo.map.layers import write_credit_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.edition import Edition
    from geo.exports.extract import Extract
    from geo.exports.features import Feature
    from geo.geodesy import Point
    from geo.language import Language

APPLICATION_ID: Final = 0x47504B47  # "GPKG"
USER_VERSION: Final = 10300
WGS84: Final = 4326
SQL_TYPES: Final = {"number": "REAL", "integer": "INTEGER", "yes-no": "BOOLEAN"}
PREFIX: Final = "table_"
"""Tables that are not on the map keep their names behind it: a layer and a table may not share one."""
_WKT: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_SCHEMA: Final = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


def write_geopackage(catalogue: Catalogue, extract: Extract, edition: Edition, language: Language) -> bytes:
    """Write a selection as a GeoPackage: the four layers of the map with their styles, and every table as it is.

    Parameters
    ----------
    catalogue
        Positions, and the types of the columns.
    extract
        Records of the selection.
    edition
        Its date is the date of the last change.
    language
        For the names of the features.

    Returns
    -------
    content
        Of the file.
    """
    with tempfile.TemporaryDirectory(prefix="caravanserai-") as folder:
        path = Path(folder) / "map.gpkg"
        with sqlite3.connect(path) as base:
            _begin(base)
            writer = Writer(base, edition)
            features = list_features(catalogue, extract, language)
            kinds = {(c.table, c.column): SQL_TYPES.get(c.type, "TEXT") for c in catalogue.dictionary if not c.list}
            for layer in LAYERS:
                own = {column: kind for (table, column), kind in kinds.items() if table in ("places", layer)}
                writer.write_layer(layer, [f for f in features if f.layer == layer], own)
            writer.write_styles()
            for table, records in extract.rows.items():
                columns = {name: kinds.get((table, name), "TEXT") for name in columns_of(table)}
                writer.write_table(table, columns, records)
        base.close()
        return path.read_bytes()


def _begin(base: sqlite3.Connection) -> None:
    base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    base.execute(f"PRAGMA user_version = {USER_VERSION}")
    base.executescript(_SCHEMA)
    base.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("WGS 84 geodetic", WGS84, "EPSG", WGS84, _WKT, "longitude/latitude in degrees"),
            ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", ""),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", ""),
        ],
    )


class Writer:
    """Writes layers and tables into an open GeoPackage, and notes each in its list of contents."""

    def __init__(self, base: sqlite3.Connection, edition: Edition) -> None:
        self._base = base
        self._edition = edition

    def _note(self, name: str, kind: str, positions: Sequence[Point] = ()) -> None:
        lats, lons = [p.lat for p in positions], [p.lon for p in positions]
        box = (min(lons), min(lats), max(lons), max(lats)) if positions else (None, None, None, None)
        said = " · ".join([f"data version {self._edition.version}", *write_credit_lines()])
        stamp = f"{self._edition.date:%Y-%m-%d}T00:00:00.000Z"
        row = (name, kind, name, said, stamp, *box, WGS84 if kind == "features" else None)
        self._base.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def write_layer(self, layer: str, features: Sequence[Feature], kinds: Mapping[str, str]) -> None:
        """Write the features of one layer.

        Parameters
        ----------
        layer
            Its name.
        features
            One without a position has no geometry.
        kinds
            SQL type of each column; text where it has none.
        """
        columns = list(dict.fromkeys(name for feature in features for name in feature.properties))
        renamed = [_quote("name_in_table" if name == "name" else name) for name in columns]
        shape = "LINESTRING" if layer == "lines" else "POINT"
        named = zip(renamed, columns, strict=True)
        defined = "".join(f", {name} {kinds.get(column, 'TEXT')}" for name, column in named)
        self._base.execute(f"CREATE TABLE {layer} (fid INTEGER PRIMARY KEY, geom {shape}, id TEXT, name TEXT{defined})")
        rows = [
            (write_geometry(f.vertices), f.id, f.name, *(_cell(f.properties.get(name)) for name in columns))
            for f in features
        ]
        self._insert(layer, ["geom", "id", "name", *renamed], rows)
        self._note(layer, "features", [point for feature in features for point in feature.vertices])
        self._base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (layer, shape, WGS84))

    def write_styles(self) -> None:
        """Write how QGIS draws the layers, in the table that it looks for."""
        self._base.executescript(gis_styles.SCHEMA)
        self._base.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            gis_styles.list_styles(LAYERS, f"{self._edition.date:%Y-%m-%d}T00:00:00.000Z"),
        )
        self._note(gis_styles.TABLE, "attributes")

    def write_table(self, table: str, columns: Mapping[str, str], records: Iterable[Any]) -> None:
        """Write one table as it is, its columns with their types."""
        name = PREFIX + table
        defined = "".join(f", {_quote(column)} {kind}" for column, kind in columns.items())
        self._base.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY{defined})")
        rows = [tuple(plain(getattr(record, column)) for column in columns) for record in records]
        self._insert(name, list(map(_quote, columns)), rows)
        self._note(name, "attributes")

    def _insert(self, name: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * len(columns))
        listed = ", ".join(columns)
        self._base.executemany(
            f"INSERT INTO {name} ({listed}) VALUES ({marks})",  # noqa: S608 - names of our own tables and columns
            rows,
        )


def _cell(value: object) -> object:
    return plain(tuple(value) if isinstance(value, list) else value)


def _quote(name: str) -> str:
    return f'"{name}"'


def write_geometry(vertices: Sequence[Point]) -> bytes | None:
    """Write a point or a line as a GeoPackage blob: its header (no envelope), then well-known binary."""
    if not vertices:
        return None
    header = b"GP" + struct.pack("<BBi", 0, 1, WGS84)
    if len(vertices) == 1:
        return header + struct.pack("<BIdd", 1, 1, vertices[0].lon, vertices[0].lat)
    numbers = [number for point in vertices for number in (point.lon, point.lat)]
    return header + struct.pack(f"<BII{len(numbers)}d", 1, 2, len(vertices), *numbers)
