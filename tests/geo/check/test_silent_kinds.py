"""Faults that nothing else in the tables contradicts, seen by the form of what stands there."""

import pytest

from geo.check import folder as checking
from geo.check.counted_ids import check_counted
from geo.check.worded_ids import find_reworded
from geo.tables.csv_file import parse_table
from geo.tables.encodings import read_utf_7
from geo.tables.header import headings_of
from geo.tables.schema import validate
from geo.tables.values import read_values
from tests.conftest import FILLED
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_in_step import cells, lines_of
from tests.geo.check.test_mutations import dictionary, folder, is_one_cause, rows_of  # noqa: F401 - fixtures

COUNTED = ["comparisons", "corrections", "disagreements", "doubts", "dwell", "events", "findings", "gaps", "site_facts",
           "opening_hours", "published_times", "speeds", "visits", "volumes"]  # fmt: skip
CHANGES = {
    "its last sign is lost": lambda one: one[:-1],
    "its first sign is lost": lambda one: one[1:],
    "another sign": lambda one: f"{one[:-1]}l",
    "a sign before it": lambda one: f"x{one}",
}
SOUND = {
    "as it was": lambda one: one,
    "an ending": lambda one: f"{one}-new",
    "an ending of one letter": lambda one: f"{one}a",
    "another number": lambda one: f"{one[0]}9876",
    "a word": lambda _one: "khorgos-road",
}


def parsed(name, rows, *, ended=True):
    raw = write(rows)
    return parse_table(f"{name}.csv", (raw if ended else raw.rstrip("\n")).encode(), headings_of(name))


def changed_alone(name, row, change):
    rows = [list(cells) for cells in rows_of(checking.DATA_FOLDER / f"{name}.csv")]
    rows[row][0] = change(rows[row][0])
    return rows, rows[row][0]


@pytest.mark.parametrize("name", COUNTED)
def test_a_counted_id_that_was_changed_alone_is_told_where_it_stands(dictionary, name):  # noqa: F811
    for change in CHANGES.values():
        for row in (1, 4):
            rows, one = changed_alone(name, row, change)
            values = {name: read_values(parsed(name, rows), name, dictionary)}
            told = [(fault.row, fault.value) for fault in check_counted(values, dictionary)]
            assert told == [(row + 1, one)], (name, one)


@pytest.mark.parametrize("change", SOUND.values(), ids=SOUND)
def test_an_id_that_may_be_meant_is_not_doubted(dictionary, change):  # noqa: F811
    for name in COUNTED:
        rows, _ = changed_alone(name, 4, change)
        values = {name: read_values(parsed(name, rows), name, dictionary)}
        assert list(check_counted(values, dictionary)) == [], name


@pytest.mark.parametrize(("name", "one"), [("volumes", "V103"), ("findings", "F042"), ("published_times", "E015"),
                                           ("legs", "BTK-09")])  # fmt: skip
def test_what_names_an_id_that_was_changed_alone_follows_from_it(folder, name, one):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    next(row for row in rows if row[0] == one)[0] = one[:-1]
    is_one_cause(folder, name, write(rows))


@pytest.mark.parametrize(("name", "one", "now"), [
    ("series", "trains-sent", "trains-sen"), ("journeys", "alat-tbilisi", "alat-tblisi"),
    ("places", "samarkand", "samarkan"), ("stretches", "akhalkalaki-kars", "akhalkalaki-kar"),
])  # fmt: skip
def test_a_row_whose_words_make_the_id_that_one_table_names_has_lost_it(folder, name, one, now):  # noqa: F811
    def change(rows):
        return [[now if row[0] == one else row[0], *row[1:]] for row in rows]

    first = lines_of(folder, name, change)[0]
    assert first.startswith(f"{name}.csv, row "), first
    assert f"Other tables write {one}." in first


@pytest.mark.parametrize("name", ["scenarios", "crossings"])
def test_ids_that_lost_their_first_letter_are_told(folder, name):  # noqa: F811
    heading = rows_of(folder / f"{name}.csv")[0][0]
    first = lines_of(folder, name, cells(heading, lambda column: [one[1:] for one in column]))[0]
    assert first.startswith(f"{name}.csv, row "), first
    assert "expected an id made of words of its row, in small letters. Write " in first


def test_ids_that_have_other_words_than_their_rows_have_lost_no_letter(dictionary):  # noqa: F811
    rows = rows_of(checking.DATA_FOLDER / "scenarios.csv")
    rows[2][0] = "stated-hours"
    values = read_values(parsed("scenarios", rows), "scenarios", dictionary)
    others = {
        name: read_values(parsed(name, rows_of(checking.DATA_FOLDER / f"{name}.csv")), name, dictionary)
        for name in ("crossings", "members")
    }
    assert list(find_reworded({**others, "scenarios": values})) == []


ENDS = [("crossings", 6), ("journey_stops", 22), ("places", 38), ("events", 48), ("waypoints", 372), ("visits", 9)]


@pytest.mark.parametrize(("name", "row"), ENDS)
def test_a_file_that_is_cut_off_in_its_last_cell_is_doubted(name, row):
    rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")[: row + 1]
    note = rows[-1][-1].partition(",")[0]
    torn = [*rows[:-1], [*rows[-1][:-1], note[: len(note) * 2 // 3]]]
    told = [(fault.row, fault.severity) for fault in parsed(name, torn, ended=False).faults]
    assert told == [(row + 1, "warning")]
    assert parsed(name, torn).faults == ()


@pytest.mark.parametrize("name", FILLED)
def test_a_whole_file_without_its_last_line_end_is_sound(name):
    rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")
    assert parsed(name, rows, ended=False).faults == ()


@pytest.mark.parametrize(("name", "heading"), [("published_times", "value_min"), ("published_times", "value_max")])
def test_points_for_thousands_are_seen_among_numbers_of_one_unit_or_one_row(dictionary, name, heading):  # noqa: F811
    rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")
    at = rows[0].index(heading)
    for row in range(1, len(rows)):
        cell = rows[row][at]
        if cell.isdigit() and 4 <= len(cell) <= 6:
            changed = [
                *rows[:row],
                [*rows[row][:at], f"{cell[:-3]}.{cell[-3:]}", *rows[row][at + 1 :]],
                *rows[row + 1 :],
            ]
            told = [(fault.row, str(fault.hint)) for fault in validate(parsed(name, changed), name, dictionary)]
            assert told == [(row + 1, f"Write it without separators: {cell}.")], cell


def test_a_number_with_three_noughts_behind_its_point_may_be_two(dictionary):  # noqa: F811
    rows = rows_of(checking.DATA_FOLDER / "vertices.csv")[:9]
    rows[4][rows[0].index("seq")] = "1.000"
    told = [str(fault.hint) for fault in validate(parsed("vertices", rows), "vertices", dictionary)]
    assert told == ["The point may part thousands or decimals: write 1000 or 1."]


@pytest.mark.parametrize("text", ["Kapıkule", "a – b", "Хоргос", "kısa, ve"])
def test_one_place_of_letters_for_old_mail_programs_is_enough(text):
    assert read_utf_7(f"id,name\na,{text}\n".encode("utf-7")) == f"id,name\na,{text}\n"


@pytest.mark.parametrize(
    "text", ["+994-12-555", "+7 495 123", "C+ABC-d", "A+B-C", "+EUR", "+GPS-", "1+1", "+km", "\n+AZE,b\n"]
)
def test_a_plus_in_a_text_is_no_letter_for_old_mail_programs(text):
    assert read_utf_7(f"id,name\na,{text}\n".encode()) is None
