"""Read a table as people keep it: a CSV file that has been through some spreadsheet.

Everything is read as text. What spreadsheets are known to do to a CSV file is read without
complaint; what cannot be read for certain becomes a fault, never an exception.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.messages import tell, tell_both
from geo.tables.damage import cut_zeros, find_cut, find_torn, tell_zeros
from geo.tables.encodings import name_encoding, read_utf_7
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.file_bytes import cut_blank_end, find_file, find_limit, read_bytes
from geo.tables.file_kinds import LOOKED_AT, find_wide_encoding, name_kind
from geo.tables.header import (
    LOOKED_THROUGH,
    SEPARATORS,
    count_known,
    find_header,
    headings_of,
    rename_columns,
    split_plainly,
    take_rows_above,
    unwrap,
)
from geo.tables.layouts import drop_numbers, name_layout, name_other_table, pass_over_units, settle_versions
from geo.tables.line_signs import (
    end_lines,
    pass_over_frames,
    settle_signs,
    take_ends_off,
    take_marks_off,
    take_signs_off,
)
from geo.tables.misfits import pass_over_headers, refit
from geo.tables.row_faults import keep_fitting
from geo.tables.rows import read_rows, set_under

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from geo.tables.header import Row

NAMED_ROWS = 12
ABSENT: Final = "absent files"
MOST_KEPT: Final = 96
"""Tables that stay parsed: all of two states that differ in some of them."""
LARGEST_KEPT: Final = 1 << 19
"""Bytes of a file that is kept; ours have at most a quarter of them."""

_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[;,\t]*\s*\r?\n?", re.IGNORECASE)
_LINE_END = b"\n"
_MARKS = re.compile("(?:\ufeff|ï»¿|п»ї|я\u2557\u2510)*")
_SAVE_AS_UTF_8 = tell('Save the file again as "CSV UTF-8".')


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One file, read as text; nothing changes in it, so what is worked out from it can be kept with it.

    Attributes
    ----------
    file
        Name of the file.
    rows
        The numbers of the rows, as a spreadsheet counts them.
    columns
        Cells as text by heading, blank where nothing stands; none when nothing could be read.
    decimal_comma
        True when numbers may be written 41,7185: the cells are not separated by commas.
    faults
        What was wrong with the file as a file.
    """

    file: str
    rows: Sequence[int] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    decimal_comma: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Make a frame of the cells: text, the numbers of the rows as its index."""
        import pandas as pd  # noqa: PLC0415 - half a second for which only those wait who ask for a frame

        if not self.rows and not self.columns:
            return pd.DataFrame()
        return pd.DataFrame(dict(self.columns), index=pd.Index(list(self.rows), name="row", dtype="int64"), dtype="str")


def read_table(path: Path) -> Table:
    """Read one table, whatever state it is in.

    Parameters
    ----------
    path
        The CSV file; it may be missing, or have capitals in its name.

    Returns
    -------
    table
        Every row that can be read, with the faults of the file; without columns when there is no header.
    """
    found = find_file(path)
    raw, reason = read_bytes(found)
    if reason:
        table = _unread(path.name, reason)
        absent = tuple(replace(fault, cause=ABSENT) for fault in table.faults)
        return table if found.exists() else replace(table, faults=absent)
    keeps = len(raw) <= LARGEST_KEPT
    table = (_parse_once if keeps else parse_table)(path.name, raw, headings_of(path.stem))
    if found.name == path.name:
        return table
    hint = tell("The file is called {name}; it is read all the same.", name=found.name)
    return replace(table, faults=(Fault(path.name, None, "", "", hint=hint, severity="warning"), *table.faults))


def parse_table(file: str, raw: bytes, known: Sequence[str] = ()) -> Table:
    """Read the bytes of one table.

    Parameters
    ----------
    file
        Name of the file, for messages.
    raw
        What the file holds.
    known
        The names of columns that are looked for in the header; with none, the first row is the header.

    Returns
    -------
    table
        As `read_table` gives it.
    """
    raw, zeros = cut_zeros(raw)
    if kind := name_kind(raw[:LOOKED_AT]):
        return _unread(file, tell_both(kind, _SAVE_AS_UTF_8))
    if limit := find_limit(raw := cut_blank_end(raw)):
        return _unread(file, limit)
    text, faults, broken = _decode(file, raw)
    text, unsigned = take_signs_off(file, end_lines(text), known)
    text, ended_alike = take_ends_off(file, text, known)
    text, separator = _separator(text, known)
    rows, unpaired, tidied = read_rows(text, separator)
    if not rows:
        return _unread(file, tell("The file is empty."), [*faults, *_unpaired(file, unpaired)])
    unwrapped = unwrap(rows, known)
    if unwrapped:
        rows, separator = unwrapped
        hint = tell("Each line is one cell, in quotation marks as a whole; it is read as if they were not there.")
        faults.append(Fault(file, None, "", "", hint=hint, severity="warning"))
    rows, unmarked = take_marks_off(file, rows)
    rows, versions = settle_versions(file, rows, text)
    rows, framed = pass_over_frames(file, rows)
    faults += [*unsigned, *ended_alike, *unmarked, *versions, *framed]
    if layout := name_other_table(rows[0][1], known) or name_layout(rows, known, text):
        return _unread(file, layout, [*faults, *_unpaired(file, unpaired)])
    place, found = find_header(file, rows, known)
    if place is None:
        return _unread(file, found[0].hint, [*faults, *_unpaired(file, unpaired)])
    holed = tell_zeros(file, HEADER_ROW, rows[place][1], ())
    header, renamed = rename_columns(file, rows[place][1], known)
    body, passed = _pass_over(file, header, [*take_rows_above(rows, place), *rows[place + 1 :]])
    body, unpaired, separator, refitted = refit(file, (text, separator), len(header), body, unpaired)
    ended, cut = text.endswith(("\n", "\r")), zeros or broken
    body, unpaired, gone = find_cut(file, len(header), (body, unpaired), ended=ended, surely=cut)
    columns, header_faults = _header(file, header, body, known)
    faults += [*found, *holed, *renamed, *header_faults, *passed, *refitted, *gone, *_unpaired(file, unpaired)]
    kept, row_faults = keep_fitting(file, columns, body, tidied, is_ours=bool(known))
    numbers = tuple(number for number, _ in kept)
    cells = {name: tuple(column) for name, column in zip(columns, set_under(len(columns), kept), strict=True) if name}
    torn = [] if ended or gone or not known else find_torn(file, cells, numbers)
    return Table(file, numbers, MappingProxyType(cells), separator != ",", (*faults, *row_faults, *torn))


def _pass_over(file: str, header: Sequence[str], rows: Sequence[Row]) -> tuple[list[Row], list[Fault]]:
    """Pass over what stands below a header and is no row of the table, or no cell of it."""
    body, again = pass_over_headers(file, header, rows)
    body, signed = settle_signs(file, body)
    body, units = pass_over_units(file, len(header), body)
    body, numbered = drop_numbers(file, len(header), body)
    return body, [*again, *signed, *units, *numbered]


@lru_cache(maxsize=MOST_KEPT)
def _parse_once(file: str, raw: bytes, known: tuple[str, ...]) -> Table:
    """Read a table whose bytes may have been read before: of a change in one table, the others are here already."""
    return parse_table(file, raw, known)


def _unpaired(file: str, rows: Sequence[int]) -> list[Fault]:
    """Report rows whose quotation marks do not pair."""
    hint = tell('One is opened and never closed, or stands inside a text (write "" for one).')
    return [Fault(file, row, "", "", tell("quotation marks in pairs"), hint, effect="row") for row in rows]


def _unread(file: str, reason: str, faults: Sequence[Fault] = ()) -> Table:
    """Stand in for a file that holds no table."""
    return Table(file, faults=(*faults, Fault(file, None, "", "", hint=reason, effect="table")))


def _decode(file: str, raw: bytes) -> tuple[str, list[Fault], bool]:
    """Turn bytes into text; letters that are not UTF-8 become `UNREADABLE`. The last may be cut off in its middle."""
    if wide := find_wide_encoding(raw[:LOOKED_AT]):
        fault = Fault(file, None, "", "", tell("UTF-8 letters, not {name}", name=wide[:6].upper()), _SAVE_AS_UTF_8)
        return raw.decode(wide, errors="replace").lstrip("\ufeff"), [fault], False
    if (plain := read_utf_7(raw)) is not None:
        expected = tell("UTF-8 letters, not {name}", name="UTF-7")
        return plain, [Fault(file, None, "", "", expected, _SAVE_AS_UTF_8)], False
    try:
        return _take_mark_off(raw.decode()), [], False
    except UnicodeDecodeError as error:
        if error.end == len(raw) and error.reason == "unexpected end of data":
            return _take_mark_off(raw[: error.start].decode()), [], True
        line = raw.count(_LINE_END, 0, error.start) + 1
        told = tell("Line {line} has letters in another encoding (an older Turkish or Cyrillic one?).", line=line)
        if name := name_encoding(raw):
            told = tell("Line {line} has letters in another encoding: it seems to be {name}.", line=line, name=name)
        hint = tell_both(told, _SAVE_AS_UTF_8)
        return (
            _take_mark_off(raw.decode(errors="replace")),
            [Fault(file, None, "", "", tell("UTF-8 letters"), hint)],
            False,
        )


def _take_mark_off(text: str) -> str:
    """Take off the marks of UTF-8 at the beginning, also those that were read in another encoding on the way."""
    marks = _MARKS.match(text)
    return text[marks.end() :] if marks else text


def _separator(text: str, known: Sequence[str]) -> tuple[str, str]:
    """Find the sign between the cells: named by a first line ``sep=;``, or what parts most names of columns."""
    told = _SEPARATOR_LINE.match(text)
    named = told[1] if told and told[1] in SEPARATORS else ""
    text = text[told.end() :] if told and named else text
    lines = (line for line in io.StringIO(text[:LOOKED_AT]) if line.strip(" ,;\t|\r\n"))
    first = list(islice(lines, LOOKED_THROUGH))
    found = {
        sign: max((count_known(split_plainly(line, sign), known) for line in first), default=0) for sign in SEPARATORS
    }
    if named and found[named] * 2 >= max(found.values()):
        return text, named
    if any(number > 1 for number in found.values()):
        return text, max(SEPARATORS, key=found.__getitem__)
    if named:
        return text, named
    outside_quotes = re.sub(r'"[^"]*"', "", first[0]) if first else ""
    return text, max(SEPARATORS, key=outside_quotes.count)


def _header(file: str, header: list[str], body: list[Row], known: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """Name the columns, a blank name for those to be passed over."""
    faults = []
    missing = [name for name in known if name not in header]
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
                told = tell("What stands below it in {rows} is not read.", rows=rows_in_words(filled))
                likely = tell("It may be {column}.", column=missing[0]) if len(missing) == 1 else ""
                expected = tell("a name above column {place}", place=place + 1)
                faults.append(Fault(file, HEADER_ROW, "", "", expected, tell_both(told, likely)))
    return columns, faults


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
