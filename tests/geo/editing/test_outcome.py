"""The check of a folder is told at the row that it is about, and what was wrong before is not told again."""

from geo.editing.changes import Change
from geo.editing.outcome import check_files, list_new
from geo.editing.rewriting import apply_changes
from geo.exports.changes import ADDED, CHANGED
from geo.tables.folder_files import read_files
from tests.conftest import ROOT


def change(row_id, before, after):
    return Change("dwell", row_id, CHANGED, {"hours": before}, {"hours": after})


def test_a_fault_is_told_at_its_row_and_column(small):
    files = read_files(small.write())
    assert [told for told in check_files(files) if told.refused] == []
    bad = apply_changes(files, [change("D002", "2.9", "many")])
    (told,) = list_new(check_files(files), check_files(bad))
    assert (told.table, told.row_id, told.fault.column, told.fault.value, told.refused) == (
        "dwell",
        "D002",
        "hours",
        "many",
        True,
    )


def test_what_was_wrong_before_is_not_told_again_though_its_row_has_moved(small):
    files = read_files(small.change("dwell", 3, hours="many").write())
    row = {"dwell_id": "D000", "place_id": "kapikule", "hours": "-1", "source_id": "cpmm-2022"}
    moved = apply_changes(files, [Change("dwell", "D000", ADDED, after=row, follows="")])
    new = list_new(check_files(files), check_files(moved))
    assert {told.row_id for told in new} == {"D000"}


def test_a_fault_of_a_story_or_file_has_no_row():
    files = read_files(ROOT / "data")
    story = next(file for file in files if file.endswith(".toml"))
    told = list_new(check_files(files), check_files(files | {story: b"=", "gaps.csv": b""}))
    assert {(one.table, one.row_id) for one in told} >= {("", ""), ("gaps", "")}
