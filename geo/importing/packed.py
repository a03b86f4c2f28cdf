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
    from collections.abc import Iterator

    from geo.importing.xml_parts import Listener

_ENCRYPTED = 1
LOCKED: Final = tell("The workbook has a password; save it without one.")
_END: Final = b"PK\x05\x06"
_CUT: Final = tell("The packed file is broken: its end is missing. Copy or save it again.")
_BROKEN: Final = tell("The packed file is broken and cannot be read.")


class Packed:
    """A packed file, open for reading; its names are only looked up, never followed to a disk."""

    def __init__(self, base: zipfile.ZipFile) -> None:
        self._base = base
        self._left = MAX_UNPACKED

    def __contains__(self, name: str) -> bool:
        """Ask whether there is such a part."""
        return name in self._base.NameToInfo

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
