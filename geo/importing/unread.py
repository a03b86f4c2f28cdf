"""What of a file is not read: other sheets, columns without a heading, and that there are no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.importing.book import Book
    from geo.importing.preview import Choices

LETTERS: Final = 26


def list_unread(book: Book, choices: Choices) -> Iterator[str]:
    """Say what of a file is not read, whatever is chosen for its columns.

    Parameters
    ----------
    book
        The file.
    choices
        Its sheet, and the row that names the columns.

    Yields
    ------
    sentence
        For each column that has cells and no heading, then one for all other sheets with their numbers of rows.
    """
    named = choices.sheet.rows[choices.header][1]
    rows = choices.sheet.rows[choices.header + 1 :]
    if not rows:
        yield tell("No row stands below the names of the columns.")
    for place in range(choices.sheet.width):
        heading = named[place] if place < len(named) else ""
        filled = [number for number, cells in rows if place < len(cells) and cells[place]]
        if filled and not heading:
            yield tell(
                "Column {column} has no heading, so its cells are not read; the first is in row {row}.",
                column=_letters(place), row=filled[0],
            )  # fmt: skip
    if others := [f"{one.name} ({len(one.rows)})" for one in book.sheets if one is not choices.sheet]:
        yield tell(
            "Only the sheet {sheet} is read; others, with their numbers of rows: {sheets}.",
            sheet=choices.sheet.name, sheets=", ".join(others),
        )  # fmt: skip


def _letters(place: int) -> str:
    """Write the place of a column as spreadsheets do: A, B, …, Z, AA."""
    before, last = divmod(place, LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
