"""Rows that were lost of one table: told there, first, and no other table is accused of anything."""

import random

import pytest

from geo.check import folder as checking
from geo.check.consequences import LOST
from geo.check.known_ids import KnownIds
from geo.check.report import write_lines
from geo.messages import write_english
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import MOST_LINES, folder, rows_of  # noqa: F401 - fixtures


def tenth(rows):
    gone = set(random.Random(1).sample(range(1, len(rows)), len(rows) // 10))  # noqa: S311 - the same each time
    return [row for place, row in enumerate(rows) if place not in gone]


LOSSES = {
    "the first half": lambda rows: [rows[0], *rows[1 + len(rows) // 2 :]],
    "the last half": lambda rows: rows[: 1 + len(rows) // 2],
    "every second row": lambda rows: [rows[0], *rows[1::2]],
    "the other rows": lambda rows: [rows[0], *rows[2::2]],
    "a tenth": tenth,
}
# Table and loss that shows in other tables or in stories: each had false lines, or was told elsewhere.
LOST_ROWS = [
    ("sources", "the last half"), ("sources", "every second row"), ("sources", "the first half"), ("sources", "a tenth"),
    ("sites", "every second row"), ("sites", "a tenth"), ("site_facts", "the last half"), ("site_facts", "the first half"),
    ("site_facts", "a tenth"), ("waypoints", "the last half"), ("waypoints", "every second row"), ("waypoints", "a tenth"),
    ("alignments", "the other rows"), ("legs", "a tenth"), ("dwell", "the first half"), ("speeds", "every second row"),
    ("visits", "the other rows"), ("findings", "the first half"), ("findings", "the last half"), ("volumes", "a tenth"),
    ("vocabularies", "every second row"), ("vocabularies", "a tenth"), ("dictionary", "the first half"),
    ("dictionary", "every second row"), ("etir_routes", "the first half"), ("disagreements", "the first half"),
    ("stretches", "every second row"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "loss"), LOST_ROWS)
def test_rows_that_were_lost_are_told_at_their_table_alone(folder, table, loss):  # noqa: F811
    path = folder / f"{table}.csv"
    whole = path.read_bytes()
    path.write_text(write(LOSSES[loss](rows_of(path))), encoding="utf-8")
    try:
        faults = checking.check_folder(folder).faults
    finally:
        path.write_bytes(whole)
    lines = [line.text for line in write_lines(faults, write_english)]
    assert lines[0].startswith(path.name), lines
    assert len(lines) <= MOST_LINES, lines
    others = [fault for fault in faults if fault.file != path.name]
    assert [str(fault) for fault in others if fault.cause != LOST + path.name] == []


@pytest.mark.parametrize(("table", "text", "change"), [
    ("dwell", "D999", 1), ("journeys", "altynkol-potti", 1), ("visits", "V99", 1),
])  # fmt: skip
def test_an_id_that_may_be_mistyped_is_told_where_it_is_named(folder, table, text, change):  # noqa: F811
    known = KnownIds(checking.check_folder(folder).values)
    assert not known.is_right(f"{table}.csv", text, {"disagreements.csv"}), change


def test_an_id_that_is_lacking_among_counted_ones_is_no_mistake(folder):  # noqa: F811
    known = KnownIds(checking.check_folder(folder).values)
    assert known.is_in_gap("findings.csv", "F060")
    assert not known.is_in_gap("findings.csv", "F061")
    assert not known.is_in_gap("findings.csv", "F999")
    assert not known.is_in_gap("sources.csv", "trend-2917339")  # numbers of others, with gaps between nearly all
    assert known.is_beyond("dwell.csv", "D251")
    assert known.guess("A028") == "site_facts.csv"
    assert known.guess("T9") == "etir_routes.csv"  # and not its legs, which only name routes
    assert known.guess("kapikule") == ""


@pytest.mark.parametrize(
    ("wanted", "hint"), [("D042", ""), ("red-bridg", 'Did you mean "red-bridge"?'), ("cpmm-2031", "")]
)
def test_no_id_of_another_number_is_proposed(small, wanted, hint):
    column = "source_id" if "cpmm" in wanted else "place_id"
    faults = checking.check_folder(small.change("dwell", 2, **{column: wanted}).write()).faults
    assert [str(fault.hint) for fault in faults if fault.column == column][:1] == [hint]
