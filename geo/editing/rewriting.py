"""Makes changes in the files of the tables, and leaves every other byte of them as it is."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.editing.changes import list_keys
from geo.editing.raw_table import RawRow, read_raw, write_cell
from geo.errors import EditingError, StaleDraftError
from geo.exports.changes import ADDED, REMOVED
from geo.messages import tell
from geo.tables.folder_files import TABLE_END
from geo.tables.limits import MAX_CELL
from geo.tables.rows import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.editing.changes import Change
    from geo.editing.raw_table import RawTable


def apply_changes(files: Mapping[str, bytes], changes: Iterable[Change]) -> dict[str, bytes]:
    """Make changes in a state of the tables.

    Parameters
    ----------
    files
        As `geo.tables.folder_files.read_files` gives them.
    changes
        Of rows, not of whole files. Cells are tidied as the reader of tables does.

    Returns
    -------
    files
        With every byte as it was but for the cells and rows that are changed.

    Raises
    ------
    EditingError
        When a table, column or row is not there, a new id is taken, or a cell holds what no table can.
    StaleDraftError
        When a cell is not as the change found it.
    """
    keys = list_keys(files)
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    made = dict(files)
    for name, wanted in by_table.items():
        file = f"{name}{TABLE_END}"
        if file not in files or not keys.get(name):
            raise EditingError(tell("There is no table {table} that can be changed row by row.", table=name))
        table = _Rewritten(read_raw(name, files[file]), keys[name])
        for change in wanted:
            table.make(change)
        made[file] = table.write()
    return made


class _Rewritten:
    """A table while changes are made in it: each row that was there, and below it the rows that were added there."""

    def __init__(self, table: RawTable, keys: Sequence[str]) -> None:
        self._table = table
        self._keys = keys
        self._places = [table.place(key) for key in keys]
        self._stacks = [[row] for row in table.rows]
        self._found = {row_id: (number, table.rows[number]) for row_id, number in table.index(keys).items()}
        self._last = max(number for number, row in enumerate(table.rows) if number == 0 or not row.blank)

    def make(self, change: Change) -> None:
        """Make one change."""
        if change.kind == ADDED:
            self._add(change)
            return
        if change.row_id not in self._found:
            told = tell("The row {row} is no longer in the table {table}.", row=change.row_id, table=change.table)
            raise StaleDraftError(told)
        number, row = self._found[change.row_id]
        self._hold(row, change)
        stack = self._stacks[number]
        place = next(place for place, one in enumerate(stack) if one is row)
        if change.kind == REMOVED:
            del stack[place], self._found[change.row_id]
            return
        stack[place] = self._write(row, change)
        self._found[change.row_id] = number, stack[place]

    def write(self) -> bytes:
        """Write the file; it ends as it did."""
        rows = [row for stack in self._stacks for row in stack]
        end = rows[0].end or "\n"
        rows = [row if row.end else replace(row, end=end) for row in rows]
        if not self._table.rows[-1].end:
            rows[-1] = replace(rows[-1], end="")
        return replace(self._table, rows=tuple(rows)).write()

    def _add(self, change: Change) -> None:
        if change.row_id in self._found:
            told = tell("The table {table} has a row {row} already.", table=change.table, row=change.row_id)
            raise StaleDraftError(told)
        row = self._write(RawRow(("",) * len(self._table.header), ""), change)
        at_end = self._last, self._stacks[self._last][-1] if self._stacks[self._last] else None
        if change.follows is None:
            number, above = at_end
        else:
            top = 0, self._stacks[0][0]
            number, above = self._found.get(change.follows, at_end) if change.follows else top
        stack = self._stacks[number]
        place = (
            len(stack)
            if not stack or stack[-1] is above
            else next(i for i, one in enumerate(stack) if one is above) + 1
        )
        stack.insert(place, row)
        self._found[change.row_id] = number, row

    def _hold(self, row: RawRow, change: Change) -> None:
        """Refuse to change what is no longer as the change found it."""
        cells = self._table.cells(row)
        for heading, before in change.before.items():
            if cells.get(heading, "") != tidy(before):
                raise StaleDraftError(
                    tell(
                        "The row {row} of the table {table} has been changed meanwhile: {column} is {cell}.",
                        row=change.row_id,
                        table=change.table,
                        column=heading,
                        cell=f'"{cells.get(heading, "")}"',
                    )
                )

    def _write(self, row: RawRow, change: Change) -> RawRow:
        """Write cells into a row, which keeps the id that the change names."""
        raw = [*row.raw, *[""] * (len(self._table.header) - len(row.raw))]
        for heading, cell in change.after.items():
            raw[self._table.place(heading)] = write_cell(clean_cell(cell), self._table.separator)
        written = RawRow(tuple(raw), row.end)
        if not change.row_id or written.name(self._places) != change.row_id:
            raise EditingError(
                tell(
                    "A row of the table {table} needs its own id in {columns}, not {row}.",
                    table=change.table,
                    columns=", ".join(self._keys),
                    row=f'"{written.name(self._places)}"',
                )
            )
        return written


def clean_cell(cell: str) -> str:
    """Tidy a cell that somebody has written, as the reader of tables does.

    Raises
    ------
    EditingError
        When it is too long, or holds line breaks, zeros or letters that are none. A formula, an address or a piece of
        a page is text like any other.
    """
    tidied = tidy(cell)
    if len(tidied) > MAX_CELL:
        raise EditingError(tell("A cell holds {n} letters at most.", n=f"{MAX_CELL:,}"))
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in tidied):
        raise EditingError(tell("A cell is one line of text, without tabs, line breaks or control characters."))
    return tidied
