"""Columns of the dictionary that have parted from the others: what they say is said of columns of another kind."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.records.dictionary import NUMBER_TYPES
from geo.records.registry import RECORDS
from geo.tables.cells import read_yes_no
from geo.tables.exchanged import DOWN, EMPTIED, SORTED
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.tables.csv_file import Table

AS_READ: Final = tell("The program reads the column so, whatever stands here.")
MOST_ALONE: Final = 3
"""Rows that may be wrong by themselves; of more, the column has moved."""
MOST_KEYS: Final = 4
"""Columns that are the key of one table together."""
ANSWERS: Final = ("required", "list", "key")
NEEDED: Final = ("table", "column", "type", "refers_to")
OF_NUMBERS: Final = ("unit", "minimum", "maximum")
"""What is said of columns of numbers alone."""


def find_moved(table: Table, faults: Iterable[Fault]) -> Fault | None:
    """Find the column of the dictionary that was moved or sorted by itself.

    Parameters
    ----------
    table
        The dictionary as text.
    faults
        Where it and the program disagree.

    Returns
    -------
    fault
        At the header; None where few rows contradict the others.
    """
    return _tell_blank(table) or _tell_names_moved(table) or _tell_moved(table.file, faults) or _tell_parted(table)


def _tell_blank(table: Table) -> Fault | None:
    """Say that a column without which no row can be read holds nothing; None where all hold something."""
    blank = next((name for name in NEEDED if not any(table.columns.get(name, [name]))), "") if table.rows else ""
    hint = tell(EMPTIED, n=len(table.rows))
    return Fault(table.file, HEADER_ROW, blank, "", hint=hint, effect="table") if blank else None


def _tell_moved(file: str, faults: Iterable[Fault]) -> Fault | None:
    """Say that more rows of the dictionary do not fit the program than by mistakes of their own; None where few do."""
    unlike = [fault.column for fault in faults if fault.hint == AS_READ]
    if len(unlike) <= MOST_ALONE:
        return None
    hint = tell(
        "{n} rows say other than the program reads: the column has moved, or was sorted by itself.", n=len(unlike)
    )
    return Fault(file, HEADER_ROW, max(unlike, key=unlike.count), "", hint=hint, effect="table")


def _tell_names_moved(table: Table) -> Fault | None:
    """Say that the names of columns do not stand beside those of their tables; None where nearly all do."""
    if not {"table", "column"} <= table.columns.keys():
        return None
    known = {(name, part.name) for name, record in RECORDS.items() for part in fields(record)}
    names, headings = table.columns["table"], table.columns["column"]
    if sum(pair in known for pair in zip(names, headings, strict=True)) >= len(names) - MOST_ALONE:
        return None
    total = sum(pair not in known for pair in zip(names, headings, strict=True))
    moves = ([*names[1:], *names[:1]], [*names[-1:], *names[:-1]])
    left = min(sum(pair not in known for pair in zip(moved, headings, strict=True)) for moved in moves)
    if left * 2 > total and (total * 2 < len(names) or not set(headings) <= {heading for _, heading in known}):
        return None
    hint = tell(DOWN if left * 2 <= total else SORTED, one="table", other="column")
    return Fault(table.file, HEADER_ROW, "table", "", hint=hint, effect="table")


def _tell_parted(table: Table) -> Fault | None:
    """Say that a column says in many rows what can be said only of columns of another kind; None where few do."""
    if not {"table", "column", "type", "refers_to", *ANSWERS, *OF_NUMBERS} <= table.columns.keys():
        return None
    types = [
        kind if None not in {read_yes_no(cell) for cell in answers} else ""
        for kind, *answers in zip(*(table.columns[name] for name in ("type", *ANSWERS)), strict=True)
    ]  # blank in a row that cannot be read, whose cells may stand below other headings
    count = {"refers_to": sum(_list_pointless(table, types)), "key": _count_keys(table, types)}
    for name in OF_NUMBERS:
        cells = zip(types, table.columns[name], strict=True)
        count[name] = sum(bool(cell and kind) and kind not in NUMBER_TYPES for kind, cell in cells)
    column = max(count, key=lambda name: count[name])
    if count[column] <= MOST_ALONE:
        return None
    other = "column" if column == "key" else "type"
    hint = tell(SORTED, one=other, other=column)
    return Fault(table.file, HEADER_ROW, column, "", hint=hint, effect="table")


def _list_pointless(table: Table, types: Sequence[str]) -> Iterator[bool]:
    """Ask of each row whether it points to something though its type does not, or to nothing though it does."""
    for kind, target in zip(types, table.columns["refers_to"], strict=True):
        if not kind:
            continue
        wrong = "." in target if kind == "term" else bool(target) and "." not in target if kind == "id" else target
        yield bool(wrong) or (kind == "term" and not target)


def _count_keys(table: Table, types: Sequence[str]) -> int:
    """Count the tables of which other columns are the key than the first, and keys beyond what a row needs."""
    keys: dict[str, set[str]] = {}
    rows = zip(*(table.columns[one] for one in ("table", "column", "key")), types, strict=True)
    for name, heading, cell, kind in rows:
        if kind and read_yes_no(cell):
            keys.setdefault(name, set()).add(heading)
    first = {name: fields(record)[0].name for name, record in RECORDS.items()}
    beyond = sum(max(0, len(found) - MOST_KEYS) for found in keys.values())
    without = sum(name in first and first[name] not in found for name, found in keys.items())
    return beyond + (0 if "" in types else without)
