"""A walk over all tables and kinds of damage: one cause each, told by file, nothing else lost, and never an exception."""

import csv
import io
import random
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from geo.check import folder as checking
from geo.check.causes import name_cause, settle
from geo.check.consequences import LOST
from geo.check.report import write_lines
from geo.messages import write_english
from geo.tables.csv_file import parse_table, read_table
from geo.tables.header import headings_of
from geo.tables.schema import read_dictionary, validate
from tests.conftest import FILLED
from tests.geo.check.damage_kinds import HARMFUL, HARMLESS, write

KINDS = HARMLESS | HARMFUL
MOST_LINES = 10
FEW = 5  # rows of a table: enough for every kind, and little to read
FEW_LINES = ("R1", "R4b")


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


@lru_cache
def _first_rows(name):
    return tuple(map(tuple, rows_of(checking.DATA_FOLDER / f"{name}.csv")[: FEW + 1]))


def few(name):
    """Give the first rows of a real table, as many as every kind needs; each file is read once."""
    return list(map(list, _first_rows(name)))


@pytest.fixture(scope="module")
def dictionary():
    data = checking.DATA_FOLDER
    return read_dictionary(read_table(data / "dictionary.csv"), read_table(data / "vocabularies.csv"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a copy of the real tables, with few of the vertices; what has not changed is read once."""
    copied = Path(shutil.copytree(checking.DATA_FOLDER, tmp_path_factory.mktemp("walk") / "data"))
    rows = rows_of(copied / "vertices.csv")
    (copied / "vertices.csv").write_text(write([rows[0], *(row for row in rows if row[0] in FEW_LINES)]))
    known = {}

    def read(path):
        key = (path, path.read_bytes() if path.exists() else b"")
        return known.setdefault(key, None) or known.update({key: read_table(path)}) or known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "read_table", read)
        patch.setattr(checking, "read_countries", lru_cache(checking.read_countries))
        assert checking.check_folder(copied).faults == ()
        yield copied


def told(faults):
    return {name_cause(fault) for fault in faults if not fault.cause.startswith(LOST)}


@pytest.mark.seeds(1)
@pytest.mark.parametrize("kind", KINDS)
def test_one_damage_is_one_cause_in_every_table(kind, dictionary, seed):
    for name in list(FILLED)[seed % 2 :: 2]:  # half of them each time, for what it costs
        draw = random.Random(f"{kind} {name}")  # noqa: S311 - a test that can be repeated
        rows = few(name)
        raw = KINDS[kind](rows, draw)
        if raw is None or kind == "swapped position":
            continue
        table = parse_table(f"{name}.csv", raw if isinstance(raw, bytes) else raw.encode(), headings_of(name))
        faults = settle(table.faults, validate(table, name, dictionary), len(table.rows))
        said = [str(fault) for fault in faults]
        assert len(told(faults)) <= 1, said[:6]
        assert kind in HARMLESS or faults, name
        assert len(list(write_lines(faults, write_english))) <= MOST_LINES, said
        if kind in HARMLESS:
            assert len(table.frame) == len(rows) - 1, said
            assert {fault.effect for fault in faults} <= {"kept"} or "below" in kind, said[:6]


@pytest.mark.seeds(1)
@pytest.mark.parametrize("kind", HARMFUL)
def test_one_damage_is_one_cause_among_all_tables(folder, kind, seed):
    draw = random.Random(f"{seed} {kind}")  # noqa: S311 - a test that can be repeated
    names = list(FILLED)
    draw.shuffle(names)
    found = ((name, KINDS[kind](rows_of(folder / f"{name}.csv"), draw)) for name in names)
    name, raw = next((name, raw) for name, raw in found if raw is not None)
    is_one_cause(folder, name, raw)


FOUND = [
    ("readiness", "nothing"),
    ("readiness", "workbook"),
    ("readiness", "no first column"),
    ("events", "cut off"),
    ("legs", "a row moved by one cell"),
    ("etir_routes", "merged cells"),
    ("dictionary", "cut off in a cell of many lines"),
]
"""Damages that were told as two or more things when they were drawn for `make fuzz`."""


@pytest.mark.parametrize(("name", "kind"), FOUND)
def test_what_was_found_stays_one_cause(folder, name, kind):
    raw = HARMFUL[kind](rows_of(folder / f"{name}.csv"), random.Random(kind))  # noqa: S311 - the same each time
    is_one_cause(folder, name, raw)


def is_one_cause(folder, name, raw):
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    try:
        checked = checking.check_folder(folder)
    finally:
        path.write_bytes(whole)
    faults = checked.faults
    said = [str(fault) for fault in faults]
    assert len(told(faults)) <= 1, said[:8]
    assert [fault.file for fault in faults[:1]] == [path.name], said[:4]
    assert len(list(write_lines(faults, write_english))) <= MOST_LINES, said[:12]
    silent = {table.file for table in checked.values.values() if table.left_out} - {fault.file for fault in faults}
    assert silent == set(), "rows are lost and nobody says so"
