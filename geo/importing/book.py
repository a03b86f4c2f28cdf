"""A file that somebody brings, as plain text: sheets of rows of cells, whatever format it had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import ImportedFileError
from geo.importing.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from geo.messages import tell
from geo.tables.limits import MAX_CELL
from geo.tables.rows import Tidied

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, layer or list of a file.

    Attributes
    ----------
    name
        As the file has it; blank where it has none.
    rows
        The number of each row as its program shows it, and its cells without blank ones at the end; no row is blank.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def width(self) -> int:
        """Count the columns."""
        return max((len(cells) for _, cells in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A file as plain text.

    Attributes
    ----------
    file
        Its name, without folders.
    kind
        Its format: ``csv``, ``xlsx``, ``ods``, ``geojson``, ``kml`` or ``gpkg``.
    sheets
        Those that hold something.
    decimal_comma
        Whether a number may be written 41,7.
    """

    file: str
    kind: str
    sheets: tuple[Sheet, ...]
    decimal_comma: bool = False


class Gatherer:
    """Gathers the sheets of one file, and stops at the first thing that is more than may be read."""

    def __init__(self) -> None:
        """Begin without any."""
        self._sheets: list[tuple[str, list[tuple[int, tuple[str, ...]]]]] = []
        self._cells = 0
        self._tidied = Tidied()

    def begin(self, name: str) -> None:
        """Begin the next sheet.

        Raises
        ------
        ImportedFileError
            When there are too many.
        """
        if len(self._sheets) == MAX_SHEETS:
            raise ImportedFileError(
                tell("The file has more than {n} sheets, which is the most that is read.", n=MAX_SHEETS)
            )
        self._sheets.append((self._tidied[name], []))

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Add a row to the sheet that was begun last.

        Parameters
        ----------
        number
            Of the row, as its program shows it.
        cells
            As they stand in the file; a row of blank ones is passed over.

        Raises
        ------
        ImportedFileError
            When it is too much.
        """
        check_width(len(cells))
        tidied = [self._tidied[cell] for cell in cells]
        while tidied and not tidied[-1]:
            tidied.pop()
        if not tidied:
            return
        if max(map(len, tidied)) > MAX_CELL:
            raise ImportedFileError(
                tell(
                    "A cell of row {row} has more than {n} letters, which is the most that is read.",
                    row=number,
                    n=f"{MAX_CELL:,}",
                )
            )
        rows = self._sheets[-1][1]
        rows.append((number, tuple(tidied)))
        self._cells += len(tidied)
        if len(rows) > MAX_ROWS + 1:  # the names of the columns are a row as well
            raise ImportedFileError(
                tell("The file has more than {n} rows, which is the most that is read.", n=f"{MAX_ROWS:,}")
            )
        if self._cells > MAX_CELLS:
            raise ImportedFileError(
                tell("The file has more than {n} cells, which is the most that is read.", n=f"{MAX_CELLS:,}")
            )

    def add_records(self, records: Sequence[dict[str, str]]) -> None:
        """Add things that have no header of their own: their names as row 1, then each as a row.

        Parameters
        ----------
        records
            Cells by name; each may have other names.

        Raises
        ------
        ImportedFileError
            When it is too much.
        """
        names: dict[str, None] = {}
        for record in records:
            names.update(dict.fromkeys(record))
            check_width(len(names))
        if not names:
            return
        self.add(1, list(names))
        for number, record in enumerate(records, 2):
            self.add(number, [record.get(name, "") for name in names])

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets that hold something.

        Raises
        ------
        ImportedFileError
            When none does.
        """
        found = tuple(Sheet(name, tuple(rows)) for name, rows in self._sheets if rows)
        if not found:
            raise ImportedFileError(tell("The file holds no rows."))
        return found


def check_width(columns: int) -> None:
    """Refuse more columns than are read.

    Raises
    ------
    ImportedFileError
        When there are.
    """
    if columns > MAX_COLUMNS:
        raise ImportedFileError(
            tell("The file has more than {n} columns, which is the most that is read.", n=MAX_COLUMNS)
        )
