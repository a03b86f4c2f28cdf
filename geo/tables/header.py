"""Where the header of a table stands, and which columns it names, whatever a spreadsheet did to it."""

from __future__ import annotations

import csv
import re
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.messages import tell
from geo.records.registry import RECORDS
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.word_hints import write_latin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

SEPARATORS = (",", ";", "\t", "|")
LOOKED_THROUGH = 20
DECIMALS = frozenset(part.name for record in RECORDS.values() for part in fields(record) if "float" in str(part.type))
FEWEST_NAMES = 2
FEWEST_FILLED = 3
"""Cells of a row of the table; a title has fewer."""
FEWEST_OF_A_HEADER = 4
"""Columns of a table in whose header one known name alone stands there by chance."""

_RUN_TOGETHER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BEHIND = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_AROUND = re.compile(r"^\W+|\W+$")

Row = tuple[int, list[str]]


def headings_of(table: str) -> tuple[str, ...]:
    """Name the columns of a table; none for a table that is not known."""
    return tuple(part.name for part in fields(RECORDS[table])) if table in RECORDS else ()


def fold_heading(heading: str) -> str:
    """Write a heading as the tables do: small letters, also from a Turkish spreadsheet, and low lines for blanks."""
    small = heading.casefold().replace("i\u0307", "i").replace("ı", "i")
    return "_".join(small.replace("-", " ").replace("_", " ").split())


def mean_heading(heading: str, known: Collection[str]) -> str:
    """Find the column that a heading can only mean: in other capitals, run together, with a unit or signs around it.

    Parameters
    ----------
    heading
        As it stands in the file.
    known
        The names of columns.

    Returns
    -------
    name
        Folded, whether it is known or not.
    """
    folded = _fold_ways(heading)
    return next((name for name in folded if name in known), folded[0])


@lru_cache(maxsize=4096)
def _fold_ways(heading: str) -> tuple[str, ...]:
    """Fold a heading in each way in which it may be meant; the same cells are looked at whenever a table is read."""
    heading = write_latin(heading)
    bare = _AROUND.sub("", _BEHIND.sub("", heading))
    ways = (heading, _RUN_TOGETHER.sub("_", heading), bare, bare.replace(".", "_"), bare.rpartition(".")[2])
    return tuple(map(fold_heading, ways))


def count_known(cells: Iterable[str], known: Sequence[str]) -> int:
    """Count the names of columns among some cells."""
    return len({mean_heading(cell, known) for cell in cells} & set(known))


def split_plainly(line: str, separator: str) -> list[str]:
    """Part a line without regard to quotation marks, for a first look at it."""
    return [cell.strip().strip('"\ufeff').strip() for cell in line.strip("\r\n").split(separator)]


def find_header(file: str, rows: Sequence[Row], known: Sequence[str]) -> tuple[int | None, list[Fault]]:
    """Find the row that names the columns.

    Parameters
    ----------
    file
        Name of the file, for messages.
    rows
        Row numbers and cells, at least one.
    known
        The names that are looked for; with none, the first row will do.

    Returns
    -------
    place, faults
        The place among the rows, None when no row names any column.
    """
    found = [count_known(cells, known) for _, cells in rows[:LOOKED_THROUGH]]
    most = max(found)
    if not known:
        return 0, []
    if not most or (most == 1 < FEWEST_OF_A_HEADER <= min(len(known), max(len(cells) for _, cells in rows[:1]))):
        named = ", ".join(known)
        hint = tell("No row at the top names the columns ({columns}).", columns=named)
        return None, [Fault(file, HEADER_ROW, "", "", hint=hint, effect="table")]
    if wrapped := _find_wrapped(rows, found, known):
        return None, [Fault(file, HEADER_ROW, "", "", hint=wrapped, effect="table")]
    place = found.index(most) if most >= FEWEST_NAMES and 2 * found[0] < most else 0
    if not place:
        return 0, []
    hint = tell("The names of the columns stand in row {row}; what stands above them is not read.", row=rows[place][0])
    if _stand_above(rows, place):
        hint = tell(
            "The names of the columns stand in row {row}, below rows of the table; these are read all the same.",
            row=rows[place][0],
        )
    return place, [Fault(file, HEADER_ROW, "", "", hint=hint, severity="warning")]


def take_rows_above(rows: Sequence[Row], place: int) -> list[Row]:
    """Give the rows above a header that are rows of the table, not its title: the header was moved, or sorted down.

    Parameters
    ----------
    rows
        All rows.
    place
        Of the header among them.
    """
    return list(rows[:place]) if _stand_above(rows, place) else []


def _stand_above(rows: Sequence[Row], place: int) -> bool:
    """Ask whether all rows above a header are filled as rows are, and are several, or all that there are."""
    width = len(rows[place][1])
    above = [cells for _, cells in rows[:place]]
    whole = all(len(cells) == width and sum(map(bool, cells)) >= FEWEST_FILLED for cells in above)
    return bool(above) and whole and (len(above) >= FEWEST_NAMES or len(rows) == place + 1)


def _find_wrapped(rows: Sequence[Row], found: Sequence[int], known: Sequence[str]) -> str:
    """Say that the names of the columns run on in the rows below, as where a program has wrapped long lines."""
    if max(found) >= len(known):
        return ""  # one row names them all; others hold words such as "country" in their cells
    first = next(place for place, number in enumerate(found) if number)
    named = {mean_heading(cell, known) for cell in rows[first][1]}
    below = [cells for _, cells in rows[first + 1 : first + 4]]
    more = {mean_heading(cell, known) for cells in below for cell in cells} & set(known) - named
    fits = max(map(len, below), default=0) <= len(known)
    if len(named) >= len(known) or len(more) < FEWEST_NAMES or not fits or not named & set(known):
        return ""
    return tell("The names of the columns run over several lines: a program has wrapped them. Save the table again.")


def rename_columns(file: str, header: list[str], known: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """Read names in capitals, or with blanks, as the columns that they can only mean."""
    meant = [mean_heading(name, known) for name in header]
    renamed = [
        place
        for place, name in enumerate(header)
        if name not in known and meant[place] in known and meant[place] not in header and meant.count(meant[place]) == 1
    ]
    if not renamed:
        return header, []
    told = ", ".join(header[place] for place in renamed)
    hint = tell(
        "They are read all the same; write them in small letters: {columns}.",
        columns=", ".join(meant[p] for p in renamed),
    )
    fault = Fault(file, HEADER_ROW, "", told, tell("the names of columns as the dictionary has them"), hint, "warning")
    return [meant[place] if place in renamed else name for place, name in enumerate(header)], [fault]


def unwrap(rows: Sequence[Row], known: Sequence[str]) -> tuple[list[Row], str] | None:
    """Take lines apart that were put into quotation marks as a whole; None when the table is not such a one."""
    if not known or not any(len(cells) == 1 or not any(cells[1:]) for _, cells in rows[:LOOKED_THROUGH]):
        return None
    for separator in SEPARATORS:
        top = [count_known(split_plainly(cells[0], separator), known) for _, cells in rows[:LOOKED_THROUGH]]
        if max(top) >= FEWEST_NAMES:
            return [(number, _take_apart(cells, separator)) for number, cells in rows], separator
    return None


def _take_apart(cells: list[str], separator: str) -> list[str]:
    """Part the one cell of a line; a line of several cells stays."""
    if any(cells[1:]):
        return cells
    return [cell.strip() for cell in next(csv.reader([cells[0]], delimiter=separator), [])]
