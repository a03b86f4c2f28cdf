"""Two columns whose cells have changed places, as when a heading was moved and what stands below it was not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import HEADER_ROW
from geo.tables.hints import proposal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.tables.csv_file import Table
    from geo.tables.fault import Fault
    from geo.tables.wanted_cells import Cells

FEWEST: Final = 3
"""Cells that must be wrong in one column, and would be right in it if they stood in the other."""
NEARLY_ALL: Final = 0.8


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
            helped[fault.column] += bool(proposal_of(fault.hint))
    wrong |= {name: set() for name in wrong if helped[name] * 2 > len(wrong[name])}  # what to write there is known
    named: dict[str, str] = {}
    for one in columns:
        name = one.column.column
        filled = [cell for cell in table.columns[name] if cell]
        if name in named or len(wrong[name]) < max(FEWEST, NEARLY_ALL * len(filled)):
            continue
        other = _find_other(table, one, filled, [cells for cells in columns if cells is not one])
        if not other:
            return list(faults)  # more is wrong than two columns: rows have moved
        named |= dict.fromkeys((name, other), tell_exchanged(name, other))
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
        if len(cells) < FEWEST or not _fit(cells, one):
            continue
        if _fit(filled, other):
            found[other.column.column] = len(cells)
    most = max(found.values(), default=0)
    best = [name for name, number in found.items() if number == most]
    return best[0] if len(best) == 1 else ""


def _fit(cells: Sequence[str], column: Cells) -> bool:
    if column.column.type == "id" and column.column.refers_to:  # which ones there are is asked elsewhere
        kept = sum(not any(map(str.isspace, cell.replace("; ", ""))) for cell in cells)
    else:
        kept = sum(map(column.keeps, cells))
    return kept >= NEARLY_ALL * len(cells)
