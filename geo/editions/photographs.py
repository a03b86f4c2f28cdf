"""The pictures of field visits: kept in the database of the editions, each once, by its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from geo.editions.database import Store, begin_reading, begin_writing
from geo.editions.photograph_files import name_picture
from geo.editions.schema import PHOTOGRAPHS
from geo.errors import EditionStoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection


class PhotographStore(Store):
    """Pictures in a database of editions."""

    def keep(self, pictures: Iterable[bytes]) -> None:
        """Keep pictures; one that is kept already is kept once. When this returns, they are on the disk."""
        with begin_writing(self._engine) as connection:
            write_pictures(connection, pictures)

    def find(self, digest: str) -> bytes | None:
        """Find a picture; None when it is not kept.

        Raises
        ------
        EditionStoreError
            Also when what is stored is not what was kept.
        """
        with begin_reading(self._engine) as connection:
            raw = connection.scalar(select(PHOTOGRAPHS.c.picture).where(PHOTOGRAPHS.c.digest == digest))
        if raw is not None and name_picture(raw) != digest:
            msg = f"the photograph {digest} is damaged in the database"
            raise EditionStoreError(msg)
        return raw

    def list_held(self, digests: Collection[str]) -> frozenset[str]:
        """List which of some pictures are kept."""
        query = select(PHOTOGRAPHS.c.digest).where(PHOTOGRAPHS.c.digest.in_(sorted(digests)))
        with begin_reading(self._engine) as connection:
            return frozenset(connection.scalars(query))


def write_pictures(connection: Connection, pictures: Iterable[bytes]) -> None:
    """Write pictures inside a transaction; what is held already is held once."""
    named = {name_picture(raw): raw for raw in pictures}
    held = connection.scalars(select(PHOTOGRAPHS.c.digest).where(PHOTOGRAPHS.c.digest.in_(sorted(named))))
    fresh = [{"digest": digest, "picture": named[digest]} for digest in sorted(named.keys() - set(held))]
    if fresh:
        connection.execute(insert(PHOTOGRAPHS), fresh)
