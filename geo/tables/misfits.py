"""Rows that do not fit their header because of what an editor or a program did to them; they are read all the same."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from geo.messages import tell
from geo.tables.fault import Fault
from geo.tables.header import fold_heading
from geo.tables.rows import raw_rows, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geo.tables.header import Row

RAREST_FIRST = ("\t", "|", ";", ",")  # in texts: a row that fits by two signs is parted by the rarer
BEGINNING = 3  # letters: what a cell begins with folds to the beginning of what it folds to
NAMES = {",": tell("commas"), ";": tell("semicolons"), "\t": tell("tabs"), "|": tell("bars")}


def pass_over_headers(file: str, header: Sequence[str], body: Sequence[Row]) -> tuple[list[Row], list[Fault]]:
    """Pass over rows that name the columns once more, as where two files were joined.

    Parameters
    ----------
    file
        Name of the file, for messages.
    header
        The names of the columns.
    body
        The rows below them.

    Returns
    -------
    body, faults
        Without those rows.
    """
    named = [fold_heading(name) for name in header]
    # Few cells begin as the first name does, and each beginning is looked at once.
    begun = {begin for begin in {cells[0][:BEGINNING] for _, cells in body} if named[0].startswith(fold_heading(begin))}
    if not begun:
        return list(body), []
    likely = [(number, cells) for number, cells in body if cells[0][:BEGINNING] in begun and cells[0]]
    again = {number for number, cells in likely if [fold_heading(cell) for cell in cells][: len(named)] == named}
    hint = tell("The names of the columns stand here again; the row is passed over.")
    faults = [Fault(file, number, "", "", hint=hint, severity="warning") for number in sorted(again)]
    return [row for row in body if row[0] not in again] if again else list(body), faults


def refit(
    file: str, written: tuple[str, str], width: int, body: Sequence[Row], unpaired: Collection[int]
) -> tuple[list[Row], list[int], str, list[Fault]]:
    """Read rows again that do not fit the header, with the other signs that may stand between cells.

    Parameters
    ----------
    file
        Name of the file, for messages.
    written
        What the file holds, and what stands between the cells of its header.
    width
        How many these are.
    body, unpaired
        The rows below the header, and the numbers of those whose quotation marks do not pair.

    Returns
    -------
    body, unpaired, separator, faults
        The separator is that of most rows.
    """
    text, separator = written
    wanted = {number for number, cells in body if len(cells) != width and not _fits(cells, width)} | set(unpaired)
    if not wanted:
        return list(body), list(unpaired), separator, []
    first = body[0][0] if body else 0
    written_rows = {number: raw for number, raw in raw_rows(text, separator) if number >= first or number in unpaired}
    found = {number: _read_again(raw, separator, width) for number, raw in written_rows.items() if number in wanted}
    signs = [sign for ways in found.values() for sign in ways]
    most = max(RAREST_FIRST, key=signs.count) if signs else separator
    mended = {number: (most if most in ways and signs.count(most) > 1 else next(iter(ways)), ways)
              for number, ways in found.items() if ways}  # fmt: skip
    everywhere = sum(sign == most for sign, _ in mended.values()) * 2 > len(body) + len(unpaired)
    if everywhere and most != separator:  # those that fit the header's sign by chance as well
        for number, raw in written_rows.items():
            if number not in mended and most in (ways := _read_again(raw, separator, width)):
                mended[number] = (most, ways)
    read = {number: ways[sign] for number, (sign, ways) in mended.items()}
    rows = [(number, read.get(number, cells)) for number, cells in body]
    rows += [(number, read[number]) for number in unpaired if number in read]
    left = [number for number in unpaired if number not in read]
    if everywhere:
        return sorted(rows), left, most, [_tell_all(file, separator, most)]
    told = {number: sign for number, (sign, _) in mended.items()}
    return sorted(rows), left, separator, list(_tell_each(file, separator, told))


def _fits(cells: Sequence[str], width: int) -> bool:
    return len(cells) == width or (len(cells) > width and not any(cells[width:]))


def _read_again(raw: list[str] | str, separator: str, width: int) -> dict[str, list[str]]:
    """Part a row by another sign, or by the same when all of it is in quotation marks: the ways in which it fits."""
    whole = raw if isinstance(raw, str) else separator.join(raw)
    alone = not isinstance(raw, str) and not any(raw[1:])
    ways: dict[str, list[str]] = {}
    for sign in [separator, *RAREST_FIRST] if alone else RAREST_FIRST:
        if sign in ways or (sign == separator and not alone):
            continue
        try:
            cells = [tidy(cell) for cell in next(csv.reader([raw[0] if alone else whole], delimiter=sign, strict=True))]
        except (csv.Error, StopIteration):
            continue
        if width > 1 and _fits(cells, width):
            ways[sign] = cells[:width]
    return ways


def _tell_all(file: str, separator: str, found: str) -> Fault:
    if found == separator:
        hint = tell("Each line is one cell, in quotation marks as a whole; it is read as if they were not there.")
    else:
        hint = tell(
            "The header is parted by {wanted}, the rows by {found}; they are read all the same.",
            wanted=NAMES[separator],
            found=NAMES[found],
        )
    return Fault(file, None, "", "", hint=hint, severity="warning")


def _tell_each(file: str, separator: str, signs: dict[int, str]) -> Iterator[Fault]:
    hint = tell("It is read all the same.")
    for number, sign in sorted(signs.items()):
        expected = tell("cells parted by {wanted}, as in the header", wanted=NAMES[separator])
        yield Fault(file, number, "", NAMES[sign] if sign != separator else "", expected, hint, "warning")
