"""A column of which every cell is blank: told at its own table, whatever checks and stories miss of it, or not at all."""

import pytest

from geo.check.report import write_lines
from geo.messages import write_english
from geo.records.registry import MAY_BE_BLANK
from tests.conftest import FILLED
from tests.geo.check.test_in_step import cells, faults_of, lines_of
from tests.geo.check.test_mutations import MOST_LINES, dictionary, folder, rows_of, told  # noqa: F401 - fixtures

MISSED = {
    ("places", "country"),
    ("sites", "counterpart_ids"),
    ("waypoints", "place_id"),
    ("lines", "published_km"),
    ("legs", "distance_km"),
    ("legs", "distance_note"),
    ("dwell", "place_id"),
    ("dwell", "country"),
    ("dwell", "corridor"),
    ("dwell", "hours"),
    ("volumes", "value"),
    ("volumes", "year"),
    ("volumes", "period"),
    ("volumes", "note"),
    ("published_times", "unit"),
    ("visits", "date"),
    ("etir_routes", "note"),
    ("etir_legs", "note"),
    ("members", "country"),
    ("crosswalk", "mode"),
    ("dictionary", "type"),
}
"""Columns that checks, stories or other tables need."""


def emptied(heading):
    return cells(heading, lambda column: [""] * len(column))


def is_told_there(folder, name, heading):  # noqa: F811
    faults = faults_of(folder, name, emptied(heading))
    lines = [line.text for line in write_lines(faults, write_english)]
    assert len(told(faults)) <= 1, lines
    assert len(lines) < MOST_LINES, lines
    assert not lines or (lines[0].startswith(f"{name}.csv, row ") and f", column {heading}: " in lines[0]), lines[0]
    return lines


@pytest.mark.parametrize("name", FILLED)
def test_an_emptied_column_is_told_at_its_own_table_or_not_at_all(folder, dictionary, name):  # noqa: F811
    header, *rows = rows_of(folder / f"{name}.csv")
    needed = {one.column for one in dictionary.columns[name] if one.required and not (one.key or one.refers_to)}
    for place, heading in enumerate(header):
        if any(row[place] for row in rows) and not (heading in needed and name != "dictionary"):
            lines = is_told_there(folder, name, heading)
            if (name, heading) in MISSED:
                assert f"Every cell of the column is blank, in all {len(rows)} rows." in lines[0]


def test_only_columns_that_may_be_blank_are(folder):  # noqa: F811
    for name in FILLED:
        header, *rows = rows_of(folder / f"{name}.csv")
        blank = {(name, heading) for place, heading in enumerate(header) if not any(row[place] for row in rows)}
        assert blank <= MAY_BE_BLANK, name


def test_a_wrong_number_in_a_story_is_no_fault_of_a_column_that_is_blank_elsewhere(folder):  # noqa: F811
    story = folder / "walkthroughs" / "e-tir.toml"
    whole = story.read_text(encoding="utf-8")
    try:
        story.write_text(whole.replace("under TIR Annex 11", "under TIR Annex 97"), encoding="utf-8")
        lines = lines_of(folder, "time_zones", emptied("note"))
        assert ["e-tir.toml, opening, lines: " in line for line in lines] == [True]
    finally:
        story.write_text(whole, encoding="utf-8")


def test_a_fault_of_a_check_that_reads_no_blank_column_stands_for_itself(folder):  # noqa: F811
    def twice(rows):
        header, *rest = emptied("note")(rows)
        at = header.index("dwell_id")
        return [header, *rest, [*rest[23][:at], "D900", *rest[23][at + 1 :]]]

    lines = lines_of(folder, "dwell", twice)
    assert "expected one row per post, direction, mode, year and edition" in lines[0]
