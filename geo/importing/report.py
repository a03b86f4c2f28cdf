"""What would become of our tables, in lines for a console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.importing.answers import MOST_OFFERS
from geo.importing.difference import CONTRADICTS, FILLS
from geo.importing.unread import list_unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.importing.book import Book
    from geo.importing.difference import Compared
    from geo.importing.preview import Choices, Preview

MOST: Final = 20
"""Lines of one kind; the others are counted."""


def report_lines(book: Book, choices: Choices, found: Preview) -> Iterator[str]:
    """Write what would become of our tables.

    Yields
    ------
    line
        First the counts, then what contradicts, what is asked, what is faulty.
    """
    yield f"{book.file}: " + ", ".join(f"{number} {kind}" for kind, number in found.count().items()) + "."
    number = choices.sheet.rows[choices.header][0]
    yield f"The columns are named in row {number}" + "".join(_columns(choices)) + "."
    yield from map(str, list_unread(book, choices))
    yield from _first([_line(one) for one in found.compared if one.kind in {CONTRADICTS, FILLS}])
    yield from _first(
        [
            f"asked: what is {one.written.kind} {' / '.join(filter(None, one.written[1:]))}? "
            f"({len(one.rows)} rows; {_offers(one.written.text, one.offers)})"
            for one in found.converted.questions
        ]
    )
    faults = [(number, fault) for number, faults in sorted(found.outcome.faulty.items()) for fault in faults]
    yield from _first([f"faulty: row {number} of the file: {fault}" for number, fault in faults])
    yield from _first([str(fault) for fault in (*found.converted.notes, *found.outcome.others)])


def _offers(text: str, offers: Sequence[str]) -> str:
    if text.startswith("="):
        return "a formula stands here, not its result; write the value"
    return f"perhaps {', '.join(offers[:MOST_OFFERS]) or 'nothing that we hold'}"


def _columns(choices: Choices) -> Iterator[str]:
    if len(choices.recipe.makings) == 1:
        making = choices.recipe.makings[0]
        yield f"; {making.table} gets " + ", ".join(f"{ours} = {theirs}" for ours, theirs in making.cells.items())


def _line(one: Compared) -> str:
    told = [f"{column} {one.row.cells.get(column, '')}" for column in one.columns]
    theirs = f"{', '.join(told)} ({describe(one.row.cells)})"
    ours = "; ".join(
        f"{held.row_id or f'row {held.number}'} has "
        + ", ".join(f"{column} {held.cells.get(column, '') or 'blank'}" for column in one.columns)
        + f" ({describe(held.cells)})"
        for held in one.held
    )
    return f"{one.kind}: row {one.id} of the file: {theirs}; {ours}"


def describe(cells: Mapping[str, str]) -> str:
    """Say where a row is from: year and source."""
    return ", ".join(filter(None, (cells.get("year", ""), cells.get("source_id", ""))))


def _first(lines: list[str]) -> Iterator[str]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"… and {len(lines) - MOST} more."
