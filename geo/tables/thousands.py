"""Points that part thousands in a column of whole numbers, where they would be read as decimals."""

from __future__ import annotations

import re
from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.records.dictionary import Column
    from geo.tables.csv_file import Table
    from geo.tables.fault import Effect

FEWEST: Final = 3
"""Whole numbers in other rows that say of what form those of a column are; several with a point say it themselves."""
MOST_TIMES: Final = 3.0
"""How many times the largest other number one may be that a point parts."""
WHOLE: Final = tell("a number without a point, as all others of the column are whole")
OF_UNIT: Final = tell("a number without a point, as all others of its unit are whole")
BESIDE: Final = tell("a number without a point, as it is written beside it")
_GROUPED: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}[.][0-9]{3}")
FAR_BELOW: Final = 10
"""How many times as large the smallest other number must be, where some of these have decimals."""
_BESIDE: Final = {"value_min": ("value_max",), "value_max": ("value_min",), "value": ("value_max",)}
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
    units = table.columns.get("unit", ())
    for column, effect in columns:
        cells = table.columns.get(column.column, ())
        if table.decimal_comma or not any(cell[-4:-3] == "." for cell in cells):
            continue
        groups = _part_by_units(cells, units)
        known = {place: text for group in groups for place, text in _find_in(group, column).items()}
        whole = OF_UNIT if len(groups) > 1 else WHOLE
        every = {place: (text, BESIDE) for place, text in _find_in_rows(table, column.column).items()}
        every |= {place: (text, whole) for place, text in known.items()}
        for place, (text, expected) in sorted(every.items()):
            hint = tell("Write it without separators: {text}.", text=text)
            yield Fault(table.file, table.rows[place], column.column, cells[place], expected, hint, effect=effect)


def _part_by_units(cells: Sequence[str], units: Sequence[str]) -> list[dict[int, str]]:
    """Sort the cells that hold something by the unit beside them, where a table has one; each with its place."""
    groups: dict[str, dict[int, str]] = defaultdict(dict)
    for place, cell in enumerate(cells):
        if cell:
            groups[units[place] if units else ""][place] = cell
    return list(groups.values())


def _find_in(held: Mapping[int, str], column: Column) -> dict[int, str]:
    """Find the cells of one unit in which a point parts thousands, and write them without; by their places."""
    grouped = {cell for cell in held.values() if _GROUPED.fullmatch(cell)}
    others = [cell for cell in held.values() if cell not in grouped]
    alone = len(grouped) == 1
    whole = all(map(_INTEGER.fullmatch, others))
    if len(others) < (FEWEST if alone else 1) or not (whole or all(map(_LENGTH.fullmatch, others))):
        return {}
    sizes = sorted(abs(float(cell)) for cell in others)
    largest = MOST_TIMES * sizes[-1] if alone or not whole else inf
    if not whole:  # then only one is a sum of thousands that is far below all others
        grouped = {cell for cell in grouped if abs(float(cell)) * FAR_BELOW <= sizes[0]}
    texts = {place: cell.replace(".", "") for place, cell in held.items() if cell in grouped}
    return {
        place: text
        for place, text in texts.items()
        if (abs(int(text)) <= largest or text.endswith("000")) and _may_be(int(text), column)
    }


def _find_in_rows(table: Table, heading: str) -> dict[int, str]:
    """Find the cells that another of the same row writes without a point: the least and the most of one value."""
    cells = table.columns[heading]
    beside = [table.columns[other] for other in _BESIDE.get(heading, ()) if other in table.columns]
    texts = {place: cell.replace(".", "") for place, cell in enumerate(cells) if _GROUPED.fullmatch(cell)}
    return {place: text for place, text in texts.items() if any(one[place] == text for one in beside)}


def _may_be(number: int, column: Column) -> bool:
    """Ask whether a number keeps the bounds of a column: no position is of thousands of degrees."""
    low, high = column.minimum, column.maximum
    return (low is None or low <= number) and (high is None or number <= high)
