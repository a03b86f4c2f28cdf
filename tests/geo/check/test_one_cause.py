"""Damages that were told as two things or more: a row that is lost and the gap it leaves, a column that is gone, thousands."""

import random

import pytest

from geo.messages import write_english
from geo.tables.csv_file import parse_table
from geo.tables.header import headings_of
from geo.tables.schema import validate
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_in_step import lines_of
from tests.geo.check.test_mutations import (  # noqa: F401 - fixtures
    checking,
    dictionary,
    folder,
    is_one_cause,
    rows_of,
)


@pytest.mark.parametrize(
    ("table", "row"), [("vertices", 1), ("waypoints", 1), ("legs", 1), ("etir_legs", 1), ("places", 20)]
)
def test_a_row_that_cannot_be_read_is_no_gap_of_its_own(folder, table, row):  # noqa: F811
    rows = rows_of(folder / f"{table}.csv")
    is_one_cause(folder, table, write([*rows[:row], [*rows[row][:1], "", *rows[row][1:]], *rows[row + 1 :]]))


def test_a_table_without_rows_is_the_cause_of_what_stories_miss(folder):  # noqa: F811
    is_one_cause(folder, "readiness", write(rows_of(folder / "readiness.csv")[:1]))


def test_a_latitude_that_is_gone_is_the_cause_of_half_positions(folder):  # noqa: F811
    at = rows_of(folder / "places.csv")[0].index("lat")
    is_one_cause(folder, "places", write([[*row[:at], *row[at + 1 :]] for row in rows_of(folder / "places.csv")]))


def test_decimal_commas_are_one_habit_in_positions_and_other_numbers(folder):  # noqa: F811
    rows = rows_of(folder / "places.csv")
    places = [rows[0].index(heading) for heading in ("lat", "lon", "precision_km")]
    changed = [
        [cell.replace(".", ",") if place in places else cell for place, cell in enumerate(row)] for row in rows[1:]
    ]
    is_one_cause(folder, "places", write([rows[0], *changed]))


def judged(name, rows, dictionary):  # noqa: F811
    table = parse_table(f"{name}.csv", write(rows).encode(), headings_of(name))
    return [fault.write(write_english) for fault in validate(table, name, dictionary)]


@pytest.mark.parametrize(("numbers", "wrong"), [
    (["12", "430", "3752", "1.234"], [5]),
    (["12", "1.900", "3.752", ""], [3, 4]),
    (["12", "430", "3752", "12.345"], []),
    (["12", "430.5", "3752", "1.234"], []),
    (["1.234", "", "", ""], []),
])  # fmt: skip
def test_a_point_that_parts_thousands_is_judged_by_the_form_of_the_column(dictionary, numbers, wrong):  # noqa: F811
    rows = rows_of(checking.DATA_FOLDER / "places.csv")[:5]
    at = rows[0].index("elevation_m")
    for row, number in zip(rows[1:], numbers, strict=True):
        row[at] = number
    lines = judged("places", rows, dictionary)
    assert [int(line.split("row ")[1].split(",")[0]) for line in lines] == wrong
    assert all("Write it without separators: " in line for line in lines)


@pytest.mark.parametrize("sign", [".", ",", "\u2009", "\u202f", "\u00a0", "'"])
def test_a_year_with_a_sign_for_thousands_is_written_without(dictionary, sign):  # noqa: F811
    rows = rows_of(checking.DATA_FOLDER / "readiness.csv")[:2]
    rows[1][rows[0].index("as_of")] = f"2{sign}023"
    assert [line.partition("Write it")[2] for line in judged("readiness", rows, dictionary)] == [
        " without separators: 2023."
    ]


@pytest.mark.parametrize("draws", [2, 3])
def test_rows_that_were_added_a_second_time_turn_no_column(folder, draws):  # noqa: F811
    rows = rows_of(folder / "volumes.csv")
    draw = random.Random(draws)  # noqa: S311 - the same each time
    added = [[f"V{901 + number}", *draw.choice(rows[1:])[1:]] for number in range(200)]
    lines = lines_of(folder, "volumes", lambda rows: [*rows, *added])
    assert all("ministry-cargo" in line or "for the same reason" in line for line in lines), lines


@pytest.mark.parametrize(("table", "heading", "row"), [("dwell", "dwell_id", 5), ("volumes", "volume_id", 40)])
def test_an_id_in_other_capitals_than_the_others_is_told_where_it_stands(folder, table, heading, row):  # noqa: F811
    def change(rows):
        at = rows[0].index(heading)
        return [
            [*cells[:at], cells[at].lower(), *cells[at + 1 :]] if n == row else cells for n, cells in enumerate(rows)
        ]

    lines = lines_of(folder, table, change)
    assert f"{table}.csv, row {row + 1}, column {heading}: " in lines[0]
    assert "Capitals count here; write " in lines[0]
    is_one_cause(folder, table, write(change(rows_of(folder / f"{table}.csv"))))
