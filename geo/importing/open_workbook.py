"""Reads an OpenDocument workbook (.ods): values as they are kept, a thing that is repeated a million times once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.importing.book import check_width
from geo.importing.packed import open_packed
from geo.importing.xml_parts import Letters, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.importing.book import Gatherer

CONTENT: Final = "content.xml"
CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
ASIDE: Final = frozenset({"annotation", "tracked-changes", "shapes", "dde-links"})
_SPACES: Final = {"s": " ", "tab": "\t", "line-break": "\n"}
_VALUES: Final = ("date-value", "boolean-value", "value")
_MOST_DIGITS: Final = 8


class _Content:
    """Takes the cells of every sheet and passes each row on."""

    def __init__(self, gatherer: Gatherer) -> None:
        self._gatherer = gatherer
        self._number = 0
        self._rows = 1
        self._cells: list[str] = []
        self._blank = 0
        self._times = 1
        self._value = ""
        self._formula = ""
        self._letters: Letters | None = None
        self._aside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ASIDE or self._aside:
            self._aside += 1
            return
        told = named(attributes)
        if name == "table":
            self._gatherer.begin(told.get("name", ""))
            self._number = 0
        elif name == "table-row":
            self._rows, self._cells, self._blank = _times(told, "number-rows-repeated"), [], 0
        elif name in CELLS:
            self._times = _times(told, "number-columns-repeated")
            self._value = next((told[key] for key in _VALUES if key in told), "")
            self._formula = told.get("formula", "")
            self._letters = Letters()
        elif self._letters is not None:
            if name == "p" and str(self._letters):
                self._letters.add("\n")
            elif name in _SPACES:
                self._letters.add(_SPACES[name] * min(_times(told, "c"), 100))

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        if name in CELLS:
            self._close_cell()
        elif name == "table-row":
            if self._cells:
                for number in range(self._number + 1, self._number + self._rows + 1):
                    self._gatherer.add(number, self._cells)
            self._number += self._rows

    def text(self, text: str) -> None:
        if self._letters is not None and not self._aside:
            self._letters.add(text)

    def _close_cell(self) -> None:
        shown = self._value or str(self._letters or "") or (self._formula and f"={self._formula}")
        self._letters = None
        if not shown:
            self._blank += self._times
            return
        check_width(len(self._cells) + self._blank + self._times)
        self._cells += [""] * self._blank + [shown] * self._times
        self._blank = 0


def _times(told: Mapping[str, str], name: str) -> int:
    """Read how often a thing is repeated."""
    text = told.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 1


def read_open_workbook(raw: bytes, gatherer: Gatherer) -> None:
    """Read the sheets of an OpenDocument workbook.

    Parameters
    ----------
    raw
        What the file holds.
    gatherer
        Gets its sheets.

    Raises
    ------
    ImportedFileError
        When it is broken, or more than may be read.
    """
    with open_packed(raw) as packed:
        packed.listen(CONTENT, _Content(gatherer))
