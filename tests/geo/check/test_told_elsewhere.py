"""Columns that other rows tell in words: when they move or are sorted alone, that is told at their own table."""

import random

import pytest

from geo.check.in_step import _judge
from geo.check.told_elsewhere import _has_moved, check_told
from tests.geo.check.test_exchanged import PLACES, exchange
from tests.geo.check.test_in_step import APART, SORTED, causes_of, cells, down, is_told, lines_of, up
from tests.geo.check.test_mutations import folder  # noqa: F401 - a fixture


def shuffled(column):
    return random.Random(5).sample(column, len(column))  # noqa: S311 - the same each time


@pytest.mark.parametrize(("table", "heading", "change", "words"), [
    ("legs", "distance_note", up, APART), ("legs", "distance_note", down, APART), ("lengths", "published_km", up, APART),
    ("lengths", "published_km", down, APART), ("lines", "published_note", up, APART), ("events", "title", up, APART),
    ("findings", "text", down, APART), ("dwell", "hours", down, APART), ("dwell", "hours", sorted, SORTED),
    ("disagreements", "concerns", up, APART), ("disagreements", "concerns", sorted, APART), ("published_times", "published", up, APART),
    ("crossings", "post_a", sorted, SORTED), ("volumes", "volume_id", shuffled, "volumes.csv"),
    ("legs", "distance_note", sorted, SORTED), ("events", "title", sorted, SORTED), ("lines", "published_note", sorted, SORTED),
    ("doubts", "statement", shuffled, SORTED), ("disagreements", "value_a", shuffled, SORTED),
    ("place_names", "name", shuffled, "column name: The cells of name and place_id do not belong"),
    ("place_names", "name", up, "column name: The cells of name and place_id stand one row apart"),
    ("lengths", "published_km", sorted, SORTED), ("lines", "published_km", sorted, SORTED),
    ("legs", "time_published", sorted, SORTED), ("etir_legs", "note", up, SORTED), ("etir_legs", "to_place", up, SORTED),
    ("etir_legs", "seq", up, "column seq"), ("etir_legs", "mode", up, "expected the mode of the line (road)."),
    ("etir_legs", "line_id", up, "expected the line of this leg."), ("journey_stops", "place_id", shuffled, "and place_id do not"),
    ("opening_hours", "opens", shuffled, SORTED), ("series", "unit", up, "expected the unit of its values."),
    ("series", "joined", up, '"yes" – expected no.'), ("places", "country", shuffled, "expected the country of its position."),
    ("lines", "mode", sorted, SORTED), ("stretches", "mode", sorted, SORTED),
    ("lines", "line_id", shuffled, "lines.csv"), ("places", "lat", shuffled, "places.csv"), ("places", "lon", sorted, "places.csv"),
    ("sites", "counterpart_ids", sorted, "sites.csv"), ("alignments", "part", shuffled, "alignments.csv"),
])  # fmt: skip
def test_what_others_tell_of_a_column_judges_it(folder, table, heading, change, words):  # noqa: F811
    is_told(folder, table, cells(heading, change), words)


# Contradictions of several tables, of which one column is the cause.
ROOTS = [
    ("places", "lat", shuffled), ("places", "country", shuffled), ("lines", "line_id", shuffled),
    ("sites", "counterpart_ids", sorted), ("lines", "published_km", shuffled), ("alignments", "part", shuffled),
]  # fmt: skip


@pytest.mark.parametrize(("table", "heading", "change"), ROOTS)
def test_one_column_that_was_shuffled_is_one_cause(folder, table, heading, change):  # noqa: F811
    assert len(causes_of(folder, table, cells(heading, change))) == 1


def test_lengths_against_the_way_of_their_lines_are_told(folder):  # noqa: F811
    is_told(folder, "lengths", exchange("from_place", "to_place"), PLACES)


def turned(rows):
    """Measure one length the other way round, as anybody may."""
    at = next(n for n, row in enumerate(rows[1:], start=1) if row[1] and row[2])
    row = rows[at]
    return [*rows[:at], [row[0], row[2], row[1], *row[3:]], *rows[at + 1 :]]


@pytest.mark.parametrize(("table", "change"), [
    ("lengths", turned),
    ("lengths", cells("published_km", lambda column: [f"{float(c) * 1.01:.1f}" if c else c for c in column])),
    ("dwell", cells("hours", lambda column: [f"{float(c) + 0.1:.1f}" if c and n % 3 else c for n, c in enumerate(column)])),
    ("volumes", cells("value", lambda column: [f"{float(c) * 1.013:.3f}" if c else c for c in column])),
    ("findings", cells("text", lambda column: [f"Finding {n}" if n % 2 else c for n, c in enumerate(column)])),
    ("events", lambda rows: [rows[0], *rows[:0:-1]]),
    ("disagreements", lambda rows: [rows[0], *rows[2:], rows[1]]),
])  # fmt: skip
def test_what_was_written_anew_parts_nothing(folder, table, change):  # noqa: F811
    lines = lines_of(folder, table, change)
    assert [line for line in lines for words in ("one row apart", "sorted by itself", PLACES) if words in line] == []


WORDS = ["ankara", "baku", "tbilisi", "almaty", "tashkent", "bishkek", "kars", "poti"]


@pytest.mark.parametrize(("mended", "moved"), [(1, False), (3, False), (7, True)])
def test_a_move_must_mend_most_of_what_is_apart(mended, moved):
    """Give so many cells the word that stands a row below: a few have one by chance."""
    beside = [
        frozenset({below}) if n < mended else frozenset({"other"}) for n, below in enumerate(WORDS[1:] + WORDS[:1])
    ]
    assert _has_moved(WORDS, beside) is moved
    rows = [(frozenset({one}), other) for one, other in zip(WORDS, beside, strict=True)]
    assert bool(_judge(rows, ["other"])) is moved
    assert not _judge(rows[:5], ["other"])  # of so few rows nothing is said


def test_what_is_left_out_already_is_not_told_again(folder):  # noqa: F811
    lines = lines_of(folder, "volumes", cells("value", sorted))
    assert sum(line.startswith("volumes.csv, row 1,") for line in lines) == 1, lines


def test_a_few_disagreements_judge_nothing(folder):  # noqa: F811
    assert lines_of(folder, "disagreements", lambda rows: [rows[0], *([*row[:-1], "x"] for row in rows[1:6])]) == []


def test_the_tables_that_are_shipped_are_in_step(folder):  # noqa: F811
    from geo.check.folder import check_folder  # noqa: PLC0415 - the one that the folder's readings are kept for

    checked = check_folder(folder)
    assert list(check_told(checked.values, checked.dictionary)) == []
