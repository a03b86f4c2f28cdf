"""Tables to take away: CSV files in a zip, with or without the description of a Data Package."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

from geo.exports.csv_table import FOR_PROGRAMS, signs_for, write_csv
from geo.exports.extract import columns_of
from geo.exports.features import write_geojson
from geo.records.registry import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.edition import Edition
    from geo.exports.csv_table import Signs
    from geo.exports.extract import Extract
    from geo.language import Language
    from geo.records.dictionary import Column

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE: Final = "https://datapackage.org/profiles/2.0/tableschema.json"
TYPES: Final = {"number": "number", "integer": "integer", "yes-no": "boolean"}
LICENCES: Final = (
    {"name": "ODbL-1.0", "title": "Open Database License 1.0: positions and lines from OpenStreetMap",
     "path": "https://opendatacommons.org/licenses/odbl/1-0/"},
    {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0: positions from GeoNames",
     "path": "https://creativecommons.org/licenses/by/4.0/"},
)  # fmt: skip
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def write_table(table: str, records: Iterable[Any], signs: Signs = FOR_PROGRAMS) -> bytes:
    """Write one table as CSV.

    Parameters
    ----------
    table
        Its name, for the headings.
    records
        Its rows.
    signs
        Separator and decimal sign.
    """
    columns = columns_of(table)
    return write_csv(columns, ([getattr(record, column) for column in columns] for record in records), signs)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Put files into a zip, the same bytes for the same content."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def write_csv_zip(extract: Extract, readme: str, language: Language) -> bytes:
    """Write the tables of a selection as one zip of CSV files, with a page that says what they are.

    Parameters
    ----------
    extract
        Records of the selection; a table without any gets no file.
    readme
        Text of the page.
    language
        Of the reader, whose spreadsheet opens the files.
    """
    signs = signs_for(language)
    files = {f"{table}.csv": write_table(table, records, signs) for table, records in extract.rows.items() if records}
    return pack({"README.txt": readme.encode("utf-8-sig"), **files})


def write_data_package(
    catalogue: Catalogue, extract: Extract, edition: Edition, readme: str, language: Language
) -> bytes:
    """Write everything as a Data Package (version 2): CSV tables, their description, and the map as GeoJSON.

    Parameters
    ----------
    catalogue
        For the dictionary of the columns.
    extract
        The records; a Data Package is made of all.
    edition
        Version and date.
    readme
        Text of the page that goes with it.
    language
        For the titles of the map's features.

    Returns
    -------
    zip
        `datapackage.json` at its root.
    """
    described = describe_package(catalogue, extract, edition)
    tables = {f"data/{table}.csv": write_table(table, records) for table, records in extract.rows.items()}
    files = {
        "datapackage.json": json.dumps(described, ensure_ascii=False, indent=1).encode(),
        "README.txt": readme.encode(),
    }
    return pack(files | tables | {"data/map.geojson": write_geojson(catalogue, extract, edition, language)})


def describe_package(catalogue: Catalogue, extract: Extract, edition: Edition) -> dict[str, Any]:
    """Describe the package: what `datapackage.json` says."""
    tables = [describe_table(catalogue, table, extract) for table in extract.rows]
    geometry = {
        "name": "map", "path": "data/map.geojson", "title": "Sites, lines, visits and events", "format": "geojson",
        "mediatype": "application/geo+json", "encoding": "utf-8",
    }  # fmt: skip
    return {
        "$schema": PROFILE,
        "name": "caravanserai-map",
        "title": "Caravanserai map: border crossing points and the Middle Corridor",
        "description": "Tables behind the map. A text that begins with = + - or @ has an apostrophe before it, so that "
        "no spreadsheet takes it for a formula. Several values in one cell are separated by '; '. Boundaries and "
        "names do not imply endorsement.",
        "version": f"{edition.date:%Y.%m.%d}+{edition.version}",
        "created": f"{edition.date:%Y-%m-%d}T00:00:00Z",
        "keywords": ["border crossing points", "Middle Corridor", "customs", "transit"],
        "licenses": [dict(licence) for licence in LICENCES],
        "sources": [_describe_source(source) for source in extract.rows["sources"]],
        "resources": [*tables, geometry],
    }


def _describe_source(source: Any) -> dict[str, str]:  # noqa: ANN401 - a record of the sources table
    path = {"path": source.url} if source.url.startswith("http") else {}
    return {"title": source.title, **path}


def describe_table(catalogue: Catalogue, table: str, extract: Extract) -> dict[str, Any]:
    """Describe one table: its fields, key and references."""
    columns = {c.column: c for c in catalogue.dictionary if c.table == table}
    names = columns_of(table)
    keys = [name for name in names if name in columns and columns[name].key]
    schema: dict[str, Any] = {
        "$schema": TABLE_PROFILE,
        "fields": [_describe_field(name, columns.get(name)) for name in names],
        "missingValues": [""],
    }
    if keys:
        schema["primaryKey"] = keys
    references = [reference for name in names if (reference := _refer(columns.get(name), table, extract.rows))]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": table.replace("_", "-"),
        "path": f"data/{table}.csv",
        "type": "table",
        "title": catalogue.label("table", table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": schema,
    }


def _describe_field(name: str, column: Column | None) -> dict[str, Any]:
    if column is None:
        return {"name": name, "type": "string"}
    kind = "string" if column.list else TYPES.get(column.type, "string")
    told = {"name": name, "type": kind, "description": column.meaning}
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if kind in ("number", "integer"):
        known = {"minimum": column.minimum, "maximum": column.maximum}
        limits |= {key: int(v) if v == int(v) else v for key, v in known.items() if v is not None}
    return told | ({"constraints": limits} if limits else {}) | ({"unit": column.unit} if column.unit else {})


def _refer(column: Column | None, table: str, rows: Mapping[str, Sequence[Any]]) -> dict[str, Any] | None:
    """Describe a reference to another table; one of several values in a cell cannot be described."""
    if column is None or column.list or "." not in column.refers_to:
        return None
    other, key = column.refers_to.split(".")
    if other not in rows or other not in RECORDS:
        return None
    resource = "" if other == table else other.replace("_", "-")
    return {"fields": [column.column], "reference": {"resource": resource, "fields": [key]}}
