"""Cells that one change of a text has spoilt: words replaced throughout a file, other capitals, other signs."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from geo.tables.fault import HEADER_ROW
from geo.tables.hints import proposal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.tables.fault import Fault

REWRITTEN: Final = "rewritten "
FEWEST: Final = 2
"""Different cells that one change must explain."""
YES_NO: Final = frozenset({"yes", "no"})
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def name_rewritten(faults: Iterable[Fault]) -> list[Fault]:
    """Make one cause of what one change of a text explains, in whatever column of a file.

    Parameters
    ----------
    faults
        Any; those whose hint proposes nothing are passed over.

    Returns
    -------
    faults
        The same, with a cause where two different cells or columns of a file have parted from what is proposed in
        the same way.
    """
    every = list(faults)
    cells: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for fault in every:
        if rule := _name_rule(fault):
            cells[rule].add((fault.column, fault.value))
    shared = {rule for rule, found in cells.items() if len(found) >= FEWEST}
    return [replace(fault, cause=rule) if (rule := _name_rule(fault)) in shared else fault for fault in every]


def are_rewritten(faults: Sequence[Fault]) -> bool:
    """Ask whether one change in one file explains all of some faults, and so many different cells."""
    rules = {_name_rule(fault) for fault in faults}
    return len(rules) == 1 and "" not in rules and len({fault.value for fault in faults}) >= FEWEST


def join_rewritten(faults: Iterable[Fault]) -> list[Fault]:
    """Add to a change of a text that is known what it has done to single cells of the same file."""
    every = list(faults)
    known = {fault.cause for fault in every if fault.cause.startswith(REWRITTEN)}
    return [
        replace(fault, cause=rule) if not fault.cause and (rule := _name_rule(fault)) in known else fault
        for fault in every
    ]


def _name_rule(fault: Fault) -> str:
    """Name the change that has made a cell of what is proposed, and its file; blank where nothing is proposed."""
    wanted = proposal_of(fault.hint)
    if not (wanted and fault.value) or fault.row in {None, HEADER_ROW}:
        return ""
    return f"{REWRITTEN}{_compare(fault.value, wanted)} {fault.file}"


def _compare(found: str, wanted: str) -> str:
    """Say in what two texts differ: in capitals, in signs and accents, or in the letters between what they share."""
    if wanted in YES_NO:
        return "yes or no"
    if found.casefold() == wanted.casefold():
        return "capitals"
    if _flatten(found) == _flatten(wanted):
        return "signs"
    lost = set(wanted) - set(found)
    if len(lost) == 1 and wanted.replace(letter := lost.pop(), "") == found:
        return f"{letter} lost"
    if wanted.startswith(found):
        return f"cut at {len(found)}"
    before = _count_alike(found, wanted)
    one, other = found[before:], wanted[before:]
    after = _count_alike(one[::-1], other[::-1])
    return f"{one[: len(one) - after]}>{other[: len(other) - after]}"


def _count_alike(one: str, other: str) -> int:
    """Count the letters with which two texts both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _flatten(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i")).encode("ascii", "ignore").decode()
    return _SIGNS.sub("", plain.casefold())
