"""Many contradictions that one change would explain: two columns that changed places, or one that has moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from geo.check.causes import RULES, name_habit
from geo.check.in_step import kind_of
from geo.messages import tell
from geo.tables.exchanged import DOWN, TURNED, tell_exchanged
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.values import POSITION

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

    Check = Callable[[Mapping[str, Values], Dictionary], Iterable[Fault]]

COLUMN: Final = "column "
"""How the cause of many faults of one column begins."""
PLACED: Final = frozenset({*POSITION, "country"})
"""Columns of which a misplaced position tells that one has moved."""
FEWEST: Final = 4
"""Contradictions of one check that are worth an explanation; fewer stand for themselves."""
MOST_LEFT: Final = 0.2
"""Share of them that may remain when the change is undone: true tables may hold faults of their own."""
MOST_FILLED: Final = 0.8
MOST_OF_COLUMN: Final = 0.2
LEAST_ADDED: Final = 0.8
"""Share of the last rows that have faults, where these were added."""
FIRST_PART: Final = 0.4
"""Part of a table in which a row with a fault must stand, for a column to be turned round: rows were added below it."""
SAMPLE: Final = 30
"""Misplaced rows that are measured before all are."""
MOST_ROWS: Final = 20_000
"""Rows of a table that are still moved about in memory."""


def explain(
    check: Check, found: Sequence[Fault], values: Mapping[str, Values], dictionary: Dictionary, reads: Iterable[str]
) -> list[Fault]:
    """Find the one change of a table that explains what a check has found.

    Parameters
    ----------
    check
        What has found the faults; it is run again on tables in which a change is undone.
    found
        Its faults.
    values, dictionary
        The tables as the check saw them, and what their columns are.
    reads
        Names of the tables that it looked at.

    Returns
    -------
    faults
        One, at the header of the table that was changed; those that were found, where nothing explains them or there
        are few.
    """
    wrong = [fault for fault in found if not (fault.cause or name_habit(fault.hint, fault.file))]
    if len(wrong) < FEWEST:
        return list(found)
    rows: dict[str, set[int | None]] = defaultdict(set)
    placed = {fault.column for fault in wrong} <= PLACED
    for fault in wrong:
        rows[fault.file].add(fault.row)
    named = [name for name, table in values.items() if table.file in rows]
    if len(named) == 1 and _were_added(rows[values[named[0]].file], values[named[0]]):
        return list(found)
    if len(named) == 1 and not _are_spread(rows[values[named[0]].file], values[named[0]]):
        reads = ()  # ids that moved in another table would be missed in the first rows too
    looked = [name for name in dict.fromkeys([*named, *reads]) if name not in RULES and _is_movable(values[name])]
    best, fewest = None, MOST_LEFT * len(wrong) + 1
    tried = {fault.row for fault in wrong[:: max(1, len(wrong) // SAMPLE)]} if placed else set()
    for name in looked:
        first = {fault.column for fault in wrong if fault.file == values[name].file}
        for undone, told in _changes(values[name], dictionary, rows[values[name].file], first, only_positions=placed):
            if tried and _count({**values, name: _only(undone, tried)}, check, dictionary) * 2 > len(tried):
                continue
            left = _count({**values, name: undone}, check, dictionary)
            if left < fewest:
                best, fewest = told, left
            if not left:
                return [told]
    return list(found) if best is None else [best]


def join_columns(found: Sequence[Fault], values: Mapping[str, Values]) -> list[Fault]:
    """Make one cause of many faults of one column, whatever words they have: the column is wrong, not its cells.

    Parameters
    ----------
    found
        The faults of one check.
    values
        The tables, for how many rows they have.
    """
    rows = {table.file: len(table.rows) for table in values.values()}
    count = Counter((fault.file, fault.column) for fault in found if _stands_alone(fault))
    many = {key for key, n in count.items() if key[1] and n >= FEWEST and n > rows.get(key[0], 0) * MOST_OF_COLUMN}
    return [
        replace(fault, cause=f"{COLUMN}{fault.column} {fault.file}")
        if (fault.file, fault.column) in many and _stands_alone(fault)
        else fault
        for fault in found
    ]


def _stands_alone(fault: Fault) -> bool:
    """Ask whether nothing is known of what a fault in a row comes from."""
    return fault.row not in {None, HEADER_ROW} and not (fault.cause or name_habit(fault.hint, fault.file))


def _only(table: Values, rows: Collection[int | None]) -> Values:
    """Give a table with a few of its rows: a check that takes long need not see all to find most still wrong."""
    return replace(table, left_out={row for row in table.rows if row not in rows})


def _were_added(wrong: Collection[int | None], table: Values) -> bool:
    """Ask whether the rows with faults are the last ones: whoever adds rows moves no column.

    Any column of a key that is moved would make rows that were pasted in a second time look new.
    """
    first = min((row for row in wrong if row is not None), default=HEADER_ROW)
    last = [row for row in table.rows if row >= first]
    return len(last) * 2 <= len(table.rows) and len(wrong) >= LEAST_ADDED * len(last)


def _are_spread(wrong: Collection[int | None], table: Values) -> bool:
    """Ask whether rows with faults stand in the first part of a table too, as they do where a column was turned."""
    first = min((row for row in wrong if row is not None), default=None)
    return first is not None and sum(row < first for row in table.rows) < FIRST_PART * len(table.rows)


def _is_movable(table: Values) -> bool:
    """Ask whether a table is left, and small enough to be moved about."""
    return len(table.rows) <= MOST_ROWS and not table.left_out.issuperset(table.rows)


def _count(values: Mapping[str, Values], check: Check, dictionary: Dictionary) -> int:
    return sum(not fault.cause for fault in check(values, dictionary))


def _changes(
    table: Values,
    dictionary: Dictionary,
    wrong: Collection[int | None],
    first: Collection[str],
    *,
    only_positions: bool,
) -> Iterator[tuple[Values, Fault]]:
    """Yield a table with one change undone each, and the fault that reports it."""
    columns = dictionary.columns[table.name]
    for one, other in combinations(columns, 2) if wrong else ():
        both = {one.column, other.column} == set(POSITION)  # swapped positions have a message of their own
        both = both or one.type == other.type == "text"  # any text may stand there, and explains nothing
        if not both and kind_of(one) == kind_of(other) and _are_filled(table, wrong, one.column, other.column):
            turned = {one.column: table.columns[other.column], other.column: table.columns[one.column]}
            hint = tell_exchanged(one.column, other.column)
            yield _with(table, turned), _tell(table, one.column, hint)
    moving = columns if wrong else [one for one in columns if one.type == "id" and not one.list]
    if wrong and only_positions:
        moving = [one for one in columns if one.column in PLACED]
    for one in sorted(moving, key=lambda one: one.column not in first) if len(table.rows) > 1 else ():
        if wrong and not only_positions and not _are_filled(table, wrong, one.column):
            continue
        cells = table.columns[one.column]
        beside = next((c.column for c in columns if c is not one), "")
        for words, moved in (
            (DOWN, [*cells[1:], cells[0]]), (DOWN, [cells[-1], *cells[:-1]]), (TURNED, cells[::-1]),
        ):  # fmt: skip
            if words == TURNED and not _are_spread(wrong, table):
                continue
            hint = tell(words, one=one.column, other=beside)
            yield _with(table, {one.column: moved}), _tell(table, one.column, hint)


def _with(table: Values, columns: Mapping[str, list[Any]]) -> Values:
    return replace(table, columns={**table.columns, **columns})


def _tell(table: Values, column: str, hint: str) -> Fault:
    return Fault(table.file, HEADER_ROW, column, "", hint=hint, effect="table", cause=f"moved {table.file}")


def _are_filled(table: Values, wrong: Collection[int | None], *headings: str) -> bool:
    """Ask whether columns are filled in most rows at fault: blanks contradict nothing, and explain nothing."""
    rows = [cells for row, *cells in table.select(*headings) if row in wrong]
    return sum(all(cell not in ("", None, ()) for cell in cells) for cells in rows) >= MOST_FILLED * len(rows)
