"""Records against the dictionary of the real tables."""

import csv
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from geo.records.registry import RECORDS
from geo.tables.csv_file import read_table
from geo.tables.schema import DICTIONARY, VOCABULARIES, field_type, read_dictionary

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def dictionary():
    return read_dictionary(read_table(DATA / f"{DICTIONARY}.csv"), read_table(DATA / f"{VOCABULARIES}.csv"))


def heading(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def test_the_dictionary_agrees_with_the_program(dictionary):
    assert [str(fault) for fault in dictionary.faults] == []


@pytest.mark.parametrize("table", RECORDS)
def test_fields_are_the_columns_of_the_file(table):
    assert [part.name for part in fields(RECORDS[table])] == heading(DATA / f"{table}.csv")


@pytest.mark.parametrize("table", RECORDS)
def test_fields_are_the_columns_of_the_dictionary(dictionary, table):
    told = [(column.column, field_type(column)) for column in dictionary.columns[table]]
    assert told == [(part.name, part.type) for part in fields(RECORDS[table])]


@pytest.mark.parametrize("table", RECORDS)
def test_records_cannot_be_changed_and_stay_small(table):
    record = RECORDS[table]
    assert is_dataclass(record)
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)
    assert record.__doc__


def test_every_file_is_a_table():
    assert {path.stem for path in DATA.glob("*.csv")} == set(RECORDS)
