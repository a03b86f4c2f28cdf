"""Reads an Excel workbook (.xlsx): values as people see them, formulas never worked out."""

from __future__ import annotations

import math
import posixpath
import re
from typing import TYPE_CHECKING, Final

from geo.errors import ImportedFileError
from geo.importing.book import check_width
from geo.importing.limits import MAX_SETTINGS, MAX_WORDS
from geo.importing.packed import ROOT, is_no_workbook, name_content, open_packed
from geo.importing.xml_parts import Letters
from geo.tables.cells import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.importing.book import Gatherer
    from geo.importing.packed import Packed

_LETTERS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BOOLEANS: Final = {"1": "TRUE", "0": "FALSE"}
_DAY: Final = 10  # letters of a date without its time of day
_BASE: Final = 26


class _Relations:
    """Takes where the parts of a workbook are."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
            self.kinds[attributes.get("Type", "").rpartition("/")[2]] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Contents:
    """Takes the names of the sheets."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in {"1", "true"}

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Words:
    """Takes the texts that cells share."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._letters = Letters()
        self._heard = False
        self._aside = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            self._letters = Letters()
        elif name == "rPh":
            self._aside = True
        self._heard = name == "t" and not self._aside

    def end(self, name: str) -> None:
        if name == "si":
            self.words.append(str(self._letters))
        elif name == "rPh":
            self._aside = False
        self._heard = False

    def text(self, text: str) -> None:
        if self._heard:
            self._letters.add(text)


class _Forms:
    """Takes which forms of cells are dates."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._of_cells: list[str] = []
        self._cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            self._of_cells.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False

    def text(self, text: str) -> None:
        pass

    def dates(self) -> frozenset[str]:
        """List the forms that show a number as a day."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format  # noqa: PLC0415 - only workbooks need it

        known = {str(number): form for number, form in BUILTIN_FORMATS.items()} | self._own
        return frozenset(str(place) for place, form in enumerate(self._of_cells) if is_date_format(known.get(form)))


class _Rows:
    """Takes the cells of a sheet and passes each row on."""

    def __init__(self, gatherer: Gatherer, words: Sequence[str], dates: frozenset[str], *, from_1904: bool) -> None:
        self._gatherer, self._words, self._dates, self._from_1904 = gatherer, words, dates, from_1904
        self._number = 0
        self._cells: list[str] = []
        self._place = 0
        self._cell: Mapping[str, str] = {}
        self._told = _begin_cell()
        self._hears = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._number = _whole(attributes.get("r", "")) or self._number + 1
            self._cells = []
        elif name == "c":
            self._cell = attributes
            self._told = _begin_cell()
            found = _LETTERS.fullmatch(attributes.get("r", ""))
            self._place = _column(found[1]) if found else len(self._cells)
            check_width(self._place + 1)
        self._hears = name if name in self._told else ""

    def end(self, name: str) -> None:
        self._hears = ""
        if name == "c":
            self._cells += [""] * (self._place + 1 - len(self._cells))
            self._cells[self._place] = self._value()
        elif name == "row":
            self._gatherer.add(self._number, self._cells)

    def text(self, text: str) -> None:
        if self._hears:
            self._told[self._hears].add(text)

    def _value(self) -> str:
        """Give what a cell shows; a formula that no program has worked out stays as it is written."""
        kind, value = self._cell.get("t", "n"), str(self._told["v"])
        if kind == "inlineStr":
            return str(self._told["t"])
        if not value:
            return f"={formula}" if (formula := str(self._told["f"])) else ""
        if kind == "s":
            place = _whole(value)
            return self._words[place] if place is not None and place < len(self._words) else ""
        if kind == "b":
            return _BOOLEANS.get(value, value)
        return self._number_of(value) if kind == "n" else value

    def _number_of(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if not math.isfinite(number):
            return value
        return self._day_of(number) if self._cell.get("s", "") in self._dates else plain(number)

    def _day_of(self, number: float) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel  # noqa: PLC0415 - as above

        try:
            told = from_excel(number, CALENDAR_MAC_1904 if self._from_1904 else WINDOWS_EPOCH)
        except (ValueError, OverflowError):
            return plain(number)
        text = str(told.isoformat()) if told is not None else ""
        return text[:_DAY] if text.endswith("T00:00:00") else text


def _begin_cell() -> dict[str, Letters]:
    return {"v": Letters(), "t": Letters(), "f": Letters()}


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DAY else None


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * _BASE + ord(letter) - ord("A") + 1
    return place - 1


def read_workbook(raw: bytes, gatherer: Gatherer) -> None:
    """Read the sheets of an Excel workbook.

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
        if is_no_workbook(packed.names()):
            raise ImportedFileError(name_content(raw))
        root = _Relations()
        packed.listen(ROOT, root, MAX_SETTINGS)
        book = root.kinds.get("officeDocument", "").lstrip("/")
        contents = _Contents()
        packed.listen(book, contents, MAX_SETTINGS)
        folder, name = posixpath.split(book)
        parts = _Relations()
        packed.listen(posixpath.join(folder, "_rels", f"{name}.rels"), parts, MAX_SETTINGS)
        words, forms = _Words(), _Forms()
        _listen_if_there(packed, _part(folder, parts.kinds.get("sharedStrings", "")), words, MAX_WORDS)
        _listen_if_there(packed, _part(folder, parts.kinds.get("styles", "")), forms, MAX_SETTINGS)
        dates = forms.dates()
        for sheet, relation in contents.sheets:
            target = parts.targets.get(relation, "")
            if "worksheets" not in target:  # a chart that has a sheet of its own
                continue
            gatherer.begin(sheet)
            packed.listen(_part(folder, target), _Rows(gatherer, words.words, dates, from_1904=contents.from_1904))


def _part(folder: str, target: str) -> str:
    """Name a part as the packed file does; a target is written from its root or from the workbook."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _listen_if_there(packed: Packed, part: str, listener: _Words | _Forms, limit: int) -> None:
    if part in packed:
        packed.listen(part, listener, limit)
