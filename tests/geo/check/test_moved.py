"""Columns that moved where little else says the same: told at their own table, first, and in few lines."""

import random
from types import SimpleNamespace

import pytest

from geo.check.moved import check_groups
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_exchanged import PLACES, exchange
from tests.geo.check.test_in_step import APART, SORTED, cells, down, is_told, lines_of, up
from tests.geo.check.test_mutations import MOST_LINES, folder, rows_of  # noqa: F401 - fixtures


def shuffled(column):
    return random.Random(1).sample(column, len(column))  # noqa: S311 - the same each time


@pytest.mark.parametrize(("table", "heading", "change"), [
    ("waypoints", "line_id", down), ("waypoints", "line_id", up), ("dictionary", "table", down),
    ("dictionary", "table", up), ("vocabularies", "vocabulary", down), ("vocabularies", "vocabulary", up),
    ("places", "country", down), ("waypoints", "country", up),
    ("lines", "published_km", down), ("lines", "published_km", up), ("lines", "mode", down), ("lines", "mode", up),
    ("stretches", "mode", down), ("legs", "mode", down), ("legs", "mode_as_published", up), ("legs", "time_published", up),
    ("events", "event_id", down), ("events", "event_id", up), ("etir_routes", "route_id", down),
    ("published_times", "time_id", down), ("volumes", "series_id", down),
])  # fmt: skip
def test_a_column_moved_by_a_row_is_told_first_at_its_own_table(folder, table, heading, change):  # noqa: F811
    is_told(folder, table, cells(heading, change), APART)


@pytest.mark.parametrize(("heading", "change"), [("term", sorted), ("term", shuffled), ("vocabulary", shuffled)])
def test_words_that_stand_under_other_vocabularies_are_told_there(folder, heading, change):  # noqa: F811
    is_told(folder, "vocabularies", cells(heading, change), SORTED)


def test_the_key_is_named_where_its_ids_are_turned(folder):  # noqa: F811
    assert "column time_id: " in lines_of(folder, "published_times", cells("time_id", down))[0]


@pytest.mark.parametrize(("table", "one", "other"), [
    ("dwell", "year", "cost_usd"), ("published_times", "value_min", "year"), ("published_times", "value_max", "year"),
])  # fmt: skip
def test_years_and_numbers_that_changed_places_are_named(folder, table, one, other):  # noqa: F811
    is_told(folder, table, exchange(one, other), PLACES)


@pytest.mark.parametrize("kept", [0, 1])
def test_a_leg_of_a_route_that_is_missing_is_told_at_the_legs(folder, kept):  # noqa: F811
    lines = lines_of(folder, "etir_legs", lambda rows: [rows[0], rows[1 + kept]])
    assert all(line.startswith("etir_legs.csv") for line in lines[:1]), lines
    assert any("a row seems to be missing." in line for line in lines), lines
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize(("one", "other", "words"), [
    ("kazakh-tv-178659", "kazakh-tv-17865", "Other tables write kazakh-tv-178659."),
    ("trend-3906462", "zzz", "Other tables write trend-3906462."),
    ("founding-text", "zzz", "Other tables (9) name founding-text: a row is missing, or its id was changed."),
])  # fmt: skip
def test_one_source_with_another_id_is_told_at_the_sources(folder, one, other, words):  # noqa: F811
    is_told(folder, "sources", cells("source_id", lambda ids: [other if cell == one else cell for cell in ids]), words)


def test_a_source_mistyped_in_one_place_is_told_there(folder):  # noqa: F811
    is_told(folder, "published_times", _mistype, "Did you mean")
    one = cells("source_id", lambda column: [cell.replace("kazakh-tv-178659", "kazak-tv-178659") for cell in column])
    is_told(folder, "legs", one, "Did you mean")


def test_ids_of_one_cell_written_otherwise_are_told_in_that_cell(folder):  # noqa: F811
    most = max((row[3] for row in rows_of(folder / "scenarios.csv")), key=lambda cell: cell.count(";"))
    change = cells("stop_ids", lambda column: [cell.upper() if cell == most else cell for cell in column])
    lines = lines_of(folder, "scenarios", change)
    assert lines
    assert [line.partition(",")[0] for line in lines] == ["scenarios.csv"] * len(lines), lines


def _mistype(rows):
    place = rows[0].index("source_id")
    at = next(n for n, row in enumerate(rows) if "trend-3906462" in row[place])
    row = list(rows[at])
    row[place] = row[place].replace("trend-3906462", "trend-390646")
    return [*rows[:at], row, *rows[at + 1 :]]


# What people do to tables on purpose: rows in another order, rows added, texts and numbers written anew.
def last_row_first(rows):
    return [rows[0], rows[-1], *rows[1:-1]]


@pytest.mark.parametrize("table", [
    "waypoints", "dictionary", "vocabularies", "lines", "legs", "events", "etir_routes", "etir_legs", "published_times",
    "sources", "stretches",
])  # fmt: skip
def test_rows_in_another_order_are_no_damage(folder, table):  # noqa: F811
    assert lines_of(folder, table, last_row_first) == []
    assert lines_of(folder, table, lambda rows: [rows[0], *rows[:0:-1]]) == []


def test_one_number_of_a_story_that_a_cell_has_lost_is_told_at_the_story(folder):  # noqa: F811
    def say_other(rows):
        place = rows[0].index("distance_note")
        return [[*row[:place], row[place].replace("1435", "1436"), *row[place + 1 :]] for row in rows]

    lines = lines_of(folder, "legs", say_other)
    assert [line.partition(",")[0] for line in lines] == ["walkthroughs/middle-corridor.toml"]


def test_a_mode_that_was_changed_on_purpose_parts_nothing(folder):  # noqa: F811
    change = lambda rows: [[cell.replace("rail; road", "road") for cell in row] for row in rows]  # noqa: E731
    assert write(change(rows_of(folder / "legs.csv"))) != (folder / "legs.csv").read_text()
    assert lines_of(folder, "legs", change) == []


@pytest.mark.parametrize(("heading", "cell"), [("lat", "4.172"), ("lat", "-39.8"), ("lon", "26.35"), ("lat", "0")])
def test_a_vertex_far_from_those_beside_it_is_told_at_its_row(folder, heading, cell):  # noqa: F811
    lines = lines_of(folder, "waypoints", cells(heading, lambda column: [*column[:275], cell, *column[276:]]))
    assert lines[0].startswith("waypoints.csv, row 277, column lat: "), lines
    assert "km from the points before and after it." in lines[0], lines
    assert len(lines) == 1


@pytest.mark.parametrize(("groups", "told"), [("aaabbb", []), ("aaabbbccc", ["waypoints.csv"])])
def test_so_few_groups_that_end_elsewhere_are_no_move(groups, told):
    """Two lines whose names have moved by a row contradict their numbers three times, as single rows may."""
    numbers = [1, 2, 3] * (len(groups) // 3)
    moved = SimpleNamespace(file="waypoints.csv", columns={"line_id": up(list(groups)), "seq": numbers})
    none = SimpleNamespace(file="vertices.csv", columns={"line_id": [], "seq": []})
    faults = check_groups({"waypoints": moved, "vertices": none}, None)
    assert [fault.file for fault in faults] == told
