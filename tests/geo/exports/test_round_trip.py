"""No writer changes a digit of a position, a number or a date: every table is read back out of every file."""

import csv
import datetime as dt
import io
import json
import sqlite3
import struct
import zipfile
from dataclasses import fields, replace
from decimal import Decimal
from types import MappingProxyType
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from geo.edition import edition_of
from geo.exports.csv_table import FORMULA_SIGNS, LIST_SIGN, write_csv
from geo.exports.extract import columns_of, extract_all
from geo.exports.features import LAYERS, list_features, write_geojson
from geo.exports.geopackage import PREFIX, write_geopackage
from geo.exports.kml import write_kml
from geo.exports.tabular import write_csv_zip, write_data_package
from geo.exports.workbook import write_sheet, write_workbook
from geo.language import load_language
from geo.records.registry import RECORDS
from geo.sites.selection import list_entries

EN, TR, RU = load_language("en"), load_language("tr"), load_language("ru")
DAY = dt.date(2026, 11, 24)
LONG = 43.123456789012
TINY = 0.0000123
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def exact(catalogue):
    """Give a catalogue some of whose positions and numbers have more digits than any today."""
    place = replace(catalogue.places["red-bridge"], lat=LONG, lon=145.00000001)
    waypoint = replace(catalogue.waypoints[0], lat=TINY, lon=-LONG)
    dwell = replace(catalogue.dwell[0], hours=20.123456789, cost_usd=12345678.25)
    return replace(
        catalogue,
        places=MappingProxyType({**catalogue.places, "red-bridge": place}),
        waypoints=(waypoint, *catalogue.waypoints[1:]),
        dwell=(dwell, *catalogue.dwell[1:]),
    )


@pytest.fixture(scope="module")
def extract(exact):
    return extract_all(exact, list_entries(exact))


@pytest.fixture(scope="module")
def edition(exact):
    return edition_of(exact, DAY)


def wanted(record, column):
    """Give what a file must say of one value: lists joined, blanks as None."""
    value = getattr(record, column)
    value = LIST_SIGN.join(map(str, value)) if isinstance(value, tuple) else value
    return None if value == "" else value


def same(cell, value, decimal="."):
    """Compare a cell of CSV with a value, digit for digit."""
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, float | int):
        return "e" not in cell.lower() and float(cell.replace(decimal, ".")) == value
    return cell == ("'" + value if value.startswith(FORMULA_SIGNS) else value)


def check_table(extract, table, rows, decimal="."):
    assert rows[0] == columns_of(table)
    assert len(rows) == len(extract.rows[table]) + 1
    for record, row in zip(extract.rows[table], rows[1:], strict=True):
        for column, cell in zip(columns_of(table), row, strict=True):
            assert same(cell, wanted(record, column), decimal), (table, column, cell)


def read_csv(archive, name, separator):
    return list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""), delimiter=separator))


@pytest.mark.parametrize(("language", "separator", "decimal"), [(EN, ",", "."), (TR, ";", ","), (RU, ";", ",")])
def test_csv(extract, language, separator, decimal):
    archive = zipfile.ZipFile(io.BytesIO(write_csv_zip(extract, "", language)))
    for table, records in extract.rows.items():
        if records:
            check_table(extract, table, read_csv(archive, f"{table}.csv", separator), decimal)


def test_data_package(exact, extract, edition):
    archive = zipfile.ZipFile(io.BytesIO(write_data_package(exact, extract, edition, "", TR)))
    for table in extract.rows:
        check_table(extract, table, read_csv(archive, f"data/{table}.csv", ","))


def test_workbook(exact, extract):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(exact, extract, ["about"], EN)))
    sheets = dict(zip((t for t, records in extract.rows.items() if records), book.worksheets[1:], strict=True))
    for table, sheet in sheets.items():
        for record, row in zip(extract.rows[table], sheet.iter_rows(min_row=2, values_only=True), strict=True):
            assert list(row) == [wanted(record, column) for column in columns_of(table)], table


def test_geopackage(exact, extract, edition, tmp_path):
    path = tmp_path / "map.gpkg"
    path.write_bytes(write_geopackage(exact, extract, edition, EN))
    with sqlite3.connect(path) as base:
        for table, records in extract.rows.items():
            listed = ", ".join(f'"{column}"' for column in columns_of(table))
            rows = base.execute(f"SELECT {listed} FROM {PREFIX}{table} ORDER BY fid").fetchall()  # noqa: S608
            assert rows == [tuple(wanted(record, column) for column in columns_of(table)) for record in records]
        for layer in LAYERS:
            blobs = base.execute(f"SELECT id, geom FROM {layer}").fetchall()  # noqa: S608
            expected = {f.id: f.vertices for f in list_features(exact, extract, EN) if f.layer == layer}
            assert {name: read_blob(blob) for name, blob in blobs} == expected
        kinds = base.execute("SELECT DISTINCT typeof(precision_km) FROM sites").fetchall()
        assert set(kinds) <= {("real",), ("null",)}
    base.close()


def read_blob(blob):
    """Read the vertices out of a point or a line of a GeoPackage, as (lat, lon)."""
    if blob is None:
        return ()
    kind = struct.unpack_from("<I", blob, 9)[0]
    numbers = struct.unpack_from(f"<{(len(blob) - (13 if kind == 1 else 17)) // 8}d", blob, 13 if kind == 1 else 17)
    return tuple(zip(numbers[1::2], numbers[0::2], strict=True))


def test_geojson(exact, extract, edition):
    written = json.loads(write_geojson(exact, extract, edition, EN))
    for feature, made in zip(list_features(exact, extract, EN), written["features"], strict=True):
        found = made["geometry"] and made["geometry"]["coordinates"]
        found = [found] if found and made["geometry"]["type"] == "Point" else found or []
        assert tuple((lat, lon) for lon, lat in found) == feature.vertices
        for name, value in feature.properties.items():
            assert made["properties"]["name_in_table" if name == "name" else name] == value


def test_kml(exact, extract, edition):
    root = ET.fromstring(write_kml(exact, extract, edition, EN))
    marks = {mark.get("id"): mark for mark in root.iter(f"{{{KML['k']}}}Placemark")}
    located = [feature for feature in list_features(exact, extract, EN) if feature.vertices]
    assert len(marks) == len(located)
    for feature in located:
        mark = marks[f"{feature.layer}-{feature.id}"]
        written = next(mark.iter(f"{{{KML['k']}}}coordinates")).text.split()
        positions = [tuple(map(float, position.split(","))) for position in written]
        assert tuple((lat, lon) for lon, lat in positions) == feature.vertices
        told = {d.get("name"): d.find("k:value", KML).text for d in mark.iterfind(".//k:Data", KML)}
        for name, held in feature.properties.items():
            value = LIST_SIGN.join(map(str, held)) if isinstance(held, list) else held
            text = told.get(name, "")
            assert text == value if isinstance(value, str) else same(text, value), name


def test_a_kml_text_is_not_guarded_as_if_it_were_for_a_spreadsheet(exact, extract, edition):
    sites = (replace(extract.rows["sites"][0], note="+14% in a year"), *extract.rows["sites"][1:])
    poisoned = replace(extract, rows=MappingProxyType({**extract.rows, "sites": sites}))
    assert b"<value>+14% in a year</value>" in write_kml(exact, poisoned, edition, EN)


def test_every_table_and_every_writer_is_among_these_tests(extract):
    assert set(extract.rows) == set(RECORDS)
    assert all(columns_of(table) == [part.name for part in fields(RECORDS[table])] for table in RECORDS)


def test_a_number_as_text_keeps_the_digits_of_its_file():
    assert write_csv(["n"], [[Decimal("12.50")]]).decode("utf-8-sig") == "n\r\n12.50\r\n"
    book = openpyxl.load_workbook(io.BytesIO(write_sheet("t", ["n", "s"], [[Decimal("12.50"), "12.50"]])))
    assert [cell.value for cell in book.active[2]] == [12.5, "12.50"]


def test_a_formula_in_a_heading_is_guarded():
    assert write_csv(["=1+1"], []).decode("utf-8-sig") == "'=1+1\r\n"
    heading = openpyxl.load_workbook(io.BytesIO(write_sheet("t", ["=1+1"], [])))["t"]["A1"]
    assert (heading.data_type, heading.quotePrefix) == ("s", True)
