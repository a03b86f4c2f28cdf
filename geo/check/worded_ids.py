"""Ids made of words of their row, in tables that hardly any other names: crossings, scenarios, members."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.check.consequences import LOST
from geo.language import fold
from geo.messages import tell
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geo.tables.values import Values

WORDED: Final = (("crossings", "crossing_id"), ("scenarios", "scenario_id"), ("members", "member_id"))
"""Columns of such ids; no column points to them."""
MADE_OF_WORDS: Final = tell("an id made of words of its row, in small letters")
MOST_OTHER: Final = 0.6
"""Share of the ids of a table that may be of other words; of more, the column was rewritten."""
FEWEST: Final = 2
FEW_ROWS: Final = 8
"""Rows of which somebody may have given most another name; of fewer, their ids must look spoilt by themselves."""
LONG_WORD: Final = 4
"""Letters of a word that is no end of another one by chance."""
VERY_NEAR: Final = 0.8
CONCERNS: Final = "concerns"
"""The one column that names ids of any table."""
NAME: Final = "name"
PASSED_OVER: Final = frozenset({"note", "source_id", "confidence"})
"""Columns whose words are none of which an id is made."""
_split: Final = re.compile(r"[^\W_]+").findall
_WELL_FORMED: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def find_reworded(values: Mapping[str, Values]) -> Iterator[Fault]:
    """Say at a table that most of its ids are no words of their rows, where ids are made of these.

    Parameters
    ----------
    values
        All tables.

    Yields
    ------
    fault
        One for each table whose column of ids was rewritten.
    """
    for name, heading in WORDED:
        table = values[name]
        ids = [(row, str(one)) for row, one in table.select(heading) if one]
        words = _read_words(table, heading) if len(ids) >= FEWEST else {}
        other = [(row, one) for row, one in ids if words and not is_made_of(one, words[row])]
        many = len(other) >= max(FEWEST, MOST_OTHER * len(ids))
        renamed = len(ids) < FEW_ROWS and sum(_is_spoilt(one, words[row]) for row, one in other) * 2 <= len(other)
        hint = ""
        if letter := _find_lost_letter(ids, other, words):
            hint = tell("No id of the column has the letter {letter}, which words of their rows have.", letter=letter)
        elif begun := [(row, one, whole) for row, one in other if (whole := _find_start(one, words[row]))]:
            other = [(row, one) for row, one, _ in begun]
            hint = tell("Write {text}.", text=begun[0][2])
        elif not many or renamed:
            other = _find_turned(table, heading)
        if other:
            row, one = other[0]
            hint = hint or tell("{n} ids of the column have another form: it was rewritten.", n=len(other))
            yield Fault(table.file, row, heading, one, MADE_OF_WORDS, hint, cause=f"missing {table.file}")


def follow_reworded(faults: Iterable[Fault], files: Collection[str], values: Mapping[str, Values]) -> list[Fault]:
    """Make ids that no table has a consequence of the column that was rewritten, where they are made of its rows.

    Parameters
    ----------
    faults
        Those that are known.
    files
        Of tables whose ids were rewritten.
    values
        All tables.

    Returns
    -------
    faults
        The same; without such files, as they are.
    """
    tables = [(values[name], heading) for name, heading in WORDED if values[name].file in files]
    words = [(table.file, told) for table, heading in tables for told in _read_words(table, heading).values()]

    def follow(fault: Fault) -> Fault:
        open_ids = not fault.cause and fault.column == CONCERNS
        file = next((file for file, told in words if is_made_of(fault.value, told)), "") if open_ids else ""
        return replace(fault, cause=LOST + file) if file else fault

    return [follow(fault) for fault in faults]


def find_row(wanted: str, values: Mapping[str, Values]) -> tuple[str, int, str, str] | None:
    """Find the row of whose words an id is made that stands nowhere, so that it was rewritten there.

    Returns
    -------
    place
        Name of the table, row, heading and id as it stands there; None when rows of no table or of several would do.
    """
    found = [
        (name, row, heading, str(one))
        for name, heading in WORDED
        for words in (_read_words(values[name], heading),)
        for row, one in values[name].select(heading)
        if is_made_of(wanted, words[row]) and not is_made_of(str(one), words[row])
    ]
    return found[0] if len({name for name, *_ in found}) == 1 else None


def is_made_of(one: str, words: frozenset[str]) -> bool:
    """Ask whether every part of an id is a word of its row, in small letters."""
    return words.issuperset(one.split("-"))


def names_better(table: Values, heading: str, row: int, wanted: str) -> bool:
    """Ask whether an id has words of a row where the one that stands there has others."""
    words = _read_words(replace(table, left_out=set(table.rows) - {row}), heading)[row]
    own = next(str(one) for number, one in table.select_all(heading) if number == row)
    parts, others = set(wanted.split("-")), set(own.split("-"))
    return parts != others and words.issuperset(parts - others) and words.isdisjoint(others - parts)


def _is_spoilt(one: str, words: frozenset[str]) -> bool:
    """Ask whether an id is rather a spoilt one than one of other words: rows may have got other names."""
    parts = one.split("-")
    odd = _WELL_FORMED.fullmatch(one) is None or any(part in words for part in parts)
    return odd or any(get_close_matches(part, words, n=1, cutoff=VERY_NEAR) for part in parts)


def _find_lost_letter(
    ids: Sequence[tuple[int, str]], other: Sequence[tuple[int, str]], words: Mapping[int, frozenset[str]]
) -> str:
    """Find the one letter that no id has, and that makes words of their rows of all ids that are not; blank for none.

    Notes
    -----
    A letter that is wanted at the end of words alone says nothing: an id may have "hour" for "hours".
    """
    held = set("".join(one for _, one in ids))
    for letter in sorted({letter for row, _ in other for word in words[row] for letter in word} - held):
        short = {row: {word.replace(letter, ""): letter in word[:-1] for word in words[row]} for row, _ in other}
        lost = [(row, part) for row, one in other for part in one.split("-") if part not in words[row]]
        if all(part in short[row] for row, part in lost) and any(short[row][part] for row, part in lost):
            return letter
    return ""


def _find_start(one: str, words: frozenset[str]) -> str:
    """Find the id that one is without its first letter, where words of its row make up all the rest; blank for none."""
    first, *rest = one.split("-")
    whole = sorted(word for word in words if first and word[1:] == first)
    fits = first not in words and words.issuperset(rest) and (rest or len(first) >= LONG_WORD)
    return "-".join((whole[0], *rest)) if whole and fits else ""


def _find_turned(table: Values, heading: str) -> list[tuple[int, str]]:
    """Find the ids of several parts, where all name the words of the names of their rows from the last to the first."""
    turned = []
    for row, one, name in table.select(heading, NAME):
        parts = str(one).split("-")
        told = [fold(word) for part in str(name).split() for word in _split(part)]
        places = [told.index(part) for part in parts if part in told]
        if len(parts) == len(places) > 1:
            turned.append((row, str(one), all(place > after for place, after in pairwise(places))))
    found = [(row, one) for row, one, is_turned in turned if is_turned]
    return found if len(found) == len(turned) >= FEWEST else []


def _read_words(table: Values, heading: str) -> dict[int, frozenset[str]]:
    """Read the words of each row, without those of its id; signs within a word part it, and do not."""
    headings = [one for one in table.columns if one != heading and one not in PASSED_OVER]
    found = {}
    for row, *cells in table.select(*headings):
        entries = [entry for cell in cells for entry in (cell if isinstance(cell, tuple) else (cell,))]
        parts = [fold(part) for entry in entries if entry is not None for part in str(entry).split()]
        found[row] = frozenset(word for part in parts for word in (*_split(part), "".join(_split(part))))
    return found
