"""The tables as one workbook: a sheet for each table, cells with types, and a sheet of sources."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from geo.exports.csv_table import FORMULA_SIGNS, plain
from geo.exports.extract import columns_of
from geo.picture.svg import clean
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from geo.catalogue import Catalogue
    from geo.exports.extract import Extract
    from geo.language import Language

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE: Final = 31
LONGEST_CELL: Final = 32_767
"""Excel holds no longer text in a cell."""
WIDEST: Final = 60
NARROWEST: Final = 9
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_workbook(catalogue: Catalogue, extract: Extract, about: Sequence[str], language: Language) -> bytes:
    """Write a selection as a workbook (XLSX).

    Parameters
    ----------
    catalogue
        For the titles of the tables.
    extract
        Records of the selection; a table without any gets no sheet.
    about
        Lines of the first sheet: what this is, of which date, and what it does not claim.
    language
        For the titles of the sheets.

    Returns
    -------
    content
        Of the file. Numbers are numbers and web addresses links; a text is a text, even one that begins with `=`.
    """
    book = Workbook()
    first = book.active
    first.title = _title(language.text("About"), book)
    for row, line in enumerate(about, 1):
        _put(first.cell(row, 1), line)
        first.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    first.cell(1, 1).font = Font(bold=True, size=14)
    first.column_dimensions["A"].width = 110
    for table, records in extract.rows.items():
        if records:
            title = language.cell(catalogue.label("table", table))
            columns = columns_of(table)
            rows = ([getattr(record, column) for column in columns] for record in records)
            _fill(book.create_sheet(_title(title, book)), columns, rows)
    return _save(book)


def write_sheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write one table as a workbook of one sheet.

    Parameters
    ----------
    title
        Of the sheet.
    columns
        The headings.
    rows
        Values in the order of the headings.
    """
    book = Workbook()
    book.remove(book.active)
    _fill(book.create_sheet(_title(title, book)), columns, rows)
    return _save(book)


def _save(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _title(wanted: str, book: Workbook) -> str:
    """Cut a title to what a sheet may be called."""
    title = clean(wanted).translate(_FORBIDDEN)[:LONGEST_TITLE].strip("' ") or "-"
    return title if title not in book.sheetnames else f"{title[: LONGEST_TITLE - 3]} {len(book.sheetnames)}"


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    widths = [len(column) for column in columns]
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place)
        _put(cell, column)
        cell.font = Font(bold=True, color=_argb("paper"))
        cell.fill = PatternFill("solid", start_color=_argb("brand"))
    for number, row in enumerate(rows, 2):
        for place, held in enumerate(row, 1):
            value = plain(held)
            if value is not None:
                _put(sheet.cell(number, place), value)
                widths[place - 1] = max(widths[place - 1], len(str(value)))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, max(NARROWEST, width + 2))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _argb(name: str) -> str:
    """Write a colour of the style table as Excel has it: opaque, without the sign in front."""
    return f"FF{read_style().colours[name].removeprefix('#').upper()}"


def _put(cell: Cell, value: Any) -> None:  # noqa: ANN401 - what a cell of any table holds
    """Put a value into a cell; text stays text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value)[:LONGEST_CELL]
    cell.value = text
    cell.data_type = "s"
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True
    elif text.startswith(("http://", "https://")) and " " not in text:
        cell.hyperlink = text
