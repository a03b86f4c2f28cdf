"""Looks into a packed workbook without unpacking it to a disk, and reads no more of it than is bounded."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from geo.errors import ImportedFileError
from geo.importing.limits import MAX_MEMBERS, MAX_UNPACKED
from geo.importing.xml_parts import listen
from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.importing.xml_parts import Listener

_ENCRYPTED = 1
LOCKED: Final = tell("The workbook has a password; save it without one.")
_END: Final = b"PK\x05\x06"
_CUT: Final = tell("The packed file is broken: its end is missing. Copy or save it again.")
_BROKEN: Final = tell("The packed file is broken and cannot be read.")


PACKED: Final = b"PK"
ROOT: Final = "_rels/.rels"
PARTS: Final = "xl/"
BINARY: Final = "xl/workbook.bin"
ARCHIVE: Final = tell("The file is a packed archive, whatever it is called; unpack it, and choose the table in it.")
_CONTENTS: Final = (
    ("word/", tell("The file is a Word document, whatever it is called; save its table as a workbook or as CSV.")),
    ("ppt/", tell("The file is a presentation, whatever it is called; save its table as a workbook or as CSV.")),
    (BINARY, tell("The file is a binary Excel workbook (.xlsb), whatever it is called; save it as .xlsx.")),
    (PARTS, tell("The file is an Excel workbook, whatever it is called; give it a name that ends in .xlsx.")),
    ("Index/", tell("The file is a document of Numbers or Pages, whatever it is called; export it as .xlsx.")),
    ("content.xml", tell("The file is an OpenDocument file, whatever it is called; save its table as .ods or .xlsx.")),
)
"""How a part of a packed file begins, and what the file is then; the first that fits."""


def name_content(raw: bytes) -> str:
    """Name what a packed file is that is no workbook of the kind which its name says.

    Parameters
    ----------
    raw
        What it holds.

    Returns
    -------
    sentence
        By the names of its parts; `ARCHIVE` when these are files of any kind.

    Raises
    ------
    ImportedFileError
        When it is broken.
    """
    with open_packed(raw) as packed:
        names = packed.names()
    return name_parts(names)


def is_no_workbook(names: Sequence[str]) -> bool:
    """Ask of the parts of a packed file whether it is another thing than an Excel workbook that can be read."""
    own = any(name.startswith(PARTS) for name in names) and BINARY not in names
    return not own and (ROOT not in names or name_parts(names) != ARCHIVE)


def name_parts(names: Sequence[str]) -> str:
    """Name what a packed file is by the names of its parts; `ARCHIVE` when these are files of any kind."""
    return next((told for start, told in _CONTENTS if any(name.startswith(start) for name in names)), ARCHIVE)


class Packed:
    """A packed file, open for reading; its names are only looked up, never followed to a disk."""

    def __init__(self, base: zipfile.ZipFile) -> None:
        self._base = base
        self._left = MAX_UNPACKED

    def __contains__(self, name: str) -> bool:
        """Ask whether there is such a part."""
        return name in self._base.NameToInfo

    def names(self) -> list[str]:
        """List the names of all parts."""
        return list(self._base.NameToInfo)

    def listen(self, name: str, listener: Listener, limit: int = MAX_UNPACKED) -> None:
        """Read one part as XML.

        Parameters
        ----------
        name
            Of the part.
        listener
            Gets what stands in it.
        limit
            Bytes that it may have unpacked; what all parts may have together holds as well.

        Raises
        ------
        ImportedFileError
            When it is missing, locked, larger, or no XML. Its size is what the list of the packed file says; the
            reader never gives more than that, whatever is packed.
        """
        told = self._base.NameToInfo.get(name)
        if told is None:
            raise ImportedFileError(tell("The workbook is not complete: {part} is missing.", part=name))
        if told.flag_bits & _ENCRYPTED:
            raise ImportedFileError(LOCKED)
        if told.file_size > min(limit, self._left):
            raise ImportedFileError(tell("The file is far larger when it is unpacked than may be read."))
        self._left -= told.file_size
        with self._base.open(told) as stream:
            listen(stream, listener)


@contextmanager
def open_packed(raw: bytes) -> Iterator[Packed]:
    """Open a packed file.

    Yields
    ------
    packed
        Its parts.

    Raises
    ------
    ImportedFileError
        When it is broken, or has too many parts.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as base:
            if len(base.filelist) > MAX_MEMBERS:
                raise ImportedFileError(tell("The file is far larger when it is unpacked than may be read."))
            if any(part.header_offset < 0 for part in base.filelist):  # the library would seek before the beginning
                raise ImportedFileError(_BROKEN)
            yield Packed(base)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise ImportedFileError(_BROKEN if _END in raw else _CUT) from error
