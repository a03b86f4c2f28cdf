"""Makes rows of our tables from the rows of a file; what cannot be known becomes a question, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from geo.errors import ImportedFileError
from geo.importing.facing import Facing
from geo.importing.names import COUNTRY, PLACE, TERM, Written
from geo.importing.rules import ASK, plain_heading, read_units
from geo.messages import tell
from geo.records.dictionary import NUMBER_TYPES
from geo.tables.cells import LIST_SEPARATOR, plain
from geo.tables.hints import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.importing.book import Book, Sheet
    from geo.importing.names import Names
    from geo.importing.rules import Making, Recipe
    from geo.records.dictionary import Column
    from geo.tables.fault import Fault

UNIT: Final = "unit"
PLACES: Final = frozenset({"places.place_id", "sites.site_id"})
DIGITS: Final = 4
"""Decimals that a number keeps that was written in another unit."""
_FIRST: Final = ("country", "term")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_YEAR_ZERO: Final = re.compile(r"([0-9]{4})\.0+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row of ours, made from a row of theirs.

    Attributes
    ----------
    number
        Of their row, as their program shows it.
    cells
        Our column → text; columns that are not named are blank.
    """

    number: int
    table: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What must be said by somebody before rows can be made.

    Attributes
    ----------
    written
        The name, term or column that it is about.
    offers
        What it may mean, the likeliest first.
    rows
        Numbers of their rows that wait for it.
    """

    written: Written
    offers: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of a sheet.

    Attributes
    ----------
    rows
        Those that could be made.
    questions
        What keeps others from being made.
    asked
        Numbers of their rows that wait for an answer.
    unused
        Numbers of their rows that no rule of the recipe makes anything of.
    notes
        What was left blank because it cannot be known.
    """

    rows: tuple[Drafted, ...]
    questions: tuple[Question, ...] = ()
    asked: tuple[int, ...] = ()
    unused: tuple[int, ...] = ()
    notes: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Asking:
    """What is asked on the way, each thing once."""

    rows: dict[Written, list[int]] = field(default_factory=dict)

    def ask(self, written: Written, number: int) -> None:
        self.rows.setdefault(written, []).append(number)


class Converter:
    """Makes rows of our tables.

    Parameters
    ----------
    book
        The file that they come from.
    catalogue, names
        Our tables, and what names mean.
    """

    def __init__(self, book: Book, catalogue: Catalogue, names: Names) -> None:
        self._book, self._catalogue, self._names = book, catalogue, names
        self._columns = {(column.table, column.column): column for column in catalogue.dictionary}
        self._facing = Facing(catalogue)
        self._asking = _Asking()
        self._notes: list[Fault] = []

    def convert(self, sheet: Sheet, header: int, recipe: Recipe) -> Converted:
        """Make the rows of one sheet.

        Parameters
        ----------
        sheet, header
            The sheet, and the place of the row that names its columns.
        recipe
            What becomes of each row.

        Raises
        ------
        ImportedFileError
            When the sheet has none of the columns that a rule of the recipe needs.
        """
        places = {
            plain_heading(cell): place for place, cell in reversed(list(enumerate(sheet.rows[header][1]))) if cell
        }
        makings = [making for making in recipe.makings if _is_there(making, places)]
        if not makings:
            wanted = ", ".join(dict.fromkeys(name for one in recipe.makings for name in [*one.needs, *one.any_of]))
            raise ImportedFileError(tell("The sheet has not the columns that are needed: {columns}.", columns=wanted))
        found: list[Drafted] = []
        asked: list[int] = []
        unused: list[int] = []
        for number, cells in sheet.rows[header + 1 :]:
            row = _Row(number, {heading: cells[place] for heading, place in places.items() if place < len(cells)})
            made = [self._make(row, making, recipe) for making in makings if _applies(making, row)]
            found += [one for one in made if one is not None]
            if not made:
                unused.append(number)
            elif None in made:
                asked.append(number)
        questions = tuple(
            Question(written, self._offers(written), tuple(dict.fromkeys(rows)))
            for written, rows in self._asking.rows.items()
        )
        return Converted(tuple(found), questions, tuple(asked), tuple(unused), tuple(self._notes))

    def _offers(self, written: Written) -> tuple[str, ...]:
        if written.kind in {COUNTRY, PLACE}:
            return self._names.offer(written)
        if written.kind == UNIT:
            return tuple(read_units().get(written.country, {}))
        return tuple(sorted(self._catalogue.vocabularies.get(written.country, {})))

    def _make(self, row: _Row, making: Making, recipe: Recipe) -> Drafted | None:
        cells = dict(making.constants)
        if "source_id" in recipe.source and "source_id" not in making.cells:
            cells["source_id"] = recipe.source["source_id"]
        whole = True
        for target, heading in self._in_order(making):
            text = row.cells.get(plain_heading(heading), "")
            column = self._columns[making.table, target]
            if not whole and column.refers_to in PLACES:  # which place is meant depends on what is asked already
                continue
            told = self._cell(text, column, cells, row.number, making.units.get(target, ""))
            whole &= told is not None
            cells[target] = told or ""
        if not whole:
            return None
        if making.table == "dwell":
            self._notes += self._facing.fill(cells, self._book.file, row.number)
        return Drafted(row.number, making.table, {name: cell for name, cell in cells.items() if cell})

    def _in_order(self, making: Making) -> Iterator[tuple[str, str]]:
        """Take countries and terms first: they help to tell which place is meant."""
        yield from sorted(
            making.cells.items(), key=lambda item: self._columns[making.table, item[0]].type not in _FIRST
        )

    def _cell(self, text: str, column: Column, beside: Mapping[str, str], number: int, unit: str) -> str | None:
        """Write one cell as our tables do; None when it must be asked."""
        text = " ".join(text.split())
        if not text or text.casefold() in UNKNOWN:
            return ""
        if column.type in NUMBER_TYPES:
            return self._number(text, column, unit, number)
        if column.list:
            told = [self._entry(part.strip(), column, beside, number) for part in text.split(LIST_SEPARATOR)]
            known = [entry for entry in told if entry is not None]
            return f"{LIST_SEPARATOR} ".join(filter(None, known)) if len(known) == len(told) else None
        return self._entry(text, column, beside, number)

    def _entry(self, text: str, column: Column, beside: Mapping[str, str], number: int) -> str | None:
        if column.type == "country":
            return self._name(Written(COUNTRY, text), number)
        if column.refers_to in PLACES:
            return self._name(Written(PLACE, text, beside.get("country", ""), beside.get("mode", "")), number)
        if column.type == "term":
            if told := self._names.term(column.refers_to, text):
                return told
            self._asking.ask(Written(TERM, text, column.refers_to), number)
            return None
        return text

    def _name(self, written: Written, number: int) -> str | None:
        found = self._names.find(written)
        if len(found) == 1:
            return found[0]
        self._asking.ask(written, number)
        return None

    def _number(self, text: str, column: Column, unit: str, number: int) -> str | None:
        """Write a number in our unit; what is no number stays as it is, for the check to report."""
        if self._book.decimal_comma and text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        if whole := _YEAR_ZERO.fullmatch(text):
            text = whole[1]
        known = read_units().get(column.unit, {})
        if unit == ASK and len(known) > 1:
            self._asking.ask(Written(UNIT, column.column, column.unit), number)
            return None
        if unit not in known or known[unit].factor == 1 or not _DECIMAL.fullmatch(text):
            return text
        return plain(float(round(Fraction(text) * known[unit].factor, DIGITS)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of theirs, its cells by plain heading."""

    number: int
    cells: Mapping[str, str]


def _filled(headings: Sequence[str], row: _Row) -> list[bool]:
    told = (row.cells.get(plain_heading(heading), "") for heading in headings)
    return [bool(cell) and cell.casefold() not in UNKNOWN for cell in told]


def _is_there(making: Making, places: Mapping[str, int]) -> bool:
    wanted = all(plain_heading(heading) in places for heading in making.needs)
    return wanted and (not making.any_of or any(plain_heading(heading) in places for heading in making.any_of))


def _applies(making: Making, row: _Row) -> bool:
    some = not making.any_of or any(_filled(making.any_of, row))
    return all(_filled(making.needs, row)) and some and not any(_filled(making.without, row))
