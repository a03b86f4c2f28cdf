"""What is wrong with a whole row: its length, that of a cell, letters that are lost, or that it is a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.damage import tell_zeros
from geo.tables.fault import Fault
from geo.tables.header import DECIMALS
from geo.tables.limits import MAX_CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.tables.header import Row
    from geo.tables.rows import Tidied

FEWEST_OF_A_NOTE: Final = 3
# What stands before a sum or an average below a table, in the languages of the app.
TOTALS: Final = frozenset(
    {
        *("total", "totals", "grand total", "sum", "average", "mean", "toplam", "genel toplam", "ortalama"),
        *("итого", "всего", "сумма", "среднее", "барлығы", "жиыны", "орташа"),
    }
)
_NEEDS_MARKS: Final = tell("A text with a separator in it needs quotation marks.")
_CURLY_MARKS: Final = "“”„"


def keep_fitting(
    file: str, columns: list[str], body: list[Row], tidied: Tidied, *, is_ours: bool = False
) -> tuple[list[Row], list[Fault]]:
    """Split off the rows that do not fit the header, and report them.

    Parameters
    ----------
    file
        Name of the file, for messages.
    columns
        The names above the cells, blank for columns that are passed over.
    body
        The rows below the header; zeros in their cells are taken out.
    tidied
        Knows which cells are odd.
    is_ours
        Whether it is a table of ours, in which no row has a single cell: one word alone is a note as well.

    Returns
    -------
    kept, faults
        The rows that can be read.
    """
    faults: list[Fault] = []
    kept = []
    most = len(columns) - 2 if not tidied.odd else -1  # blanks of a row that needs no closer look
    for row in body:
        number, cells = row
        if cells.count("") <= most and len(cells) == len(columns) and not _is_total(cells):
            kept.append(row)
            continue
        if tidied.odd:
            faults += tell_zeros(file, number, cells, columns)
            if not any(cells):
                continue
        fault = _fault_of_cells(file, number, cells, columns, tidied) if tidied.odd else None
        fault = fault or _fault_of_row(file, number, cells, columns, is_ours=is_ours)
        if fault:
            faults.append(fault)
            if fault.effect == "row":
                continue
        kept.append(row)
    return kept, faults


def _fault_of_cells(file: str, number: int, cells: list[str], columns: Sequence[str], tidied: Tidied) -> Fault | None:
    """Report a cell that is too long, or whose letters could not be read."""
    for place, cell in enumerate(cells):
        if len(cell) > MAX_CELL:
            most = tell("at most {most} letters in a cell, not {n}", most=f"{MAX_CELL:,}", n=f"{len(cell):,}")
            heading = columns[place] if place < len(columns) else ""
            return Fault(file, number, heading, cell, most, effect="row", cause=f"too long {file}")
    if garbled := next((cell for cell in cells if cell in tidied.odd), ""):
        return Fault(file, number, "", garbled, tell("UTF-8 letters"), effect="row")
    return None


def _fault_of_row(file: str, number: int, cells: list[str], columns: Sequence[str], *, is_ours: bool) -> Fault | None:
    """Report a row that is longer or shorter than the header, or no row of the table."""
    if stray := _stray(cells, columns, is_ours=is_ours):
        hint = tell("A note, a heading or a total does not belong in a table; take it out.")
        return Fault(file, number, "", stray, tell("a row of the table"), hint, effect="row", cause=f"notes {file}")
    width = len(columns)
    if len(cells) == width:
        return None
    expected = tell("{width} cells as in the header, not {n}", width=width, n=len(cells))
    if beyond := next((cell for cell in cells[width:] if cell), ""):
        told = _parted_numbers(cells, columns) or _curly_marks(cells) or _NEEDS_MARKS
        return Fault(file, number, "", beyond, expected, told, effect="row", cause=f"rows {file}")
    if len(cells) > width:
        return Fault(file, number, "", "", expected, _NEEDS_MARKS, "warning", cause="extra")
    hint = tell("Those missing at the end are read as blank.")
    return Fault(file, number, "", "", expected, hint, "warning", cause="short")


def _is_total(cells: Sequence[str]) -> bool:
    first = cells[0] or next(filter(None, cells), "")
    if first.rstrip(" :").casefold() not in TOTALS:
        return False
    others = [cell for cell in cells if cell and cell != first]
    return not others or any(character.isdigit() for cell in others for character in cell)


def _stray(cells: Sequence[str], columns: Sequence[str], *, is_ours: bool) -> str:
    """Give the one cell of a row that holds a note, or the word for a total; blank for an ordinary row."""
    if _is_total(cells):
        return next(filter(None, cells))
    alone = cells.count("") >= len(cells) - 1 and len(columns) >= FEWEST_OF_A_NOTE
    told = next(filter(None, cells), "") if is_ours else cells[0]
    return told if alone and (is_ours or " " in told) else ""


def _curly_marks(cells: Sequence[str]) -> str:
    """Say that curly quotation marks hold no cell together, when one opens here and closes elsewhere; else blank."""
    opened = (cell for cell in cells if cell[:1] and cell[0] in _CURLY_MARKS)
    if all(any(mark in cell[1:] for mark in _CURLY_MARKS) for cell in opened):
        return ""
    return tell('Quotation marks around a text with a separator in it are straight ("), not curly; replace them.')


def _parted_numbers(cells: Sequence[str], columns: Sequence[str]) -> str:
    """Say that decimal commas have parted the numbers of a row, when that explains how long it is; else blank."""
    joined = list(cells)
    for place, heading in enumerate(columns):
        too_many = len(joined) > len(columns)
        if too_many and heading in DECIMALS and all(map(str.isdigit, (joined[place].lstrip("-"), joined[place + 1]))):
            joined[place : place + 2] = [f"{joined[place]}.{joined[place + 1]}"]
    if len(joined) != len(columns):
        return ""
    return tell("Its numbers have decimal commas, which part the cells: write points, or save it with semicolons.")
