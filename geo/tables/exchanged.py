"""Two columns whose cells have changed places, as when a heading was moved and what stands below it was not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.records.dictionary import NUMBER_TYPES
from geo.tables.date_hints import FOUR_DIGITS
from geo.tables.fault import HEADER_ROW
from geo.tables.word_hints import ONE_ONLY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.tables.csv_file import Table
    from geo.tables.fault import Fault
    from geo.tables.wanted_cells import Cells

FEWEST: Final = 3
"""Cells that must be wrong in one column, and would be right in it if they stood in the other."""
NEARLY_ALL: Final = 0.8

DOWN: Final = tell("The cells of {one} and {other} stand one row apart: one of the two columns has moved.")
SORTED: Final = tell(
    "The cells of {one} and {other} do not belong to the same rows: one of the two was sorted by itself."
)
EMPTIED: Final = tell("Every cell of the column is blank, in all {n} rows.")
TURNED: Final = tell("The cells of {one} and {other} stand in opposite orders: one of the two was turned round.")


def name_types(table: Table, faults: Sequence[Fault], columns: Sequence[Cells]) -> list[Fault]:
    """Make one cause of the numbers of several columns of which nearly none can be read.

    Parameters
    ----------
    table, faults, columns
        As `name_exchanged` takes them.

    Returns
    -------
    faults
        The same, with the cause where there is one.
    """
    numbers = [cells.column.column for cells in columns if cells.column.type in NUMBER_TYPES]
    wrong: dict[str, set[int | None]] = defaultdict(set)
    for fault in faults:
        if fault.value and fault.row != HEADER_ROW:
            wrong[fault.column].add(fault.row)
    filled = {name: len(table.columns[name]) - table.columns[name].count("") for name in numbers}
    broken = {name for name in numbers if len(wrong[name]) >= max(1, NEARLY_ALL * filled[name])}
    if len(broken) <= 1 or sum(len(wrong[name]) for name in broken) < FEWEST:
        return list(faults)
    return [
        replace(fault, cause=f"numbers {fault.file}")
        if fault.column in broken and not fault.cause and fault.value
        else fault
        for fault in faults
    ]


def tell_exchanged(one: str, other: str) -> str:
    """Say that the cells of two columns have changed places."""
    return tell("The cells of {one} and {other} seem to have changed places.", one=one, other=other)


def name_exchanged(table: Table, faults: Sequence[Fault], columns: Sequence[Cells]) -> list[Fault]:
    """Say of bad cells that they belong under another column, whose cells belong under theirs.

    Parameters
    ----------
    table
        The table as text.
    faults
        Those of its cells.
    columns
        What its cells must be.

    Returns
    -------
    faults
        The same; those of two exchanged columns come from one cause.
    """
    wrong: dict[str, set[int | None]] = defaultdict(set)
    helped: Counter[str] = Counter()
    for fault in faults:
        if fault.row != HEADER_ROW and fault.value and fault.effect != "kept":
            wrong[fault.column].add(fault.row)
            helped[fault.column] += bool(fault.hint) and fault.hint not in {ONE_ONLY, FOUR_DIGITS}
    wrong |= {name: set() for name in wrong if helped[name] * 2 > len(wrong[name])}  # what to write there is known
    named: dict[str, str] = {}
    for one in columns:
        name = one.column.column
        filled = [cell for cell in table.columns[name] if cell]
        if one.column.type == "text" or name in named or len(wrong[name]) < max(FEWEST, NEARLY_ALL * len(filled)):
            continue
        other = _find_other(table, one, filled, [cells for cells in columns if cells is not one])
        if not other:
            return list(faults)  # more is wrong than two columns: rows have moved
        named |= dict.fromkeys((name, other), tell_exchanged(name, other))
    if _more_is_wrong(table, faults, named):
        return list(faults)
    return [
        replace(fault, hint=named[fault.column], cause=f"exchanged {named[fault.column]} {fault.file}", effect="row")
        if fault.column in named and fault.row != HEADER_ROW
        else fault
        for fault in faults
    ]


def _find_other(table: Table, one: Cells, filled: Sequence[str], others: Sequence[Cells]) -> str:
    """Find the column whose cells are right under one, while those of this one are right under it; blank for none."""
    found: dict[str, int] = {}
    for other in others:
        cells = [cell for cell in table.columns[other.column.column] if cell]
        if len(cells) < FEWEST or not _fit(cells, one) or (_is_key(one) and len(set(cells)) < len(cells)):
            continue
        if _fit(filled, other):
            found[other.column.column] = len(cells)
    most = max(found.values(), default=0)
    best = [name for name, number in found.items() if number == most]
    return best[0] if len(best) == 1 else ""


def _more_is_wrong(table: Table, faults: Sequence[Fault], named: Mapping[str, str]) -> bool:
    """Ask whether a column is missing, or many rows are wrong under other columns: then names or rows have moved."""
    elsewhere = [fault for fault in faults if fault.column not in named and fault.effect != "kept"]
    rows = {fault.row for fault in elsewhere}
    return HEADER_ROW in rows or len(rows) > (1 - NEARLY_ALL) * len(table.rows)


def _is_key(cells: Cells) -> bool:
    """Ask whether no two cells of a column may be the same: nearly any word would do as an id."""
    return cells.column.key and cells.column.type == "id" and not cells.column.refers_to


def _fit(cells: Sequence[str], column: Cells) -> bool:
    if column.column.type == "id" and column.column.refers_to:  # which ones there are is asked elsewhere
        kept = sum(any(map(str.isalpha, cell)) and " " not in cell.replace("; ", "") for cell in cells)
    else:
        kept = sum(map(column.keeps, cells))
    return kept >= NEARLY_ALL * len(cells)
