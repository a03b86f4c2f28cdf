"""Tables that are whole, but do not stand in rows below a header: on their side, one cell a line, in two versions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.records.registry import RECORDS
from geo.tables.fault import Fault
from geo.tables.file_kinds import CHANGES, LOOKED_AT
from geo.tables.header import FEWEST_NAMES, LOOKED_THROUGH, count_known, headings_of, mean_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.tables.header import Row

MOST_COLUMNS: Final = 100
LEAST_WRAPPED, MOST_WRAPPED = 70, 76
"""Letters of a line that a mail program has broken."""
OURS: Final = "<<<<<<<"
THEIRS: Final = ">>>>>>>"
_MARK: Final = re.compile(r"(?P<mark><{7}|\|{7}|={7}|>{7})(?: .*)?")
_ON_ITS_SIDE: Final = tell("The table lies on its side: its columns stand in rows. Turn it, and save it again.")
_ONE_A_LINE: Final = tell("Each cell stands in a line of its own; save the table again, one row to a line.")
_OTHER_SIGNS: Final = tell("The names of the columns are parted by signs that are not read; save it with commas.")
_CHANGED: Final = re.compile(r"[+-]\S")
_BASE_64: Final = re.compile("[A-Za-z0-9+/]{20,}={0,2}|[A-Za-z0-9+/]+={0,2}")
_UNDERLINE: Final = re.compile(r":?[-=_]{2,}:?")
_UNITS: Final = frozenset({
    "h", "hours", "km", "km/h", "m", "degrees", "deg", "°", "year", "us$", "usd", "$", "%", "percent", "min", "days",
    "id", "text", "string", "integer", "int", "number", "float", "date", "edtf", "yyyy", "yyyy-mm-dd", "bool",
    "yes/no", "url", "saat", "derece", "yıl", "metin", "sayı", "tarih", "ч", "часы", "км", "км/ч", "м", "градусы",
    "год", "текст", "число", "дата", "сағ", "км/сағ", "жыл", "мәтін", "сан", "күн", "-", "–",
})  # fmt: skip
# What stands first in a text that is no table.
_TEXTS: Final = (
    (r"(?:From|To|Received|Return-Path|Delivered-To|Subject|Date|Message-ID): ", tell("The file is an e-mail.")),
    (r"---\s*\n|(?:- )?[\w-]+:(?: \S.*)?\n\s*(?:- )?[\w-]+:", tell("The file is written in YAML, not a CSV file.")),
    (
        r"ID;P|TABLE\r?\n0,1",
        tell("The file is an older exchange format of spreadsheets (SYLK or DIF), not a CSV file."),
    ),
    (
        r"(?:[45][0-9]{2}[ :]|(?:Error|Not Found|Access denied|Bad gateway)\b)",
        tell("The file is a message of a server."),
    ),
)


def settle_versions(file: str, rows: list[Row], text: str) -> tuple[list[Row], list[Fault]]:
    """Read the first of two versions of some rows that were joined and not settled (a merge conflict).

    Parameters
    ----------
    file
        Name of the file, for messages.
    rows
        All rows, the header among them.
    text
        What they were parted from.

    Returns
    -------
    rows, faults
        Without the marks and the other versions; one fault for each place.
    """
    if OURS not in text and THEIRS not in text:
        return rows, []
    marks = [(number, found["mark"]) for number, cells in rows
             if not any(cells[1:]) and (found := _MARK.fullmatch(cells[0]))]  # fmt: skip
    every = [mark for _, mark in marks]
    whole = every.count(OURS) == every.count(THEIRS)
    starts, kept, passed = dict(marks), [], False
    seen: set[tuple[str, ...]] = set()
    for number, cells in rows:
        if number in starts:
            passed = starts[number][0] in "|="
        elif not passed or not (whole or tuple(cells[:2]) in seen):  # where a mark is lost, so is where they end
            kept.append((number, cells))
            seen.add(tuple(cells[:2]))
    hint = tell("Two versions of these rows stand here, unsettled (<<<<<<<, >>>>>>>): the first is read. Settle them.")
    begun = [number for number, mark in marks if mark == (OURS if OURS in every else THEIRS)]
    return kept, [Fault(file, number, "", "", hint=hint, cause=f"versions {file}") for number in begun]


def name_layout(rows: Sequence[Row], known: Sequence[str], text: str) -> str:
    """Name what a file is whose columns are named in no row; blank when one names more than any column does.

    Parameters
    ----------
    rows
        All rows.
    known
        The names that are looked for.
    text
        What the rows were parted from.
    """
    if not known or not rows:
        return ""
    lines = [line for line in text[:LOOKED_AT].splitlines() if line.strip()]
    if packed := _name_packing(lines):
        return packed
    across = max(count_known(cells, known) for _, cells in rows[:LOOKED_THROUGH])
    down = count_known((cells[0] for _, cells in rows[:MOST_COLUMNS]), known)
    if down >= FEWEST_NAMES and (down > across or down == len(known)):
        alone = sum(not any(cells[1:]) for _, cells in rows) * 2 > len(rows)
        return _ONE_A_LINE if alone else _ON_ITS_SIDE
    if across:
        return ""
    told = next((words for start, words in _TEXTS if re.match(start, text.lstrip(), re.IGNORECASE)), "")
    if told:
        return told
    parted = (count_known(re.split(r"[^\w]+", line), known) for line in text[:65_536].splitlines()[:LOOKED_THROUGH])
    return _OTHER_SIGNS if max(parted, default=0) * 2 >= len(known) else ""


def name_other_table(header: Sequence[str], known: Sequence[str]) -> str:
    """Name the table that stands in the file of another one, when a header has all columns of that and lacks own ones.

    Parameters
    ----------
    header
        The names of the columns.
    known
        The names that belong in it; with none, any table will do.

    Returns
    -------
    sentence
        Blank when the header may be that of the table.
    """
    own = set(known)
    if own <= set(header):
        return ""
    named = {mean_heading(name, known) for name in header}
    others = {name: set(headings_of(name)) for name in RECORDS} if own and not own <= named else {}
    other = max(others, key=lambda name: (others[name] <= named, len(others[name])), default="")
    if not other or not others[other] <= named or (len(others[other] - own) < FEWEST_NAMES and others[other] != named):
        return ""
    return tell("The table of {file} stands in it.", file=f"{other}.csv")


def _name_packing(lines: Sequence[str]) -> str:
    """Name what version control or mail has made of every line; blank when they are lines of a table."""
    changed = [line for line in lines if _CHANGED.match(line)]
    if changed and all(line[0] == " " or _CHANGED.match(line) for line in lines):
        return CHANGES
    if len(lines) > 1 and all(map(_BASE_64.fullmatch, lines)):
        return tell("The file is packed for mail (base64), not a CSV file.")
    if any(line.endswith("=") and LEAST_WRAPPED <= len(line) <= MOST_WRAPPED for line in lines):
        return tell("The file is written for mail (quoted-printable), not a CSV file.")
    return ""


def drop_numbers(file: str, width: int, body: list[Row]) -> tuple[list[Row], list[Fault]]:
    """Pass over numbers of rows, or blanks, that stand before the first cell and have no name in the header.

    Parameters
    ----------
    file, width
        Name of the file, for messages, and how many cells the header has.
    body
        The rows below the header.

    Returns
    -------
    body, faults
        At most one fault.
    """
    if not body or any(len(cells) != width + 1 for _, cells in body):
        return body, []
    first = [cells[0] for _, cells in body]
    if not any(first):
        hint = tell("Each row begins with a separator, for which the header has no name; it is passed over.")
    elif first in (_count(0, len(body)), _count(1, len(body))):
        hint = tell("Each row begins with its number, for which the header has no name; the numbers are passed over.")
    else:
        return body, []
    fault = Fault(file, None, "", "", hint=hint, severity="warning")
    return [(number, cells[1:]) for number, cells in body], [fault]


def _count(first: int, many: int) -> list[str]:
    return [str(number) for number in range(first, first + many)]


def pass_over_units(file: str, width: int, body: list[Row]) -> tuple[list[Row], list[Fault]]:
    """Pass over a row right below the header that says units or kinds of columns, or only numbers or underlines them.

    Parameters
    ----------
    file, width
        Name of the file, for messages, and how many cells the header has.
    body
        The rows below the header.

    Returns
    -------
    body, faults
        At most one fault.
    """
    if len(body) < FEWEST_NAMES or not FEWEST_NAMES < width == len(body[0][1]) or not _says_units(body[0][1]):
        return body, []
    hint = tell("The row below the names of the columns says what stands in them; it is passed over.")
    return body[1:], [Fault(file, body[0][0], "", "", hint=hint, severity="warning")]


def _says_units(cells: Sequence[str]) -> bool:
    filled = [cell.strip("()[] ") for cell in cells if cell]
    if cells == _count(1, len(cells)) or all(map(_UNDERLINE.fullmatch, filled)):
        return len(filled) >= FEWEST_NAMES
    return all(cell.casefold() in _UNITS for cell in filled)
