"""Signs that mail, version control and other programs put before each line or around each cell, taken off again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import Fault
from geo.tables.file_kinds import LOOKED_AT
from geo.tables.header import FEWEST_NAMES, LOOKED_THROUGH, SEPARATORS, count_known, split_plainly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.tables.header import Row

# What stands before each line, and what is shown of it; the header may be without the first two.
_QUOTED: Final = (re.compile(r"(?:> ?)+"), ">")
_ADDED: Final = (re.compile(r"\+"), "+")
_NUMBERED: Final = (re.compile(r"(?:[\w./-]+\.csv[:-])?[0-9]{1,6}(?:[:\t|] ?|\. )"), "1:")
_LIKELY: Final = re.compile(r"['>+=0-9]|[^,;\t|\"]*\.csv[:-]")
_LINE_END: Final = re.compile(r"(?m);[ \t]*(?=\r?$)")
_LINE_IN_MARKS: Final = re.compile(r"'(.*)'[,;]?")
_OTHER_ENDS: Final = re.compile("[\u2028\u2029\u0085]")
_SINGLE_CELLS: Final = re.compile(r"'[^']*' ?[,;\t|] ?'")
_IN_SINGLE: Final = re.compile(r"(?m)(?:^|(?<=[,;\t|]))'((?:[^']|'')*)'(?=[,;\t|\r\n]|\Z)")
_CHANGE: Final = re.compile(r"[+-](?=\w)(?![0-9.,]+$)")  # before an id, and not before a number
_RAW_FORMULA: Final = re.compile(r'(?m)(?:^|(?<=[,;\t|]))=("(?:[^"\n]|"")*")(?=[,;\t|\r\n]|$)')
_CELL_IN_FORMULA: Final = re.compile(r'="(?P<text>.*)"', re.DOTALL)
_CELL_IN_MARKS: Final = re.compile(r"(?P<mark>['\"])(?P<text>.*)(?P=mark)", re.DOTALL)
_MARKED_LINES: Final = tell("Each line stands in single quotation marks; it is read as if they were not there.")
_FORMULAS: Final = tell('The cells stand in formulas (="…"); they are read as if these were not there.')
_MARKED_CELLS: Final = tell(
    "The cells stand in quotation marks of their own; they are read as if these were not there."
)
_UNDERLINED: Final = re.compile(r"[-+=|_: ]{3,}|```\w*|~~~\w*|\([0-9]+ (?:rows?|строк[аи]?)\)")
_RULED: Final = tell("Lines that only underline or frame the table stand in it; they are passed over.")
_SIGNED: Final = tell(
    "Lines of the table begin with + or -, as in a list of changes (diff): of two alike the one with + is read. "
    "Take the signs out."
)


def take_signs_off(file: str, text: str, known: Sequence[str]) -> tuple[str, list[Fault]]:
    """Take off what stands before or around every line of a text.

    Parameters
    ----------
    file
        Name of the file, for messages.
    text
        What it holds.
    known
        The names of columns; with none, nothing is taken off.

    Returns
    -------
    text, faults
        As it came where nothing stands before all lines; at most one fault.
    """
    top = [line for line in text[:LOOKED_AT].splitlines()[:LOOKED_THROUGH] if line.strip()]
    if not known or len(top) < FEWEST_NAMES or not _LIKELY.match(top[1]):
        return text, []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    if len(_RAW_FORMULA.findall(text)) >= len(filled):
        return _RAW_FORMULA.sub(r"\1", text), [_warn(file, _FORMULAS)]
    if all(map(_LINE_IN_MARKS.fullmatch, filled)) and "','" not in filled[0].replace(" ", ""):
        bare = [found[1] if (found := _LINE_IN_MARKS.fullmatch(line)) else line for line in lines]
        if _names(bare, known) >= _names(lines, known):
            return "\n".join(bare) + "\n", [_warn(file, _MARKED_LINES)]
    if _SINGLE_CELLS.match(filled[0]) and all(line.startswith("'") for line in top):
        return _IN_SINGLE.sub(_mark_doubly, text), [_warn(file, _MARKED_CELLS)]
    for (mark, shown), fewest in ((_QUOTED, 1), (_ADDED, 1), (_NUMBERED, 0)):
        if not all(map(mark.match, filled[fewest:])):
            continue
        bare = [mark.sub("", line, count=1) for line in lines]
        if _names(bare, known) >= max(_names(lines, known) + (not fewest), FEWEST_NAMES):
            hint = tell("Each line begins with {sign}, which is no part of the table; it is read without.", sign=shown)
            return "\n".join(bare) + "\n", [_warn(file, hint)]
    return text, []


def take_ends_off(file: str, text: str, known: Sequence[str]) -> tuple[str, list[Fault]]:
    """Take off the semicolon at the end of every line of a table whose cells are parted by another sign.

    Parameters
    ----------
    file, text, known
        As `take_signs_off` takes them.

    Returns
    -------
    text, faults
        As it came where the header has no such end, or most lines have none; at most one fault.
    """
    top = next((line for line in text[:LOOKED_AT].splitlines() if line.strip()), "")
    if not known or not _LINE_END.search(top) or top.count(";") > 1 or max(map(top.count, SEPARATORS)) < FEWEST_NAMES:
        return text, []
    filled = sum(bool(line.strip()) for line in text.splitlines())
    if len(_LINE_END.findall(text)) * 2 < filled:
        return text, []
    hint = tell("Each line ends with {sign}, which is no part of the table; it is read without.", sign=";")
    return _LINE_END.sub("", text), [_warn(file, hint)]


def end_lines(text: str) -> str:
    """End lines as files do, in a text whose only line ends are those of web pages and of word processors."""
    return text if "\n" in text or "\r" in text else _OTHER_ENDS.sub("\n", text)


def take_marks_off(file: str, rows: list[Row]) -> tuple[list[Row], list[Fault]]:
    """Take cells out of formulas and quotation marks when nearly all of a table stand in them.

    Parameters
    ----------
    file
        Name of the file, for messages.
    rows
        All rows, the header among them.

    Returns
    -------
    rows, faults
        At most one fault.
    """
    top = [cell for _, cells in rows[:LOOKED_THROUGH] for cell in cells if cell[:1] in {"=", "'", '"'}]
    if not top:
        return rows, []
    for form, words in ((_CELL_IN_FORMULA, _FORMULAS), (_CELL_IN_MARKS, _MARKED_CELLS)):
        dressed = sum(form.fullmatch(cell) is not None for _, cells in rows for cell in cells)
        filled = sum(len(cells) - cells.count("") for _, cells in rows)
        if dressed and dressed * 2 > filled:
            return [(number, [_undress(form, cell) for cell in cells]) for number, cells in rows], [_warn(file, words)]
    return rows, []


def pass_over_frames(file: str, rows: list[Row]) -> tuple[list[Row], list[Fault]]:
    """Pass over lines that only underline or frame a table, and over the count below one.

    Parameters
    ----------
    file, rows
        Name of the file, for messages, and all of its rows.

    Returns
    -------
    rows, faults
        At most one fault.
    """
    framed = {number for number, cells in rows if _is_frame(cells)}
    if not framed:
        return rows, []
    fault = Fault(file, min(framed), "", "", hint=_RULED, severity="warning", cause=f"frames {file}")
    return [row for row in rows if row[0] not in framed], [fault]


def settle_signs(file: str, body: list[Row]) -> tuple[list[Row], list[Fault]]:
    """Read rows that a list of changes (diff) has marked as taken out (-) or put in (+).

    Parameters
    ----------
    file
        Name of the file, for messages.
    body
        The rows below the header.

    Returns
    -------
    body, faults
        Without the signs, and without the rows that another one has taken the place of; at most one fault.
    """
    signed = {number: cells[0][0] for number, cells in body if _CHANGE.match(cells[0])}
    if not signed:
        return body, []
    added = {cells[0][1:] for number, cells in body if signed.get(number) == "+"}
    kept = []
    for number, cells in body:
        if signed.get(number) == "-" and cells[0][1:] in added:
            continue
        kept.append((number, [cells[0][1:], *cells[1:]] if number in signed else cells))
    return kept, [Fault(file, min(signed), "", "", hint=_SIGNED, cause=f"versions {file}")]


def _mark_doubly(found: re.Match[str]) -> str:
    """Write a cell in single quotation marks as one in those of CSV."""
    return '"' + found[1].replace("''", "'").replace('"', '""') + '"'


def _warn(file: str, hint: str) -> Fault:
    return Fault(file, None, "", "", hint=hint, severity="warning")


def _names(lines: Sequence[str], known: Sequence[str]) -> int:
    """Count the names of columns in the line that has most of them."""
    return max(
        (count_known(split_plainly(line, sign), known) for line in lines[:LOOKED_THROUGH] for sign in SEPARATORS),
        default=0,
    )


def _undress(form: re.Pattern[str], cell: str) -> str:
    found = form.fullmatch(cell)
    return found["text"].replace('""', '"').strip() if found else cell


def _is_frame(cells: Sequence[str]) -> bool:
    if cells.count("") < len(cells) - 1:
        return False
    return _UNDERLINED.fullmatch(next(filter(None, cells))) is not None
