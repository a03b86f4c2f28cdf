"""The report of a check: faults of one cause are grouped into a few lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.check.causes import name_cause
from geo.check.consequences import LOST
from geo.messages import say, tell
from geo.tables.csv_file import rows_in_words
from geo.tables.fault import HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from geo.messages import Translate
    from geo.tables.fault import Fault, Severity

SHOWN = 3
MOST_FILES = 4
MOST_LINES = 9
"""Lines of a report in which each cause has its first faults; of more causes, each has fewer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report."""

    severity: Severity
    text: str
    outcome: str = ""

    def __str__(self) -> str:
        """Join a fault with what is left out because of it."""
        return f"{self.text} {self.outcome}".rstrip()


def write_lines(
    faults: Iterable[Fault], text: Translate, write: Callable[[Fault], str] | None = None
) -> Iterator[Line]:
    """Write faults line by line, those of one cause together.

    Parameters
    ----------
    faults
        In order.
    text
        Translates; `Language.text` of the reader.
    write
        Says a fault in one line, where it is to be said in other words than those of its file.

    Yields
    ------
    line
        The first faults of a cause, then one that counts the others.
    """
    groups: dict[Hashable, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(name_cause(fault), []).append(fault)
    every = list(groups.values())
    for group, shown in zip(every, _choose_shown(every), strict=True):
        for fault in group[:shown]:
            yield Line(fault.severity, write(fault) if write else fault.write(text), fault.write_outcome(text))
        if rest := group[shown:]:
            yield Line(rest[0].severity, say(_count_rest(rest), text))


def _choose_shown(groups: Sequence[Sequence[Fault]]) -> list[int]:
    """Say how many faults of each cause are listed: fewer where the report grows long, of consequences first."""
    shown: list[int] = []
    for most, of_lost in ((SHOWN, SHOWN), (SHOWN, 1), (2, 1), (1, 1)):
        limits = [of_lost if group[0].cause.startswith(LOST) else most for group in groups]
        shown = [len(group) if len(group) <= n + 1 else n for group, n in zip(groups, limits, strict=True)]
        lines = sum(n + (n < len(group)) for n, group in zip(shown, groups, strict=True))
        if lines <= MOST_LINES:
            break
    return shown


def _count_rest(rest: Sequence[Fault]) -> str:
    """Count the faults that are not listed, and say where they are."""
    files = list(dict.fromkeys(fault.file for fault in rest))
    if rest[0].cause.startswith(LOST):
        named = ", ".join(files[:MOST_FILES]) + (", …" if len(files) > MOST_FILES else "")
        root = rest[0].cause.removeprefix(LOST)
        return tell(
            "And {n} more that follow from what is left out of {file}, in {files}.", n=len(rest), file=root, files=named
        )
    rows = sorted({fault.row for fault in rest if fault.row is not None})
    if len(files) > 1:
        return tell("And {n} more for the same reason, in {files}.", n=len(rest), files=", ".join(files))
    if rows == [HEADER_ROW]:
        names = ", ".join(fault.column for fault in rest[:12] if fault.column)
        return tell(
            "{file}: and {n} columns more for the same reason ({names}).", file=files[0], n=len(rest), names=names
        )
    if not rows:
        return tell("{file}: and {n} more for the same reason.", file=files[0], n=len(rest))
    return tell(
        "{file}: and {n} more for the same reason, in {rows}.", file=files[0], n=len(rest), rows=rows_in_words(rows)
    )
