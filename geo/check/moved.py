"""Columns that have moved by a row, seen by the order of a table's own rows, or by what stories say of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.check.causes import RULES
from geo.check.consequences import LOST
from geo.check.in_step import FEWEST_GAINED, are_turned
from geo.messages import Message, tell
from geo.tables.exchanged import DOWN
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

GROUPS: Final = (("waypoints", "line_id", "seq"), ("vertices", "line_id", "seq"))
"""Table, and the column that says to what the rows belong which another one counts from 1."""
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
    return None


def _named(fault: Fault) -> list[str]:
    """List the rows that a story names where it is at fault."""
    ids = fault.hint.values.get("ids", "") if isinstance(fault.hint, Message) else ""
    return [one for one in (*str(ids).split(", "), fault.value) if one]


def _tell(table: Values, one: str, other: str) -> Fault:
    hint = tell(DOWN, one=one, other=other)
    return Fault(table.file, HEADER_ROW, one, "", hint=hint, effect="table", cause=f"moved {table.file}")
