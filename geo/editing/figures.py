"""Which figures were changed from one edition to the next, whether the table of corrections records it or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.editing.changes import list_keys
from geo.editing.raw_table import read_raw
from geo.errors import EditingError
from geo.messages import tell
from geo.records.figures import FIGURES
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.records.cooperation import Correction

COLUMNS: Final = (
    "recorded_in", "edition", "date", "table", "row_id", "column", "before", "after", "why", "by", "approved_by",
    "sources",
)  # fmt: skip
"""Headings of the exported table of corrections."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is not what it was; blank is not known, and after a row was removed all of it is blank."""

    table: str
    row_id: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of the tables side by side.

    Attributes
    ----------
    changes
        Table by table, in the order of the older state.
    unread
        Tables that are not the same and cannot be compared row by row: what was changed in them is not known.
    """

    changes: tuple[FigureChange, ...]
    unread: tuple[str, ...]


def compare_figures(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Compared:
    """List the figures (`geo.records.figures`) that are not what they were.

    Parameters
    ----------
    before, after
        Two states of the tables, as `geo.tables.folder_files.read_files` gives them. A row is the same row while its
        id is; columns that only one of them has are left out. A row that is new corrects nothing, nor does a table.

    Returns
    -------
    compared
        Nothing where both say the same.
    """
    keys = list_keys(after)
    changes: list[FigureChange] = []
    unread: list[str] = []
    for name in FIGURES:
        was, now = before.get(f"{name}{TABLE_END}"), after.get(f"{name}{TABLE_END}", b"")
        if was is None or was == now:
            continue
        try:
            changes += _compare(name, was, now, keys[name])
        except EditingError:
            unread.append(name)
    return Compared(tuple(changes), tuple(unread))


def _compare(name: str, before: bytes, after: bytes, keys: tuple[str, ...]) -> Iterator[FigureChange]:
    if not keys:  # the dictionary among the files is lost, and with it what makes a row the same row
        raise EditingError(tell("The table {table} has no column {column}.", table=name, column="key"))
    older, newer = read_raw(name, before), read_raw(name, after)
    there = newer.index(keys)
    shared = [column for column in FIGURES[name] if column in older.header and column in newer.header]
    for row_id, number in older.index(keys).items():
        was = older.cells(older.rows[number])
        now = newer.cells(newer.rows[there[row_id]]) if row_id in there else {}
        for column in shared:
            if was[column] != now.get(column, ""):
                yield FigureChange(name, row_id, column, was[column], now.get(column, ""))


def leave_out_recorded(changes: Iterable[FigureChange], corrections: Iterable[Correction]) -> tuple[FigureChange, ...]:
    """Leave out what the table of corrections records: the same cell, before and after."""
    recorded = {(one.table, one.row_id, one.column, one.before, one.after) for one in corrections}
    return tuple(one for one in changes if (one.table, one.row_id, one.column, one.before, one.after) not in recorded)
