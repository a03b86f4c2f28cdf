"""What is left out because something it points to is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.messages import tell
from geo.tables.csv_file import rows_in_words
from geo.tables.fault import Effect, Fault
from geo.tables.values import apply_faults, names_others, references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.records.dictionary import Column
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

LOST = "lost: "
# Whether the row is left out, and whether there are several.
_GONE = {
    (True, False): tell("Nothing can be read of {file}, so {rows} is also left out."),
    (True, True): tell("Nothing can be read of {file}, so {rows} are also left out."),
    (False, False): tell("Nothing can be read of {file}, so {rows} is shown without it."),
    (False, True): tell("Nothing can be read of {file}, so {rows} are shown without it."),
}
_LOST = {
    (True, False): tell("It is left out of {file}, so {rows} is also left out."),
    (True, True): tell("It is left out of {file}, so {rows} are also left out."),
    (False, False): tell("It is left out of {file}, so {rows} is shown without it."),
    (False, True): tell("It is left out of {file}, so {rows} are shown without it."),
}


def follow(values: Mapping[str, Values], dictionary: Dictionary, roots: dict[str, str]) -> list[Fault]:
    """Leave out what points to nothing any more, until every reference holds.

    Parameters
    ----------
    values
        The tables; they are changed.
    dictionary
        What their columns are.
    roots
        File → the file in which what it has lost has its cause; those that lose rows here are added.

    Returns
    -------
    faults
        One warning per id that is gone and column that points to it.
    """
    told: list[Fault] = []
    while True:
        lost = list(_lost(values, dictionary))
        if not lost:
            return told
        for column, found in lost:
            table = values[column.table]
            effect = dictionary.effect(column)
            every = [
                Fault(table.file, row, column.column, target, effect=effect)
                for target in found
                for row in found[target]
            ]
            before = len(table.left_out)
            apply_faults(every, values, dictionary)
            other = values[column.refers_to.partition(".")[0]].file
            root = roots.get(other, other)
            if len(table.left_out) > before:  # for an entry as well, where it was the last that may not be missing
                roots.setdefault(table.file, root)
            told += [replace(fault, cause=LOST + root) for fault in _tell(table.file, column, found, effect, values)]


def _lost(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[tuple[Column, dict[str, list[int]]]]:
    """Yield each column with the ids that point to no row that is left, and the rows that do so."""
    alive: dict[str, set[str]] = {}
    for table, column, other, heading in references(values, dictionary):
        if column.refers_to not in alive:
            alive[column.refers_to] = {found for _, found in other.select(heading)}
        if not names_others(table, column, alive[column.refers_to]):
            continue
        gone: dict[str, list[int]] = {}
        for row, cell in table.select(column.column):
            for entry in cell if column.list else (cell,):
                if entry and entry not in alive[column.refers_to]:
                    gone.setdefault(entry, []).append(row)
        if gone:
            yield column, gone


def _tell(
    file: str, column: Column, found: Mapping[str, list[int]], effect: Effect, values: Mapping[str, Values]
) -> Iterator[Fault]:
    """Say which rows lose what: a warning for each id, or one when the whole other table is gone."""
    other = values[column.refers_to.partition(".")[0]]
    whole = effect == "row"
    if not other.rows:
        rows = sorted({row for target in found for row in found[target]})
        hint = tell(_GONE[whole, len(rows) > 1], file=other.file, rows=rows_in_words(rows))
        yield Fault(file, rows[0], column.column, "", hint=hint, severity="warning", effect=effect)
        return
    for target, rows in found.items():
        hint = tell(_LOST[whole, len(rows) > 1], file=other.file, rows=rows_in_words(rows))
        yield Fault(file, rows[0], column.column, target, hint=hint, severity="warning", effect=effect)
