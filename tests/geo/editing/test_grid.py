"""What is written into a grid becomes changes of rows."""

import pytest

from geo.editing.changes import Change, list_keys
from geo.editing.grid import list_rows, read_grid
from geo.editing.rewriting import apply_changes
from geo.errors import EditingError
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.tables.folder_files import read_files
from tests.conftest import ROOT

FILES = read_files(ROOT / "data")


def test_a_grid_begins_with_the_rows_that_hold_a_text():
    assert len(list_rows(FILES, "visits")) == 10
    assert [row_id for row_id, _ in list_rows(FILES, "dwell", "d001")] == ["D001"]


def test_cells_rows_and_what_is_gone_become_changes():
    rows = list_rows(FILES, "visits")
    state = {"edited_rows": {"0": {"date": " 2015 ", "_index": 3}, 1: {"date": rows[1][1]["date"]}, 2: {"date": None}},
             "added_rows": [{"visit_id": "V99", "site_id": "x", "date": None}, {}], "deleted_rows": [2]}  # fmt: skip
    changes = read_grid("visits", list_keys(FILES)["visits"], rows, state)
    assert [(c.row_id, c.kind, dict(c.after)) for c in changes] == [
        ("V01", CHANGED, {"date": "2015"}), ("V03", REMOVED, {}), ("V99", ADDED, {"visit_id": "V99", "site_id": "x"}),
    ]  # fmt: skip
    assert len(list_rows(apply_changes(FILES, changes), "visits")) == 10


@pytest.mark.parametrize("state", [{"added_rows": [{"term": "x"}]}, {"added_rows": [{"label": "x"}]}])
def test_a_row_without_its_whole_id_is_refused(state):
    changes = read_grid("vocabularies", ("vocabulary", "term"), [], state)
    if changes[0].row_id:
        assert changes == [Change("vocabularies", ",x", ADDED, after={"term": "x"})]
    else:
        with pytest.raises(EditingError, match="its own id"):
            apply_changes(FILES, changes)


def test_a_hostile_cell_is_refused():
    with pytest.raises(EditingError):
        read_grid("visits", ("visit_id",), list_rows(FILES, "visits"), {"edited_rows": {0: {"note": "a\0"}}})
