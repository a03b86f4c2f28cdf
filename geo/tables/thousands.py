"""Points that part thousands in a column of whole numbers, where they would be read as decimals."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.records.dictionary import Column
    from geo.tables.csv_file import Table
    from geo.tables.fault import Effect

FEWEST: Final = 3
"""Whole numbers in other rows that say of what form those of a column are; several with a point say it themselves."""
MOST_TIMES: Final = 3.0
"""How many times the largest other number one may be that a point parts."""
WHOLE: Final = tell("a number without a point, as all others of the column are whole")
_GROUPED: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}[.][0-9]{3}")
FAR_BELOW: Final = 10
"""How many times as large the smallest other number must be, where some of these have decimals."""
_LENGTH: Final = re.compile(r"[+-]?[0-9]+(?:[.][0-9]{1,2})?")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")


def find_grouped(table: Table, columns: Iterable[tuple[Column, Effect]]) -> Iterator[Fault]:
    """Refuse a number with three decimals where all others of its column are whole, and it would be one of them.

    Parameters
    ----------
    table
        The table as text.
    columns
        Those of numbers, each with what is left out for a cell that cannot be read.

    Yields
    ------
    fault
        None for a table in which commas are the decimal signs.
    """
    for column, effect in columns:
        cells = table.columns.get(column.column, ())
        if table.decimal_comma or not any(cell[-4:-3] == "." for cell in cells):
            continue
        grouped = {cell for cell in cells if _GROUPED.fullmatch(cell)}
        others = [cell for cell in cells if cell and cell not in grouped]
        alone = len(grouped) == 1
        whole = all(map(_INTEGER.fullmatch, others))
        if len(others) < (FEWEST if alone else 1) or not (whole or all(map(_LENGTH.fullmatch, others))):
            continue
        sizes = sorted(abs(float(cell)) for cell in others)
        largest = MOST_TIMES * sizes[-1] if alone or not whole else inf
        if not whole:  # then only one is a sum of thousands that is far below all others
            grouped = {cell for cell in grouped if abs(float(cell)) * FAR_BELOW <= sizes[0]}
        for row, cell in zip(table.rows, cells, strict=True):
            text = cell.replace(".", "")
            if cell in grouped and abs(int(text)) <= largest and _may_be(int(text), column):
                hint = tell("Write it without separators: {text}.", text=text)
                yield Fault(table.file, row, column.column, cell, WHOLE, hint, effect=effect)


def _may_be(number: int, column: Column) -> bool:
    """Ask whether a number keeps the bounds of a column: no position is of thousands of degrees."""
    low, high = column.minimum, column.maximum
    return (low is None or low <= number) and (high is None or number <= high)
