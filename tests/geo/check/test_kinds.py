"""Files that are no tables, or were changed on the way: one cause, told once, for every table."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from geo.check.__main__ import format_report, main
from geo.check.folder import DATA_FOLDER, check_folder
from geo.check.positions import StatedPosition, explain_misplaced, find_misplaced, read_countries
from geo.console import run_command
from geo.records.registry import RECORDS
from geo.tables.csv_file import parse_table
from geo.tables.header import headings_of

BAD_INPUTS = Path(__file__).parent / "bad_inputs"
NO_TABLES = {
    "an Excel workbook (.xlsx)": b"PK\x03\x04\x14\0\0\0xl/workbook.xml",
    "an Excel workbook (.xls)": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
    "an OpenDocument workbook (.ods)": b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "a web page": b"\r\n<!DOCTYPE html><html><body><table>",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "a PDF document": b"%PDF-1.7",
    "a packed archive": b"\x1f\x8b\x08" + bytes(20),
    "a database": b"SQLite format 3\0",
    "written in JSON": b'{"type": "FeatureCollection"}',
}
CHANGED = {
    "title above": lambda text: "A title,,\n,,\n" + text,
    "capitals": lambda text: text.split("\n", 1)[0].upper() + "\n" + text.split("\n", 1)[1],
    "Turkish capitals": lambda text: text.split("\n", 1)[0].replace("i", "İ").upper() + "\n" + text.split("\n", 1)[1],
    "each line one cell": lambda text: "\n".join('"' + line.replace('"', '""') + '"' for line in text.splitlines()),
    "other separator": lambda text: text.replace(",", "|"),
}


@pytest.mark.parametrize(("kind", "raw"), NO_TABLES.items(), ids=NO_TABLES)
@pytest.mark.parametrize("table", RECORDS)
def test_what_is_no_table_is_named_in_one_line(table, kind, raw):
    read = parse_table(f"{table}.csv", raw, headings_of(table))
    assert [f"{kind}" in str(fault) for fault in read.faults] == [True]
    assert read.faults[0].effect == "table"


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("table", RECORDS)
def test_a_table_that_was_changed_is_read_and_told_once(table, change):
    cells = list(headings_of(table))
    text = ",".join(cells) + "\n" + ",".join("x" for _ in cells) + "\n"
    read = parse_table(f"{table}.csv", change(text).encode(), headings_of(table))
    assert list(read.frame.columns) == cells
    assert read.frame.to_numpy().tolist() == [["x"] * len(cells)]
    assert [fault.severity for fault in read.faults] in ([], ["warning"])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_letters_of_two_or_four_bytes_with_and_without_a_mark(encoding):
    read = parse_table("x.csv", "id,name\na,Хоргос\n".encode(encoding))
    assert [str(fault).partition(" –")[0] for fault in read.faults] == [
        f'x.csv: expected UTF-8 letters, not {encoding[:6].upper()}. Save the file again as "CSV UTF-8".'
    ]
    assert read.frame.to_numpy().tolist() == [["a", "Хоргос"]]


def test_a_cell_that_is_too_long_is_told_as_that():
    read = parse_table("x.csv", b"id,note\na," + b"x" * 200_000 + b"\nb,y\n")
    assert "column note" in str(read.faults[0])
    assert "at most 32,767 letters in a cell, not 200,000" in str(read.faults[0])
    assert read.frame.to_numpy().tolist() == [["b", "y"]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a copy of the real tables."""
    return Path(shutil.copytree(DATA_FOLDER, tmp_path_factory.mktemp("data") / "data"))


@pytest.mark.parametrize("table", ["sources", "places", "stretches", "visits", "vocabularies"])
def test_no_report_of_one_cause_is_long(folder, table):
    path = folder / f"{table}.csv"
    whole = path.read_bytes()
    path.write_bytes(NO_TABLES["a web page"])
    lines = format_report(check_folder(folder).faults).splitlines()
    path.write_bytes(whole)
    assert "a web page" in lines[0]
    assert len(lines) <= 11


@pytest.mark.parametrize("path", sorted(BAD_INPUTS.glob("*.csv")), ids=lambda path: path.stem)
def test_the_files_that_were_sent_in_are_told(path):
    table = next(name for name in sorted(RECORDS, key=len, reverse=True) if path.stem.startswith(name))
    read = parse_table(f"{table}.csv", path.read_bytes(), headings_of(table))
    assert len(read.faults) <= 1
    assert read.frame.empty or len(read.frame) <= len(path.read_bytes().splitlines())


def test_many_faults_of_one_column_are_counted(small):
    row = small.rows["dwell"][0]
    small.rows["dwell"] += [row | {"dwell_id": f"X{n}", "year": str(1900 + n), "hours": "4,5"} for n in range(200)]
    lines = format_report(check_folder(small.write()).faults).splitlines()
    assert len(lines) == 5
    assert lines[3].startswith("dwell.csv: and 197 more for the same reason, in rows 7, 8, 9,")


def test_circles_are_told_once(small):
    small.change("places", 2, parent_id="kapikule").change("places", 4, parent_id="red-bridge")
    said = [str(fault) for fault in check_folder(small.write()).faults]
    assert [line for line in said if "circle" in line] == [
        (
            'places.csv, row 4, column parent_id: "red-bridge" – expected no circle. '
            "It leads back to itself: red-bridge → kapikule → red-bridge."
        )
    ]


def test_visits_that_follow_each_other_are_told(small):
    small.change("visits", 2, date="2015", follows="V02").change("visits", 3, date="2015")
    assert sum("no circle" in str(fault) for fault in check_folder(small.write()).faults) == 1


@pytest.mark.parametrize(("name", "told"), [("Kapikule", True), ("Капыкуле", False), ("?????", False)])
def test_a_russian_name_has_russian_letters(small, name, told):
    folder = small.change("place_names", 2, language="ru", name=name).write()
    assert any("letters of the language ru" in str(fault) for fault in check_folder(folder).faults) is told


def test_a_file_name_in_capitals_is_read(small):
    folder = small.write()
    (folder / "visits.csv").rename(folder / "Visits.CSV")
    assert [str(fault) for fault in check_folder(folder).faults] == [
        "visits.csv: The file is called Visits.CSV; it is read all the same."
    ]


@pytest.mark.parametrize("console", ["cp1254", "cp866", "ascii"])
def test_a_console_of_few_letters_is_written_to(small, monkeypatch, capsys, console):
    folder = small.change("places", 4, name="=霍尔果斯").write()
    written = io.BytesIO()
    with io.TextIOWrapper(written, encoding=console) as screen:
        monkeypatch.setattr("sys.stdout", screen)
        assert run_command(lambda: main([str(folder)])) == 1
        assert b"places.csv, row 4" in written.getvalue()
        assert rb"\u970d" in written.getvalue()
        monkeypatch.undo()
    assert capsys.readouterr().err == ""


def test_swapped_positions_are_told_at_every_place():
    countries = read_countries(DATA_FOLDER / "basemap" / "countries.json")
    rows = csv.DictReader(io.StringIO((DATA_FOLDER / "places.csv").read_text(encoding="utf-8")))
    swapped = [
        StatedPosition(float(row["lon"]), float(row["lat"]), row["country"])
        for row in rows
        if row["lat"] and row["country"] and abs(float(row["lon"])) <= 90
    ]
    told = explain_misplaced(swapped, countries)
    assert told.keys() == find_misplaced(swapped, countries).keys()
    assert [number for number, words in told.items() if "lat and lon look swapped." not in words] == []
