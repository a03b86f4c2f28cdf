"""Schemas built from the dictionary."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from geo.records.dictionary import Column
from geo.tables.bad_cells import build_schema, find_bad
from geo.tables.cells import COLUMN_TYPES, Rule, rules_for
from geo.tables.csv_file import parse_table
from geo.tables.schema import field_type, read_dictionary, validate
from geo.tables.wanted_cells import Cells

COLUMN = Column("dwell", "hours", "number", False, False, False, "", "h", 0.0, None, "")  # noqa: FBT003
EVEN = Rule("an even number", lambda entry: int(entry) % 2 == 0)
SHORT = Rule("a short number", lambda entry: len(entry) == 1)
EMPTY = read_dictionary(parse_table("dictionary.csv", b""), parse_table("vocabularies.csv", b""))


@pytest.mark.parametrize(
    ("changes", "annotation"),
    [
        ({"type": "number"}, "float | None"),
        ({"type": "number", "required": True}, "float"),
        ({"type": "integer"}, "int | None"),
        ({"type": "yes-no", "required": True}, "bool"),
        ({"type": "text"}, "str"),
        ({"type": "edtf", "required": True}, "str"),
        ({"type": "id", "list": True}, "tuple[str, ...]"),
    ],
)
def test_type_of_a_field(changes, annotation):
    assert field_type(replace(COLUMN, **changes)) == annotation


@pytest.mark.parametrize(
    ("changes", "cell", "broken"),
    [
        ({}, "", []),
        ({}, "4", []),
        ({}, "3", [("an even number", "3")]),
        ({}, "13", [("an even number", "13"), ("a short number", "13")]),
        ({"required": True}, "", [("a value, this cell may not be blank", "")]),
        ({"list": True}, "2; 3; 4; 10", [("an even number", "3"), ("a short number", "10")]),
        ({"list": True}, ";", []),
        ({"list": True, "required": True}, ";", [("a value, this cell may not be blank", "")]),
    ],
)
def test_rules_that_a_cell_breaks(changes, cell, broken):
    cells = Cells(replace(COLUMN, **changes), (EVEN, SHORT))
    assert [(rule.expected, entry) for rule, entry in cells.broken(cell)] == broken


def test_all_bad_cells_are_found_at_once():
    columns = [Cells(COLUMN, (EVEN,)), Cells(replace(COLUMN, column="days"), (SHORT,))]
    frame = parse_table("x.csv", b"hours,note,days\n1,,1\n2,1,22\n3,,333\n").frame
    assert list(find_bad(frame, columns)) == [
        ("hours", 2, "1"),
        ("hours", 4, "3"),
        ("days", 3, "22"),
        ("days", 4, "333"),
    ]


def test_a_schema_of_two_columns_judges_each_by_its_own_rules():
    schema = build_schema([Cells(COLUMN, (EVEN,)), Cells(replace(COLUMN, column="days"), (SHORT,))])
    with pytest.raises(pa.errors.SchemaErrors) as found:
        schema.validate(pd.Series(["1", "22", "1", "22"]), lazy=True)
    assert found.value.failure_cases["index"].tolist() == [0, 3]


def test_nothing_is_found_in_a_table_without_rows():
    columns = [Cells(replace(COLUMN, required=True), (EVEN,))]
    assert list(find_bad(parse_table("x.csv", b"hours\n").frame, columns)) == []


def test_without_a_dictionary_the_fields_say_what_is_wanted():
    columns = {column.column: column for column in EMPTY.columns["waypoints"]}
    assert (columns["seq"].type, columns["seq"].required) == ("integer", True)
    assert (columns["source_id"].list, columns["source_id"].required) == (True, False)


@pytest.mark.parametrize(
    ("changes", "effect"),
    [
        ({}, "cell"),
        ({"required": True}, "row"),
        ({"key": True}, "row"),
        ({"list": True}, "entry"),
        ({"table": "dwell"}, "row"),
    ],
)
def test_effect_of_a_bad_cell(changes, effect):
    dictionary = replace(EMPTY, registers=frozenset({"places"}))
    assert dictionary.effect(replace(COLUMN, **({"table": "places"} | changes))) == effect


def test_faults_of_one_column_come_in_the_order_of_rows():
    head = b"entity,value"
    table = parse_table("volumes.csv", head + b"\na,x\nb,1\nc,y\n")
    rows = [fault.row for fault in validate(table, "volumes", EMPTY) if fault.column == "value"]
    assert rows == [2, 4]


def test_only_columns_with_a_bad_cell_are_handed_to_a_schema(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "geo.tables.bad_cells.build_schema", lambda columns: asked.append(columns) or build_schema(columns)
    )
    good = parse_table("volumes.csv", b"entity,value\na,1\nb,\n")
    validate(good, "volumes", EMPTY)
    assert asked == []
    validate(parse_table("volumes.csv", b"entity,value\na,x\nb,2\n"), "volumes", EMPTY)
    assert [[cells.column.column for cells in columns] for columns in asked] == [["value"]]


ODD = [
    "", " ", "x", "-5", "1e9", "2015-02-31", "12,5", "yes", "#REF!", "a #REF!", "=1+1", "+x", "@x", "line\n=end", "who?is",
    "Why?", "https://a.b/?q=1", "KapÄ±kule", "Кордай", "a\u200eb", "a\x07b", "tab\tx", ";", "a;a", "a; #N/A", "AZE", "24:00",
    "red-bridge", "red bridge", "id\nid", "Äà, KapÄ±kule",
]  # fmt: skip


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize("kind", COLUMN_TYPES)
def test_many_cells_are_judged_together_as_each_by_itself(kind, required, listed):
    column = replace(COLUMN, type=kind, required=required, list=listed)
    cells = Cells(column, rules_for(column, {}))
    good = [cell for cell in ODD if cells.keeps(cell)]
    assert cells.keep_all(good)
    assert [cell for cell in ODD if not cells.keep_all([*good, cell])] == [cell for cell in ODD if cell not in good]


def test_good_tables_are_read_without_what_only_bad_ones_need(small):
    code = (
        "import sys; from pathlib import Path; from geo.load import read_catalogue; "
        "catalogue = read_catalogue(Path(sys.argv[1])); assert 'sites' in catalogue.tables, catalogue.faults; "
        "print({'pandas', 'pandera', 'networkx', 'geopy'} & sys.modules.keys(), len(catalogue.tables['sites']) > 0)"
    )
    command = [sys.executable, "-c", code, str(small.write())]
    done = subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[3], encoding="utf-8", check=True)
    assert done.stdout == "set() True\n"
