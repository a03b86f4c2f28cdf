"""What an edition is made of: the tables and stories of a folder, byte by byte, and the hash that names them."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from geo.records.registry import RECORDS, TABLES_ADDED_LATER
from geo.tables.file_bytes import find_file
from geo.tables.story_file import STORY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION_DIGITS: Final = 12
TABLE_END: Final = ".csv"
STORY_END: Final = ".toml"


def read_files(folder: Path) -> dict[str, bytes]:
    """Read the tables and stories of a folder as they are, whatever state they are in.

    Returns
    -------
    files
        Name below the folder, with `/`, → what it holds; what is missing or cannot be opened is left out. A table whose
        file is written in other capitals is named as the table is.
    """
    found = {f"{name}{TABLE_END}": find_file(folder / f"{name}{TABLE_END}") for name in RECORDS}
    stories = sorted((folder / STORY_FOLDER).glob(f"*{STORY_END}"))
    found |= {f"{STORY_FOLDER}/{path.name}": path for path in stories}
    files = {}
    for name, path in found.items():
        with suppress(OSError):
            files[name] = path.read_bytes()
    return files


def version_of(files: Mapping[str, bytes]) -> str:
    """Name a state of the tables: twelve hexadecimal digits that change whenever a byte of a table or story does.

    Parameters
    ----------
    files
        As `read_files` gives them.
    """
    digest = hashlib.sha256()
    for name in RECORDS:
        if name in TABLES_ADDED_LATER and f"{name}{TABLE_END}" not in files:
            continue  # an edition keeps the hash that it was given before there was such a table
        digest.update(name.encode())
        if (raw := files.get(f"{name}{TABLE_END}")) is not None:
            digest.update(hashlib.sha256(raw).digest())
    for name in sorted(name for name in files if name.startswith(f"{STORY_FOLDER}/")):
        digest.update(name.removeprefix(f"{STORY_FOLDER}/").encode() + files[name])
    return digest.hexdigest()[:VERSION_DIGITS]
