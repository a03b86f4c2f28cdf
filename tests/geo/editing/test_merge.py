"""Two states that come from one are joined by row; a row that both have changed shows both."""

import pytest

from geo.editing.changes import Change, read_changes
from geo.editing.merge import MINE, THEIRS, merge, take_back
from geo.editing.rewriting import apply_changes
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.tables.folder_files import read_files
from tests.conftest import ROOT

BASE = read_files(ROOT / "data")


def hours(row_id, before, after):
    return Change("dwell", row_id, CHANGED, {"hours": before}, {"hours": after})


D1, D2 = hours("D001", "4.5", "4.6"), hours("D002", "2.9", "3")
NOTE = Change("dwell", "D001", CHANGED, {"note": ""}, {"note": "see the report"})


def test_rows_that_do_not_touch_merge_by_themselves():
    mine, theirs = apply_changes(BASE, [D1]), apply_changes(BASE, [D2])
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert merged.files == apply_changes(BASE, [D1, D2])


def test_a_row_that_both_changed_is_a_conflict_that_shows_both():
    mine, theirs = apply_changes(BASE, [D1, D2]), apply_changes(BASE, [NOTE])
    merged = merge(BASE, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.table, conflict.row_id, conflict.mine, conflict.theirs) == ("dwell", "D001", D1, NOTE)
    assert merged.files == apply_changes(BASE, [NOTE, D2])
    key = {("dwell", "D001"): MINE}
    assert merge(BASE, mine, theirs, key).files == mine
    assert merge(BASE, mine, theirs, {("dwell", "D001"): THEIRS}).files == merged.files


def test_the_same_change_on_both_sides_is_no_conflict():
    mine = apply_changes(BASE, [D1])
    assert merge(BASE, mine, apply_changes(BASE, [D1, D2])).conflicts == ()


def test_changed_here_and_removed_there_is_a_conflict():
    gone = Change("dwell", "D001", REMOVED)
    mine, theirs = apply_changes(BASE, [D1]), apply_changes(BASE, [gone])
    (conflict,) = merge(BASE, mine, theirs).conflicts
    assert (conflict.mine.kind, conflict.theirs.kind) == (CHANGED, REMOVED)
    back = merge(BASE, mine, theirs, {("dwell", "D001"): MINE}).files
    assert {(c.row_id, c.kind) for c in read_changes(BASE, back)} == {("D001", CHANGED)}
    assert [c.row_id for c in merge(BASE, theirs, mine).conflicts] == ["D001"]


def test_two_new_rows_of_one_id_are_a_conflict():
    def new(title):
        return [Change("events", "S99", ADDED, after={"event_id": "S99", "title": title})]

    (conflict,) = merge(BASE, apply_changes(BASE, new("a")), apply_changes(BASE, new("b"))).conflicts
    assert [side.after["title"] for side in (conflict.mine, conflict.theirs)] == ["a", "b"]


STORY = next(file for file in BASE if file.endswith(".toml"))


@pytest.mark.parametrize(("choice", "content"), [(None, b"theirs"), (THEIRS, b"theirs"), (MINE, b"mine")])
def test_a_story_is_one_or_the_other(choice, content):
    chosen = {(STORY, ""): choice} if choice else {}
    merged = merge(BASE, BASE | {STORY: b"mine"}, BASE | {STORY: b"theirs"}, chosen)
    assert merged.files[STORY] == content
    assert [c.table for c in merged.conflicts] == ([] if choice else [STORY])


def test_a_file_changed_on_one_side_is_taken_as_it_is():
    mine = BASE | {STORY: b"mine"}
    assert merge(BASE, mine, apply_changes(BASE, [D1])).files == apply_changes(BASE, [D1]) | {STORY: b"mine"}


def test_a_table_with_two_rows_of_one_id_is_not_joined_by_row():
    twice = BASE | {"gaps.csv": BASE["gaps.csv"] + BASE["gaps.csv"].split(b"\n")[1] + b"\n"}
    other = BASE | {"gaps.csv": BASE["gaps.csv"].replace(b"\n", b"\r\n")}
    assert [(c.table, c.row_id) for c in merge(BASE, twice, other).conflicts] == [("gaps", "")]


def test_an_edition_is_taken_back_to_the_byte_where_nothing_came_after():
    edition = apply_changes(BASE, [D1, Change("events", "S01", REMOVED)])
    assert take_back(BASE, edition, edition).files == BASE


def test_what_came_after_an_edition_stays_when_it_is_taken_back():
    edition = apply_changes(BASE, [D1])
    newest = apply_changes(edition, [D2])
    assert take_back(BASE, edition, newest).files == apply_changes(BASE, [D2])
    again = apply_changes(edition, [hours("D001", "4.6", "4.7")])
    assert [c.row_id for c in take_back(BASE, edition, again).conflicts] == ["D001"]
