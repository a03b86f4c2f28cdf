"""What is taken away can be read by others: every file is read back by a reader that did not write it."""

import contextlib
import csv
import datetime as dt
import io
import json
import sqlite3
import zipfile
from dataclasses import fields, replace
from types import MappingProxyType
from xml.etree import ElementTree as ET

import openpyxl
import pyogrio
import pytest
from frictionless import Package

from geo.alignment import read_courses
from geo.edition import edition_of
from geo.exports import extract
from geo.exports.csv_table import safe, write_cell
from geo.exports.extract import extract_all, extract_part
from geo.exports.features import list_features, write_geojson
from geo.exports.geopackage import PREFIX, write_geopackage
from geo.exports.gis_styles import SHAPES, TABLE
from geo.exports.kml import write_kml
from geo.exports.tabular import write_csv_zip, write_data_package
from geo.exports.workbook import write_workbook
from geo.language import load_language
from geo.records.registry import MAY_BE_EMPTY, RECORDS
from geo.sites.selection import Choices, answers, list_entries
from geo.style import LAYERS, read_style

EN, TR = load_language("en"), load_language("tr")
DAY = dt.date(2026, 11, 24)
HOSTILE = ("=1+1", "+14%", "-2", "@SUM(A1)", "\t=1")


@pytest.fixture(scope="module")
def whole(catalogue):
    return extract_all(catalogue, list_entries(catalogue))


@pytest.fixture(scope="module")
def part(catalogue):
    choices = Choices(countries=("KGZ",))
    sites = [entry for entry in list_entries(catalogue) if entry.listed and answers(entry, choices)]
    return extract_part(catalogue, sites, choices, LAYERS)


@pytest.fixture(scope="module")
def edition(catalogue):
    return edition_of(catalogue, DAY)


def poison(extract):
    """Put a formula into a text of every site."""
    sites = tuple(replace(site, note=text) for site, text in zip(extract.rows["sites"], HOSTILE, strict=False))
    return replace(extract, rows=MappingProxyType({**extract.rows, "sites": sites}))


def open_layer(content, ending, tmp_path, **options):
    path = tmp_path / f"map.{ending}"
    path.write_bytes(content)
    return pyogrio.raw.read(path, **options)


def test_everything_is_every_record_of_every_table(catalogue, whole):
    assert set(whole.rows) == set(RECORDS)
    assert {name: len(rows) for name, rows in whole.rows.items()} == {
        name: len(frame) for name, frame in catalogue.tables.items()
    }


def test_a_part_is_about_its_sites_and_complete(catalogue, part):
    assert {entry.id for entry in part.sites} == {"torugart", "irkeshtam"}
    assert {row.site_id for row in part.rows["sites"]} == {"torugart", "irkeshtam", "torugart-cn", "irkeshtam-cn"}
    assert {row.place_id for row in part.rows["dwell"]} <= {"torugart", "irkeshtam", "torugart-cn", "irkeshtam-cn"}
    assert {row.country for row in part.rows["readiness"]} == {"KGZ"}
    named = {
        source
        for name, rows in part.rows.items()
        if name != "sources"
        for row in rows
        for source in getattr(row, "source_id", ())
    }
    assert {row.source_id for row in part.rows["sources"]} >= named - {""}
    places = {row.place_id for row in part.rows["places"]}
    assert {row.place_id for row in part.rows["waypoints"]} - {""} <= places
    assert catalogue.tables["sources"].shape[0] > len(part.rows["sources"])


def test_lines_leave_as_exactly_as_they_are_known_and_with_credit(catalogue, whole, edition):
    written = json.loads(write_geojson(catalogue, whole, edition, EN))
    assert "OpenStreetMap contributors (ODbL)" in written["attribution"]
    lines = {one["id"]: one for one in written["features"] if one["properties"]["layer"] == "lines"}
    for line_id, course in read_courses(catalogue).items():
        given = lines[f"lines/{line_id}"]["geometry"]["coordinates"]
        assert given == [[at.lon, at.lat] for at in course.points]
    assert lines["lines/R2"]["properties"]["course"] == ["chord", "fitted"]
    assert lines["lines/R5"]["properties"]["course_licence"] == ["ODbL 1.0"]
    assert "OpenStreetMap contributors (ODbL)" in write_kml(catalogue, whole, edition, EN).decode()


def test_the_places_that_records_point_to_are_gathered_once(catalogue, monkeypatch):
    gathered = []
    gather = extract._named_places
    monkeypatch.setattr(extract, "_named_places", lambda wanted: gathered.append(True) or gather(wanted))
    assert extract_part(catalogue, [], Choices(modes=("road",)), LAYERS).rows["places"]
    assert gathered == [True]


def test_a_part_takes_the_vertices_of_its_lines(catalogue):
    found = extract_part(catalogue, [], Choices(modes=("road",)), LAYERS)
    ids = {line.line_id for line in found.rows["lines"]}
    assert {row.line_id for row in found.rows["vertices"]} == {"H1", "H2", "H3", "H5"} & ids
    assert {row.line_id for row in found.rows["alignments"]} == {row.line_id for row in found.rows["vertices"]}
    assert "osm-tiles-2021" in {row.source_id for row in found.rows["sources"]}


def test_a_mode_keeps_other_lines_out(catalogue):
    found = extract_part(catalogue, [], Choices(modes=("sea",)), LAYERS)
    assert {line.mode for line in found.rows["lines"]} == {"sea"}
    assert not extract_part(catalogue, [], Choices(), ()).rows["lines"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_made_safe(text):
    assert safe(text) == "'" + text
    assert write_cell(text)[0] == "'"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(-2.5, "-2.5"), (3.0, "3"), (True, "true"), (None, ""), (("a", "b"), "a; b"), ("", ""), (0.0, "0")],
)
def test_a_value_is_written_as_what_it_is(value, cell):
    assert write_cell(value) == cell


def test_csv_files_hold_the_records(whole):
    archive = zipfile.ZipFile(io.BytesIO(write_csv_zip(whole, "read me", EN)))
    assert archive.read("README.txt").decode("utf-8-sig") == "read me"
    for name, records in whole.rows.items():
        if name in MAY_BE_EMPTY:
            continue
        rows = list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))
        assert len(rows) == len(records)
        assert list(rows[0]) == [part.name for part in fields(RECORDS[name])]
    rows = list(csv.DictReader(io.StringIO(archive.read("dwell.csv").decode("utf-8-sig"))))
    assert [row["hours"] == "" for row in rows] == [row.hours is None for row in whole.rows["dwell"]]


def test_no_csv_cell_begins_like_a_formula(whole):
    archive = zipfile.ZipFile(io.BytesIO(write_csv_zip(poison(whole), "", EN)))
    for name in set(archive.namelist()) - {"README.txt"}:
        for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t"))
                assert not cell.startswith("-") or float(cell) < 0


def test_the_same_data_make_the_same_bytes(whole):
    assert write_csv_zip(whole, "", EN) == write_csv_zip(whole, "", EN)


def test_a_workbook_has_types_and_a_sheet_of_sources(catalogue, whole):
    content = write_workbook(catalogue, poison(whole), ["About this", "Second line"], EN)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 1 + sum(1 for rows in whole.rows.values() if rows)
    assert book.worksheets[0]["A1"].value == "About this"
    sheet = book["Hours and costs at posts"]
    head = {cell.value: cell.column for cell in sheet[1]}
    hours = [sheet.cell(row, head["hours"]).value for row in range(2, sheet.max_row + 1)]
    assert hours == [row.hours for row in whole.rows["dwell"]]
    assert all(isinstance(value, (int, float)) for value in hours if value is not None)
    assert book["Sources"].max_row == len(whole.rows["sources"]) + 1
    notes = {cell.value: cell for column in book["Sites"].iter_cols() for cell in column if cell.value in HOSTILE}
    assert len(notes) == len(HOSTILE)
    assert {(cell.data_type, cell.quotePrefix) for cell in notes.values()} == {("s", True)}


def test_a_workbook_speaks_the_language_of_the_reader(catalogue, part):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(catalogue, part, ["x"], TR)), read_only=True)
    assert "Kaynaklar" in book.sheetnames


def check_rfc7946(written):
    assert written["type"] == "FeatureCollection"
    assert "crs" not in written
    west, south, east, north = written["bbox"]
    assert west < east
    assert south < north
    for feature in written["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is not None:
            flat = feature["geometry"]["coordinates"]
            for lon, lat in [flat] if feature["geometry"]["type"] == "Point" else flat:
                assert west <= lon <= east
                assert south <= lat <= north


def test_geojson_follows_its_standard(catalogue, whole, edition):
    written = json.loads(write_geojson(catalogue, whole, edition, EN))
    check_rfc7946(written)
    assert written["dataVersion"] == edition.version
    by_id = {feature["id"]: feature for feature in written["features"]}
    assert by_id["sites/red-bridge"]["geometry"]["coordinates"] == pytest.approx([45.072, 41.3286])
    assert by_id["sites/tashkent-ark-buloq"]["geometry"] is None
    with pytest.raises(AssertionError):
        check_rfc7946(written | {"crs": "EPSG:4326"})


def test_gdal_reads_geojson(catalogue, whole, edition, tmp_path):
    meta, _, geometry, _ = open_layer(write_geojson(catalogue, whole, edition, EN), "geojson", tmp_path)
    assert len(geometry) == len(list_features(catalogue, whole, EN))
    assert meta["crs"] == "EPSG:4326"


def test_gdal_reads_kml(catalogue, part, edition, tmp_path):
    content = write_kml(catalogue, part, edition, TR)
    meta, _, geometry, values = open_layer(content, "kml", tmp_path, layer="sites")
    names = dict(zip(meta["fields"], values, strict=True))
    located = [f for f in list_features(catalogue, part, TR) if f.layer == "sites" and f.vertices]
    assert sorted(names["Name"]) == sorted(f.name for f in located)
    assert all(geometry)
    root = ET.fromstring(content)
    assert {e.tag.split("}")[0] for e in root.iter()} == {"{http://www.opengis.net/kml/2.2"}


def test_gdal_reads_the_geopackage(catalogue, whole, edition, tmp_path):
    content = write_geopackage(catalogue, whole, edition, EN)
    path = tmp_path / "map.gpkg"
    path.write_bytes(content)
    layers = dict(pyogrio.list_layers(path).tolist())
    assert {name: kind for name, kind in layers.items() if kind} == {
        "sites": "Point", "lines": "LineString", "visits": "Point", "events": "Point",
    }  # fmt: skip
    assert {name for name, kind in layers.items() if not kind} == {TABLE, *(PREFIX + name for name in whole.rows)}
    info = pyogrio.read_info(path, layer="sites")
    assert (info["features"], info["crs"]) == (len(whole.rows["sites"]), "EPSG:4326")
    meta, _, _, values = pyogrio.raw.read(path, layer=f"{PREFIX}dwell")
    columns = dict(zip(meta["fields"], zip(values, meta["dtypes"], strict=True), strict=True))
    assert columns["hours"][1] == "float64"
    found = [None if value != value else value for value in columns["hours"][0].tolist()]  # noqa: PLR0124 - not a number
    assert found == [row.hours for row in whole.rows["dwell"]]


def test_the_geopackage_carries_the_style_of_each_layer(catalogue, whole, edition, tmp_path):
    path = tmp_path / "map.gpkg"
    path.write_bytes(write_geopackage(catalogue, whole, edition, EN))
    with contextlib.closing(sqlite3.connect(path)) as base:
        rows = base.execute("SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles")
        styles = {name: (geom, first, qml) for name, geom, first, qml in rows}
        asked = {"sites": "SELECT DISTINCT symbol FROM sites", "lines": "SELECT DISTINCT mode FROM lines"}
        used = {name: {value for (value,) in base.execute(query)} for name, query in asked.items()}
        layers = {name for (name,) in base.execute("SELECT table_name FROM gpkg_geometry_columns")}
    assert set(styles) == layers
    assert {(geom, first) for geom, first, _ in styles.values()} == {("geom", 1)}
    for name, values in used.items():
        drawn = ET.fromstring(styles[name][2])
        categories = {one.get("value"): one.get("symbol") for one in drawn.iter("category")}
        assert values - {None, ""} <= set(categories)
        assert set(categories.values()) == {one.get("name") for one in drawn.iter("symbol")}
    strokes, symbols = read_style().strokes, read_style().symbols
    rail = strokes["rail"].colour
    assert ",".join(str(part) for part in bytes.fromhex(rail[1:])) in styles["lines"][2]
    assert len({SHAPES[kind] for kind in symbols}) == len(symbols)


def test_the_geopackage_puts_the_red_bridge_where_it_is(catalogue, part, whole, edition, tmp_path):
    meta, _, geometry, values = open_layer(
        write_geopackage(catalogue, whole, edition, EN), "gpkg", tmp_path, layer="sites", where="id = 'red-bridge'"
    )
    from shapely import from_wkb  # noqa: PLC0415 - only here

    at = from_wkb(geometry[0])
    assert (at.x, at.y) == pytest.approx((45.072, 41.3286))
    assert dict(zip(meta["fields"], values, strict=True))["name"][0] == "Red Bridge"
    assert part.whole is False


def test_frictionless_finds_the_data_package_valid(catalogue, whole, edition, tmp_path):
    content = write_data_package(catalogue, whole, edition, "read me", EN)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert described["$schema"].endswith("/2.0/datapackage.json")
    assert edition.version in described["version"]
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid


def test_frictionless_would_find_a_broken_package(catalogue, whole, edition, tmp_path):
    content = write_data_package(catalogue, whole, edition, "", EN)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    path = tmp_path / "data" / "dwell.csv"
    path.write_text(
        path.read_text(encoding="utf-8-sig").replace("measured", "1", 1).replace(",2020,", ",no year,", 1),
        encoding="utf-8",
    )
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid
