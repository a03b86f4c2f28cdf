"""Tables that are laid out otherwise, or whose cells were all changed alike: one cause, in few lines, for every table."""

import base64
import json
import quopri
from functools import lru_cache

import pytest

from geo.check import folder as checking
from geo.check.causes import settle
from geo.check.report import write_lines
from geo.errors import DataFolderError
from geo.messages import write_english
from geo.tables.csv_file import parse_table
from geo.tables.header import headings_of
from geo.tables.schema import validate
from tests.conftest import FILLED
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import MOST_LINES, dictionary, few, folder, rows_of  # noqa: F401 - fixtures


def _flat(rows):
    """Write rows with a line for each."""
    return write([[" ".join(cell.split()) for cell in row] for row in rows])


def _lines(rows, form):
    return "".join(form.format(line, n=n) + "\n" for n, line in enumerate(write(rows).splitlines(), start=1))


def _lines_of(rows, form):
    return "".join(form.format(line) + "\n" for line in _flat(rows).splitlines())


def _formula(cell):
    return '="{}"'.format(cell.replace('"', '""'))


def _single(rows):
    return "\n".join(",".join("'{}'".format(cell.replace("'", "''")) for cell in row) for row in rows)


def _frame(rows):
    rule = "+" + "----+" * len(rows[0]) + "\n"
    return (
        rule
        + "| "
        + " | ".join(rows[0])
        + " |\n"
        + rule
        + "".join("| " + " | ".join(row) + " |\n" for row in rows[1:])
        + rule
    )


TWO_VERSIONS = "<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
# Kind → what the file holds then, and what is said of it once; its rows are read all the same.
READ = {
    "two versions of a row": (
        lambda rows: write(rows[:2]) + TWO_VERSIONS.format(ours=write(rows[2:3]), theirs=write(rows[1:2])) + write(rows[3:]),
        "Two versions of these rows stand here",
    ),
    "two versions of the header": (
        lambda rows: TWO_VERSIONS.format(ours=write(rows[:1]), theirs=write([rows[1]])) + write(rows[1:]),
        "Two versions of these rows stand here",
    ),
    "kinds below the header": (lambda rows: write([rows[0], ["(text)"] * len(rows[0]), *rows[1:]]), "says what stands in them"),
    "a line below the header": (lambda rows: write([rows[0], ["-----"] * len(rows[0]), *rows[1:]]), "says what stands in them"),
    "numbers below the header": (
        lambda rows: write([rows[0], [str(place + 1) for place in range(len(rows[0]))], *rows[1:]]), "says what stands in them",
    ),
    "numbers before rows": (
        lambda rows: write([rows[0], *([str(place), *row] for place, row in enumerate(rows[1:]))]), "begins with its number",
    ),
    "units in the header": (lambda rows: write([[f"{name} (km)" for name in rows[0]], *rows[1:]]), "They are read all the same"),
    "stars in the header": (lambda rows: write([[f"{name}*" for name in rows[0]], *rows[1:]]), "They are read all the same"),
    "a table's name in the header": (lambda rows: write([[f"t.{name}" for name in rows[0]], *rows[1:]]), "They are read all the same"),
    "zeros in the header": (lambda rows: write([[f"{rows[0][0]}\0", *rows[0][1:]], *rows[1:]]), "zeros (U+0000)"),
    "formulas around cells": (lambda rows: write([[f'="{cell}"' for cell in row] for row in rows]), "stand in formulas"),
    "formulas without marks": (lambda rows: "\n".join(",".join(_formula(cell) for cell in row) for row in rows), "stand in formulas"),
    "lines in single marks": (lambda rows: _lines(rows, "'{}'"), "stands in single quotation marks"),
    "cells in single marks": (_single, "in quotation marks of their own"),
    "marks doubled": (lambda rows: write([[f'"{cell}"' for cell in row] for row in rows]), "in quotation marks of their own"),
    "quoted in a mail": (lambda rows: _lines(rows, "> {}"), "begins with >"),
    "lines put in": (lambda rows: _lines(rows, "+{}"), "begins with +"),
    "numbers of lines": (lambda rows: _lines(rows, "{n}: {}"), "begins with 1:"),
    "what grep writes": (lambda rows: _lines(rows, "data/x.csv:{n}:{}"), "begins with 1:"),
    "one line changed": (
        lambda rows: write(rows[:2]) + "-" + _flat(rows[2:3]) + "+" + _flat(rows[2:3]) + write(rows[3:]), "begin with + or -",
    ),
    "one line taken out": (lambda rows: write(rows[:2]) + "-" + _flat(rows[2:3]) + write(rows[3:]), "begin with + or -"),
    "two versions without an end": (
        lambda rows: write(rows[:2]) + TWO_VERSIONS.format(ours=write(rows[2:3]), theirs=write(rows[2:3])).rpartition(">>>>")[0].rstrip(">")
        + write(rows[3:]),
        "Two versions of these rows stand here",
    ),
    "two versions without a beginning": (
        lambda rows: write(rows[:3]) + "=======\n" + write(rows[2:3]) + ">>>>>>> theirs\n" + write(rows[3:]),
        "Two versions of these rows stand here",
    ),
    "semicolons at the ends": (lambda rows: _lines_of(rows, "{0};"), "Each line ends with ;"),
    "a frame": (_frame, "only underline or frame"),
    "a fence": (lambda rows: f"```csv\n{write(rows)}```\n", "only underline or frame"),
    "a separator before rows": (lambda rows: write([rows[0], *(["", *row] for row in rows[1:])]), "begins with a separator"),
    "names in letters that look alike": (
        lambda rows: write([[name.replace("a", "а").replace("e", "е") for name in rows[0]], *rows[1:]]), "They are read all the same",
    ),
    "a word below": (lambda rows: write([*rows, ["END", *[""] * (len(rows[0]) - 1)]]), "A note, a heading or a total"),
    "a heading between rows": (lambda rows: write([*rows[:2], ["", "Türkiye"], *rows[2:]]), "A note, a heading or a total"),
    "an average below": (lambda rows: write([*rows, ["", "Среднее", *["1"] * (len(rows[0]) - 2)]]), "A note, a heading or a total"),
}  # fmt: skip
SILENT = {
    "the end of a file of old": lambda rows: write(rows) + "\x1a",
    "line ends of web pages": lambda rows: _flat(rows).replace("\n", "\u2028"),
    "blanks behind separators": lambda rows: "\n".join(
        ", ".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows
    ),
    "a line that names a wrong separator": lambda rows: "sep=;\n" + write(rows),
    "doubled semicolons": lambda rows: write(
        [
            rows[0],
            *(
                [cell.replace("; ", ";; ; ") if cell.count(" ") == cell.count("; ") else cell for cell in row]
                for row in rows[1:]
            ),
        ]
    ),
}
REFUSED = {
    "changes without a head": (lambda rows: " " + _flat(rows[:1]) + "-" + _flat(rows[1:2]) + "+" + _flat(rows[1:2]), "lists changes"),
    "records of Python": (lambda rows: "\n".join(str(dict(zip(rows[0], row, strict=True))) for row in rows[1:]), "written in JSON"),
    "no names": (lambda rows: write(rows[1:]), "No row at the top names the columns"),
    "packed for mail": (lambda rows: base64.encodebytes(write(rows).encode()).decode(), "base64"),
    "written for mail": (lambda rows: quopri.encodestring((write(rows[:1]) + "é" * 40 + "\n").encode()).decode(), "quoted-printable"),
    "on its side": (lambda rows: write(zip(*rows, strict=True)), "lies on its side"),
    "one cell a line": (lambda rows: "\n".join(f'"{cell}"'.replace('"', "") for row in rows for cell in row), "a line of its own"),
    "changes": (lambda rows: "--- a/x.csv\n+++ b/x.csv\n@@ -1,2 +1,2 @@\n " + write(rows), "lists changes"),
    "git changes": (lambda rows: "diff --git a/x b/x\n" + write(rows), "lists changes"),
    "SQL": (lambda rows: f"-- dump\nINSERT INTO t ({', '.join(rows[0])}) VALUES\n(1);\n", "written in SQL"),
    "YAML": (lambda rows: "".join(f"- {rows[0][0]}: {row[0]}\n  {rows[0][1]}: x\n" for row in rows[1:]), "written in YAML"),
    "TOML": (lambda rows: f'[[row]]\n{rows[0][0]} = "x"\n', "in TOML"),
    "JSON": (lambda rows: json.dumps([dict.fromkeys(rows[0], "x")]), "written in JSON"),
    "an e-mail": (lambda _rows: "From: a@b.org\nTo: c@d.org\nSubject: the table\n\nIt follows.\n", "an e-mail"),
    "SYLK": (lambda _rows: "ID;PWXL;N;E\nP;PGeneral\nE\n", "SYLK"),
    "a message": (lambda _rows: "502 Bad Gateway\n", "message of a server"),
    "carets": (lambda rows: "\n".join(map("^".join, rows)), "parted by signs that are not read"),
    "blanks": (lambda rows: "\n".join("".join(cell[:30].ljust(32) for cell in row) for row in rows), "signs that are not read"),
    "PDF after a blank line": (lambda _rows: "\n\n%PDF-1.7\n", "a PDF document"),
}  # fmt: skip


@lru_cache
def _parsed(name):
    return parse_table(f"{name}.csv", write(few(name)).encode(), headings_of(name))


@pytest.mark.parametrize("kind", READ)
def test_a_table_that_is_laid_out_otherwise_is_read_and_told_once(kind):
    change, words = READ[kind]
    for name in FILLED:
        rows = few(name)
        whole = _parsed(name)
        table = parse_table(f"{name}.csv", change(rows).encode(), headings_of(name))
        assert {column: table.columns[column] for column in table.columns} == dict(whole.columns), (name, table.faults)
        assert [words in str(fault) for fault in table.faults] == [True], table.faults


@pytest.mark.parametrize("kind", SILENT)
def test_what_programs_are_known_to_do_is_read_without_a_word(kind, dictionary):  # noqa: F811
    for name in FILLED:
        rows = few(name)
        table = parse_table(f"{name}.csv", SILENT[kind](rows).encode(), headings_of(name))
        assert not [*table.faults, *validate(table, name, dictionary)], table.faults
        assert len(table.rows) == len(rows) - 1


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_table_of_rows_is_named(kind):
    change, words = REFUSED[kind]
    for name in FILLED:
        table = parse_table(f"{name}.csv", change(few(name)).encode(), headings_of(name))
        assert [(words in str(fault), fault.effect) for fault in table.faults] == [(True, "table")], table.faults


def each(change):
    return lambda rows: [rows[0], *([change(cell) for cell in row] for row in rows[1:])]


def _is_number(cell):
    return cell.replace(".", "").removeprefix("-").isdecimal()


DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ALIKE = {
    "failed formulas": each(lambda cell: cell or "#N/A"),
    "nothing but failed formulas": each(lambda _cell: "#REF!"),
    "strokes for blanks": each(lambda cell: cell or "-"),
    "None for blanks": each(lambda cell: cell or "None"),
    "N of a database for blanks": each(lambda cell: cell or r"\N"),
    "ones and noughts": each(lambda cell: {"yes": "1", "no": "0"}.get(cell, cell)),
    "digits of another script": each(lambda cell: cell.translate(DIGITS)),
    "commas in lists": each(lambda cell: cell.replace("; ", ", ")),
    "percent signs": each(lambda cell: f"{cell}%" if _is_number(cell) else cell),
    "kilometres": each(lambda cell: f"{cell} km" if _is_number(cell) else cell),
    "letters for noughts": each(lambda cell: cell.replace("0", "O") if _is_number(cell) else cell),
    "noughts for blanks": each(lambda cell: cell or "0"),
    "crosses for blanks": each(lambda cell: cell or "x"),
    "blanks for hyphens": each(lambda cell: cell.replace("-", " ")),
    "names moved to the left": lambda rows: [[*rows[0][1:], ""], *rows[1:]],
    "cells moved to the left": lambda rows: [rows[0], *([*row[1:], ""] for row in rows[1:])],
    "cells moved to the right": lambda rows: [rows[0], *(["", *row[:-1]] for row in rows[1:])],
}


@pytest.mark.parametrize("kind", ALIKE)
def test_what_all_cells_have_is_told_in_few_lines(kind, dictionary):  # noqa: F811
    for name in FILLED:
        raw = write(ALIKE[kind](few(name))).encode()
        table = parse_table(f"{name}.csv", raw, headings_of(name))
        faults = settle(table.faults, validate(table, name, dictionary), len(table.rows))
        assert len(list(write_lines(faults, write_english))) <= MOST_LINES, [str(fault) for fault in faults]
        assert not any("changed places" in str(fault.hint) for fault in faults), name


def column_of(heading, change):
    return lambda rows: [
        [change(cell) if row and name == heading else cell for name, cell in zip(rows[0], cells, strict=True)]
        for row, cells in enumerate(rows)
    ]


def numbered(heading):
    """Fill a column with numbers that go on, as a mouse does that draws down the corner of a cell."""
    return lambda rows: [
        rows[0],
        *(
            [str(n) if name == heading else cell for name, cell in zip(rows[0], row, strict=True)]
            for n, row in enumerate(rows[1:])
        ),
    ]


RULES = {
    "dictionary: ones": ("dictionary", ALIKE["ones and noughts"]),
    "dictionary: crosses": ("dictionary", each(lambda cell: {"yes": "x", "no": ""}.get(cell, cell))),
    "dictionary: ones in one column": ("dictionary", column_of("list", lambda cell: "1" if cell == "yes" else "0")),
    "dictionary: numbers for tables": ("dictionary", lambda rows: [rows[0], *([str(n), *row[1:]] for n, row in enumerate(rows[1:]))]),
    "dictionary: two names blank": ("dictionary", lambda rows: [[rows[0][0], "", "", *rows[0][3:]], *rows[1:]]),
    "dictionary: moved": ("dictionary", ALIKE["cells moved to the right"]),
    "vocabularies: three rows": ("vocabularies", lambda rows: rows[:4]),
    "vocabularies: blanks for hyphens": ("vocabularies", column_of("vocabulary", lambda cell: cell.replace("-", " "))),
    "vocabularies: sorted": (
        "vocabularies", lambda rows: [rows[0], *([key, *row[1:]] for key, row in zip(sorted(r[0][::-1] for r in rows[1:]), rows[1:], strict=True))],
    ),
    "dwell: years with noughts": ("dwell", column_of("year", lambda cell: cell and f"{cell}.0")),
    "dwell: no sources": ("dwell", column_of("source_id", lambda _cell: "")),
    "places: commas in lists": ("places", ALIKE["commas in lists"]),
    "waypoints: none": ("waypoints", lambda rows: rows[:1]),
    "dictionary: numbers for vocabularies": ("dictionary", numbered("refers_to")),
    "waypoints: numbers for sources": ("waypoints", numbered("source_id")),
    "volumes: commas between thousands": ("volumes", column_of("value", lambda cell: f"{float(cell):,.0f}" if cell else cell)),
    "volumes: capitals": ("volumes", each(str.title)),
    "vocabularies: capitals": ("vocabularies", each(str.upper)),
}  # fmt: skip


@pytest.mark.parametrize("kind", RULES)
def test_what_is_lost_of_one_table_is_told_there_and_in_few_lines(folder, kind):  # noqa: F811
    name, change = RULES[kind]
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    path.write_text(write(change(rows_of(path))), encoding="utf-8")
    try:
        faults = checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    lines = [line.text for line in write_lines(faults, write_english)]
    assert lines[0].startswith(f"{name}.csv"), lines
    assert len(lines) <= MOST_LINES, lines


def test_a_text_that_was_read_in_a_wrong_encoding_is_one_fault(small):
    small.change("place_names", 2, language="ru", name="Иркештам".encode().decode("latin-1"))
    assert [fault.hint for fault in checking.check_folder(small.write()).faults] == ['It may have been "Иркештам".']


def test_a_folder_without_tables_is_told_in_few_lines(tmp_path):
    lines = list(write_lines(checking.check_folder(tmp_path).faults, write_english))
    assert len(lines) <= MOST_LINES, lines
    assert "The file is missing" in lines[0].text


def test_a_packed_folder_is_no_folder(tmp_path):
    (tmp_path / "data.zip").write_bytes(b"PK")
    with pytest.raises(DataFolderError, match="is a file; name the folder"):
        checking.check_folder(tmp_path / "data.zip")


def test_what_a_table_says_itself_comes_before_rows_that_seem_to_be_missing(folder):  # noqa: F811
    path = folder / "visits.csv"
    whole = path.read_bytes()
    rows = rows_of(path)
    path.write_text(
        write([rows[0], ["31.02.2015" if name == "date" else cell for name, cell in zip(*rows[:2], strict=True)]])
    )
    try:
        faults = checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    assert [fault.row for fault in faults[:2]] == [2, None]
    assert not any("Did you mean" in str(fault) for fault in faults)


def test_ids_that_stand_under_another_column_are_told_where_they_stand(folder):  # noqa: F811
    path = folder / "visits.csv"
    whole = path.read_bytes()
    rows = rows_of(path)
    path.write_text(write([rows[0], *([row[1], row[0], *row[2:]] for row in rows[1:])]), encoding="utf-8")
    try:
        faults = checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    assert str(faults[0]) == (
        "visits.csv, row 1, column site_id: The cells of site_id and visit_id seem to have changed places."
    )
    assert not any("rows seem to be missing" in str(fault) for fault in faults)
