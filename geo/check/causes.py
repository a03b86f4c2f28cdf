"""What several faults come from: one row, one habit of a program, one table that others point to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.check.consequences import LOST
from geo.messages import Message
from geo.tables.fault import HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.tables.fault import Fault
    from geo.tables.values import Values

MOST_ALONE: Final = 3
"""So many cells of a row, rows of a table, ids of a table may be wrong by themselves; more are wrong together."""
HABITS: Final = {
    "letters that were read in the right encoding": "letters",
    "letters, not the question marks that took their place": "letters",
    "a text without hidden control characters": "letters",
    "UTF-8 letters": "letters",
    "UTF-8 letters, not UTF-16 (Unicode text)": "letters",
    "a name in the letters of the language {language}": "letters",
    "Write a decimal point: {text}.": "decimal comma",
    "A spreadsheet has shortened this number; write all its digits.": "shortened number",
}
"""Words of a fault → what it comes from, in whatever column it stands."""
TAKING: Final = frozenset({"row", "table", "cell", "entry"})


def settle(found: Sequence[Fault], cells: Iterable[Fault]) -> list[Fault]:
    """Join the faults of one file as a file with those of its cells, and say which come from one cause.

    Parameters
    ----------
    found
        Those of the file: header, rows, encoding.
    cells
        Those that show in a single cell. In a row that was cut short they follow from that, and are not reported.

    Returns
    -------
    faults
        A row that was cut short is left out when a cell that it needs is missing.
    """
    short = {fault.row: fault for fault in found if fault.part == "" and fault.cause == "short"}
    kept, needed = [], set()
    for fault in cells:
        if fault.row in short and fault.row != HEADER_ROW:
            needed |= {fault.row} if fault.effect == "row" else set()
        else:
            kept.append(fault)
    mended = [
        replace(fault, cause="", severity="error", effect="row") if fault.row in needed and fault.cause == "short"
        else replace(fault, cause="") if fault.cause == "short" else fault
        for fault in found
    ]  # fmt: skip
    every = [*mended, *kept]
    wrong = _many_in_a_row(every)
    return [fault if fault.cause else replace(fault, cause=_cause(fault, wrong)) for fault in every]


def _many_in_a_row(faults: Iterable[Fault]) -> set[int]:
    """Find the rows in which more cells are wrong than by chance: they stand under other columns."""
    columns: dict[int, set[str]] = defaultdict(set)
    for fault in faults:
        if fault.row is not None and fault.row != HEADER_ROW and fault.column and not _habit(fault):
            columns[fault.row].add(fault.column)
    return {row for row, names in columns.items() if len(names) >= MOST_ALONE}


def _habit(fault: Fault) -> str:
    """Name the habit of a program that a fault comes from, by its words; blank for none."""
    words = (words.template for words in (fault.hint, fault.expected) if isinstance(words, Message))
    return next((HABITS[told] for told in words if told in HABITS), "")


def _cause(fault: Fault, wrong: set[int]) -> str:
    if habit := _habit(fault):
        return f"{habit} {fault.file}"
    if fault.row == HEADER_ROW and fault.severity == "error":
        return f"header {fault.file}"
    if fault.row == HEADER_ROW and fault.column and fault.expected:
        return f"header {fault.file}"
    if fault.row in wrong:
        return f"rows {fault.file}" if len(wrong) > MOST_ALONE else f"row {fault.file} {fault.row}"
    return ""


class Blame:
    """Keeps which tables have lost something, and says of later faults which of these they follow from."""

    def __init__(self, faults: Iterable[Fault], values: Mapping[str, Values]) -> None:
        self._names = {table.file: name for name, table in values.items()}
        self.roots: dict[str, str] = {}
        self.broken: set[str] = set()
        for fault in faults:
            self._note(fault)

    def _note(self, fault: Fault) -> None:
        if fault.file not in self._names or (fault.cause.startswith("letters ") and fault.effect == "kept"):
            return
        header = fault.row == HEADER_ROW and fault.severity == "error"
        if fault.effect in TAKING or header:
            self.roots.setdefault(fault.file, fault.file)
        if fault.effect == "table" or header or (fault.effect == "row" and not fault.column):
            self.broken.add(fault.file)

    def find(self, fault: Fault, reads: Sequence[str]) -> str:
        """Find the table that a fault of a check follows from, by its file; blank when it stands for itself."""
        files = [file for file, name in self._names.items() if name in reads and file in self.roots]
        others = [file for file in files if file != fault.file]
        if others:
            return self.roots[others[0]]
        return fault.file if fault.file in self.broken and fault.file in files else ""

    def name(self, found: Iterable[Fault], reads: Sequence[str]) -> list[Fault]:
        """Name what faults follow from, and keep what they take away themselves.

        Parameters
        ----------
        found
            The faults of one check.
        reads
            The tables that it looked at.
        """
        told = []
        for fault in _gather_ids(found):
            target, _, wanted = fault.cause.partition(" ")
            if wanted and target in self._names:  # an id that stands nowhere in that table
                root = self.roots.get(target, "") if target in self.broken or target in self.roots else ""
                told.append(replace(fault, cause=LOST + root) if root else fault)
                self.roots.setdefault(fault.file, root or target)
                continue
            root = self.find(fault, reads)
            told.append(replace(fault, cause=LOST + root) if root and not fault.cause else fault)
            if root and fault.effect in TAKING:
                self.roots.setdefault(fault.file, root)
            else:
                self._note(fault)
        return told


def _gather_ids(found: Iterable[Fault]) -> Iterator[Fault]:
    """Make one cause of many ids that stand nowhere in one table: rows of it are missing."""
    every = list(found)
    ids = Counter(target for target, *_ in {tuple(f.cause.split(" ", 1)) for f in every if ".csv " in f.cause})
    for fault in every:
        target = fault.cause.partition(" ")[0]
        yield replace(fault, cause=f"{target} *") if ids[target] > MOST_ALONE else fault
