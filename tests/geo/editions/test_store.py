"""What is recorded is given back byte by byte, under its number and its hash."""

import datetime as dt
from contextlib import closing

import pytest
from sqlalchemy import text, update

from geo.editions import store as module
from geo.editions.database import begin_writing
from geo.editions.recorded import is_name
from geo.editions.schema import CONTENTS
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError
from geo.tables.folder_files import read_files, version_of
from tests.conftest import ROOT

AT = dt.datetime(2026, 11, 27, 23, 5, 6, tzinfo=dt.UTC)
ONE = {"sites.csv": b"site_id\nred-bridge\n", "walkthroughs/trip.toml": b"title = 'x'\n"}
TWO = ONE | {"sites.csv": b"site_id\nkapikule\n"}


@pytest.fixture
def store(address):
    with closing(EditionStore(address)) as opened:
        yield opened


def test_the_real_tables_come_back_byte_by_byte(store):
    files = read_files(ROOT / "data")
    recorded, new = store.record(files, AT, author="Ayşe", reason="first 第一")
    assert new
    assert (recorded.number, recorded.version) == (1, version_of(files))
    assert store.read(1) == files
    assert store.list_all() == (recorded,)
    assert (recorded.author, recorded.reason, recorded.at) == ("Ayşe", "first 第一", AT)


def test_a_state_is_the_next_edition_only_when_it_is_not_that_of_the_newest(store):
    told = [store.record(files, AT) for files in (ONE, ONE, TWO, ONE)]
    assert [(recorded.number, new) for recorded, new in told] == [(1, True), (1, False), (2, True), (3, True)]
    assert [one.version for one in store.list_all()] == [version_of(files) for files in (ONE, TWO, ONE)]
    assert store.read(2) == TWO


def test_what_editions_share_is_kept_once(store):
    for files in (ONE, TWO, ONE):
        store.record(files, AT)
    with begin_writing(store._engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM contents")) == 3
        assert connection.scalar(text("SELECT count(*) FROM files")) == 6


def test_a_clock_that_is_set_back_changes_no_order(store):
    store.record(ONE, AT)
    store.record(TWO, AT - dt.timedelta(days=400))
    assert [one.number for one in store.list_all()] == [2, 1]
    assert store.record(TWO, AT)[1] is False


def test_an_edition_is_found_by_number_hash_its_beginning_and_the_stamp_of_a_link(store):
    first, second, third = (store.record(files, AT)[0] for files in (ONE, TWO, ONE))
    assert store.find("2") == second
    assert store.find(second.version) == second
    assert store.find(second.version[:8]) == second
    assert store.find(f"261127{second.version[:6]}") == second
    assert store.find(first.version) == third
    assert store.find("4") is store.find("abcdef123456") is None


HOSTILE = ["", "-1", "1 ", "abc", "1.0", "%", "' OR 1=1", "٣", "1" * 40, "ABCDEF12", "12345678901234"]


def test_a_hostile_name_names_no_edition(store):
    store.record(ONE, AT)
    assert [name for name in HOSTILE if is_name(name) or store.find(name)] == []


def test_who_and_why_are_cut_to_what_the_database_holds(store):
    recorded, _ = store.record(ONE, AT, author="a" * 500, reason="r" * 5000)
    assert store.list_all() == (recorded,)
    assert (len(recorded.author), len(recorded.reason)) == (200, 2000)


def test_what_is_not_there_or_damaged_is_told(store):
    store.record(ONE, AT)
    with pytest.raises(EditionStoreError, match="no edition 2"):
        store.read(2)
    for wrong, told in ((b"x", "cannot be unpacked"), (module.zlib.compress(b"other"), "do not give its hash")):
        with begin_writing(store._engine) as connection:
            connection.execute(update(CONTENTS).values(packed=wrong))
        with pytest.raises(EditionStoreError, match=told):
            store.read(1)


def test_a_failure_in_the_middle_leaves_nothing(store, monkeypatch):
    store.record(ONE, AT)
    monkeypatch.setattr(module.zlib, "compress", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.record(TWO, AT)
    assert [one.number for one in store.list_all()] == [1]


def test_another_process_sees_what_was_recorded(store, address):
    store.record(ONE, AT)
    with closing(EditionStore(address)) as other:
        assert other.record(TWO, AT)[0].number == 2
    assert store.record(ONE, AT)[0].number == 3
