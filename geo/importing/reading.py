"""Reads a file that somebody brings, by what it is and not only by what it is called."""

from __future__ import annotations

import csv
import re
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.errors import ImportedFileError
from geo.importing.book import Book, Gatherer
from geo.importing.geopackage import read_geopackage
from geo.importing.limits import MAX_BYTES, MAX_ROWS
from geo.importing.map_files import read_geojson, read_kml
from geo.importing.open_workbook import read_open_workbook
from geo.importing.packed import LOCKED, PACKED, name_content
from geo.importing.workbook import read_workbook
from geo.messages import tell, tell_both
from geo.tables.damage import cut_zeros
from geo.tables.file_bytes import LINE_ENDS, cut_blank_end
from geo.tables.file_kinds import COMPOUND, LOCKED_PART, LOOKED_AT, find_wide_encoding, name_kind
from geo.tables.header import LOOKED_THROUGH, SEPARATORS, split_plainly
from geo.tables.rows import raw_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".csv": "csv",
        ".tsv": "csv",
        ".txt": "csv",
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
        ".ods": "ods",
        ".geojson": "geojson",
        ".json": "geojson",
        ".kml": "kml",
        ".gpkg": "gpkg",
    }
)
"""How the names of files end that are read, and the format that each must have."""
KINDS: Final = ("csv", "xlsx", "ods", "geojson", "kml", "gpkg")
_OLD_WORKBOOK: Final = tell("The file is an older Excel workbook (.xls), whatever it is called; save it as .xlsx.")
_SIGNS: Final[Mapping[str, bytes]] = MappingProxyType(
    {
        "xlsx": rb"PK\x03\x04",
        "ods": rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet",
        "geojson": rb"(?:\xef\xbb\xbf)?\s*\{",
        "kml": rb"(?:\xef\xbb\xbf)?\s*<",
        "gpkg": rb"SQLite format 3\0",
    }
)
_READERS: Final[Mapping[str, Callable[[bytes, Gatherer], None]]] = MappingProxyType(
    {
        "xlsx": read_workbook,
        "ods": read_open_workbook,
        "geojson": read_geojson,
        "kml": read_kml,
        "gpkg": read_geopackage,
    }
)


def read_book(name: str, raw: bytes) -> Book:
    """Read a file as plain text.

    Parameters
    ----------
    name
        What the file is called; folders before it are passed over, and nothing is looked for under it.
    raw
        What it holds.

    Returns
    -------
    book
        Its sheets.

    Raises
    ------
    ImportedFileError
        When it is not what its name says, is broken, or is more than may be read: see `geo.importing.limits`.
    """
    file = PurePosixPath(name.replace("\\", "/")).name
    kind = ENDINGS.get(PurePosixPath(file).suffix.lower(), "")
    if raw.startswith(COMPOUND) and kind not in {"csv", "gpkg"}:
        raise ImportedFileError(LOCKED if LOCKED_PART in raw else _OLD_WORKBOOK)
    if not kind:
        raise ImportedFileError(tell("Files of this kind are not read; these are: {kinds}.", kinds=", ".join(ENDINGS)))
    if len(raw) > MAX_BYTES:
        raise ImportedFileError(
            tell("The file is larger than {n} MB, which is the most that is read.", n=MAX_BYTES >> 20)
        )
    if not raw.strip():
        raise ImportedFileError(tell("The file is empty."))
    gatherer = Gatherer()
    if kind == "csv":
        comma = _read_csv(raw, gatherer)
        return Book(file, kind, gatherer.sheets(), comma)
    if not re.match(_SIGNS[kind], raw[:LOOKED_AT], re.DOTALL):
        if raw.startswith(PACKED):
            raise ImportedFileError(name_content(raw))
        raise ImportedFileError(tell("The file is not what its name says: it is no {kind} file.", kind=kind.upper()))
    _READERS[kind](raw, gatherer)
    return Book(file, kind, gatherer.sheets())


def _read_csv(raw: bytes, gatherer: Gatherer) -> bool:
    """Read a CSV file as one sheet; whether a decimal comma may stand in it."""
    raw, _ = cut_zeros(raw)
    if kind := name_kind(raw[:LOOKED_AT]):
        raise ImportedFileError(kind)
    raw = cut_blank_end(raw)
    if max(map(raw.count, LINE_ENDS)) > 2 * MAX_ROWS:
        raise ImportedFileError(
            tell("The file has more than {n} rows, which is the most that is read.", n=f"{MAX_ROWS:,}")
        )
    text = _decode(raw)
    separator = _separator(text)
    gatherer.begin("")
    try:
        for number, cells in raw_rows(text, separator):
            gatherer.add(number, [cells] if isinstance(cells, str) else cells)
    except csv.Error as error:
        raise ImportedFileError(tell("The file is no CSV file that can be read.")) from error
    return separator != ","


def _decode(raw: bytes) -> str:
    encoding = find_wide_encoding(raw[:LOOKED_AT]) or "utf-8"
    try:
        return raw.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(LINE_ENDS[0], 0, error.start) + 1
        told = tell("Line {line} has letters in another encoding (an older Turkish or Cyrillic one?).", line=line)
        raise ImportedFileError(tell_both(told, tell('Save the file again as "CSV UTF-8".'))) from error


def _separator(text: str) -> str:
    """Find the sign between cells: the one that parts most of the first lines into equally many cells."""
    lines = [line for line in text[:LOOKED_AT].splitlines() if line.strip(" ,;\t|")][:LOOKED_THROUGH]

    def agreement(sign: str) -> tuple[int, int]:
        counts = [len(split_plainly(re.sub(r'"[^"]*"', "", line), sign)) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=agreement)
