"""Files that were cut off, holed by zeros, are too large, or are no files."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.tables import file_bytes
from geo.tables.csv_file import parse_table, read_table
from geo.tables.limits import MAX_BYTES, MAX_CELLS, MAX_ROWS

HEAD = b"id,name,note\na,one,x\n"
CUT = "The file is cut off in the middle of this row. Rows below it may be missing; copy or save the whole file again."


def said(raw):
    return [str(fault) for fault in parse_table("x.csv", raw).faults]


def cells_of(raw):
    return parse_table("x.csv", raw).frame.to_numpy().tolist()


@pytest.mark.parametrize(
    "rest",
    [
        b"b,tw",
        b'b,"two, thr',
        b'b,two,"first line\nsecond, line\nthi',
        b"b,two,\xd0",
        b"b,tw\0\0\0\0",
        b'b,"two"',
    ],
    ids=["in a cell", "in quotation marks", "in a cell of many lines", "in a letter", "filled with zeros", "after a cell"],
)  # fmt: skip
def test_a_file_that_was_cut_off_is_one_fault(rest):
    (told,) = said(HEAD + rest)
    assert told.startswith("x.csv, row 3")
    assert told.endswith(f"expected a whole row. {CUT}")
    assert cells_of(HEAD + rest) == [["a", "one", "x"]]


@pytest.mark.parametrize(
    "raw",
    [HEAD.rstrip(b"\n"), HEAD + b"b,two,y", HEAD + b"b,two,", "id,name\na,ş\n".encode("utf-16"), HEAD + b",,\n,,"],
    ids=["no line end", "last row whole", "last cell blank", "two bytes a letter", "blank rows below"],
)
def test_a_file_without_a_last_line_end_is_whole(raw):
    assert not any("cut off" in told for told in said(raw))


def test_a_file_filled_with_zeros_after_its_last_row_is_told():
    assert said(HEAD + bytes(99)) == [
        "x.csv: The file ends in zeros: it was not written to its end. Copy or save the whole file again."
    ]
    assert cells_of(HEAD + bytes(99)) == [["a", "one", "x"]]


def test_zeros_in_cells_are_told_and_nothing_is_lost():
    raw = HEAD + b"b,t\0o,\0\n\0,\0,\0\nc,three,\n"
    assert said(raw)[:2] == [
        (
            'x.csv, row 3, column name: "t␀o" – expected letters, not zeros (U+0000) that took their place. '
            "The cell is read without them; write it anew."
        ),
        (
            'x.csv, row 3, column note: "␀" – expected letters, not zeros (U+0000) that took their place. '
            "The cell is read without them; write it anew."
        ),
    ]
    assert cells_of(raw) == [["a", "one", "x"], ["b", "to", ""], ["c", "three", ""]]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"x" * (MAX_BYTES + 1), f"x.csv: The file is larger than {MAX_BYTES >> 20} MB, which is the most that is read."),
        (HEAD + b"a,b,c\n" * MAX_ROWS, f"x.csv: The file has more than {MAX_ROWS:,} rows, which is the most that is read."),
        (HEAD + b"," * MAX_CELLS + b"x", f"x.csv: The file has more than {MAX_CELLS:,} cells, which is the most that is read."),
    ],
    ids=["bytes", "rows", "cells"],
)  # fmt: skip
def test_a_file_above_a_limit_is_refused(raw, told):
    assert said(raw) == [told]


def test_a_million_blank_rows_below_a_table_are_no_rows():
    assert said(HEAD + b",,\r\n" * (MAX_ROWS + 1)) == []


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "sites.csv"
    path.write_bytes(HEAD)
    os.truncate(path, 3 << 30)  # takes no place on the disk
    assert "larger than" not in str(read_table(path).faults[0])  # zeros are no text
    path.write_bytes(HEAD * 9000)
    monkeypatch.setattr(file_bytes, "MAX_BYTES", 99_999)
    assert file_bytes.read_bytes(path) == (b"", file_bytes.too_large())


def test_the_largest_table_takes_bounded_memory(tmp_path):
    path = tmp_path / "dwell.csv"
    row = "D{n},red-bridge,Krasnyi Most – Красный мост,bcp,AZE,,road,outbound,AZE,GEO,2020,measured,4.5,20,,note {n},x,high,\n"
    heading = (
        "dwell_id,place_id,post_as_printed,scope,country,corridor,mode,direction,from_country,to_country,year,kind,"
    )
    text = heading + "hours,cost_usd,indicator,edition,source_id,confidence,note\n"
    path.write_text(text + "".join(row.format(n=n) for n in range(MAX_ROWS - 1)), encoding="utf-8")
    code = (
        "import resource, sys; from pathlib import Path; from geo.tables.csv_file import read_table; "
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; table = read_table(Path(sys.argv[1])); "
        "assert len(table.frame) > 100_000, table.faults; "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[3], encoding="utf-8", check=True)
    assert int(done.stdout) < 400 * 1024


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (errno.EACCES, "another program holds it, or this account may not read it."),
        (errno.EIO, "cannot be opened (Input/output error)."),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(tmp_path, monkeypatch, reason, told):
    path = tmp_path / "sites.csv"
    path.write_bytes(HEAD)

    def refuse(*_more):
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(Path, "open", refuse)
    assert str(read_table(path).faults[0]).endswith(told)


def test_what_is_no_file_is_told(tmp_path):
    (tmp_path / "sites.csv").mkdir()
    (tmp_path / "lines.csv").symlink_to("lines.csv")
    os.mkfifo(tmp_path / "visits.csv")
    told = {name: str(read_table(tmp_path / f"{name}.csv").faults[0]) for name in ("sites", "lines", "visits")}
    assert told == {
        "sites": "sites.csv: There is a folder of this name in place of the file.",
        "lines": "lines.csv: The file is a link that leads back to itself.",
        "visits": "visits.csv: There is something else of this name in place of the file.",
    }


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("visits.csv.txt", "There is visits.csv.txt; if it is the table, call it visits.csv."),
        ("Visits - Copy.csv", "There is Visits - Copy.csv; if it is the table, call it visits.csv."),
        ("visits", "There is visits; if it is the table, call it visits.csv."),
        ("visits.tsv", "There is visits.tsv; if it is the table, call it visits.csv."),
        ("visits.xlsx", 'There is visits.xlsx; save it as visits.csv, as "CSV UTF-8".'),
        ("visits_by_country.csv", ""),
    ],
)
def test_a_missing_table_is_looked_for_under_the_names_it_may_have_been_given(tmp_path, there, told):
    (tmp_path / there).write_bytes(HEAD)
    assert str(read_table(tmp_path / "visits.csv").faults[0]) == f"visits.csv: The file is missing. {told}".strip()
