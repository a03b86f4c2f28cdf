"""The database of the editions: SQLite in one file, or PostgreSQL; its locks, and its migrations.

All that changes it runs in one transaction that holds the one lock for writing, migrations too. So a process that is
killed leaves what was there before, and two that write at once take turns.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError, SQLAlchemyError

from geo.errors import EditionStoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS: Final = Path(__file__).parent / "migrations"
POSTGRESQL: Final = "postgresql"
DRIVER: Final = "postgresql+pg8000"
WAIT_S: Final = 30
"""How long a writer waits for another one, and for the server of the database."""
_LOCK: Final = 0x65646974
"""Which of the locks of PostgreSQL is ours."""
_WRITES: Final = "writes"


def read_address(address: str) -> URL:
    """Read where a database is.

    Parameters
    ----------
    address
        Path of a SQLite file, or the URL of a database: `sqlite:///…`, `postgresql://…`.

    Raises
    ------
    EditionStoreError
        When it is neither.
    """
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except ArgumentError as error:
        msg = "the address of the editions is no URL of a database"
        raise EditionStoreError(msg) from error
    if url.drivername in {"postgres", POSTGRESQL}:
        url = url.set(drivername=DRIVER)
    if url.drivername not in {"sqlite", DRIVER}:
        msg = f"editions are kept in SQLite or PostgreSQL, not in {url.drivername}"
        raise EditionStoreError(msg)
    return url


def connect(address: str) -> Engine:
    """Make ready to talk to a database; nothing is opened or made yet.

    Raises
    ------
    EditionStoreError
        When the address cannot be understood.
    """
    url = read_address(address)
    if url.get_backend_name() == POSTGRESQL:
        engine = create_engine(url, connect_args={"timeout": WAIT_S})
        event.listen(engine, "checkout", partial(ask_line, refusal=engine.dialect.loaded_dbapi.Error))
        return engine
    engine = create_engine(url, connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def ask_line(line: Any, *_: object, refusal: type[Exception]) -> None:  # noqa: ANN401 - of the driver
    """Ask a line that was kept whether it still stands; SQLAlchemy's own way misses what the system says of it.

    Parameters
    ----------
    line
        A connection of the driver.
    refusal
        The driver's own errors.

    Raises
    ------
    DisconnectionError
        When it does not: SQLAlchemy then opens another.
    """
    try:
        line.cursor().execute("SELECT 1")
        line.rollback()
    except (OSError, refusal) as error:
        raise DisconnectionError from error


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401 - of the driver
    """Leave transactions to `_begin_sqlite`; an acknowledged one is on the disk, also when the power fails."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        # Refused while another process is opening the file, which then does it; a file of the other mode is as safe.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn whatever a database says into `EditionStoreError`, in one line and without its address."""
    try:
        yield
    except NoSuchModuleError as error:
        msg = "the driver of this database is not installed"
        raise EditionStoreError(msg) from error
    except (SQLAlchemyError, CommandError, OSError) as error:
        said = getattr(error, "orig", None) or error
        msg = " ".join(str(said).split()) or type(said).__name__
        raise EditionStoreError(msg) from error


@contextmanager
def begin_reading(engine: Engine) -> Iterator[Connection]:
    """Read in one transaction: one state of the database, whatever others write meanwhile."""
    with told_plainly(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction, alone; all of it is kept when the block ends, or nothing."""
    with told_plainly(), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITES: True})
        with connection.begin():
            if engine.dialect.name == POSTGRESQL:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            yield connection


def _configure(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Name the newest migration."""
    head = ScriptDirectory.from_config(_configure()).get_current_head()
    return head or ""


def revision_of(connection: Connection) -> str:
    """Name the migration that a database has come to; blank when it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring a database to a migration, forwards or back; a fresh one is made.

    Parameters
    ----------
    engine
        As `connect` gives it.
    revision
        `head` for the newest, `base` for none.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached or written, or a newer program has brought it further.
    """
    with begin_reading(engine) as connection:
        if revision == "head" and revision_of(connection) == newest_revision():
            return
    with begin_writing(engine) as connection:
        if revision == "head" and revision_of(connection) == newest_revision():
            return
        run = command.downgrade if revision == "base" else command.upgrade
        run(_configure(connection), revision)


class Store:
    """What is kept in a database of editions.

    Parameters
    ----------
    address
        Path of a SQLite file, or the URL of a database. What is not there is made, but no folder.

    Raises
    ------
    EditionStoreError
        When the database cannot be opened. So does every method when it cannot be reached any more.
    """

    def __init__(self, address: str) -> None:
        self._engine = connect(address)
        try:
            migrate(self._engine)
        except EditionStoreError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
