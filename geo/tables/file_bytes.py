"""From a path to bytes: which file is meant, whether it can be opened, and how much of it is read."""

from __future__ import annotations

import errno
import re
import stat
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.messages import tell, tell_both
from geo.tables.file_kinds import LOOKED_AT, find_wide_encoding, name_kind
from geo.tables.file_names import WORKBOOKS, find_other
from geo.tables.limits import MAX_BYTES, MAX_CELLS, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LINE_ENDS: Final = (b"\n", b"\r")
SIGNS: Final = b",;\t|"
_BLANK_END: Final = b" ,;\t|\r\n"
_END_OF_FILE: Final = b"\x1a"  # as old programs write it
_LOCKED: Final = tell("The file cannot be opened: another program holds it, or this account may not read it.")
_REASONS: Final[Mapping[int | None, str]] = MappingProxyType(
    {
        errno.EISDIR: tell("There is a folder of this name in place of the file."),
        errno.ELOOP: tell("The file is a link that leads back to itself."),
        errno.EACCES: _LOCKED,
        errno.EPERM: _LOCKED,
    }
)


def read_bytes(path: Path) -> tuple[bytes, str]:
    """Read what a file holds, no more than is needed to know what it is.

    Parameters
    ----------
    path
        As `find_file` gives it.

    Returns
    -------
    raw, reason
        Why nothing was read; blank when something was.
    """
    try:
        told = path.stat()
        if not (stat.S_ISREG(told.st_mode) or stat.S_ISDIR(told.st_mode)):
            return b"", tell("There is something else of this name in place of the file.")
        with path.open("rb") as stream:
            raw = stream.read(LOOKED_AT)
            if name_kind(raw):
                return raw, ""
            if told.st_size > MAX_BYTES:
                return b"", too_large()
            stream.seek(0)
            return stream.read(LOOKED_AT + MAX_BYTES), ""
    except FileNotFoundError:
        return b"", tell_both(tell("The file is missing."), _other_form(path))
    except OSError as error:
        return b"", _REASONS.get(error.errno, tell("The file cannot be opened ({reason}).", reason=error.strerror))


def find_file(path: Path) -> Path:
    """Find a file whose name may be written in other capitals; the path itself when there is no such file."""
    if path.exists():
        return path
    wanted = path.name.casefold()
    return next((other for other in sorted(path.parent.glob("*")) if other.name.casefold() == wanted), path)


def _other_form(path: Path) -> str:
    """Point to a file that may be the one that is missing: a workbook, a copy, one with another end or a second one."""
    found = find_other(path)
    if found is None:
        return ""
    if found.suffix.lower() in WORKBOOKS:
        return tell('There is {name}; save it as {file}, as "CSV UTF-8".', name=found.name, file=path.name)
    return tell("There is {name}; if it is the table, call it {file}.", name=found.name, file=path.name)


def cut_blank_end(raw: bytes) -> bytes:
    """Cut off the blank lines that a spreadsheet writes below a table, a million of them if it likes."""
    if find_wide_encoding(raw[:LOOKED_AT]):
        return raw
    raw = raw.removesuffix(_END_OF_FILE)
    filled = len(raw.rstrip(_BLANK_END))
    end = re.compile(rb"\r\n?|\n").search(raw, filled)
    return raw[: end.end()] if end else raw


def find_limit(raw: bytes) -> str:
    """Say which limit the bytes of a file are above; blank for none."""
    if len(raw) > MAX_BYTES:
        return too_large()
    lines = max(raw.count(end) for end in LINE_ENDS)
    if lines > MAX_ROWS:
        return tell("The file has more than {n} rows, which is the most that is read.", n=f"{MAX_ROWS:,}")
    if lines + max(raw.count(sign) for sign in SIGNS) > MAX_CELLS:
        return tell("The file has more than {n} cells, which is the most that is read.", n=f"{MAX_CELLS:,}")
    return ""


def too_large() -> str:
    """Say that a file is above the limit of bytes."""
    return tell("The file is larger than {n} MB, which is the most that is read.", n=MAX_BYTES >> 20)
