"""What drafts survive besides kill -9: a full disk, no rights, a database gone and back, a clock, two at once."""

import datetime as dt
import random
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import Mock

import pytest
from pg8000 import InterfaceError
from sqlalchemy import event, text
from sqlalchemy.exc import DisconnectionError

from geo.editing.draft import DRAFT, PROPOSED, Review
from geo.editing.drafts import DraftStore
from geo.editions.database import ask_line, begin_writing, connect
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError
from tests.geo.editions.test_faults import run_children

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
ONE = {"sites.csv": b"site_id\nred-bridge\n"}
TWO = {"sites.csv": b"site_id\nkapikule\n"}
LARGE = {"sites.csv": random.Random(1).randbytes(400_000)}  # noqa: S311 - what cannot be packed
AT_ONCE = 5
NAMED = {"base": 1, "author": "Ayşe", "reason": "CPMM"}


@pytest.fixture
def stores(address):
    with closing(EditionStore(address)) as editions, closing(DraftStore(address)) as drafts:
        editions.record(ONE, AT)
        yield drafts, editions


@contextmanager
def every_connection(store, words):
    """Say something to each connection that a store opens, for a while."""

    def say(connection, _):
        connection.execute(words)

    event.listen(store._engine, "connect", say)
    store._engine.dispose()
    yield
    event.remove(store._engine, "connect", say)
    store._engine.dispose()


def steps(drafts, draft, proposed):
    return {
        "save": lambda: drafts.save(LARGE, AT, **NAMED),
        "save again": lambda: drafts.save(LARGE, AT, over=draft, **NAMED),
        "publish": lambda: drafts.publish(proposed, AT, approver="Bolat", newest=1, files=LARGE),
    }


def hold_two(drafts):
    return drafts.save(TWO, AT, **NAMED), drafts.propose(drafts.save(TWO, AT, **NAMED))


def assert_two_are_held(drafts, editions):
    assert [(one.number, one.state) for one in drafts.list_all()] == [(1, DRAFT), (2, PROPOSED)]
    assert drafts.read(1) == drafts.read(2) == TWO
    assert [one.number for one in editions.list_all()] == [1]


@pytest.mark.parametrize("step", ["save", "save again", "publish"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("PRAGMA max_page_count=1", "database or disk is full"),
        ("PRAGMA query_only=1", "attempt to write a readonly database"),
    ],
    ids=["full", "read-only"],
)
def test_what_cannot_be_written_is_told_loses_nothing_and_can_be_done_later(sqlite_address, step, words, said):
    with closing(EditionStore(sqlite_address)) as editions, closing(DraftStore(sqlite_address)) as drafts:
        editions.record(ONE, AT)
        do = steps(drafts, *hold_two(drafts))[step]
        with every_connection(drafts, words), pytest.raises(EditionStoreError, match=said):
            do()
        assert_two_are_held(drafts, editions)
        do()
        kept = editions.read(2) if step == "publish" else drafts.read(3 if step == "save" else 1)
        assert kept == LARGE


def test_a_folder_without_rights_is_told_and_loses_nothing():
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "editions.sqlite")
        with closing(EditionStore(address)) as editions, closing(DraftStore(address)) as drafts:
            editions.record(ONE, AT)
            hold_two(drafts)
        Path(folder).chmod(0o555)
        said = run_children("draft_without_rights", address)
        Path(folder).chmod(0o755)
        assert said in {"unable to open database file", "attempt to write a readonly database"}
        with closing(EditionStore(address)) as editions, closing(DraftStore(address)) as drafts:
            assert_two_are_held(drafts, editions)


def test_a_database_that_was_gone_takes_drafts_again_when_it_is_back(sqlite_address):
    with closing(EditionStore(sqlite_address)) as editions, closing(DraftStore(sqlite_address)) as drafts:
        editions.record(ONE, AT)
        hold_two(drafts)
        drafts.close()
        aside = Path(f"{sqlite_address}.aside")
        Path(sqlite_address).rename(aside)
        Path(sqlite_address).mkdir()
        for do in (lambda: drafts.save(ONE, AT, **NAMED), drafts.list_all, lambda: drafts.find(1)):
            with pytest.raises(EditionStoreError, match="unable to open database file"):
                do()
        Path(sqlite_address).rmdir()
        aside.rename(sqlite_address)
        assert_two_are_held(drafts, editions)
        assert drafts.save(ONE, AT, **NAMED).number == 3


def test_a_server_that_has_dropped_its_lines_takes_drafts_again(postgresql_address):
    with closing(EditionStore(postgresql_address)) as editions, closing(DraftStore(postgresql_address)) as drafts:
        editions.record(ONE, AT)
        hold_two(drafts)
        engine = connect(postgresql_address)
        with begin_writing(engine) as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            )
        engine.dispose()
        assert drafts.save(ONE, AT, **NAMED).number == 3
        assert editions.read(1) == ONE


@pytest.mark.parametrize("said", [ConnectionResetError(), BrokenPipeError(), InterfaceError("network error")])
def test_whatever_says_that_a_line_is_gone_has_another_opened(said):
    line = Mock()
    line.cursor.return_value.execute.side_effect = said
    with pytest.raises(DisconnectionError):
        ask_line(line, refusal=InterfaceError)


def test_a_clock_that_was_set_back_changes_no_order(stores):
    drafts, editions = stores
    _, proposed = hold_two(drafts)
    earlier = AT - dt.timedelta(days=400)
    recorded, done = drafts.publish(proposed, earlier, approver="Bolat", newest=1, files=TWO)
    assert (recorded.number, done.edition, editions.find_newest().number) == (2, 2, 2)
    assert editions.read(2) == TWO
    assert drafts.save(ONE, earlier, **NAMED).number == 3
    for when, note in ((AT, "first"), (earlier, "second")):
        drafts.review(Review(2, "sites", "kapikule", "Ayşe", when, note))
    assert [one.note for one in drafts.list_reviews()] == ["second", "first"]


def test_of_processes_that_save_and_publish_at_once_one_wins_and_the_others_are_told(address):
    told = run_children("drafts_at_once", address, AT_ONCE)
    assert told == sorted(
        ["again 2", "published 2"]
        + ["again refused", "published refused"] * (AT_ONCE - 1)
        + [f"new {number}" for number in range(3, 3 + AT_ONCE)]
    )
