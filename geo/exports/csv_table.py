"""The one writer of CSV: every table that leaves the program as CSV is written here.

Notes
-----
Excel splits a CSV file at the list separator of its Windows settings, which is a semicolon wherever a comma stands
before the decimals: in Turkish, Russian, Azerbaijani, Kazakh, Kyrgyz and Uzbek. A first line `sep=;` would help, but
Excel then ignores the byte order mark and destroys every letter that is not ASCII (seen by many, for instance
alexcaza/export-to-csv, issue 119, and Belphemur/vue-json-csv, issue 43). So the separator and the decimal sign follow
the reader's language, the mark stays, and a workbook stands beside each CSV file for whoever has another Excel. A
point before the decimals would be worse than one column: a Turkish Excel takes 10.5 for the 10th of May. Files for
programs (the Data Package) have commas and points in every language.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.language import Language

LIST_SIGN: Final = "; "
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands between cells, and before decimals."""

    separator: str
    decimal: str


FOR_PROGRAMS: Final = Signs(",", ".")


def signs_for(language: Language) -> Signs:
    """Choose the signs that a spreadsheet in the reader's language expects."""
    return Signs(";", ",") if language.signs()["decimal"] == "," else FOR_PROGRAMS


def plain(value: object) -> object:
    """Turn a value of a record into what one cell can hold: lists joined, blanks as None."""
    if isinstance(value, tuple):
        value = LIST_SIGN.join(map(str, value))
    return None if value == "" else value


def safe(value: object) -> object:
    """Keep a spreadsheet from reading a text as a formula: an apostrophe goes before `=`, `+`, `-` and `@`."""
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return "'" + value
    return value


def write_number(value: float | Decimal) -> str:
    """Write a number with all its digits and a point, never with an exponent."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def write_value(value: object) -> str:
    """Write a value as text for programs: all digits, a point before decimals, yes-no as true and false."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_number(value) if isinstance(value, float | Decimal) else str(value)


def write_cell(value: object, signs: Signs = FOR_PROGRAMS) -> str:
    """Write a value for CSV: as `write_value`, with the decimal sign wanted, and text safe for spreadsheets."""
    written = write_value(safe(plain(value)))
    return written.replace(".", signs.decimal) if isinstance(value, float | Decimal) else written


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], signs: Signs = FOR_PROGRAMS) -> bytes:
    """Write a table as CSV in UTF-8 with a byte order mark, as spreadsheets need it.

    Parameters
    ----------
    columns
        The headings.
    rows
        Values in the order of the headings.
    signs
        Separator and decimal sign.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=signs.separator, lineterminator="\r\n")
    writer.writerow([write_cell(column) for column in columns])
    writer.writerows([write_cell(value, signs) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
