"""A draft becomes an edition when another person approves it, whatever was published meanwhile; and is taken back."""

import datetime as dt
from contextlib import closing

import pytest

from geo.editing.changes import Change
from geo.editing.drafts import DraftStore
from geo.editing.people import Editor
from geo.editing.publishing import Stores, approve, foresee, undo
from geo.editing.rewriting import apply_changes
from geo.editions.store import EditionStore
from geo.errors import EditingError, StaleDraftError
from geo.exports.changes import CHANGED
from geo.tables.folder_files import read_files
from tests.conftest import ROOT

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
BASE = read_files(ROOT / "data")
CLERK, HEAD, OTHER = (
    Editor(*words, "x") for words in (("Ayşe", "proposes"), ("Bolat", "approves"), ("Cem", "approves"))
)
EDITORS = (CLERK, HEAD, OTHER)


def hours(row_id, before, after):
    return Change("dwell", row_id, CHANGED, {"hours": before}, {"hours": after})


@pytest.fixture
def stores(sqlite_address):
    with closing(EditionStore(sqlite_address)) as editions, closing(DraftStore(sqlite_address)) as drafts:
        editions.record(BASE, AT)
        yield Stores(drafts, editions)


def propose(stores, *changes, author="Ayşe"):
    files = apply_changes(BASE, changes)
    return stores[0].propose(stores[0].save(files, AT, base=1, author=author, reason="CPMM"))


def test_what_was_published_meanwhile_is_merged_and_both_names_are_kept(stores):
    _, editions = stores
    first, second = propose(stores, hours("D001", "4.5", "4.6")), propose(stores, hours("D002", "2.9", "3"))
    approve(stores, first, AT, HEAD, EDITORS)
    outcome = foresee(stores, second)
    assert (outcome.newest, [c.row_id for c in outcome.changes], outcome.refused) == (2, ["D002"], False)
    recorded, _ = approve(stores, second, AT, HEAD, EDITORS)
    assert (recorded.number, recorded.author, recorded.approver) == (3, "Ayşe", "Bolat")
    assert editions.read(3) == apply_changes(BASE, [hours("D001", "4.5", "4.6"), hours("D002", "2.9", "3")])


def test_a_row_changed_on_both_sides_waits_for_its_author(stores):
    first, second = propose(stores, hours("D001", "4.5", "4.6")), propose(stores, hours("D001", "4.5", "5"))
    approve(stores, first, AT, HEAD, EDITORS)
    assert foresee(stores, second).refused
    with pytest.raises(StaleDraftError, match="its author must choose"):
        approve(stores, second, AT, HEAD, EDITORS)


@pytest.mark.parametrize(("editor", "author"), [(CLERK, "Bolat"), (CLERK, "Ayşe"), (HEAD, "Bolat")])
def test_nobody_without_the_role_or_of_their_own_publishes(stores, editor, author):
    proposed = propose(stores, hours("D001", "4.5", "4.6"), author=author)
    with pytest.raises(EditingError, match="another person"):
        approve(stores, proposed, AT, editor, EDITORS)
    assert stores[1].find_newest().number == 1


def test_what_the_check_refuses_is_not_published(stores):
    proposed = propose(stores, hours("D001", "4.5", "many"))
    (told,) = [one for one in foresee(stores, proposed).faults if one.refused]
    assert (told.table, told.row_id, told.fault.column) == ("dwell", "D001", "hours")
    with pytest.raises(EditingError, match="finds faults"):
        approve(stores, proposed, AT, HEAD, EDITORS)


def test_an_edition_is_taken_back_by_a_new_one(stores):
    drafts, editions = stores
    approve(stores, propose(stores, hours("D001", "4.5", "4.6")), AT, HEAD, EDITORS)
    back = undo(stores, 2, AT, author="Ayşe", reason="Takes back edition 2")
    approve(stores, drafts.propose(back), AT, HEAD, EDITORS)
    assert editions.read(3) == BASE
    with pytest.raises(EditingError, match="before the first"):
        undo(stores, 1, AT, author="Ayşe", reason="x")
    again = propose(stores, hours("D001", "4.5", "5"))
    approve(stores, again, AT, HEAD, EDITORS)
    with pytest.raises(EditingError, match="dwell D001"):
        undo(stores, 2, AT, author="Ayşe", reason="x")
