"""Each check fails on one broken row, and says so in words."""

import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

from geo.check.__main__ import format_report, main
from geo.check.folder import check_folder
from geo.errors import DataFolderError
from geo.messages import Message
from geo.records.registry import RECORDS, TABLES_ADDED_LATER
from geo.tables.fault import Fault

DATA = Path(__file__).parents[3] / "data"


def reported(folder):
    faults = check_folder(folder).faults
    for words in (words for fault in faults for words in (fault.expected, fault.hint)):
        assert isinstance(words, Message) or " " not in words, "these words can be said in no other language"
    return [f"{fault}" for fault in faults]


def test_good_tables_have_no_faults(small):
    assert reported(small.write()) == []


def without(folder, table):
    """Leave a table out of the folder of all tables, and out of its dictionary, as it was before there was one."""
    shutil.copytree(DATA, folder)
    (folder / f"{table}.csv").unlink()
    dictionary = folder / "dictionary.csv"
    lines = dictionary.read_text(encoding="utf-8").splitlines(keepends=True)
    return dictionary, [line for line in lines if not line.startswith(f"{table},")]


@pytest.mark.parametrize("table", sorted(TABLES_ADDED_LATER))
def test_a_folder_of_before_there_was_a_table_is_whole_without_it(tmp_path, table):
    dictionary, lines = without(tmp_path / "data", table)
    assert f"{table}.csv: The file is missing." in reported(tmp_path / "data")
    dictionary.write_text("".join(lines), encoding="utf-8")
    assert [words for words in reported(tmp_path / "data") if table in words] == []


# table, row, cells to change, what is said of it
BROKEN = {
    "required cell blank": (
        "places", 2, {"name": ""},
        "places.csv, row 2, column name: blank – expected a value, this cell may not be blank.",
    ),
    "number out of range": (
        "places", 2, {"lat": "91"},
        'places.csv, row 2, column lat: "91" – expected a number from -90 to 90 (lat, degrees).',
    ),
    "number in words": (
        "dwell", 2, {"hours": "four"},
        'dwell.csv, row 2, column hours: "four" – expected a number of 0 or more (hours, h).',
    ),
    "decimal comma": (
        "dwell", 2, {"hours": "4,5"},
        ('dwell.csv, row 2, column hours: "4,5" – expected a number of 0 or more (hours, h). '
         "Write a decimal point: 4.5."),
    ),
    "country in two letters": (
        "places", 5, {"country": "UZ"},
        ('places.csv, row 5, column country: "UZ" – expected a country code of three letters (ISO 3166-1 alpha-3). '
         "Write UZB."),
    ),
    "term not in its vocabulary": (
        "lines", 2, {"mode": "raod"},
        ('lines.csv, row 2, column mode: "raod" – expected a term of the vocabulary "mode" (air, rail, road, sea). '
         'Did you mean "road"?'),
    ),
    "date that a spreadsheet turned": (
        "visits", 2, {"date": "18.03.2014"},
        ('visits.csv, row 2, column date: "18.03.2014" – expected a date such as 2015, 2015-02, 2015-02-18 '
         "or 2022-05-16/2022-05-18. Write 2014-03-18."),
    ),
    "address that is none": (
        "sources", 3, {"url": "cpmm.carecprogram.org"},
        ('sources.csv, row 3, column url: "cpmm.carecprogram.org" – expected a web address that begins with '
         "https:// or http://. Write https://cpmm.carecprogram.org."),
    ),
    "formula": (
        "sites", 4, {"note": "=HYPERLINK(1)"},
        ('sites.csv, row 4, column note: "=HYPERLINK(1)" – expected a text that does not begin with = + - @. '
         "A formula stands here, not its result; write the value."),
    ),
    "key twice": (
        "places", 5, {"place_id": "kapikule"},
        'places.csv, row 5, column place_id: "kapikule" – expected a value of its own. Row 4 has the same.',
    ),
    "composite key twice": (
        "waypoints", 3, {"seq": "1"},
        'waypoints.csv, row 3, column line_id, seq: "R1; 1" – expected a value of its own. Row 2 has the same.',
    ),
    "id that resolves nowhere": (
        "lines", 2, {"to_place": "kapikul"},
        ('lines.csv, row 2, column to_place: "kapikul" – expected an id that stands in places.csv, column place_id. '
         'Did you mean "kapikule"?'),
    ),
    "key that is no id": (
        "visits", 3, {"visit_id": "V 02"},
        'visits.csv, row 3, column visit_id: "V 02" – expected an id of letters a-z, digits and hyphens.',
    ),
    "id in a list that resolves nowhere": (
        "sites", 4, {"source_id": "founding-text; cpmm_2022"},
        ('sites.csv, row 4, column source_id: "cpmm_2022" – expected an id that stands in sources.csv, '
         'column source_id. Did you mean "cpmm-2022"?'),
    ),
    "number without a source": (
        "speeds", 2, {"source_id": ""},
        ("speeds.csv, row 2, column source_id: blank – expected a source for every number. "
         "The row has numbers (year, swod_kmh, swd_kmh)."),
    ),
    "half a position": (
        "places", 4, {"lon": ""},
        "places.csv, row 4, column lon: blank – expected both lat and lon, or neither.",
    ),
    "delay that makes faster": (
        "speeds", 2, {"swd_kmh": "50"},
        ('speeds.csv, row 2, column swd_kmh: "50" – expected at most swod_kmh (42.9). '
         "The speed with delay cannot be higher than the speed without."),
    ),
    "crossing of one post": (
        "crossings", 2, {"post_b": "red-bridge"},
        'crossings.csv, row 2, column post_b: "red-bridge" – expected another post than post_a.',
    ),
    "counterpart that looks elsewhere": (
        "sites", 3, {"counterpart_ids": ""},
        ('sites.csv, row 2, column counterpart_ids: "tsiteli-khidi" – expected posts that face each other. '
         "tsiteli-khidi does not name red-bridge as its counterpart."),
    ),
    "outbound from the other country": (
        "dwell", 2, {"from_country": "GEO", "to_country": "AZE"},
        ('dwell.csv, row 2, column from_country: "GEO" – expected AZE. '
         "The row is outbound and the post is in AZE."),
    ),
    "one measurement twice": (
        "dwell", 3, {"year": "2020"},
        ("dwell.csv, row 3: expected one row per post, direction, mode, year and edition. "
         "Row 2 is of the same (red-bridge, AZE, road, outbound, 2020, measured, 2022)."),
    ),
    "visit that follows a later one": (
        "visits", 3, {"date": "2013"},
        'visits.csv, row 3, column follows: "V01" – expected an earlier visit. Visit V01 is later than 2013.',
    ),
    "visit that follows itself": (
        "visits", 3, {"follows": "V02"},
        'visits.csv, row 3, column follows: "V02" – expected another visit.',
    ),
    "posts that do not name each other": (
        "crossings", 2, {"post_b": "kapikule"},
        ("crossings.csv, row 2: expected posts that face each other. "
         "sites.csv does not name kapikule as a counterpart of red-bridge."),
    ),
    "event to the day with a month": (
        "events", 2, {"date": "2022-12"},
        'events.csv, row 2, column date: "2022-12" – expected a date to the day. The row says that its date is: day.',
    ),
    "undated event with a date": (
        "events", 3, {"date": "2022"},
        'events.csv, row 3, column date: "2022" – expected no date. The row says that its date is: undated.',
    ),
    "vertices with a gap": (
        "waypoints", 3, {"seq": "3"},
        'waypoints.csv, row 3, column seq: "3" – expected 2, the next number of R1.',
    ),
    "line of one vertex": (
        "waypoints", 3, {"line_id": "R2"},
        'waypoints.csv, row 3, column line_id: "R2" – expected an id that stands in lines.csv, column line_id.',
    ),
    "line that ends elsewhere": (
        "lines", 2, {"to_place": "tsiteli-khidi"},
        ('lines.csv, row 2, column to_place: "tsiteli-khidi" – expected the place of the vertex at this end. '
         "In waypoints.csv the line is drawn from or to kapikule."),
    ),
    "disagreement about a row that is not there": (
        "disagreements", 2, {"concerns": "D001; D999"},
        'disagreements.csv, row 2, column concerns: "D999" – expected an id of dwell.csv.',
    ),
    "part of a year above the year": (
        "volumes", 3, {"value": "1200"},
        'volumes.csv, row 3, column value: "1200" – expected a part of the year. The whole year in row 2 is 1000.',
    ),
    "end of a range below its start": (
        "volumes", 2, {"value_max": "900"},
        ('volumes.csv, row 2, column value: "1000" – expected at most value_max (900). '
         "The end of a range cannot be below its start."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "row", "cells", "said"), BROKEN.values(), ids=BROKEN)
def test_one_broken_row_is_told_once(small, table, row, cells, said):
    assert reported(small.change(table, row, **cells).write())[:1] == [said]


def test_posts_of_one_country_do_not_face_each_other(small):
    said = reported(small.change("places", 3, country="AZE", lat="", lon="").write())
    assert any("crossings.csv, row 2, column post_b" in line and "both in AZE" in line for line in said)
    assert any("sites.csv, row 2, column counterpart_ids" in line and "Both are in AZE" in line for line in said)


def test_all_faults_of_all_files_come_in_one_report(small):
    small.change("places", 2, lat="x").change("places", 5, country="??").change("visits", 2, date="soon")
    small.change("visits", 3, date="later")
    lines = format_report(check_folder(small.write()).faults).splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [
        "places.csv, row 2, column lat",
        "places.csv, row 5, column country",
        "visits.csv, row 2, column date",
        "visits.csv, row 3, column date",
    ]
    assert lines[-1] == "4 faults, no warnings."


@pytest.mark.parametrize("table", RECORDS)
def test_missing_file_is_told_by_name(small, table):
    folder = small.write()
    (folder / f"{table}.csv").unlink()
    assert f"{table}.csv: The file is missing." in reported(folder)


NOT_A_TABLE = [b"", b"\n\n", b"\xff\xfe\x00", b"a,b\n1,2\n", b"\x00" * 50, b'"' * 99, b"PK\x03\x04\x14\x00\x06"]


def test_missing_table_is_not_told_again_by_those_who_point_to_it(small):
    folder = small.write()
    (folder / "dwell.csv").unlink()
    assert reported(folder) == ["dwell.csv: The file is missing."]


@pytest.mark.parametrize(("table", "raw"), list(zip(RECORDS, cycle(NOT_A_TABLE), strict=False)), ids=repr)
def test_no_file_raises(small, table, raw):
    folder = small.write()
    (folder / f"{table}.csv").write_bytes(raw)
    assert any(fault.file == f"{table}.csv" for fault in check_folder(folder).faults)


def test_missing_column_is_told_once_and_not_per_row(small):
    folder = small.write()
    path = folder / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("place_id,name", "place_id,Nam"), encoding="utf-8")
    assert reported(folder)[:2] == [
        (
            "places.csv, row 1, column name: expected this column, which is missing. "
            'No row can be read without it. Did you mean "Nam"?'
        ),
        (
            'places.csv, row 1, column Nam: "Nam" – expected a known column. '
            'The column is not read. Did you mean "name"?'
        ),
    ]


def test_unknown_file_is_a_warning(small):
    folder = small.write()
    (folder / "site.csv").write_text("a\n", encoding="utf-8")
    fault = check_folder(folder).faults[0]
    assert str(fault) == 'site.csv: No table has this name; it is not read. Did you mean "sites"?'
    assert fault.severity == "warning"


def test_position_is_held_against_the_base_map(small):
    folder = small.change("places", 4, lat="26.353", lon="41.7185").write()
    said = reported(folder)
    assert said[0].startswith(
        'places.csv, row 4, column lat: "26.353, 41.7185" – expected a position within 7 km of TUR.'
    )
    assert said[0].endswith("lat and lon look swapped.")


def test_without_a_base_map_it_says_that_positions_are_unchecked(small, monkeypatch):
    folder = small.write()
    (folder / "basemap" / "countries.json").write_text("", encoding="utf-8")
    monkeypatch.setattr("geo.check.folder.DATA_FOLDER", folder)
    fault = check_folder(folder).faults[0]
    assert str(fault).startswith("basemap/countries.json: It is missing or cannot be read")
    assert fault.severity == "warning"


@pytest.mark.parametrize("habit", ["semicolons", "byte order mark", "CRLF"])
def test_habits_of_spreadsheets_are_no_faults(small, habit):
    folder = small.write()
    for path in folder.glob("*.csv"):
        raw = path.read_bytes()
        if habit == "semicolons" and path.name in {"places.csv", "speeds.csv", "dwell.csv", "waypoints.csv"}:
            raw = raw.replace(b",", b";").replace(b".", b",")
        elif habit == "CRLF":
            raw = raw.replace(b"\n", b"\r\n") + b"\r\n,,\r\n"
        elif habit == "byte order mark":
            raw = b"\xef\xbb\xbf" + raw
        path.write_bytes(raw)
    assert reported(folder) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"type": "text"}, 'column type: "text" – expected number.'),
        ({"list": "yes"}, 'column list: "yes" – expected no.'),
        ({"required": "yes"}, 'column required: "yes" – expected no.'),
    ],
)
def test_dictionary_that_disagrees_with_the_program(small, cells, said):
    rows = small.rows["dictionary"]
    place = next(number for number, row in enumerate(rows) if (row["table"], row["column"]) == ("places", "lat"))
    rows[place].update(cells)
    expected = f"dictionary.csv, row {place + 2}, {said} The program reads the column so, whatever stands here."
    assert reported(small.write())[0] == expected


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        ("term", "mod", 'a vocabulary of vocabularies.csv. Did you mean "mode"?'),
        ("id", "places.id", "a column of a table, such as places.place_id."),
        ("id", "nowhere.place_id", "a column of a table, such as places.place_id."),
    ],
)
def test_dictionary_that_points_nowhere(small, kind, target, expected):
    rows = small.rows["dictionary"]
    place = next(number for number, row in enumerate(rows) if (row["table"], row["column"]) == ("sites", "role"))
    rows[place].update(type=kind, refers_to=target)
    assert reported(small.write()) == [
        f'dictionary.csv, row {place + 2}, column refers_to: "{target}" – expected {expected}'
    ]


def test_dictionary_that_lacks_a_row(small):
    rows = small.rows["dictionary"]
    rows.remove(next(row for row in rows if (row["table"], row["column"]) == ("sites", "role")))
    assert reported(small.write()) == [
        "dictionary.csv: No row that can be read describes the column role of sites.csv."
    ]


def test_dictionary_with_a_column_that_nobody_reads(small):
    small.rows["dictionary"].append(small.rows["dictionary"][-1] | {"table": "sites", "column": "colour"})
    fault = check_folder(small.write()).faults[0]
    assert str(fault).endswith('column column: "colour" – expected a column that the program reads in a table sites.')
    assert fault.severity == "warning"


def test_folder_that_is_not_there(tmp_path):
    with pytest.raises(DataFolderError, match="there is no folder"):
        check_folder(tmp_path / "none")


def test_report_counts_what_was_looked_at(small):
    checked = check_folder(small.write())
    rows = sum(len(table.frame) for table in checked.tables.values())
    assert format_report(checked.faults, checked.tables) == f"No faults in {len(RECORDS)} tables, {rows} rows."
    assert format_report([]) == "No faults."


def test_report_says_what_is_left_out():
    faults = [
        Fault("a.csv", 2, "b", "c", "d", effect="row"),
        Fault("a.csv", 3, "b", "c", "d", "Well.", "warning"),
    ]
    assert format_report(faults).splitlines() == [
        'a.csv, row 2, column b: "c" – expected d. The row is left out.',
        'a.csv, row 3, column b: "c" – expected d. Well. (warning)',
        "1 fault, 1 warning.",
    ]


def test_long_cells_are_cut_in_messages():
    assert len(str(Fault("a.csv", 2, "b", "line\n" * 99, "d"))) < 120


def test_command_prints_the_report_and_its_status(small, capsys):
    folder = small.write()
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.startswith(f"No faults in {len(RECORDS)} tables")
    small.change("places", 2, lat="91").write()
    assert main([str(folder)]) == 1
    assert "row 2, column lat" in capsys.readouterr().out
    assert main([str(folder / "none")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_warnings_alone_do_not_fail_the_command(small, capsys):
    folder = small.write()
    (folder / "notes.csv").write_text("a\n", encoding="utf-8")
    assert main([str(folder)]) == 0
    assert "no faults, 1 warning" in capsys.readouterr().out


def test_command_runs_as_a_module(small):
    command = [sys.executable, "-W", "error", "-m", "geo.check", str(small.write())]
    done = subprocess.run(command, capture_output=True, cwd=DATA.parent, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
