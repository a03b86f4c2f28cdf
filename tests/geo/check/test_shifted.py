"""Rows whose cells stand one column beside their own, in every table whose columns are told apart by their cells."""

import random

import pytest

from geo.check import folder as checking
from geo.tables.csv_file import parse_table
from geo.tables.header import headings_of
from geo.tables.schema import validate
from tests.conftest import FILLED
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import dictionary, folder, is_one_cause, rows_of  # noqa: F401 - fixtures

RATED = [name for name in FILLED if "confidence" in headings_of(name)]
MOST_ROWS = 30
SHIFTS = {
    "right": lambda cells, at: [*cells[:at], "", *cells[at:-1]],
    "left": lambda cells, at: [*cells[:at], *cells[at + 1 :], ""],
}


def first_rows(name):
    return rows_of(checking.DATA_FOLDER / f"{name}.csv")[:MOST_ROWS]


def shifted(name, way, draw):
    """Move the cells of some rows, from a column before the last three on, and give the numbers of these rows."""
    rows = first_rows(name)
    at, first = draw.randrange(1, rows[0].index("confidence")), draw.randrange(1, len(rows))
    many = draw.choice([1, 4, len(rows)])
    moved = range(first, min(first + many, len(rows)))
    return [SHIFTS[way](row, at) if n in moved else row for n, row in enumerate(rows)], [n + 1 for n in moved]


def judged(name, rows, dictionary):  # noqa: F811
    return validate(parse_table(f"{name}.csv", write(rows).encode(), headings_of(name)), name, dictionary)


@pytest.mark.seeds(2)
@pytest.mark.parametrize("way", SHIFTS)
def test_rows_that_have_moved_by_a_column_are_told_each_once(dictionary, way, seed):  # noqa: F811
    draw = random.Random(seed)  # noqa: S311 - the same each time
    for name in RATED:
        rows, moved = shifted(name, way, draw)
        faults = judged(name, rows, dictionary)
        told = [fault.row for fault in faults]
        assert told, name
        assert told == sorted(set(told) & set(moved)), name  # of a row of which blanks have moved nothing can be told
        assert {str(fault.hint).partition("one column ")[2] for fault in faults} == {f"to the {way}."}, name
        assert {(fault.effect, fault.cause) for fault in faults} == {("row", f"rows {name}.csv")}, name


@pytest.mark.parametrize(("name", "way", "drawn"), [("dwell", "right", 1), ("events", "left", 2), ("journeys", "left", 3),
                                                   ("dictionary", "right", 4)])  # fmt: skip
def test_what_follows_from_rows_that_have_moved_is_told_as_that(folder, name, way, drawn):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    first = random.Random(drawn).randrange(1, max(2, len(rows) - 9))  # noqa: S311 - the same each time
    moved = [SHIFTS[way](row, 4) if first <= n < first + 9 else row for n, row in enumerate(rows)]
    is_one_cause(folder, name, write(moved))


@pytest.mark.seeds(1)
def test_cells_that_were_emptied_have_not_moved(dictionary, seed):  # noqa: F811
    draw = random.Random(seed)  # noqa: S311 - the same each time
    for name in FILLED:
        rows = first_rows(name)
        for place in range(len(rows[0])):
            row = draw.randrange(1, len(rows))
            emptied = [[*cells[:place], "", *cells[place + 1 :]] if n == row else cells for n, cells in enumerate(rows)]
            said = [str(fault.hint) for fault in judged(name, emptied, dictionary)]
            assert not any("of this row stand" in hint for hint in said), (name, rows[0][place], row + 1)


@pytest.mark.seeds(1)
def test_one_cell_that_is_wrong_has_not_moved(dictionary, seed):  # noqa: F811
    draw = random.Random(seed)  # noqa: S311 - the same each time
    for name in FILLED:
        rows = first_rows(name)
        for place in range(len(rows[0])):
            row = draw.randrange(1, len(rows))
            wrong = [[*cells[:place], "x!", *cells[place + 1 :]] if n == row else cells for n, cells in enumerate(rows)]
            said = [str(fault.hint) for fault in judged(name, wrong, dictionary)]
            assert not any("of this row stand" in hint for hint in said), (name, rows[0][place], row + 1)
