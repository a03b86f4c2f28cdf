"""What waits to be reviewed, in which order; what a title says of how often a source appears."""

import datetime as dt

import pytest

from geo.editing.changes import compare_rows
from geo.editing.draft import Review
from geo.editing.grid import list_rows
from geo.editing.reviewing import LOOKED_ON, has_look, list_late, list_looked
from geo.editing.rewriting import apply_changes
from geo.load import read_catalogue
from geo.tables.folder_files import read_files
from tests.conftest import ROOT

AT = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
FILES = read_files(ROOT / "data")


def look(row_id, table="findings", edition=1, at=AT):
    return Review(edition, table, row_id, "Ayşe", at, "holds")


def change(row_id, **cells):
    before = dict(list_rows(FILES, "findings"))[row_id]
    return apply_changes(FILES, compare_rows("findings", row_id, before, {**before, **cells}))


def rows(files=FILES, *reviews, table="findings"):
    return list_looked(files, table, reviews, {1: FILES}.__getitem__)


def test_what_nobody_has_looked_at_waits_with_the_oldest_first_and_undated_rows_last():
    found = rows()
    assert {row.day for row in found} == {""}
    years = [row.date for row in found]
    dated = [year for year in years if year]
    assert dated == sorted(dated)
    assert years[: len(dated)] == dated
    assert "" in years
    assert found[0].text


def test_what_was_looked_at_comes_after_it_the_longest_ago_first():
    later = AT + dt.timedelta(days=3)
    found = rows(FILES, look("F002", at=later), look("F001"), look("F002"))
    assert [(row.row_id, row.day) for row in found[-2:]] == [("F001", "2026-11-28"), ("F002", "2026-12-01")]
    assert found[-1].review == look("F002", at=later)
    assert rows(FILES, look("Q01"), table="doubts")[0].review is None


def test_a_row_that_was_changed_since_waits_again():
    changed = change("F001", text="Another text")
    (row,) = [one for one in rows(changed, look("F001")) if one.row_id == "F001"]
    assert (row.changed, row.day, row.review.note) == (True, "", "holds")


def test_the_day_of_a_look_in_the_table_itself_counts_and_is_no_change():
    looked = change("F001", last_reviewed="2026-11-29")
    (row,) = [one for one in rows(looked, look("F001")) if one.row_id == "F001"]
    assert (row.changed, row.day) == (False, "2026-11-29")
    assert has_look(FILES, "findings")
    assert not has_look(FILES, "doubts")
    wrong = change("F001", last_reviewed="soon", year="many")
    (row,) = [one for one in rows(wrong) if one.row_id == "F001"]
    assert (row.day, row.date) == ("", "")


@pytest.mark.parametrize(("year", "tables"), [(2025, []), (2026, ["dwell", "speeds", "findings"])])
def test_a_source_is_late_only_when_its_title_says_how_often_it_appears(year, tables):
    late = list_late(read_catalogue(ROOT / "data"), dt.date(year, 11, 28))
    assert [(one.series, one.table, one.year) for one in late] == [
        ("CAREC CPMM Annual Report", table, 2023) for table in tables
    ]
    assert all(one.ids for one in late)


def test_the_column_is_named_as_in_the_table():
    assert LOOKED_ON.encode() in FILES["findings.csv"].splitlines()[0]
