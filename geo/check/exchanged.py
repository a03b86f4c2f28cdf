"""Columns of ids whose cells have changed places with those of another column: seen only beside other tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.tables.exchanged import FEWEST, tell_exchanged
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.values import references

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.records.dictionary import Column
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

HALF: Final = 0.5


def check_exchanged(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table in which the ids of another one stand under one column, and what belongs there under another.

    Notes
    -----
    Found where most ids of a column stand nowhere, most cells of one other column are such ids, and that column does
    not point to the same table.
    """
    found = {table.name: both for table, both in _find_pairs(values, dictionary)}
    for name, (column, heading) in found.items():
        other, _, key = column.refers_to.partition(".")
        if key in {one for pair in [found.get(other)] if pair for one in (pair[0].column, pair[1])}:
            continue  # the ids are right: those of the other table are not
        hint = tell_exchanged(column.column, heading)
        yield Fault(values[name].file, HEADER_ROW, column.column, "", hint=hint, effect="table")


def _find_pairs(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[tuple[Values, tuple[Column, str]]]:
    """Yield the tables with a column of ids that stand nowhere, and the other column in which such ids stand."""
    for table, column, other, heading in references(values, dictionary):
        known = set(other.columns[heading]) - {"", None}
        entries = _entries(table.columns[column.column])
        if not known or other is table or len(entries) < FEWEST or _share(entries, known) >= HALF:
            continue
        beside = [
            one.column
            for one in dictionary.columns[table.name]
            if one is not column and one.refers_to != column.refers_to and one.type in {"id", "text"}
        ]
        fitting = [name for name in beside if _holds(_entries(table.columns[name]), known)]
        if len(fitting) == 1 and not _are_lost(table, fitting[0]):
            yield table, (column, fitting[0])


def _are_lost(table: Values, heading: str) -> bool:
    """Ask whether most rows are left out for something else than a blank in a column: then rows have moved."""
    filled = [row for row, cell in table.select_all(heading) if cell]
    return len(table.left_out.intersection(filled)) * 2 > len(filled)


def _entries(cells: Collection[Any]) -> set[str]:
    """List the different entries of a column."""
    return {entry for cell in cells for entry in (cell if isinstance(cell, tuple) else (cell,)) if entry}


def _holds(entries: Collection[str], known: Collection[str]) -> bool:
    return len(entries) >= FEWEST and _share(entries, known) > HALF


def _share(entries: Collection[str], known: Collection[str]) -> float:
    return sum(entry in known for entry in entries) / len(entries)
