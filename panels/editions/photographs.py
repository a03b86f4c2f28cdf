"""The pictures of field visits: from the database of editions, or from the folder of the tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from geo.editing.pictures import make_small
from geo.editions.photograph_files import read_picture
from geo.errors import EditionStoreError, PhotographError
from panels.editions.kept import open_photographs
from panels.optional import warn_once
from panels.settings import data_folder, editions_address

MOST_SMALL: Final = 200
"""Small pictures that are held in memory, some 30 kB each."""


def find_picture(digest: str) -> bytes | None:
    """Find a picture in the database, or in the folder of the tables; None when neither has it or can be read."""
    address = editions_address()
    if address:
        try:
            found = open_photographs(address).find(digest)
        except EditionStoreError as error:
            warn_once(__name__, f"Photographs cannot be read from the database: {error}")
            found = None
        if found is not None:
            return found
    return read_picture(data_folder(), digest)


def find_small(digest: str) -> bytes | None:
    """Find a picture as it stands in a list; None when it cannot be read."""
    try:
        return _find_small(digest)
    except LookupError:
        return None
    except PhotographError as error:
        warn_once(__name__, f"The photograph {digest} cannot be shown: {error}")
        return None


@lru_cache(maxsize=MOST_SMALL)
def _find_small(digest: str) -> bytes:
    """Make the small picture once; one that is not there is looked for again."""
    raw = find_picture(digest)
    if raw is None:
        raise LookupError(digest)
    return make_small(raw)
