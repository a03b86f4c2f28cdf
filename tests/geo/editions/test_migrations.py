"""The database is made by migrations, forwards and back, and is what the program expects of it."""

import datetime as dt
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from geo.editions.database import begin_reading, begin_writing, connect, migrate, newest_revision, revision_of
from geo.editions.schema import METADATA
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError

AT = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)


@pytest.fixture
def engine(address):
    made = connect(address)
    yield made
    made.dispose()


def tables_of(engine):
    with begin_reading(engine) as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(engine, address):
    migrate(engine)
    made = tables_of(engine)
    assert made == set(METADATA.tables)
    migrate(engine, "base")
    assert tables_of(engine) == set()
    migrate(engine)
    assert tables_of(engine) == made
    with closing(EditionStore(address)) as store:
        assert store.record({"sites.csv": b"x"}, AT)[0].number == 1


def test_the_migrations_make_what_the_program_expects(engine):
    migrate(engine)
    with begin_reading(engine) as connection:
        assert revision_of(connection) == newest_revision()
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_migration_that_fails_leaves_nothing_behind(engine, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("alembic.op.create_index", fail)
    with pytest.raises(ZeroDivisionError):
        migrate(engine)
    assert tables_of(engine) == set()


def test_a_database_of_a_newer_program_is_left_alone(engine, address):
    migrate(engine)
    with begin_writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(EditionStoreError, match="9999"):
        EditionStore(address)
