"""What a broken disk, a broken line or a broken program did to a file: cut off, or holed by zeros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import Fault
from geo.tables.file_kinds import LOOKED_AT, find_wide_encoding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.tables.header import Row

ZERO: Final = "\0"
SHOWN_ZERO: Final = "\N{SYMBOL FOR NULL}"
FEWEST_OTHERS: Final = 4
"""Cells in other rows that say how those of a column end."""
SHORTEST_TORN: Final = 3
ENDS: Final = (".", "!", "?", "…", ")", "”", "»")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LOST_END: Final = tell("Rows below it may be missing; copy or save the whole file again.")


def cut_zeros(raw: bytes) -> tuple[bytes, bool]:
    """Cut off the zeros that fill a file up which was not written to its end.

    Returns
    -------
    raw, zeros
        Whether there were any.
    """
    kept = raw.rstrip(b"\0")
    if not kept or len(kept) == len(raw) or find_wide_encoding(raw[:LOOKED_AT]):
        return raw, False
    return kept, True


def find_cut(
    file: str, width: int, rows: tuple[list[Row], list[int]], *, ended: bool, surely: bool
) -> tuple[list[Row], list[int], list[Fault]]:
    """Find the row in whose middle a file was cut off: nothing of it, and of what follows, can be believed.

    Parameters
    ----------
    file
        Name of the file, for messages.
    width
        How many cells the header has.
    rows
        The rows below the header, and the numbers of those whose quotation marks do not pair.
    ended
        Whether the last line has an end.
    surely
        Whether the file is known to be cut off.

    Returns
    -------
    body, unpaired, faults
        Without what was cut off; at most one fault.
    """
    body, unpaired = rows
    if ended and not surely:
        return body, unpaired, []
    start = _begin_of_cut(width, body, unpaired) or (body[-1][0] if body and surely and not ended else 0)
    if start:
        hint = tell("The file is cut off in the middle of this row. {then}", then=_LOST_END)
        told = next((cells for number, cells in body if number == start), [])
        value = next((cell for cell in reversed(told) if cell), "")
        fault = Fault(file, start, "", value, tell("a whole row"), hint, effect="row", cause=f"cut {file}")
        return [row for row in body if row[0] < start], [number for number in unpaired if number < start], [fault]
    if surely:
        hint = tell("The file ends in zeros: it was not written to its end. Copy or save the whole file again.")
        return body, unpaired, [Fault(file, None, "", "", hint=hint, cause=f"cut {file}")]
    return body, unpaired, []


def _begin_of_cut(width: int, body: Sequence[Row], unpaired: Sequence[int]) -> int:
    """Find where the rows at the end begin that are pieces of one: lines of a cell that was never closed."""
    short = {number for number, cells in body if len(cells) < width}
    last = max(*(number for number, _ in body[-1:]), *unpaired[-1:], 0, 0)
    if unpaired:
        pieces = {number for number, cells in body if number > unpaired[-1] and len(cells) >= width}
        if not pieces:
            return unpaired[-1]
    return last if short == {last} else 0


def find_torn(file: str, columns: Mapping[str, Sequence[str]], rows: Sequence[int]) -> list[Fault]:
    """Doubt the last cell of a file that does not end with the end of a line: it may be cut off in a word.

    Parameters
    ----------
    file
        Name of the file, for messages.
    columns, rows
        The cells by heading, and the numbers of the rows.

    Returns
    -------
    faults
        One where the last word begins another one of its column and stands there nowhere else, or where every other
        cell of the column ends with a mark of the end of a sentence. Many programs write no last line end.
    """
    heading = [*columns, ""][len(columns) - 1]
    *others, last = columns.get(heading) or ("",)
    others = [cell for cell in others if cell]
    if not last[-1:].isalpha() or len(others) < FEWEST_OTHERS:
        return []
    words = {word for cell in others for word in _WORD.findall(cell)}
    word = _WORD.findall(last)[-1]
    torn = word not in words and any(one.startswith(word) for one in words) and len(word) >= SHORTEST_TORN
    if not (torn or all(cell.endswith(ENDS) for cell in others)):
        return []
    hint = tell("The file has no line end here: it may be cut off within this cell. {then}", then=_LOST_END)
    return [Fault(file, rows[-1], heading, last, "", hint, "warning", cause=f"cut {file}")]


def tell_zeros(file: str, number: int, cells: list[str], columns: Sequence[str]) -> list[Fault]:
    """Report zeros in the cells of a row, and take them out: no letter is shown in their place.

    Parameters
    ----------
    file, number
        Where the row stands.
    cells
        Those of the row; they are changed.
    columns
        The names above them.
    """
    faults = []
    for place, cell in enumerate(cells):
        if ZERO in cell:
            cells[place] = cell.replace(ZERO, "").strip()
            heading = columns[place] if place < len(columns) else ""
            expected = tell("letters, not zeros (U+0000) that took their place")
            hint = tell("The cell is read without them; write it anew.")
            value = cell.replace(ZERO, SHOWN_ZERO)
            faults.append(Fault(file, number, heading, value, expected, hint, cause=f"zeros {file}"))
    return faults
