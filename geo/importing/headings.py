"""Finds the row that names the columns, and which of ours each column is: by its name, else by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.importing.names import COUNTRY, PLACE, Written
from geo.importing.rules import ASK, Making, Recipe, plain_heading, read_units, read_words
from geo.language import list_languages, load_language
from geo.records.headings import head_column, read_headings
from geo.tables.cells import read_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.importing.book import Sheet
    from geo.importing.names import Names
    from geo.records.dictionary import Column

LOOKED_AT: Final = 20
SAMPLE: Final = 200
ENOUGH: Final = 0.8
BY_NAME: Final = "name"
BY_CONTENT: Final = "content"
_UNIT: Final = re.compile(r"[(\[,]\s*([^()\[\],]+?)\s*[)\]]?\s*$")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_DIGIT: Final = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Matched:
    """One column of theirs.

    Attributes
    ----------
    place
        Counted from 0.
    heading
        As it is written.
    target
        Our column; blank where it cannot be known.
    how
        By `name`, by `content`, or blank.
    unit
        Unit of theirs; blank where the column has no choice of units, or where it must be asked.
    """

    place: int
    heading: str
    target: str = ""
    how: str = ""
    unit: str = ""


def guess_header(sheet: Sheet, headings: Iterable[str] = ()) -> int:
    """Guess which row names the columns.

    Parameters
    ----------
    sheet
        Of the file.
    headings
        Names that a recipe looks for; with none, any name that a column of ours may have.

    Returns
    -------
    place
        Among the rows of the sheet, from 0.
    """
    wanted = set(map(plain_heading, headings)) or _every_word()
    rows = sheet.rows[:LOOKED_AT]
    known = [sum(_bare(cell) in wanted for cell in cells if cell) for _, cells in rows]
    if max(known, default=0) > 1:
        return known.index(max(known))
    words = [sum(bool(cell) and not _DIGIT.search(cell) for cell in cells) for _, cells in rows]
    return words.index(max(words)) if words and max(words) > 1 else 0


def match_columns(sheet: Sheet, header: int, table: str, catalogue: Catalogue, names: Names) -> tuple[Matched, ...]:
    """Match the columns of a sheet with those of one of our tables.

    Parameters
    ----------
    sheet, header
        The sheet, and the place of the row that names its columns.
    table
        Ours.
    catalogue, names
        Our tables, and what countries and places are called.

    Returns
    -------
    matched
        One for each column of theirs; no column of ours twice.
    """
    columns = [column for column in catalogue.dictionary if column.table == table]
    cells = sheet.rows[header][1]
    headings = [cells[place] if place < len(cells) else "" for place in range(sheet.width)]
    found: dict[int, tuple[str, str]] = {}
    _match_names(headings, columns, found)
    samples = _samples(sheet, header)
    free = [column for column in columns if column.column not in {target for target, _ in found.values()}]
    _match_contents(samples, free, names, found)
    units = {column.column: column.unit for column in columns}
    return tuple(
        Matched(place, heading, *told, guess_unit(heading, told[0], units.get(told[0], "")))
        for place, heading in enumerate(headings)
        for told in [found.get(place, ("", ""))]
    )


def guess_unit(heading: str, target: str, ours: str) -> str:
    """Read the unit of a column off its heading; blank where there is no choice, or where it must be asked."""
    known = read_units().get(ours, {})
    if plain_heading(heading) == plain_heading(target) or len(known) == 1:
        return next(iter(known), "")
    named = _UNIT.search(heading)
    words = {plain_heading(named[1])} if named else set()
    words |= set(plain_heading(heading).split())
    found = [unit.name for unit in known.values() if unit.words & words]
    return found[0] if len(found) == 1 else ""


def list_units(ours: str) -> tuple[str, ...]:
    """List the units in which others may write a column that has a unit of ours."""
    return tuple(read_units().get(ours, {}))


def make_recipe(
    table: str,
    matched: Iterable[Matched],
    corrected: Mapping[str, str],
    constants: Mapping[str, str],
    units: Mapping[str, str],
) -> Recipe:
    """Make a recipe for one file.

    Parameters
    ----------
    table
        Ours.
    matched
        The columns as they were guessed.
    corrected
        Our column → heading of theirs, in place of the guess; a blank one for none.
    constants
        Our column → what stands in each row.
    units
        Our column → unit of theirs; where neither this nor the guess names one, it is asked.
    """
    guessed = {one.target: one for one in matched if one.target}
    cells = {target: one.heading for target, one in guessed.items()} | dict(corrected)
    cells = {target: heading for target, heading in cells.items() if heading and target not in constants}
    chosen = {target: one.unit or ASK for target, one in guessed.items()} | dict.fromkeys(corrected, ASK) | dict(units)
    return Recipe(table, (Making(table, cells, constants, chosen),), MappingProxyType({}))


@lru_cache(maxsize=1)
def _every_word() -> frozenset[str]:
    words = read_words()
    shown = {heading for headings in read_headings().values() for heading in headings.values()}
    languages = [load_language(code) for code in list_languages()]
    named = {plain_heading(language.cell(heading)) for language in languages for heading in shown}
    return frozenset({word for told in words.values() for word in told}.union(map(plain_heading, words), named))


def _bare(heading: str) -> str:
    """Take a unit at the end off a heading."""
    return plain_heading(_UNIT.sub("", heading)) or plain_heading(heading)


def _match_names(headings: Sequence[str], columns: Sequence[Column], found: dict[int, tuple[str, str]]) -> None:
    words = read_words()
    taken: set[str] = set()

    def match(wanted: Column, names: Collection[str]) -> None:
        fitting = [
            place
            for place, heading in enumerate(headings)
            if place not in found and heading and {plain_heading(heading), _bare(heading)} & set(names)
        ]
        if len(fitting) == 1 and wanted.column not in taken:
            found[fitting[0]] = (wanted.column, BY_NAME)
            taken.add(wanted.column)

    ours = [
        {column.column: {plain_heading(column.column)} for column in columns},
        {c.column: _shown(c) for c in columns},
    ]
    written = set(map(plain_heading, headings))
    # "Place" is the name of one column and the heading of another: what names more of the headings comes first.
    ours.sort(key=lambda names: -sum(bool(one & written) for one in names.values()))
    for names in (*ours, words):
        for column in columns:
            match(column, names.get(column.column, ()))


def _shown(column: Column) -> set[str]:
    """List the headings under which the app itself shows a column."""
    languages = map(load_language, list_languages())
    return {plain_heading(head_column(column.table, column.column, language)) for language in languages}


def _samples(sheet: Sheet, header: int) -> list[list[str]]:
    rows = [cells for _, cells in sheet.rows[header + 1 : header + 1 + SAMPLE]]
    return [[cells[place] for cells in rows if place < len(cells) and cells[place]] for place in range(sheet.width)]


def _match_contents(
    samples: Sequence[Sequence[str]], free: Sequence[Column], names: Names, found: dict[int, tuple[str, str]]
) -> None:
    """Match what is left by its content, where one column of theirs and one of ours can only belong together."""
    fits = {
        (place, column.column)
        for place, sample in enumerate(samples)
        for column in free
        if place not in found and sample and _fits(sample, column, names)
    }
    for place, target in sorted(fits):
        alone = sum(one == place for one, _ in fits) == 1 == sum(other == target for _, other in fits)
        if alone:
            found[place] = (target, BY_CONTENT)


def _fits(sample: Sequence[str], column: Column, names: Names) -> bool:
    def fits(cell: str) -> bool:
        if column.type == "country":
            return bool(names.find(Written(COUNTRY, cell)))
        if column.refers_to == "places.place_id":
            return bool(names.find(Written(PLACE, cell)))
        if column.type == "term":
            return bool(names.term(column.refers_to, cell))
        if column.unit == "year":
            return _YEAR.fullmatch(cell) is not None
        return column.type == "url" and cell.startswith(("https://", "http://"))

    different = set(sample)
    return sum(map(fits, different)) >= ENOUGH * len(different) and not all(
        read_number(cell) is not None and column.unit != "year" for cell in different
    )
