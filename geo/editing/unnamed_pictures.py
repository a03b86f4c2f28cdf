"""Pictures that nothing names any more are let go of with the draft that brought them."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select

from geo.editing.draft import OPEN, WITHDRAWN
from geo.editions.schema import CONTENTS, DRAFT_FILES, DRAFTS, FILES, PHOTOGRAPHS
from geo.errors import EditionStoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

TABLE: Final = "photographs.csv"
_DIGEST: Final = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def collect_pictures(connection: Connection, left: frozenset[str]) -> None:
    """Let go of pictures that no edition and no open draft names, inside the transaction that frees them.

    Parameters
    ----------
    left
        What the draft named until now. Besides it only what drafts name that were withdrawn is looked at: a picture
        that is kept for a folder stays, though its edition may not be recorded yet.
    """
    withdrawn = select(DRAFTS.c.number).where(DRAFTS.c.state == WITHDRAWN)
    freed = left | _read_named(connection, _of_drafts(withdrawn))
    if not freed:
        return
    still = select(DRAFTS.c.number).where(DRAFTS.c.state.in_(OPEN))
    held = _read_named(connection, _of_drafts(still)) | _read_named(
        connection, select(FILES.c.digest).where(FILES.c.name == TABLE)
    )
    connection.execute(delete(PHOTOGRAPHS).where(PHOTOGRAPHS.c.digest.in_(sorted(freed - held))))


def read_named(connection: Connection, number: int) -> frozenset[str]:
    """Read which pictures a draft names, inside a transaction."""
    return _read_named(connection, _of_drafts(select(DRAFTS.c.number).where(DRAFTS.c.number == number)))


def _of_drafts(numbers: Select[tuple[int]]) -> Select[tuple[str]]:
    return select(DRAFT_FILES.c.digest).where(DRAFT_FILES.c.name == TABLE, DRAFT_FILES.c.number.in_(numbers))


def _read_named(connection: Connection, digests: Select[tuple[str]]) -> frozenset[str]:
    packed = connection.scalars(select(CONTENTS.c.packed).where(CONTENTS.c.digest.in_(digests)))
    try:
        return frozenset(found.decode() for one in packed for found in _DIGEST.findall(zlib.decompress(one)))
    except zlib.error as error:
        msg = "a table of photographs is damaged in the database: it cannot be unpacked"
        raise EditionStoreError(msg) from error
