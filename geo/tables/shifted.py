"""Rows whose cells stand one column beside their own: one was put in, or taken out, and the others moved with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.records.dictionary import NUMBER_TYPES
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.tables.csv_file import Table
    from geo.tables.wanted_cells import Cells

LOOKED_AT: Final = 12
"""Rows of which it is asked in each way where they have moved; the way of most of them is tried on all."""
FEWEST_FILLED: Final = 2
MOST_WAYS: Final = 3
OWN_HEADING: Final = tell("each cell below its own heading")
RIGHT: Final = tell("From {column} on the cells of this row stand one column to the right.")
LEFT: Final = tell("From {column} on the cells of this row stand one column to the left.")

Way = tuple[bool, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """The cells of a row, and the places of those that are wrong, in order."""

    cells: Sequence[str]
    wrong: Sequence[int]


def name_shifted(table: Table, faults: Sequence[Fault], columns: Sequence[Cells]) -> list[Fault]:
    """Make one fault of the cells of a row that are all right when they move by one column.

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
        Those of other rows, and one for each row that has moved.
    """
    headings, rules = list(table.columns), {one.column.column: one for one in columns}
    places = {heading: place for place, heading in enumerate(headings)}
    wrong: dict[int, set[int]] = defaultdict(set)
    for fault in faults:
        if fault.row not in {None, HEADER_ROW} and fault.effect != "kept" and fault.column in places:
            wrong[fault.row or 0].add(places[fault.column])
    if not wrong:
        return list(faults)
    at = {row: place for place, row in enumerate(table.rows)}
    rows = {row: Moved([cells[at[row]] for cells in table.columns.values()], sorted(found))
            for row, found in wrong.items()}  # fmt: skip
    moved = dict(_find_moved(rows, [rules.get(heading) for heading in headings]))
    told = [
        _tell(table.file, row, headings[place], to_the_right=right) for row, (right, place) in sorted(moved.items())
    ]
    return [*told, *(fault for fault in faults if fault.row not in moved)]


def _tell(file: str, row: int, heading: str, *, to_the_right: bool) -> Fault:
    hint = tell(RIGHT if to_the_right else LEFT, column=heading)
    return Fault(file, row, heading, "", OWN_HEADING, hint, effect="row", cause=f"rows {file}")


def _find_moved(rows: Mapping[int, Moved], wanted: Sequence[Cells | None]) -> Iterator[tuple[int, Way]]:
    """Find the rows that have moved, with the way in which most rows beside them have; some ways after each other."""
    left = dict(rows)
    for _ in range(MOST_WAYS):
        ways: Counter[Way] = Counter()
        for row in list(left)[:: 1 + len(left) // LOOKED_AT]:
            every = [(right, place) for place in range(left[row].wrong[0] + 1) for right in (True, False)]
            ways.update(way for way in every if _is_mended(left[row], way, wanted))
        if not ways:
            return
        best = max(ways, key=lambda way: (ways[way], way[1]))
        for row in [row for row, one in left.items() if _is_mended(one, best, wanted)]:
            del left[row]
            yield row, best


def _is_mended(row: Moved, way: Way, wanted: Sequence[Cells | None]) -> bool:
    """Ask whether all cells of a row are right once those behind a place are moved back; a lost one is not judged."""
    to_the_right, place = way
    cells, last = row.cells, len(row.cells) - 1
    if cells[place if to_the_right else last] or place > row.wrong[0]:
        return False
    first, end, step = (place, last, 1) if to_the_right else (place + 1, last + 1, -1)
    fitting = {one for wrong in row.wrong for one in (wrong, wrong - step) if first <= one < end}
    if not any(cells[one + step] and _is_particular(wanted[one], wanted[one + step]) for one in fitting):
        return False
    judged = [(wanted[one], cells[one + step]) for one in range(first, end)]
    if to_the_right and sum(bool(cell) for _, cell in judged) < FEWEST_FILLED:
        return False  # the one cell behind a blank may be right where it is
    return all(one is None or one.keeps(cell) for one, cell in judged)


def _is_particular(one: Cells | None, beside: Cells | None) -> bool:
    """Ask whether few cells from beside would do in a column: not in one of texts, or of ids, or of numbers as well."""
    if one is None or one.column.type == "text" or not one.rules:
        return False
    return beside is None or not {one.column.type, beside.column.type} <= set(NUMBER_TYPES)
