"""Tables for programs: every row of every table has an id and comes out as it stands in its file."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from geo.exports.table_rows import (
    index_rows,
    read_cell,
    write_row_csv,
    write_row_json,
    write_table_csv,
    write_table_json,
)
from geo.records.registry import RECORDS
from tests.conftest import FILLED


@pytest.mark.parametrize(
    ("cell", "numeric", "value"),
    [
        ("12.50", True, Decimal("12.50")),
        ("-2", True, Decimal(-2)),
        ("", True, ""),
        ("=1+1", True, "=1+1"),
        ("12.50", False, "12.50"),
        ("1e5", True, "1e5"),
    ],
)
def test_a_cell_is_a_number_only_where_its_column_and_its_text_say_so(cell, numeric, value):
    found = read_cell(cell, numeric)
    assert (type(found), str(found)) == (type(value), str(value))


def as_text(value):
    """Write a value of JSON as the cell of a table that it comes from, but for zeros at the end of a number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def same(value, cell):
    """Compare a value of JSON with its cell."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value)) == Decimal(cell)
    return as_text(value) == cell


@pytest.mark.parametrize("name", RECORDS)
def test_every_row_of_a_table_stands_in_its_json(catalogue, name):
    frame = catalogue.tables[name]
    told = json.loads(write_table_json(catalogue, name))
    assert (told["table"], told["edition"], len(told["rows"])) == (name, catalogue.version, len(frame))
    wrong = [
        (column, value, cell)
        for row, cells in zip(told["rows"], frame.to_dict("records"), strict=True)
        for column, value in row.items()
        if not same(value, cell := cells[column])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", RECORDS)
def test_every_row_of_a_table_stands_in_its_csv(catalogue, name):
    frame = catalogue.tables[name]
    heading, *rows = csv.reader(io.StringIO(write_table_csv(catalogue, name).decode("utf-8-sig")))
    assert heading == list(frame.columns)
    unsafe = tuple("=+-@")
    wanted = [["'" + c if c.startswith(unsafe) and not is_number(c) else c for c in row] for row in frame.to_numpy()]
    assert rows == wanted


def is_number(cell):
    return cell.lstrip("-").replace(".", "", 1).isdigit()


@pytest.mark.parametrize("name", RECORDS)
def test_every_row_has_an_id_of_its_own(catalogue, name):
    assert list(index_rows(catalogue, name).values()) == list(range(len(catalogue.tables[name])))


@pytest.mark.parametrize("name", FILLED)
def test_first_and_last_row_answer_by_their_id_with_their_sources(catalogue, name):
    frame, ids = catalogue.tables[name], list(index_rows(catalogue, name))
    every = json.loads(write_table_json(catalogue, name))["rows"]
    for place in (0, -1):
        told = json.loads(write_row_json(catalogue, name, ids[place]))
        assert (told["table"], told["id"], told["row"]) == (name, ids[place], every[place])
        named = told["row"].get("source_id", [])
        if name == "vertices":  # names no source: those of its line count
            named = next(line.source_id for line in catalogue.lines if line.line_id == told["row"]["line_id"])
        assert [source["id"] for source in told["sources"]] == ([named] if isinstance(named, str) else list(named))
        assert all(source["title"] in told["citation"] for source in told["sources"])
        one = list(csv.reader(io.StringIO(write_row_csv(catalogue, name, ids[place]).decode("utf-8-sig"))))
        assert (len(one), one[0]) == (2, list(frame.columns))


def test_an_empty_table_is_written_with_its_headings(catalogue):
    tables = {**catalogue.tables, "visits": pd.DataFrame(columns=["visit_id", "note"], dtype="str")}
    empty = replace(catalogue, tables=tables)
    assert json.loads(write_table_json(empty, "visits"))["rows"] == []
    assert write_table_csv(empty, "visits").decode("utf-8-sig").splitlines() == ["visit_id,note"]
    assert index_rows(empty, "visits") == {}


def test_a_table_that_could_not_be_read_has_no_rows(catalogue):
    unread = replace(catalogue, tables={**catalogue.tables, "visits": pd.DataFrame()})
    assert index_rows(unread, "visits") == {}
    assert json.loads(write_table_json(unread, "visits"))["rows"] == []


@pytest.mark.parametrize("write", [write_row_json, write_row_csv])
@pytest.mark.parametrize(("name", "row_id"), [("dwell", "nothing"), ("nothing", "D001")])
def test_what_is_not_there_is_no_row(catalogue, write, name, row_id):
    with pytest.raises(KeyError):
        write(catalogue, name, row_id)
