"""Read a table as people keep it: a CSV file that has been through some spreadsheet.

Everything is read as text. What spreadsheets are known to do to a CSV file is read without
complaint; what cannot be read for certain becomes a fault, never an exception.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.messages import tell, tell_both
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SEPARATORS = (",", ";", "\t")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UNREADABLE = "\ufffd"
NAMED_ROWS = 12

_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[;,\t]*\s*\r?\n?", re.IGNORECASE)
_LINE_END = b"\n"
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\ufeff": None, "\u200b": None, "\0": None})
_SAVE_AS_UTF_8 = tell('Save the file again as "CSV UTF-8".')


@dataclass(frozen=True, slots=True)
class Table:
    """One file, read as text.

    Attributes
    ----------
    file
        Name of the file.
    frame
        Cells as text, blank where nothing stands; the index is the row as a spreadsheet counts it.
    decimal_comma
        True when numbers may be written 41,7185: the cells are not separated by commas.
    faults
        What was wrong with the file as a file.
    """

    file: str
    frame: pd.DataFrame
    decimal_comma: bool = False
    faults: tuple[Fault, ...] = ()


def read_table(path: Path) -> Table:
    """Read one table, whatever state it is in.

    Parameters
    ----------
    path
        The CSV file; it may be missing.

    Returns
    -------
    table
        Every row that can be read, with the faults of the file; without columns when there is no header.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _unread(path.name, tell("The file is missing."))
    except OSError as error:
        return _unread(path.name, tell("The file cannot be opened ({reason}).", reason=error.strerror))
    return parse_table(path.name, raw)


def parse_table(file: str, raw: bytes) -> Table:
    """Read the bytes of one table.

    Parameters
    ----------
    file
        Name of the file, for messages.
    raw
        What the file holds.

    Returns
    -------
    table
        As `read_table` gives it.
    """
    text, faults = _decode(file, raw)
    text, separator = _separator(text)
    rows: list[tuple[int, list[str]]] = []
    for number, cells in _records(text, separator):
        if cells is None:
            hint = tell('One is opened and never closed, or stands inside a text (write "" for one).')
            faults.append(Fault(file, number, "", "", tell("quotation marks in pairs"), hint, effect="row"))
        elif any(cells):
            rows.append((number, cells))
    if not rows:
        return _unread(file, tell("The file is empty."), faults)
    (_, header), *body = rows
    columns, header_faults = _header(file, header, body)
    faults += header_faults
    frame, row_faults = _frame(file, columns, header, body)
    return Table(file, frame, separator != ",", (*faults, *row_faults))


def _unread(file: str, reason: str, faults: Sequence[Fault] = ()) -> Table:
    """Stand in for a file that holds no table."""
    return Table(file, pd.DataFrame(), faults=(*faults, Fault(file, None, "", "", hint=reason, effect="table")))


def _decode(file: str, raw: bytes) -> tuple[str, list[Fault]]:
    """Turn bytes into text; letters that are not UTF-8 become `UNREADABLE`."""
    if raw.startswith(UTF_16_MARKS):
        fault = Fault(file, None, "", "", tell("UTF-8 letters, not UTF-16 (Unicode text)"), _SAVE_AS_UTF_8)
        return raw.decode("utf-16", errors="replace"), [fault]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(_LINE_END, 0, error.start) + 1
        told = tell("Line {line} has letters in another encoding (an older Turkish or Cyrillic one?).", line=line)
        hint = tell_both(told, _SAVE_AS_UTF_8)
        return raw.decode("utf-8-sig", errors="replace"), [Fault(file, None, "", "", tell("UTF-8 letters"), hint)]


def _separator(text: str) -> tuple[str, str]:
    """Find what stands between the cells, from the header or from a first line ``sep=;``."""
    told = _SEPARATOR_LINE.match(text)
    if told and told[1] in SEPARATORS:
        return text[told.end() :], told[1]
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    return text, max(SEPARATORS, key=outside_quotes.count)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield row number and cells; None instead of cells where quotation marks do not pair."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    start, number = 0, HEADER_ROW
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=separator, strict=True)
        taken = 0
        try:
            for cells in reader:
                yield number, [tidy(cell) for cell in cells]
                taken = reader.line_num
                number += 1
        except csv.Error:
            yield number, None
            number += 1
            start += taken + 1
        else:
            return


def tidy(cell: str) -> str:
    """Put a cell into the one form that tables are compared in.

    Parameters
    ----------
    cell
        Text as it stands in the file.

    Returns
    -------
    text
        Composed letters (NFC), ordinary blanks, none at either end, no invisible marks.
    """
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell.translate(_BLANKS))
    return cell.strip()


def _header(file: str, header: list[str], body: list[tuple[int, list[str]]]) -> tuple[list[str], list[Fault]]:
    """Name the columns, a blank name for those to be passed over."""
    faults = []
    columns: list[str] = []
    for place, name in enumerate(header):
        if name and name in columns:
            hint = tell("Only the first column of this name is read.")
            faults.append(Fault(file, HEADER_ROW, name, name, tell("every column name once"), hint))
            columns.append("")
            continue
        columns.append(name)
        if not name:
            filled = [number for number, cells in body if place < len(cells) and cells[place]]
            if filled:
                hint = tell("What stands below it in {rows} is not read.", rows=rows_in_words(filled))
                faults.append(
                    Fault(file, HEADER_ROW, "", "", tell("a name above column {place}", place=place + 1), hint)
                )
    return columns, faults


def _frame(
    file: str, columns: list[str], header: list[str], body: list[tuple[int, list[str]]]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Set the cells under their columns; rows that do not fit the header are told and left out."""
    faults, kept = [], []
    width = len(header)
    for number, cells in body:
        beyond = [cell for cell in cells[width:] if cell]
        if beyond:
            expected = tell("{width} cells as in the header, not {n}", width=width, n=len(cells))
            hint = tell("A text with a separator in it needs quotation marks.")
            faults.append(Fault(file, number, "", beyond[0], expected, hint, effect="row"))
            continue
        garbled = [cell for cell in cells if UNREADABLE in cell]
        if garbled:
            faults.append(Fault(file, number, "", garbled[0], tell("UTF-8 letters"), effect="row"))
            continue
        if len(cells) < width:
            expected = tell("{width} cells as in the header, not {n}", width=width, n=len(cells))
            hint = tell("Those missing at the end are read as blank.")
            faults.append(Fault(file, number, "", "", expected, hint, "warning"))
        kept.append((number, [*cells, *[""] * (width - len(cells))][:width]))
    used = [place for place, name in enumerate(columns) if name]
    frame = pd.DataFrame(
        {columns[place]: [cells[place] for _, cells in kept] for place in used},
        index=pd.Index([number for number, _ in kept], name="row", dtype="int64"),
        dtype="str",
    )
    return frame, faults


def rows_in_words(rows: Sequence[int]) -> str:
    """Name rows for a message, the first dozen of them.

    Parameters
    ----------
    rows
        Row numbers, in order, at least one.

    Returns
    -------
    words
        ``row 7``, ``rows 7, 9`` or ``rows 7, 9, … (40 in all)``.
    """
    if len(rows) == 1:
        return tell("row {row}", row=rows[0])
    named = ", ".join(str(row) for row in rows[:NAMED_ROWS])
    if len(rows) <= NAMED_ROWS:
        return tell("rows {rows}", rows=named)
    return tell("rows {rows}, … ({n} in all)", rows=named, n=len(rows))
