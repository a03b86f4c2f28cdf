"""Columns that were moved, sorted or renamed by themselves: told at their own table, as one thing, in few lines."""

import pytest

from geo.check import folder as checking
from geo.check.in_step import PAIRS, _judge, _pair
from geo.check.report import write_lines
from geo.messages import write_english
from geo.tables.file_bytes import read_bytes
from geo.tables.file_names import table_of
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_exchanged import exchange
from tests.geo.check.test_mutations import MOST_LINES, folder, rows_of, told  # noqa: F401 - fixtures

APART = "stand one row apart: one of the two columns has moved."
SORTED = "do not belong to the same rows: one of the two was sorted by itself."
PLACES = "seem to have changed places."


def cells(heading, change):
    def changed(rows):
        place = rows[0].index(heading)
        new = change([row[place] for row in rows[1:]])
        return [
            rows[0],
            *([*row[:place], cell, *row[place + 1 :]] for row, cell in zip(rows[1:], new, strict=True)),
        ]

    return changed


def down(column):
    return [column[-1], *column[:-1]]


def up(column):
    return [*column[1:], column[0]]


def faults_of(folder, name, change):  # noqa: F811
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    path.write_text(write(change(rows_of(path))), encoding="utf-8")
    try:
        return checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)


def lines_of(folder, name, change):  # noqa: F811
    return [line.text for line in write_lines(faults_of(folder, name, change), write_english)]


def causes_of(folder, name, change):  # noqa: F811
    return told(faults_of(folder, name, change))


def is_told(folder, name, change, words):  # noqa: F811
    lines = lines_of(folder, name, change)
    assert lines, (name, words)
    assert lines[0].startswith(f"{name}.csv"), lines[:3]
    assert words in lines[0], lines[:3]
    assert len(lines) <= MOST_LINES, lines
    return lines


# Every table of which ids are named in others, and its column of ids.
PARENTS = {
    "places": "place_id", "sources": "source_id", "lines": "line_id", "series": "series_id",
    "stretches": "stretch_id", "journey_stops": "stop_id", "legs": "leg_id", "journeys": "journey_id",
    "visits": "visit_id",
}  # fmt: skip


@pytest.mark.parametrize("table", PARENTS)
def test_ids_moved_by_a_row_are_told_at_their_own_table(folder, table):  # noqa: F811
    move = down if len(table) % 2 else up
    is_told(folder, table, cells(PARENTS[table], move), APART)


RENAMED = {
    "an ending": lambda one: f"{one}x",
    "a beginning": lambda one: f"new-{one}",
    "other signs": lambda one: one.replace("0", "00"),
    "a number raised": lambda one: f"{one[0]}{int(one[1:]) + 100}",
}


@pytest.mark.parametrize("table", [*PARENTS, "published_times", "events"])
def test_renamed_ids_are_told_once_at_their_own_table(folder, table):  # noqa: F811
    heading = PARENTS.get(table) or {"published_times": "time_id", "events": "event_id"}[table]
    change = RENAMED["an ending" if len(table) % 2 else "a beginning"]
    is_told(folder, table, cells(heading, lambda ids: list(map(change, ids))), "ids were renamed")


@pytest.mark.parametrize("form", ["'{}", "“{}”"])
def test_ids_that_others_dress_are_not_renamed_ones(folder, form):  # noqa: F811
    change = cells("series_id", lambda ids: [one and form.format(one) for one in ids])
    lines = lines_of(folder, "volumes", change)
    assert [line for line in lines if line.startswith("series.csv")] == []
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize(("table", "kind"), [("visits", "a number raised"), ("legs", "other signs")])
def test_ids_with_other_numbers_and_signs_are_renamed_ones(folder, table, kind):  # noqa: F811
    change = cells(PARENTS[table], lambda ids: list(map(RENAMED[kind], ids)))
    is_told(folder, table, change, "ids were renamed; other tables write")


@pytest.mark.parametrize(("table", "heading"), [
    ("places", "name"), ("sources", "title"), ("sites", "short_name"), ("waypoints", "name"), ("crossings", "post_a"),
    ("stretches", "from_place"), ("journey_stops", "name"), ("events", "place"), ("dwell", "post_as_printed"),
    ("volumes", "change_percent"), ("findings", "place_as_written"), ("vocabularies", "label"), ("legs", "leg_id"),
])  # fmt: skip
def test_a_column_sorted_by_itself_is_told(folder, table, heading):  # noqa: F811
    lines = lines_of(folder, table, cells(heading, sorted))
    assert lines[0].startswith(f"{table}.csv, row 1, column"), lines[:3]
    assert any(words in lines[0] for words in (SORTED, APART, "stand in opposite orders", "corrections.csv")), lines[:3]
    assert len(lines) <= MOST_LINES


def test_corrected_cells_judge_a_column_that_nothing_else_does(folder):  # noqa: F811
    is_told(folder, "speeds", cells("tfi3_usd", sorted), "stands in other rows")


def test_what_cannot_be_judged_is_passed_over(folder):  # noqa: F811
    assert lines_of(folder, "legs", cells("time_note", sorted)) == []


@pytest.mark.parametrize(("table", "one", "other"), [
    ("lines", "from_place", "to_place"), ("legs", "from_place", "to_place"), ("journeys", "from_place", "to_place"),
    ("stretches", "from_place", "to_place"), ("dwell", "from_country", "to_country"), ("dwell", "hours", "cost_usd"),
    ("dwell", "country", "from_country"), ("speeds", "swod_kmh", "swd_kmh"), ("legs", "distance_km", "great_circle_km"),
    ("volumes", "covers", "published"), ("readiness", "event_date", "as_of"), ("journey_stops", "place_id", "post_id"),
    ("published_times", "value_min", "value_max"),
])  # fmt: skip
def test_columns_of_one_kind_that_changed_places_are_told(folder, table, one, other):  # noqa: F811
    lines = lines_of(folder, table, exchange(one, other))
    assert lines[0].startswith(f"{table}.csv"), lines[:3]
    assert {f"The cells of {one} and {other} {PLACES}", f"The cells of {other} and {one} {PLACES}"} & {
        line.partition(": ")[2] for line in lines
    } or PLACES in lines[0], lines[:3]
    assert len(lines) <= MOST_LINES


def test_bounds_the_wrong_way_round_are_told_at_the_dictionary(folder):  # noqa: F811
    lines = lines_of(folder, "dictionary", exchange("minimum", "maximum"))
    assert 'dictionary.csv, row 5, column minimum: "2100" – expected at most maximum (1900).' in lines[0], lines[:3]
    assert len(lines) <= MOST_LINES, lines


def test_pairs_are_in_step_in_the_tables_that_are_shipped(folder):  # noqa: F811
    values = checking.check_folder(folder).values
    apart = {}
    for name, one, other in PAIRS:
        rows = _pair(values[name], one, other)
        assert _judge(rows, values[name].columns[other]) == "", (name, one, other)
        apart[name, one, other] = sum(a.isdisjoint(b) for a, b in rows) / len(rows)
    assert {pair: share for pair, share in apart.items() if share > 0.3} == {}


def test_a_legitimate_edit_parts_nothing(folder):  # noqa: F811
    def rename_half(rows):
        place = rows[0].index("name")
        return [
            rows[0],
            *([*row[:place], f"Other {n}", *row[place + 1 :]] if n % 2 else row for n, row in enumerate(rows[1:])),
        ]

    assert lines_of(folder, "places", rename_half) == []
    assert lines_of(folder, "places", lambda rows: [rows[0], *sorted(rows[1:])]) == []


@pytest.mark.parametrize(("table", "heading", "one", "other"), [
    ("sources", "source_id", "uz-customs-codes", "uz-customs-code"), ("places", "place_id", "red-bridge", "redbridge"),
])  # fmt: skip
def test_one_id_that_was_changed_is_told_at_its_own_table(folder, table, heading, one, other):  # noqa: F811
    change = cells(heading, lambda ids: [other if cell == one else cell for cell in ids])
    is_told(folder, table, change, f"Other tables write {one}.")


def test_an_id_mistyped_where_it_is_named_is_told_there(folder):  # noqa: F811
    change = cells("place_id", lambda ids: ["red-bridg" if cell == "red-bridge" else cell for cell in ids])
    is_told(folder, "dwell", change, 'Did you mean "red-bridge"?')


@pytest.mark.parametrize(("table", "heading"), [
    ("lengths", "published_km"), ("lines", "published_km"), ("legs", "distance_km"), ("legs", "great_circle_km"),
])  # fmt: skip
def test_a_distance_with_a_digit_too_many_is_doubted(folder, table, heading):  # noqa: F811
    def add_digit(column):
        at = next(place for place, cell in enumerate(column) if cell and float(cell) > 200)
        return [f"{cell}0" if place == at else cell for place, cell in enumerate(column)]

    lines = lines_of(folder, table, cells(heading, add_digit))
    assert len(lines) <= 2  # and a stop of a story that says the number
    assert lines[0].startswith(f"{table}.csv, row ")
    assert "km lie between" in lines[0]


@pytest.mark.parametrize(("table", "heading", "change"), [
    ("places", "lat", down), ("events", "lon", up), ("dictionary", "type", down), ("corrections", "row_id", down),
    ("events", "visit_id", down), ("events", "date", sorted), ("sites", "counterpart_ids", sorted),
])  # fmt: skip
def test_any_column_that_was_moved_is_told_at_its_own_table_in_few_lines(folder, table, heading, change):  # noqa: F811
    is_told(folder, table, cells(heading, change), f"{table}.csv")


COPIES = (
    "Copy of {}.csv", "{} (1).csv", "{} - Copy.csv", "{}_final.csv", "{}.csv.csv", "{}.CSV.txt", "Копия {}.csv",
    "{} kopyası.csv", "{}_2026-11.csv", "{}2.csv", "{}.csv.bak", "{} – көшірмесі.csv",
)  # fmt: skip


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("table", ["sites", "etir_legs", "legs", "dwell"])
def test_a_copy_is_named_where_the_table_is_missing(tmp_path, table, copy):
    other = tmp_path / copy.format(table)
    other.write_text("x")
    _, reason = read_bytes(tmp_path / f"{table}.csv")
    assert reason == f"The file is missing. There is {other.name}; if it is the table, call it {table}.csv."
    assert table_of(other.name) == table


def test_a_copy_is_told_once_and_a_text_is_proposed_before_a_workbook(small):
    path = small.write()
    whole = (path / "sites.csv").read_bytes()
    (path / "sites (1).csv").write_bytes(whole)
    beside = [str(fault) for fault in checking.check_folder(path).faults]
    assert beside == ["sites (1).csv: It is not read: it looks like a copy of sites.csv."]
    (path / "sites.csv").unlink()
    (path / "Copy of sites.xlsx").write_bytes(whole)
    (path / "~$sites.csv").write_bytes(b"")
    said = [str(fault) for fault in checking.check_folder(path).faults]
    assert "There is sites (1).csv; if it is the table, call it sites.csv." in said[0]
    assert [line for line in said if line.startswith("sites (1).csv")] == []


@pytest.mark.parametrize("name", ["notes.csv", "websites.csv", "sites.geojson", "~$sites.csv", ".sites.csv.swp"])
def test_other_files_are_no_copies(name):
    assert table_of(name) == ""
