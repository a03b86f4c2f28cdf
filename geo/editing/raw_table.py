"""A table as it stands in its file, byte by byte, so that a changed cell leaves all others as they are.

Only plain files can be changed so: UTF-8, one header in the first row, cells in quotation marks as CSV has them. The
reader of tables (`geo.tables.csv_file`) understands much more; what it reads with a fault of the file is mended there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.errors import EditingError
from geo.messages import tell
from geo.tables.fault import HEADER_ROW
from geo.tables.header import SEPARATORS, headings_of
from geo.tables.rows import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY_SIGN: Final = ","
"""Stands between the parts of an id that is made of several columns, as in `geo.exports.table_rows`."""
MARK: Final = "\ufeff"
QUOTE: Final = '"'
_MOST_READ: Final = 96


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a file.

    Attributes
    ----------
    raw
        Its cells as they stand in the file, quotation marks and all.
    end
        What ends it; blank at the end of the file.
    """

    raw: tuple[str, ...]
    end: str

    def read(self, place: int) -> str:
        """Read a cell as tables are compared; blank where the row is too short."""
        return _read_cell(self.raw[place]) if place < len(self.raw) else ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(map(_read_cell, self.raw))

    def name(self, places: Sequence[int]) -> str:
        """Write the id of the row from the cells of its key; blank when they all are."""
        cells = [self.read(place) for place in places]
        return KEY_SIGN.join(cells) if any(cells) else ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One file.

    Attributes
    ----------
    mark
        The mark of UTF-8 at its beginning, if there is one.
    header
        The names of its columns.
    rows
        All of them with the header; a row of blank cells is kept, and is no part of the table.
    """

    name: str
    mark: str
    separator: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]

    def cells(self, row: RawRow) -> dict[str, str]:
        """Give a row as heading → cell."""
        return {heading: row.read(place) for place, heading in enumerate(self.header) if heading}

    def index(self, keys: Sequence[str]) -> dict[str, int]:
        """Find the places of rows by their ids; a row without one, or with that of a row above it, cannot be found."""
        places = [self.place(key) for key in keys]
        found: dict[str, int] = {}
        for number, row in enumerate(self.rows[1:], start=1):
            if row_id := row.name(places):
                found.setdefault(row_id, number)
        return found

    def place(self, heading: str) -> int:
        """Find the column of a heading.

        Raises
        ------
        EditingError
            When no column has it.
        """
        if heading not in self.header:
            raise EditingError(tell("The table {table} has no column {column}.", table=self.name, column=heading))
        return self.header.index(heading)

    def write(self) -> bytes:
        """Write the file; what was not changed is as it was read."""
        lines = (self.separator.join(row.raw) + row.end for row in self.rows)
        return (self.mark + "".join(lines)).encode()


def write_cell(cell: str, separator: str) -> str:
    """Write a cell: in quotation marks only where it must be."""
    if any(sign in cell for sign in (separator, QUOTE, "\n", "\r")):
        return QUOTE + cell.replace(QUOTE, QUOTE * 2) + QUOTE
    return cell


def _read_cell(raw: str) -> str:
    if raw.startswith(QUOTE):
        raw = raw[1:-1].replace(QUOTE * 2, QUOTE)
    return tidy(raw)


@lru_cache(maxsize=_MOST_READ)
def read_raw(name: str, content: bytes) -> RawTable:
    """Read a table so that it can be changed.

    Parameters
    ----------
    name
        Of the table, without ``.csv``.
    content
        What its file holds.

    Raises
    ------
    EditingError
        When the file is not plain.
    """
    known = headings_of(name)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise EditingError(_not_plain(name)) from error
    mark = MARK if text.startswith(MARK) else ""
    text = text[len(mark) :]
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=lambda sign: len({cell.strip(' "\r') for cell in first.split(sign)} & set(known)))
    rows = _part(name, text, separator)
    header = tuple(rows[0].read(place) for place in range(len(rows[0].raw))) if rows else ()
    named = [heading for heading in header if heading]
    if not set(named) & set(known) or len(set(named)) < len(named):
        raise EditingError(_not_plain(name))
    return RawTable(name, mark, separator, header, rows)


def _not_plain(name: str) -> str:
    return tell(
        'The file {file} cannot be changed here: save it again as "CSV UTF-8", with its header in row {row}.',
        file=f"{name}.csv",
        row=HEADER_ROW,
    )


def _part(name: str, text: str, separator: str) -> tuple[RawRow, ...]:
    """Part a text into rows and cells, nothing lost."""
    sign = re.escape(separator)
    token = re.compile(rf'("(?:[^"]|"")*"|[^"{sign}\r\n][^{sign}\r\n]*|)({sign}|\r\n|\n|\r|\Z)')
    rows: list[RawRow] = []
    cells: list[str] = []
    place = 0
    while place < len(text) or cells:
        found = token.match(text, place)
        if found is None:
            raise EditingError(_not_plain(name))
        cells.append(found[1])
        place = found.end()
        if found[2] != separator:
            rows.append(RawRow(tuple(cells), found[2]))
            cells = []
    return tuple(rows)
