"""Columns that have moved by a row, seen by the order of a table's own rows, or by what stories say of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.check.causes import RULES
from geo.check.consequences import LOST
from geo.check.in_step import FEWEST_GAINED, are_turned
from geo.check.stories import numbers_in
from geo.messages import Message, tell
from geo.tables.exchanged import DOWN, SORTED
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

GROUPS: Final = (("waypoints", "line_id", "seq"), ("vertices", "line_id", "seq"))
"""Table, and the column that says to what the rows belong which another one counts from 1."""
FEWEST_NUMBERS: Final = 3
"""Numbers of stories that must all stand in other rows of one column."""
LONG_NUMBER: Final = 1_000
FEW_ROWS: Final = 3
"""Rows of a table in which a long number that stands in another row is there since the column has moved."""
MOST_LEFT: Final = 0.2
"""Share of the contradictions that may remain once a column is moved back."""


def check_groups(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table of counted rows in which the groups end a row before or after the count begins again."""
    for name, group, number in GROUPS:
        table = values[name]
        groups, numbers = table.columns[group], table.columns[number]
        wrong = _count_breaks(groups, numbers)
        if wrong < FEWEST_GAINED:
            continue
        left = min(_count_breaks(moved, numbers) for moved in move_by_a_row(groups))
        if left <= MOST_LEFT * wrong:
            yield _tell(table, group, number)


def _count_breaks(groups: Sequence[Any], numbers: Sequence[Any]) -> int:
    """Count the rows at which a group changes and the count goes on, or the other way round."""
    every = zip(pairwise(groups), pairwise(numbers), strict=True)
    return sum(
        (one != other) != (after <= before)
        for (one, other), (before, after) in every
        if before is not None and after is not None
    )


def move_by_a_row(cells: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Move the cells of a column up by a row, and down."""
    return [*cells[1:], cells[0]], [cells[-1], *cells[:-1]]


def explain_stories(
    found: Sequence[Fault],
    check: Callable[[Mapping[str, Values]], Sequence[Fault]],
    values: Mapping[str, Values],
    dictionary: Dictionary,
    others: Sequence[Fault],
) -> Fault | None:
    """Find the one column that has moved by a row, so that stories say what its rows do not.

    Parameters
    ----------
    found
        The faults of the stories.
    check
        Finds them again in tables of which a column is moved back.
    values, dictionary
        The tables, and what their columns are.
    others
        The faults of the tables.

    Returns
    -------
    fault
        At the header of the table; None where no move makes all of them go. One fault alone is explained by ids that
        stand in order but for the first or the last, or by a column that is doubted already.
    """
    wrong = [fault for fault in found if not fault.cause.startswith(LOST)]
    if not wrong or len(wrong) < len(found):
        return None
    named = [set(_named(fault)) for fault in wrong]
    for name, table in values.items():
        key = next(iter(table.columns))
        # What one table has moved is said of its rows, each time.
        if name in RULES or any(ids.isdisjoint(table.columns[key]) for ids in named):
            continue
        turned = are_turned(table.columns[key])
        every = [one.column for one in dictionary.columns[name] if one.type != "term" and one.column != key]
        own = (fault for fault in others if fault.file == table.file and not fault.cause.startswith(LOST))
        doubted = {fault.column for fault in own}
        for heading in [key] if turned else every:
            if len(wrong) == 1 and not turned and heading not in doubted:
                continue
            for moved in move_by_a_row(table.columns[heading]):
                undone = replace(table, columns={**table.columns, heading: moved})
                if not check({**values, name: undone}):
                    return _tell(table, heading, list(table.columns)[1] if heading == key else key)
    return _find_parted(wrong, values)


def _find_parted(wrong: Sequence[Fault], values: Mapping[str, Values]) -> Fault | None:
    """Find the one column in whose other rows everything stands that stories say of its rows."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    sure = False
    for fault in wrong:
        number = fault.hint.values.get("number") if isinstance(fault.hint, Message) else None
        if not isinstance(number, float):
            return None
        columns = list(_hold_elsewhere(number, set(_named(fault)), values))
        sure = sure or (number >= LONG_NUMBER and all(len(values[name].rows) <= FEW_ROWS for name, _ in columns))
        for one in columns:
            found[one] += 1
    every = [one for one, n in found.items() if n == len(wrong)]
    if len(every) != 1 or not (sure or len(wrong) >= FEWEST_NUMBERS):
        return None
    name, heading = every[0]
    table = values[name]
    return _tell(table, heading, next(iter(table.columns)), SORTED)


def _hold_elsewhere(number: float, ids: AbstractSet[str], values: Mapping[str, Values]) -> Iterator[tuple[str, str]]:
    """Yield the columns of the tables with some rows that hold a number in another row."""
    for name, table in values.items():
        if name in RULES or ids.isdisjoint(_list_ids(table)):
            continue
        for heading, cells in table.columns.items():
            others = (str(cell) for cell, one in zip(cells, _list_ids(table), strict=True) if cell and one not in ids)
            if any(number in numbers_in(cell) for cell in others):
                yield name, heading


def _list_ids(table: Values) -> list[str]:
    """List the ids of rows as stories name them: of two columns, both, with a stroke between."""
    first, second = list(table.columns.values())[:2]
    if len(set(first)) == len(first):
        return list(map(str, first))
    return [f"{one}/{other}" for one, other in zip(first, second, strict=True)]


def _named(fault: Fault) -> list[str]:
    """List the rows that a story names where it is at fault."""
    ids = fault.hint.values.get("ids", "") if isinstance(fault.hint, Message) else ""
    return [one for one in (*str(ids).split(", "), fault.value) if one]


def _tell(table: Values, one: str, other: str, words: str = DOWN) -> Fault:
    hint = tell(words, one=one, other=other)
    return Fault(table.file, HEADER_ROW, one, "", hint=hint, effect="table", cause=f"moved {table.file}")
