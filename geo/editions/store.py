"""The store of editions: records the state of the tables, lists what was recorded, gives its files back."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from geo.edition import read_stamp
from geo.editions.database import Store, begin_reading, begin_writing
from geo.editions.recorded import NUMBER, VERSION, Recorded, is_name
from geo.editions.schema import CONTENTS, EDITIONS, FILES
from geo.errors import EditionStoreError
from geo.tables.folder_files import version_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import Connection, Row, Table

LONGEST_AUTHOR: Final = 200
LONGEST_REASON: Final = 2000


class EditionStore(Store):
    """Editions in a database."""

    def record(
        self, files: Mapping[str, bytes], at: dt.datetime, *, author: str = "", reason: str = "", again: bool = True
    ) -> tuple[Recorded, bool]:
        """Record a state of the tables as the next edition, unless it is that of the newest one.

        Parameters
        ----------
        files
            As `geo.tables.folder_files.read_files` gives them.
        at
            The moment, with its time zone.
        author, reason
            Who publishes it and why; what is longer than the database holds is cut.
        again
            Whether a state that comes back after another one is a new edition; else it is left where it was.

        Returns
        -------
        recorded, new
            The newest edition now, and whether it is a new one. What is returned is on the disk.
        """
        version = version_of(files)
        with begin_writing(self._engine) as connection:
            newest = newest_edition(connection)
            if newest is not None and newest.version == version:
                return newest, False
            if newest is not None and not again and _is_held(connection, version):
                return newest, False
            number = newest.number + 1 if newest else 1
            when = at.astimezone(dt.UTC).replace(microsecond=0)
            recorded = Recorded(number, version, when, author.strip()[:LONGEST_AUTHOR], reason.strip()[:LONGEST_REASON])
            write_edition(connection, recorded, files)
        return recorded, True

    def find_newest(self) -> Recorded | None:
        """Find the newest edition; None before the first."""
        with begin_reading(self._engine) as connection:
            return newest_edition(connection)

    def list_all(self) -> tuple[Recorded, ...]:
        """List every edition, the newest first."""
        with begin_reading(self._engine) as connection:
            rows = connection.execute(select(EDITIONS).order_by(EDITIONS.c.number.desc())).all()
        return tuple(map(_read_row, rows))

    def find(self, name: str) -> Recorded | None:
        """Find an edition.

        Parameters
        ----------
        name
            Its number; its hash or the first six digits of it and more; or the `v` of a link, of which the last six
            digits are the beginning of the hash.

        Returns
        -------
        recorded
            None when there is no such edition. Where several have the hash, the newest of them.
        """
        if not is_name(name):
            return None
        wanted = [EDITIONS.c.number == int(name)] if NUMBER.fullmatch(name) else []
        wanted += [EDITIONS.c.version.startswith(name)] if VERSION.fullmatch(name) else []
        stamp = read_stamp(name)
        wanted += [EDITIONS.c.version.startswith(stamp.version)] if stamp else []
        with begin_reading(self._engine) as connection:
            for condition in wanted:
                query = select(EDITIONS).where(condition).order_by(EDITIONS.c.number.desc()).limit(1)
                if (row := connection.execute(query).first()) is not None:
                    return _read_row(row)
        return None

    def read(self, number: int) -> dict[str, bytes]:
        """Read the files of an edition.

        Raises
        ------
        EditionStoreError
            Also when there is no such edition, or what is stored is not what was recorded.
        """
        with begin_reading(self._engine) as connection:
            version = connection.scalar(select(EDITIONS.c.version).where(EDITIONS.c.number == number))
            if version is None:
                msg = f"there is no edition {number}"
                raise EditionStoreError(msg)
            files = read_files(connection, FILES, number)
        if version_of(files) != version:
            msg = f"edition {number} is damaged in the database: its tables do not give its hash {version}"
            raise EditionStoreError(msg)
        return files


def newest_edition(connection: Connection) -> Recorded | None:
    """Find the newest edition inside a transaction; None before the first."""
    highest = select(func.max(EDITIONS.c.number)).scalar_subquery()
    row = connection.execute(select(EDITIONS).where(EDITIONS.c.number == highest)).first()
    return _read_row(row) if row is not None else None


def _is_held(connection: Connection, version: str) -> bool:
    return connection.scalar(select(EDITIONS.c.number).where(EDITIONS.c.version == version).limit(1)) is not None


def _read_row(row: Row[Any]) -> Recorded:
    when = dt.datetime.fromisoformat(row.recorded_at)
    return Recorded(row.number, row.version, when, row.author, row.reason, row.approver)


def read_files(connection: Connection, table: Table, number: int) -> dict[str, bytes]:
    """Read the files of an edition or a draft inside a transaction.

    Raises
    ------
    EditionStoreError
        When a file cannot be unpacked.
    """
    join = table.join(CONTENTS, table.c.digest == CONTENTS.c.digest)
    query = select(table.c.name, CONTENTS.c.packed).select_from(join).where(table.c.number == number)
    try:
        return {row.name: zlib.decompress(row.packed) for row in connection.execute(query.order_by(table.c.name))}
    except zlib.error as error:
        what = "edition" if table is FILES else "draft"
        msg = f"{what} {number} is damaged in the database: a file of it cannot be unpacked"
        raise EditionStoreError(msg) from error


def write_edition(connection: Connection, recorded: Recorded, files: Mapping[str, bytes]) -> None:
    """Write an edition and its files inside a transaction."""
    connection.execute(
        insert(EDITIONS).values(
            number=recorded.number,
            version=recorded.version,
            recorded_at=recorded.at.isoformat(),
            author=recorded.author,
            reason=recorded.reason,
            approver=recorded.approver,
        )
    )
    write_files(connection, FILES, recorded.number, files)


def write_files(connection: Connection, table: Table, number: int, files: Mapping[str, bytes]) -> None:
    """Write the files of an edition or a draft inside a transaction; what is held already is held once.

    Parameters
    ----------
    table
        Which names them: its columns are `number`, `name` and `digest`.
    """
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    known = select(CONTENTS.c.digest).where(CONTENTS.c.digest.in_(sorted(set(digests.values()))))
    held = set(connection.scalars(known))
    fresh = {digest: files[name] for name, digest in digests.items() if digest not in held}
    if fresh:
        rows = [{"digest": digest, "packed": zlib.compress(raw)} for digest, raw in fresh.items()]
        connection.execute(insert(CONTENTS), rows)
    if digests:
        named = [{"number": number, "name": name, "digest": digest} for name, digest in digests.items()]
        connection.execute(insert(table), named)
