"""Ids that are counted: one that stands where another number is due, and is that id but for one letter."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

FEWEST: Final = 6
"""Rows of a table of which the ids can be said to be counted."""
_COUNTED: Final = re.compile(r"(?P<before>[A-Za-z][A-Za-z-]*)(?P<number>[0-9]{1,6})")


def check_counted(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Doubt an id that is unlike all others of its table and stands where one of theirs is lacking.

    Parameters
    ----------
    values, dictionary
        The tables, and what their columns are.

    Yields
    ------
    fault
        Where the rows before and after it say which number is due, and the id is that one but for one letter. One with
        an ending, such as A057-new, may be meant.
    """
    for name, table in values.items():
        keys = [one for one in dictionary.columns[name] if one.key]
        if [(one.type, one.refers_to) for one in keys] != [("id", "")] or len(table.rows) < FEWEST:
            continue
        ids = table.columns[keys[0].column]
        counted = list(map(_COUNTED.fullmatch, ids))
        if counted.count(None) * 2 > len(ids):
            continue
        forms = Counter(map(_form_of, counted))
        odd = [place for place, found in enumerate(counted) if found is None or forms[_form_of(found)] == 1]
        known = set(ids) if odd else set()
        for place in odd:
            due = _find_due(counted, place)
            if due and ids[place].casefold() != due.casefold() and due not in known and _is_near(ids[place], due):
                hint = tell("Write {text}.", text=due)
                expected = tell("the next number of the rows before it")
                cause = f"missing {table.file}"
                yield Fault(table.file, table.rows[place], keys[0].column, ids[place], expected, hint, "warning",
                            cause=cause)  # fmt: skip


def _form_of(found: re.Match[str] | None) -> tuple[str, int]:
    """Give what stands before the number of an id, and how many digits it has."""
    return (found["before"], len(found["number"])) if found else ("", 0)


def _find_due(counted: Sequence[re.Match[str] | None], place: int) -> str:
    """Find the id that is due between the rows before and after, as both say, or as one says at an end of the table."""
    beside = {_step(counted[place + by], -by) if 0 <= place + by < len(counted) else None for by in (-1, 1)}
    told = beside - {None}
    return (told.pop() or "") if len(told) == 1 else ""


def _step(found: re.Match[str] | None, by: int) -> str:
    """Write the id of the next number, or of the one before; blank for none."""
    if found is None:
        return ""
    number = int(found["number"]) + by
    return f"{found['before']}{str(number).zfill(len(found['number']))}" if number > 0 else ""


def _is_near(one: str, due: str) -> bool:
    """Ask whether an id is another one with a letter less, another letter, or one more that is not at its end."""
    if len(one) == len(due):
        return sum(a != b for a, b in zip(one, due, strict=True)) == 1
    short, long = sorted((one, due), key=len)
    near = len(long) - len(short) == 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    return near and not one.startswith(due)
