"""Cells turned from text into values, blank where a fault says that they cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.tables.cells import read_number, read_whole, read_yes_no, split_list
from geo.tables.csv_file import MOST_KEPT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geo.records.dictionary import Column
    from geo.tables.csv_file import Table
    from geo.tables.fault import Fault
    from geo.tables.schema import Dictionary

POSITION = ("lat", "lon")
CONVERTED = frozenset({"integer", "number", "yes-no"})
UNSEEN = "\u00ad\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
JOINING = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Values:
    """One table as values.

    Attributes
    ----------
    name
        Name of the table, without ``.csv``.
    file
        Name of the file.
    rows
        Row numbers as a spreadsheet shows them.
    columns
        Values by heading, in the order of `rows`; every column of the record is there.
    left_out
        Rows that mean nothing, so far.
    unread
        True when nothing could be read of the file, not even a header.
    """

    name: str
    file: str
    rows: list[int]
    columns: dict[str, list[Any]]
    left_out: set[int]
    unread: bool = False

    def select(self, *headings: str) -> Iterator[tuple[Any, ...]]:
        """Yield row number and values of some columns, of the rows that are not left out.

        Yields
        ------
        values
            The row number, then one value per heading.
        """
        every = self.select_all(*headings)
        return (found for found in every if found[0] not in self.left_out) if self.left_out else every

    def select_all(self, *headings: str) -> Iterator[tuple[Any, ...]]:
        """Yield row number and values of some columns, of all rows as they are written.

        Yields
        ------
        values
            The row number, then one value per heading.
        """
        return zip(self.rows, *(self.columns[heading] for heading in headings), strict=True)


def blank_of(column: Column) -> Any:  # noqa: ANN401
    """Give the value that stands for "not known" in a column.

    Returns
    -------
    blank
        An empty tuple, None or an empty text.
    """
    if column.list:
        return ()
    return None if column.type in CONVERTED else ""


def read_values(table: Table, name: str, dictionary: Dictionary) -> Values:
    """Turn a table into values; what cannot be read becomes blank.

    Parameters
    ----------
    table
        The table as text.
    name
        Its name.
    dictionary
        What its columns are.

    Returns
    -------
    values
        One list per column of the record, none of the rows left out.
    """
    columns = {heading: list(cells) for heading, cells in _convert(table, name, dictionary).items()}
    return Values(name, table.file, list(table.rows), columns, set(), unread=not table.columns)


@lru_cache(maxsize=MOST_KEPT)
def _convert(table: Table, name: str, dictionary: Dictionary) -> Mapping[str, Sequence[Any]]:
    """Turn the cells of a table into values, once for each table that stays parsed."""
    columns: dict[str, Sequence[Any]] = {}
    for column in dictionary.columns[name]:
        cells = table.columns.get(column.column)
        if cells is None:
            columns[column.column] = (blank_of(column),) * len(table.rows)
        elif not column.list and column.type not in CONVERTED:
            columns[column.column] = see_plainly(cells) if column.type == "text" else cells
        else:
            known = {cell: _value(cell, column, decimal_comma=table.decimal_comma) for cell in set(cells)}
            columns[column.column] = tuple(known[cell] for cell in cells)
    return MappingProxyType(columns)


def see_plainly(cells: Sequence[str]) -> Sequence[str]:
    """Take unseen signs out of texts, so that they are what they look like.

    Parameters
    ----------
    cells
        As they are written; that such signs stand in them is reported elsewhere.

    Returns
    -------
    cells
        The same ones where there is no such sign.
    """
    every = "\n".join(cells)
    if every.isascii() or not any(sign in every for sign in UNSEEN + JOINING):  # many times faster than a pattern
        return cells
    return tuple(_see(cell) for cell in cells)


def _see(cell: str) -> str:
    seen = cell.translate(dict.fromkeys(map(ord, UNSEEN)))
    plain = seen.translate(dict.fromkeys(map(ord, JOINING)))
    return plain if plain.isascii() else seen  # in other scripts they say how letters are joined


def _value(cell: str, column: Column, *, decimal_comma: bool) -> Any:  # noqa: ANN401
    """Turn one cell into a value."""
    if column.list:
        return tuple(dict.fromkeys(split_list(cell)))
    if column.type == "yes-no":
        return read_yes_no(cell)
    if column.type == "integer":
        return read_whole(cell)
    return read_number(cell, decimal_comma=decimal_comma) if column.type == "number" else cell


def references(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[tuple[Values, Column, Values, str]]:
    """Yield every column of ids: its table, itself, the table it points to and the column there.

    Yields
    ------
    reference
        Only those whose other end is there.
    """
    for table in values.values():
        for column in dictionary.columns[table.name]:
            other, _, heading = column.refers_to.partition(".")
            if column.type == "id" and other in values and heading in values[other].columns:
                yield table, column, values[other], heading


def names_others(table: Values, column: Column, known: Collection[str]) -> bool:
    """Ask whether any cell of a column of ids, also of a row that is left out, names one that is not among some.

    Parameters
    ----------
    table, column
        Whose cells are looked at, equal ones once.
    known
        The ids that may stand there; a blank cell names none.
    """
    cells = set(table.columns[column.column])
    named = {entry for cell in cells for entry in cell} if column.list else cells
    return not named.difference(known) <= {""}


def apply_faults(faults: Iterable[Fault], values: Mapping[str, Values], dictionary: Dictionary) -> None:
    """Blank the cells, drop the entries and mark the rows that faults leave out.

    Parameters
    ----------
    faults
        Any faults; those of other files are passed over.
    values
        Tables by name; they are changed.
    dictionary
        What the columns are.
    """
    by_file = {table.file: table for table in values.values()}
    places: dict[str, dict[int, int]] = {}
    columns = {(name, column.column): column for name in values for column in dictionary.columns[name]}
    for fault in faults:
        table = by_file.get(fault.file)
        if table is None or fault.effect == "kept":
            continue
        if fault.effect == "table":
            table.left_out.update(table.rows)
            continue
        if fault.file not in places:
            places[fault.file] = {row: place for place, row in enumerate(table.rows)}
        if fault.row in places[fault.file]:
            column = columns.get((table.name, fault.column))
            _apply(fault, table, places[fault.file][fault.row], column)
        elif fault.effect == "row" and fault.row is not None:
            table.left_out.add(fault.row)  # one that could not be read as cells: what counts the losses counts it too


def _apply(fault: Fault, table: Values, place: int, column: Column | None) -> None:
    """Apply one fault to one row."""
    row = table.rows[place]
    if fault.effect == "row" or column is None:
        table.left_out.add(row)
        return
    cells = table.columns[column.column]
    if fault.effect == "entry":
        cells[place] = tuple(entry for entry in cells[place] if entry != fault.value)
        if column.required and not cells[place]:
            table.left_out.add(row)
        return
    cells[place] = blank_of(column)
    if column.column in POSITION:
        for other in POSITION:
            if other in table.columns:
                table.columns[other][place] = None
