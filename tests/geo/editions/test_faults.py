"""What editions survive: kill -9 at any moment, two who record at once, a full disk, a folder that cannot be written."""

import datetime as dt
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from geo.editions.store import EditionStore
from geo.errors import EditionStoreError
from geo.tables.folder_files import version_of
from tests.conftest import ROOT, SEED, TIMES_IN_FUZZ
from tests.geo.editions.acts import ACTS, CARELESS
from tests.geo.editions.children import forget
from tests.geo.editions.conftest import find_pg_ctl

AT = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
MANY = 30
KILLS = {"sqlite": 8, "postgresql": 4}
"""For each act and seed: `make fuzz` draws as many seeds as `TIMES_IN_FUZZ` says."""
AT_ONCE, ROUNDS = 6, 3
ONE = {"sites.csv": b"site_id\nred-bridge\n"}


def run_children(*words):
    command = [sys.executable, "-m", "tests.geo.editions.children", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.seeds(1)
@pytest.mark.parametrize("act", ACTS)
def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(address, act, seed):
    times = KILLS["postgresql" if "://" in address else "sqlite"]
    assert run_children("killed", address, seed, times, act)["moments"] == times


def test_a_store_that_can_be_killed_half_way_is_found_out(sqlite_address):
    with pytest.raises(AssertionError, match="do not give its hash"):
        run_children("killed", sqlite_address, SEED, MANY, CARELESS)


def test_fuzz_kills_at_a_thousand_moments_and_more_in_each_store():
    """Of all five acts, with the seeds that `make fuzz` draws."""
    assert min(KILLS.values()) * len(ACTS) * TIMES_IN_FUZZ >= 1000


def test_processes_that_record_at_once_make_one_edition(address):
    for said in run_children("at_once", address, AT_ONCE, ROUNDS):
        expected = [f"1 {said['version']} False"] * (AT_ONCE - 1) + [f"1 {said['version']} True"]
        assert said["told"] == expected


def hold_one(address):
    with closing(EditionStore(address)) as store:
        store.record(ONE, AT)


def assert_one_is_held(address):
    with closing(EditionStore(address)) as store:
        assert [one.number for one in store.list_all()] == [1]
        assert store.read(1) == ONE
        assert store.record(ONE | {"visits.csv": b""}, AT)[0].number == 2


def test_a_full_disk_is_told_and_loses_nothing(sqlite_address):
    hold_one(sqlite_address)
    assert run_children("full", sqlite_address, 100_000) in {"database or disk is full", "disk I/O error"}
    assert_one_is_held(sqlite_address)


def test_a_folder_that_cannot_be_written_is_told_and_loses_nothing():
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "editions.sqlite")
        hold_one(address)
        Path(folder).chmod(0o555)
        assert run_children("without_rights", address) in {
            "unable to open database file",
            "attempt to write a readonly database",
        }
        Path(folder).chmod(0o755)
        assert_one_is_held(address)


def test_a_folder_of_tables_is_written_whole_or_not_at_all_when_the_disk_is_full(tmp_path):
    assert run_children("export_full", tmp_path / "new", 2_000).endswith("cannot be written (File too large)")
    assert list(tmp_path.iterdir()) == []
    assert run_children("export_full", tmp_path / "new", 100_000) == ""
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "dwell.csv",
        "events.csv",
        "sites.csv",
        "visits.csv",
    ]


def test_a_folder_of_tables_is_not_begun_where_nothing_may_be_written():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        said = run_children("export_without_rights", Path(folder) / "new")
        Path(folder).chmod(0o755)
        assert said.endswith("cannot be written (Permission denied)")
        assert list(Path(folder).iterdir()) == []


def test_a_file_that_is_no_database_is_told_and_left_alone(sqlite_address):
    Path(sqlite_address).write_text("place_id,name\n" * 200)
    with pytest.raises(EditionStoreError, match="file is not a database"):
        EditionStore(sqlite_address)
    assert Path(sqlite_address).read_text().startswith("place_id,name")


@pytest.mark.parametrize("address", ["mysql://user:secret@host/x", "postgresql://user:secret@", "://", "nothing://x"])
def test_an_address_that_cannot_be_understood_is_told_without_its_password(address):
    with pytest.raises(EditionStoreError) as caught:
        EditionStore(address)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_database_that_is_gone_is_told_and_is_used_again_when_it_is_back(sqlite_address):
    with closing(EditionStore(sqlite_address)) as store:
        store.record(ONE, AT)
    aside = f"{sqlite_address}.aside"
    Path(sqlite_address).rename(aside)
    Path(sqlite_address).mkdir()
    with pytest.raises(EditionStoreError, match="unable to open database file"):
        EditionStore(sqlite_address)
    Path(sqlite_address).rmdir()
    Path(aside).rename(sqlite_address)
    assert_one_is_held(sqlite_address)


def test_a_copy_taken_while_another_process_records_is_a_whole_store(sqlite_address, tmp_path):
    command = [sys.executable, "-m", "tests.geo.editions.children", "recording", sqlite_address, "40"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        acknowledged = [int(child.stdout.readline()) for _ in range(3)][-1]
        copy = str(tmp_path / "copy.sqlite")
        with closing(sqlite3.connect(sqlite_address)) as one, closing(sqlite3.connect(copy)) as other:
            one.backup(other)
        child.stdout.read()
    with closing(EditionStore(copy)) as store:
        editions = store.list_all()
        assert len(editions) >= acknowledged
        assert [version_of(store.read(one.number)) for one in editions] == [one.version for one in editions]


def test_a_dump_of_postgresql_is_restored(postgresql_address):
    tools = Path(find_pg_ctl()).parent
    hold_one(postgresql_address)
    dump = subprocess.run([tools / "pg_dump", "-Fc", postgresql_address], capture_output=True, check=True).stdout
    forget(postgresql_address)
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    said = re.search("pg_restore (.+) --dbname=", guide).group(1)
    restore = [tools / "pg_restore", *said.split(), f"--dbname={postgresql_address}"]
    for _ in ("where nothing is", "in the place of what is there"):
        subprocess.run(restore, input=dump, check=True)
    assert_one_is_held(postgresql_address)
