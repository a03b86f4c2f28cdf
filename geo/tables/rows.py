"""Text → rows of tidy cells, numbered as a spreadsheet numbers them."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from geo.tables.fault import HEADER_ROW
from geo.tables.limits import MAX_CELL, MAX_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.tables.header import Row

UNREADABLE = "\ufffd"

# The module's own limit is below the length that we report as too long for a cell.
csv.field_size_limit(MAX_FIELD)
_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u2007": " ", "\ufeff": None, "\u200b": None}
)


class Tidied(dict[str, str]):
    """Cells as they stand in a file → tidy, each looked at once and kept once.

    Attributes
    ----------
    odd
        Those that are longer than a cell may be, or hold letters that could not be read, or zeros.
    """

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, cell: str) -> str:
        """Tidy a cell that was not seen before."""
        told = self[cell] = cell.strip() if cell.isascii() else tidy(cell)
        return told

    def find_odd(self, text: str) -> None:
        """Note the odd ones among all that were seen; most texts hold no sign of any.

        Parameters
        ----------
        text
            What they were parted from.
        """
        signs = [sign for sign in (UNREADABLE, "\0") if sign in text]
        if signs or max(map(len, self.values()), default=0) > MAX_CELL:
            found = set(self.values())
            self.odd = {cell for cell in found if len(cell) > MAX_CELL or any(sign in cell for sign in signs)}


def tidy(cell: str) -> str:
    """Put a cell into the one form that tables are compared in.

    Parameters
    ----------
    cell
        Text as it stands in the file.

    Returns
    -------
    text
        Composed letters (NFC), ordinary blanks, none at either end, no invisible marks.
    """
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell.translate(_BLANKS))
    return cell.strip()


def read_rows(text: str, separator: str) -> tuple[list[Row], list[int], Tidied]:
    """Part a text into rows, and these into cells.

    Parameters
    ----------
    text
        What a file holds.
    separator
        What stands between the cells.

    Returns
    -------
    rows, unpaired, tidied
        The rows that are not blank; the numbers of those whose quotation marks do not pair; and every cell there is.
    """
    tidied = Tidied()
    look_up = tidied.__getitem__
    rows, unpaired = [], []
    for number, raw in raw_rows(text, separator):
        if isinstance(raw, str):
            unpaired.append(number)
        elif any(cells := list(map(look_up, raw))):
            rows.append((number, cells))
    tidied.find_odd(text)
    return rows, unpaired, tidied


def raw_rows(text: str, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Part a text into rows and cells as they stand in it.

    Parameters
    ----------
    text, separator
        What a file holds, and what stands between its cells.

    Yields
    ------
    number, cells
        The whole line instead of cells where quotation marks do not pair.
    """
    lines: list[str] = []
    # Where a blank follows each separator, a quotation mark behind it opens a cell all the same.
    first = text[: text.find("\n")]
    spaced = 0 < first.count(separator) == first.count(f"{separator} ")
    start, number = 0, HEADER_ROW
    while True:
        rest = range(start, len(lines))
        source = (lines[place] for place in rest) if lines else io.StringIO(text, newline="")
        reader = csv.reader(source, delimiter=separator, strict=True, skipinitialspace=spaced)
        taken = 0
        try:
            for cells in reader:
                yield number, cells
                taken = reader.line_num
                number += 1
        except csv.Error:
            lines = lines or list(io.StringIO(text, newline=""))
            line = lines[start + taken]
            yield number, line.split(separator) if len(line) > MAX_FIELD else line
            number += 1
            start += taken + 1
        else:
            return


def set_under(width: int, rows: Sequence[Row]) -> list[list[str]]:
    """Turn rows into columns; what is missing at the end of a row is blank, what is too much falls away."""
    every = [cells if len(cells) == width else [*cells, *[""] * (width - len(cells))][:width] for _, cells in rows]
    return list(map(list, zip(*every, strict=True))) or [[] for _ in range(width)]
