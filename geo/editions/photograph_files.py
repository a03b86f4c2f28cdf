"""The pictures of field visits as files beside the tables, each named by its hash."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.catalogue import Catalogue

FOLDER: Final = "photographs"
ENDING: Final = ".jpg"
JPEG: Final = "image/jpeg"
SMALL: Final = "-small"
"""Follows the name of a picture as it stands in a list."""
MAX_BYTES: Final = 4_000_000
"""A larger file is no picture that was made ready here (`geo.editing.pictures`)."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_JPEG: Final = b"\xff\xd8\xff"


def name_picture(raw: bytes) -> str:
    """Name a picture by what it holds: its SHA-256."""
    return hashlib.sha256(raw).hexdigest()


def list_named(catalogue: Catalogue) -> tuple[str, ...]:
    """List the pictures that the tables name, each once; what cannot be the name of one is left out."""
    files = (row.file for row in catalogue.photographs)
    return tuple(dict.fromkeys(file for file in files if _DIGEST.fullmatch(file)))


def read_picture(folder: Path, digest: str) -> bytes | None:
    """Read a picture from the folder of the tables.

    Returns
    -------
    raw
        None when there is no such file, or it is not the JPEG that its name says.
    """
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        with (folder / FOLDER / f"{digest}{ENDING}").open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return raw if len(raw) <= MAX_BYTES and raw.startswith(_JPEG) and name_picture(raw) == digest else None


def name_files(pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name pictures as files below a folder of tables, to be written with them."""
    return {f"{FOLDER}/{digest}{ENDING}": raw for digest, raw in pictures.items()}
