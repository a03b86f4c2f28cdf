"""Ids made of words of their row, in tables that hardly any other names: crossings, scenarios, members."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.language import fold
from geo.messages import tell
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.tables.values import Values

WORDED: Final = (("crossings", "crossing_id"), ("scenarios", "scenario_id"), ("members", "member_id"))
"""Columns of such ids; no column points to them."""
MADE_OF_WORDS: Final = tell("an id made of words of its row, in small letters")
MOST_OTHER: Final = 0.6
"""Share of the ids of a table that may be of other words; of more, the column was rewritten."""
FEWEST: Final = 2
PASSED_OVER: Final = frozenset({"note", "source_id", "confidence"})
"""Columns whose words are none of which an id is made."""
_split: Final = re.compile(r"[^\W_]+").findall


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
        if len(other) >= max(FEWEST, MOST_OTHER * len(ids)):
            row, one = other[0]
            hint = tell("{n} ids of the column have another form: it was rewritten.", n=len(other))
            yield Fault(table.file, row, heading, one, MADE_OF_WORDS, hint, cause=f"missing {table.file}")


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


def _read_words(table: Values, heading: str) -> dict[int, frozenset[str]]:
    """Read the words of each row, without those of its id; signs within a word part it, and do not."""
    headings = [one for one in table.columns if one != heading and one not in PASSED_OVER]
    found = {}
    for row, *cells in table.select(*headings):
        entries = [entry for cell in cells for entry in (cell if isinstance(cell, tuple) else (cell,))]
        parts = [fold(part) for entry in entries if entry is not None for part in str(entry).split()]
        found[row] = frozenset(word for part in parts for word in (*_split(part), "".join(_split(part))))
    return found
