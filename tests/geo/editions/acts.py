"""What a process does while it is killed, and what must hold of it afterwards: five acts on a database of editions.

Each tells what was acknowledged, one line each: `NUMBER VERSION` of an edition, `draft NUMBER REVISION VERSION` of a draft.
"""

import argparse
import atexit
import datetime as dt
import random
import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from alembic import command
from sqlalchemy import inspect

from geo.editing.draft import PUBLISHED
from geo.editing.drafts import DraftStore
from geo.editions.database import _configure, begin_reading, begin_writing, connect, newest_revision, revision_of
from geo.editions.recorded import Recorded
from geo.editions.schema import CONTENTS, EDITIONS, FILES, METADATA
from geo.editions.store import EditionStore, write_edition, write_files
from geo.importing.__main__ import keep
from geo.tables.folder_files import version_of

AT = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
ROUNDS = 3
TABLES = ("sites", "visits", "dwell", "events")
FIRST = "0001"
"""The migration that an older program had come to."""
IMPORTED = Path(tempfile.mkdtemp(prefix="imported-"))
"""The tables before a file is imported; what is forked sees the folder of its parent."""
atexit.register(shutil.rmtree, IMPORTED, ignore_errors=True)


def draw_files(draw):
    """Draw tables with enough in them that writing takes many steps."""
    return {f"{name}.csv": draw.randbytes(draw.randrange(20_000)) for name in TABLES}


def record(address, draw, tell):
    """Make or open the store and record some editions."""
    with closing(EditionStore(address)) as store:
        tell("open")
        for _ in range(ROUNDS):
            recorded, _ = store.record(draw_files(draw), AT, author="a clerk", reason="x" * 100)
            tell(f"{recorded.number} {recorded.version}")


def record_carelessly(address, draw, tell):
    """Record as a store must not: an edition in one transaction, its files in the next."""
    with closing(EditionStore(address)) as store:
        for _ in range(ROUNDS):
            files, newest = draw_files(draw), store.find_newest()
            recorded = Recorded(newest.number + 1 if newest else 1, version_of(files), AT, "a clerk", "x")
            with begin_writing(store._engine) as connection:
                write_edition(connection, recorded, {})
            with begin_writing(store._engine) as connection:
                write_files(connection, FILES, recorded.number, files)
            tell(f"{recorded.number} {recorded.version}")


def save(address, draw, tell):
    """Save a new draft, and save it again."""
    with closing(EditionStore(address)) as store, closing(DraftStore(address)) as drafts:
        tell("open")
        base = store.find_newest() or store.record(draw_files(draw), AT)[0]
        tell(f"{base.number} {base.version}")
        draft = None
        for _ in range(ROUNDS):
            files = draw_files(draw)
            draft = drafts.save(files, AT, base=base.number, author="a clerk", reason="x" * 100, over=draft)
            tell(f"draft {draft.number} {draft.revision} {version_of(files)}")


def approve(address, draw, tell):
    """Record an edition, then save, propose and publish drafts."""
    with closing(EditionStore(address)) as store, closing(DraftStore(address)) as drafts:
        tell("open")
        recorded = store.find_newest() or store.record(draw_files(draw), AT)[0]
        tell(f"{recorded.number} {recorded.version}")
        for _ in range(ROUNDS):
            files = draw_files(draw)
            draft = drafts.propose(drafts.save(files, AT, base=recorded.number, author="a clerk", reason="x" * 100))
            recorded, _ = drafts.publish(draft, AT, approver="a head", newest=recorded.number, files=files)
            tell(f"{recorded.number} {recorded.version}")


def import_file(address, draw, tell):
    """Keep what came of files of others as drafts, as `python -m geo.importing` does."""
    asked = argparse.Namespace(out=None, store=address, data=IMPORTED, who="a clerk", why="CPMM")
    for _ in range(ROUNDS):
        files = draw_files(draw)
        said = keep(SimpleNamespace(outcome=SimpleNamespace(files=files)), asked)
        tell(f"draft {said.split()[3]} 1 {version_of(files)}")


def migrate(address, draw, tell):
    """Open a database of an older program, which brings it to the newest migration, and record an edition."""
    with closing(EditionStore(address)) as store:
        tell("open")
        recorded, _ = store.record(draw_files(draw), AT)
        tell(f"{recorded.number} {recorded.version}")


def write_folder(_address):
    """Write the tables that are there before a file is imported, the same each time."""
    for name, raw in draw_files(random.Random(7)).items():  # noqa: S311 - the same in each run
        (IMPORTED / name).write_bytes(raw)


def make_older(address):
    """Bring a database back to what an older program left, with its editions; one that is fresh gets an edition."""
    with closing(EditionStore(address)) as store:
        if store.find_newest() is None:
            store.record(draw_files(random.Random(7)), AT)  # noqa: S311
    engine = connect(address)
    with begin_writing(engine) as connection:
        command.downgrade(_configure(connection), FIRST)
    engine.dispose()


def look_at_migration(address):
    """See that a database is wholly that of one migration, before anybody opens it."""
    engine = connect(address)
    with begin_reading(engine) as connection:
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
        columns = {column["name"] for column in inspect(connection).get_columns("editions")}
        revision = revision_of(connection)
    engine.dispose()
    older = {EDITIONS.name, CONTENTS.name, FILES.name}
    assert revision in {FIRST, newest_revision()}, revision
    assert tables == (older if revision == FIRST else set(METADATA.tables)), (revision, tables)
    assert ("approver" in columns) == (revision != FIRST), columns


def look_at_drafts(address, told=()):
    """Hold drafts against editions and what was acknowledged: what is published is its edition, no draft lacks a file."""
    with closing(EditionStore(address)) as store, closing(DraftStore(address)) as drafts:
        there = {one.number: one for one in store.list_all()}
        held = {draft.number: draft for draft in drafts.list_all()}
        versions = {number: version_of(drafts.read(number)) for number in held}
        for draft in held.values():
            assert draft.edition is None or there[draft.edition].version == versions[draft.number], draft
            assert (draft.state == PUBLISHED) == (draft.edition is not None), draft
            if draft.edition is not None:
                assert there[draft.edition].approver == draft.approver == "a head"
        made = {draft.edition for draft in drafts.list_all(PUBLISHED)}
        assert made == {one.number for one in there.values() if one.approver}, made
        for line in told:
            if line.startswith("draft ") and line.endswith("\n"):
                number, revision, version = line.split()[1:]
                draft = held[int(number)]
                assert draft.revision >= int(revision), (draft, line)
                assert draft.revision > int(revision) or versions[draft.number] == version, (draft, line)


class Act(NamedTuple):
    """One act: what is done before the process, in it, and how the database is looked at before and after opening it."""

    do: Any
    prepare: Any = None
    look_before: Any = None
    look_after: Any = None


ACTS = {
    "record": Act(record),
    "save": Act(save, look_after=look_at_drafts),
    "approve": Act(approve, look_after=look_at_drafts),
    "import": Act(import_file, prepare=write_folder, look_after=look_at_drafts),
    "migrate": Act(migrate, prepare=make_older, look_before=look_at_migration),
}
CARELESS = "careless"
"""An act that the tests must find out."""
