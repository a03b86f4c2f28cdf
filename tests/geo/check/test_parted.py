"""Columns that were shuffled, sorted or moved by themselves: one cause, at the table and the column that was changed."""

import random

import pytest

from geo.check.determined import FEWEST, MOST_OTHER, SETTLED, _cells, _count_by_chance, _count_other
from geo.tables.csv_file import parse_table
from geo.tables.dictionary_columns import find_moved
from geo.tables.header import headings_of
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_in_step import APART, SORTED, cells, down, is_told, lines_of
from tests.geo.check.test_mutations import checking, folder, rows_of  # noqa: F401 - fixtures


def shuffled(seed):
    return lambda column: random.Random(seed).sample(column, len(column))  # noqa: S311 - the same each time


@pytest.mark.parametrize(("table", "heading", "change"), [
    ("dwell", "direction", shuffled(1)), ("dwell", "direction", sorted), ("dwell", "country", shuffled(2)),
    ("dwell", "from_country", shuffled(3)), ("dwell", "to_country", shuffled(1)), ("volumes", "period", shuffled(1)),
    ("volumes", "series_id", shuffled(2)), ("crossings", "post_b", shuffled(1)), ("crossings", "post_b", sorted),
    ("journey_stops", "kind", shuffled(1)), ("journey_stops", "kind", down), ("journey_stops", "faces", shuffled(2)),
    ("sources", "publisher", shuffled(1)), ("speeds", "source_id", shuffled(1)),
])  # fmt: skip
def test_a_column_that_was_shuffled_is_one_cause_where_it_stands(folder, table, heading, change):  # noqa: F811
    lines = is_told(folder, table, cells(heading, change), SORTED)
    assert f"{table}.csv, row 1, column {heading}: " in lines[0]


def test_publishers_that_moved_by_a_row_part_from_the_hosts_of_their_addresses(folder):  # noqa: F811
    assert "column publisher: " in is_told(folder, "sources", cells("publisher", down), APART)[0]


def test_rows_that_each_name_an_edition_of_their_own_are_no_damage(folder):  # noqa: F811
    def add(rows):
        key, edition = (rows[0].index(heading) for heading in ("dwell_id", "edition"))
        added = [list(row) for row in rows[1:] * 2]
        for number, row in enumerate(added):
            row[key], row[edition] = f"X{number:04}", f"Edition {number}"
        return [*rows, *added]

    assert lines_of(folder, "dwell", add) == []


@pytest.mark.parametrize("heading", ["key", "refers_to", "minimum", "maximum", "unit"])
@pytest.mark.parametrize("change", [down, sorted, shuffled(1)], ids=["down", "sorted", "shuffled"])
def test_a_column_of_the_dictionary_that_parted_is_told_there(heading, change):
    rows = rows_of(checking.DATA_FOLDER / "dictionary.csv")

    def found(rows):
        return find_moved(parse_table("dictionary.csv", write(rows).encode(), headings_of("dictionary")), [])

    assert found(rows) is None
    assert found([rows[0], *rows[:0:-1]]) is None, "rows in another order are no damage"
    assert found(cells(heading, change)(rows)).column == heading


def test_what_the_dictionary_has_lost_is_told_in_few_lines(folder):  # noqa: F811
    lines = lines_of(folder, "dictionary", cells("key", shuffled(1)))
    assert lines[0].startswith("dictionary.csv, row 1, column key: ")
    assert len(lines) <= 6


def test_each_pair_of_columns_says_enough_of_each_other(folder):  # noqa: F811
    """A pair that tells nothing costs time, and one of which many rows say other would accuse good tables."""
    values = checking.check_folder(folder).values
    for name, *pair in SETTLED:
        every, wrong = _count_other(*(_cells(values[name], heading) for heading in pair))
        assert every >= FEWEST, (name, pair)
        assert wrong <= MOST_OTHER * every, (name, pair)
        assert wrong * 2 <= _count_by_chance(*(_cells(values[name], heading) for heading in pair)), (name, pair)
