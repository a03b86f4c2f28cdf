"""Columns of which every cell is blank: what checks and stories miss of them has its cause there."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.check.consequences import LOST
from geo.messages import Message, tell
from geo.records.dictionary import NUMBER_TYPES
from geo.records.registry import MAY_BE_BLANK
from geo.records.stories import FIGURE_COLUMNS
from geo.tables.csv_file import MOST_KEPT
from geo.tables.exchanged import EMPTIED
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.records.dictionary import Column
    from geo.tables.csv_file import Table
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

    Check = Callable[[Mapping[str, Values], Dictionary], Iterable[Fault]]
    Key = tuple[str, str]

FEWEST_ROWS: Final = 2
"""Rows that are hardly all blank in a column by chance."""
MANY_ROWS: Final = 8
"""Rows of a table in which a column that a check reads is hardly blank because it is not used."""
FEWEST: Final = 4
"""Faults of one check that a blank column explains by their number; of fewer, other cells must make an end of them."""
DAYS: Final = range(1, 32)
YEARS: Final = range(1800, 2200)
NAMED: Final = frozenset({"country", "id"})
"""Types of columns whose words ids are made of."""
YEARS_OF_HOURS: Final = ("dwell", "hours")


@lru_cache(maxsize=MOST_KEPT)
def list_blank(table: Table, name: str, dictionary: Dictionary) -> tuple[Column, ...]:
    """List the columns of a table of which every cell is blank, though some might be expected to say something.

    Parameters
    ----------
    table
        As text.
    name, dictionary
        Its name, and what its columns are.

    Returns
    -------
    columns
        Without those in which no cell may be blank: of these each cell is reported. None of a table of one row.
    """
    if len(table.rows) < FEWEST_ROWS:
        return ()
    return tuple(
        column
        for column in dictionary.columns[name]
        if not column.required
        and (name, column.column) not in MAY_BE_BLANK
        and column.column in table.columns
        and not any(table.columns[column.column])
    )


def explain_by_blanks(
    check: Check, found: Sequence[Fault], values: Mapping[str, Values], dictionary: Dictionary, blank: Sequence[Key]
) -> list[Fault]:
    """Make what a check has found a consequence of the blank column that it reads, where there is one.

    Parameters
    ----------
    check
        What has found the faults; it is run again to see which columns it reads.
    found
        Its faults.
    values, dictionary
        The tables as the check saw them, and what their columns are.
    blank
        Table and heading of each column that is blank.

    Returns
    -------
    faults
        The cause first; those that were found, where the check reads no blank column, or several: then these are rather
        ones that somebody does not use.
    """
    wrong = [fault for fault in found if not fault.cause]
    if not (wrong and blank):
        return list(found)
    read = _list_read(check, values, dictionary, blank)
    if len(read) != 1 or len(values[read[0][0]].rows) < MANY_ROWS:
        return list(found)
    (name, heading), *_ = read
    if len(wrong) < FEWEST and _count(check, _fill(values, read[0], dictionary), dictionary):
        return list(found)
    return [_tell(values[name], heading), *(_follow(one, values[name].file) if one in wrong else one for one in found)]


def explain_stories(
    found: Sequence[Fault], values: Mapping[str, Values], dictionary: Dictionary, blank: Sequence[Key]
) -> list[Fault]:
    """Make what stories miss a consequence of the one blank column that may have said it.

    Parameters
    ----------
    found
        The faults of the stories.
    values, dictionary
        The tables, and what their columns are.
    blank
        Table and heading of each column that is blank.

    Returns
    -------
    faults
        The causes first, each once, then all that were found.
    """
    causes: dict[Key, Fault] = {}
    told = []
    for fault in found if blank else ():
        keys = [] if fault.cause.startswith(LOST) else list(_may_have_said(fault, values, dictionary, blank))
        keys = [key for key in keys if key in causes] or keys
        if len(keys) == 1:
            name, heading = keys[0]
            causes.setdefault(keys[0], _tell(values[name], heading))
            told.append(_follow(fault, values[name].file))
        else:
            told.append(fault)
    return [*causes.values(), *told] if blank else list(found)


def explain_reworded(
    found: Iterable[Fault], values: Mapping[str, Values], dictionary: Dictionary, blank: Sequence[Key]
) -> Iterator[Fault]:
    """Say of ids that are no words of their rows that what they name is blank in all of them, where it is.

    Parameters
    ----------
    found
        One fault for each table whose ids are of other words.
    values, dictionary, blank
        As for `explain_stories`.

    Yields
    ------
    fault
        That of the blank column in place of that of the ids.
    """
    for fault in found:
        table = next(table for table in values.values() if table.file == fault.file)
        named = {one.column for one in dictionary.columns[table.name] if one.type in NAMED}
        gone = next((heading for name, heading in blank if name == table.name and heading in named), "")
        yield _tell(table, gone) if gone else fault


def _tell(table: Values, heading: str) -> Fault:
    hint = tell(EMPTIED, n=len(table.rows))
    return Fault(table.file, HEADER_ROW, heading, "", hint=hint, cause=f"blank {heading} {table.file}")


def _follow(fault: Fault, file: str) -> Fault:
    return replace(fault, cause=LOST + file)


class _Columns(dict[str, list[Any]]):
    """The columns of a table, with the headings of those that were read."""

    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        super().__init__(columns)
        self.read: set[str] = set()

    def __getitem__(self, heading: str) -> list[Any]:
        self.read.add(heading)
        return super().__getitem__(heading)


def _list_read(check: Check, values: Mapping[str, Values], dictionary: Dictionary, blank: Sequence[Key]) -> list[Key]:
    """List the blank columns that a check reads."""
    watched = {name: _Columns(values[name].columns) for name, _ in blank}
    seen = {name: replace(values[name], columns=columns) for name, columns in watched.items()}
    list(check({**values, **seen}, dictionary))
    return [(name, heading) for name, heading in blank if heading in watched[name].read]


def _fill(values: Mapping[str, Values], key: Key, dictionary: Dictionary) -> Mapping[str, Values]:
    """Give the tables with another value in each cell of a blank column."""
    name, heading = key
    column = next(one for one in dictionary.columns[name] if one.column == heading)
    numbers = range(YEARS.stop, YEARS.stop + len(values[name].rows))
    cells: list[Any] = list(numbers) if column.type in NUMBER_TYPES else [f"?{number}" for number in numbers]
    cells = [(cell,) for cell in cells] if column.list else cells
    return {**values, name: replace(values[name], columns={**values[name].columns, heading: cells})}


def _count(check: Check, values: Mapping[str, Values], dictionary: Dictionary) -> int:
    return sum(not fault.cause for fault in check(values, dictionary))


def _may_have_said(
    fault: Fault, values: Mapping[str, Values], dictionary: Dictionary, blank: Sequence[Key]
) -> Iterator[Key]:
    """Yield the blank columns in which that may have stood which a story misses."""
    said = fault.hint.values if isinstance(fault.hint, Message) else {}
    wanted = fault.expected.values if isinstance(fault.expected, Message) else {}
    heading = str(wanted.get("column", ""))
    for name, column in blank:
        if "number" in said:
            ids = str(said.get("ids", "")).split(", ")
            if _names_row(values[name], ids) and _may_hold(name, column, float(str(said["number"])), dictionary):
                yield name, column
        elif heading:
            if (
                column == heading
                and heading in FIGURE_COLUMNS.get(name, ())
                and _names_row(values[name], [fault.value])
            ):
                yield name, column
        elif (fault.column == "years" and (name, column) == YEARS_OF_HOURS) or ("unit" in wanted and column == "unit"):
            yield name, column


def _names_row(table: Values, ids: Iterable[str]) -> bool:
    """Ask whether any id, or the first part of one, is that of a row."""
    known = set(map(str, next(iter(table.columns.values()))))
    return any(one in known or one.partition("/")[0] in known for one in ids)


def _may_hold(name: str, heading: str, number: float, dictionary: Dictionary) -> bool:
    """Ask whether a number may stand in a cell of a column."""
    column = next(one for one in dictionary.columns[name] if one.column == heading)
    if column.type in NUMBER_TYPES:
        low, high = column.minimum, column.maximum
        return (low is None or low <= number) and (high is None or number <= high)
    return column.type == "text" or (column.type == "edtf" and (number in DAYS or number in YEARS))
