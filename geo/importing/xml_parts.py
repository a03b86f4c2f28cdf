"""Reads XML as it comes, without a tree: nothing that a file declares is expanded, and nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from geo.errors import ImportedFileError
from geo.importing.limits import MAX_DEPTH
from geo.messages import tell
from geo.tables.limits import MAX_CELL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

CHUNK = 1 << 16


class Listener(Protocol):
    """Takes what stands in a document, in its order."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note that an element begins."""

    def end(self, name: str) -> None:
        """Take note that an element ends."""

    def text(self, text: str) -> None:
        """Take letters, perhaps not all that stand together."""


class Letters:
    """Gathers the letters of one cell, no more of them than show that it is too long."""

    def __init__(self) -> None:
        """Begin without any."""
        self._parts: list[str] = []
        self._left = MAX_CELL + 1

    def add(self, text: str) -> None:
        """Add what comes next."""
        if self._left > 0:
            self._parts.append(text[: self._left])
            self._left -= len(text)

    def __str__(self) -> str:
        """Join them."""
        return "".join(self._parts)


def local(name: str) -> str:
    """Take the prefix off a name: the same element has other prefixes in files of other programs."""
    return name.rpartition(":")[2]


def named(attributes: Mapping[str, str]) -> dict[str, str]:
    """Take the prefixes off the names of attributes."""
    return {local(name): value for name, value in attributes.items()}


def listen(stream: IO[bytes], listener: Listener) -> None:
    """Read a document from its beginning to its end.

    Parameters
    ----------
    stream
        Its bytes.
    listener
        Gets what stands in it, names without prefixes.

    Raises
    ------
    ImportedFileError
        When it is no XML, or declares a document type: that is how a few letters are made to stand for a million.
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ImportedFileError(tell("The file is nested too deeply to be read."))
        listener.start(local(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(local(name))

    def refuse(*_: object) -> None:
        raise ImportedFileError(tell("The file declares a document type or entities, which are not read."))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - the parser takes it by place
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError as error:
        raise ImportedFileError(
            tell("The XML in the file is broken in line {line}.", line=getattr(error, "lineno", 0))
        ) from error
