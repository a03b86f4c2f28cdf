"""What several faults come from: one row, one habit of a program, one table that others point to."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.check.consequences import LOST
from geo.messages import Message, tell
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.schema import DICTIONARY, UNTOLD, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.tables.values import Values

RULES: Final = (DICTIONARY, VOCABULARIES)
WORDS, COLUMNS = f"{VOCABULARIES}.csv", f"{DICTIONARY}.csv"
LEADING: Final = (WORDS, COLUMNS)
TERM: Final = 'a term of the vocabulary "{vocabulary}" ({terms})'
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
    "The decimal point seems to be lost, or to stand in a wrong place.": "lost point",
    "Degrees are written with decimals, without signs; write {text}.": "degrees",
    "Signs around or inside it keep it from being read; write {text}.": "signs",
    "Write it without separators: {text}.": "separators",
    "Write the number alone: {text}.": "units",
    "lat and lon look swapped.": "swapped",
    "Leave the cell blank when this is not known.": "words for blanks",
    "a date such as 2015, 2015-02, 2015-02-18 or 2022-05-16/2022-05-18": "dates",
    "A spreadsheet has shortened this number; write all its digits.": "shortened number",
    "yes or no": "yes or no",
    "letters, not their codes of a web page": "letters",
    "a text, not an error of a spreadsheet": "formulas",
    "A formula of a spreadsheet has failed here; write the value.": "formulas",
    "A formula stands here, not its result; write the value.": "formulas",
    "The column was too narrow to show what stands here; widen it, and save the file again.": "formulas",
    "Write it with the digits 0 to 9: {text}.": "digits",
    "Some of its letters are Cyrillic and only look Latin; write {text}.": "letters",
    "Entries of a list are parted by semicolons (;).": "lists",
}
"""Words of a fault → what it comes from, in whatever column it stands."""
HOLES: Final = ("cut ", "too long ", "missing ", UNTOLD)
"""How a cause begins that has taken rows away that cannot be named."""
DOUBTFUL: Final = frozenset({"dates", "words for blanks", "units", "yes or no"})
"""Habits only where a hint knows them; in a row whose cells stand under other columns they say nothing."""
TAKING: Final = frozenset({"row", "table", "cell", "entry"})


def settle(found: Sequence[Fault], cells: Iterable[Fault]) -> list[Fault]:
    """Join the faults of one file as a file with those of its cells, and say which come from one cause.

    Parameters
    ----------
    found
        Those of the file: header, rows, encoding.
    cells
        Those that show in a single cell. In a row that is too short or too long they follow from that, and are not
        reported.

    Returns
    -------
    faults
        A row of another length is left out when a cell that it needs is missing or wrong; blanks at its end are none.
    """
    odd = {fault.row for fault in found if fault.cause in {"short", "extra"}}
    kept, needed = [], set()
    for fault in cells:
        if fault.row in odd and fault.row != HEADER_ROW and fault.effect != "kept":
            needed |= {fault.row} if fault.effect == "row" else set()
        else:
            kept.append(fault)
    every = [*(told for fault in found if (told := _judge_length(fault, needed))), *kept]
    wrong = _many_in_a_row(every)
    return [fault if fault.cause else replace(fault, cause=_cause(fault, wrong)) for fault in every]


def _judge_length(fault: Fault, needed: set[int | None]) -> Fault | None:
    """Judge a row that is too short or too long by its cells: none wrong, and blanks at its end do no harm."""
    if fault.cause not in {"short", "extra"}:
        return fault
    if fault.row in needed:
        return replace(fault, cause=f"rows {fault.file}", severity="error", effect="row")
    return replace(fault, cause="") if fault.cause == "short" else None


def _many_in_a_row(faults: Iterable[Fault]) -> set[int]:
    """Find the rows in which more cells are wrong than by chance: they stand under other columns."""
    columns: dict[int, set[str]] = defaultdict(set)
    blank: set[int] = set()
    for fault in faults:
        if fault.row is not None and fault.row != HEADER_ROW and fault.column and _habit(fault) in {"", *DOUBTFUL}:
            columns[fault.row].add(fault.column)
            blank |= {fault.row} if not fault.value else set()
    return {row for row, names in columns.items() if len(names) >= MOST_ALONE - (row in blank)}


def _habit(fault: Fault) -> str:
    """Name the habit of a program that a fault comes from, by its words; blank for none."""
    words = (words.template for words in (fault.hint, fault.expected) if isinstance(words, Message))
    habit = next((HABITS[told] for told in words if told in HABITS), "")
    return habit if habit not in DOUBTFUL or fault.hint else ""


def _cause(fault: Fault, wrong: set[int]) -> str:
    habit = _habit(fault)
    if habit and not (habit in DOUBTFUL and fault.row in wrong):
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
        self._values = values
        self._ids = {table.file: tuple(next(iter(table.columns.values()), ())) for table in values.values()}
        self.roots: dict[str, str] = {}
        self.broken: set[str] = set()
        self._blanked: set[tuple[str, int | None, str]] = set()
        for fault in faults:
            self._note(fault)

    def _note(self, fault: Fault) -> None:
        if fault.file not in self._names or (fault.cause.startswith("letters ") and fault.effect == "kept"):
            return
        if fault.effect in {"entry", "cell"}:
            self._blanked.add((fault.file, fault.row, fault.column))
        header = (fault.row == HEADER_ROW and fault.severity == "error") or fault.cause.startswith(HOLES)
        if fault.effect in TAKING or header:
            self.roots.setdefault(
                fault.file, fault.cause.removeprefix(LOST) if fault.cause.startswith(LOST) else fault.file
            )
        if fault.effect == "table" or header or (fault.effect == "row" and not fault.column):
            self.broken.add(fault.file)

    def find(self, fault: Fault, reads: Sequence[str]) -> str:
        """Find the table that a fault of a check follows from, by its file; blank when it stands for itself."""
        files = [file for file, name in self._names.items() if name in (*reads, *RULES) and file in self.roots]
        files = [file for file in files if self._names[file] not in RULES or file in self.broken]
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
        for fault in self._gather_ids(found):
            target, _, wanted = fault.cause.partition(" ")
            if wanted and target in self._names:  # an id that stands nowhere in that table
                root = self.roots.get(target, "") or next(
                    (self.roots[f] for f in (COLUMNS, WORDS) if f in self.broken), ""
                )
                hint = "" if target in self.broken else fault.hint  # what is nearest is none of those that are lost
                told.append(replace(fault, cause=LOST + root, hint=hint) if root else fault)
                self.roots.setdefault(fault.file, root or fault.file)
                self._blanked.add((fault.file, fault.row, fault.column))
                continue
            root = self.find(fault, reads)
            if not fault.value and (fault.file, fault.row, fault.column) in self._blanked:
                root = self.roots[fault.file]  # the cell is blank only since something in it was left out
            told.append(replace(fault, cause=LOST + root) if root and not fault.cause else fault)
            if root and fault.effect in TAKING:
                self.roots.setdefault(fault.file, root)
            else:
                self._note(fault)
        return told

    def _in_other_capitals(self, file: str, ids: Sequence[str]) -> Fault | None:
        """Report ids that other tables write in other capitals, when most of those that are missing are such."""
        columns = self._values[self._names[file]].columns
        heading = next(iter(columns))
        rows = {
            str(one).casefold(): (row, str(one)) for row, one in self._values[self._names[file]].select_all(heading)
        }
        found = [rows[one.casefold()] for one in ids if one.casefold() in rows]
        if len(found) * 2 <= len(ids):
            return None
        row, value = min(found)
        expected = tell("an id in the capitals in which other tables write it")
        told = next(one for one in ids if one.casefold() == value.casefold())
        hint = tell("{n} ids are in other capitals; write {text}.", n=len(found), text=told)
        return Fault(file, row, heading, value, expected, hint, cause=f"missing {file}")

    @cached_property
    def _shapes(self) -> Mapping[str, set[str]]:
        """Sort the files by the shapes of their ids: looked through when the first id is missing."""
        found: dict[str, set[str]] = defaultdict(set)
        for file, ids in self._ids.items():
            for one in ids:
                found[_shape(one)].add(file)
        return found

    def guess(self, wanted: str) -> str:
        """Guess the table in which an id should stand, by the shape of the ids there; its file, or blank."""
        files = self._shapes.get(_shape(wanted), set())
        if not any(map(str.isdigit, wanted)):
            return ""
        files = files or {table.file for table in self._values.values() if not table.rows and not table.unread}
        return next(iter(files)) if len(files) == 1 else ""

    def _gather_ids(self, found: Iterable[Fault]) -> Iterator[Fault]:
        """Make one cause of many ids that stand nowhere in one table: rows of it are missing."""
        every = list(found)
        missing: dict[str, list[str]] = defaultdict(list)
        for fault in every:
            target, _, wanted = fault.cause.partition(" ")
            if target in self._names and wanted not in missing[target]:
                missing[target].append(wanted)
        for target, ids in missing.items():
            if len(ids) > MOST_ALONE and target not in self.roots and not self.broken.intersection(LEADING):
                named = ", ".join(ids[:MOST_ALONE])
                if turned := self._in_other_capitals(target, ids):
                    yield turned
                    self.roots[target] = target
                    self.broken.add(target)
                    continue
                hint = tell("Other tables name {n} ids that do not stand in it ({ids}, …): rows seem to be missing.",
                            n=len(ids), ids=named)  # fmt: skip
                yield Fault(target, None, "", "", hint=hint, cause=f"missing {target}")
                self.roots[target] = target
                self.broken.add(target)
        yield from every


def _shape(one: object) -> str:
    """Write an id with a zero for each digit."""
    return re.sub("[0-9]", "0", one) if isinstance(one, str) else ""


def follow_rules(faults: Iterable[Fault]) -> list[Fault]:
    """Say which faults of cells follow from what is lost of the vocabularies, or of the dictionary itself.

    Parameters
    ----------
    faults
        Those of all files and their cells.
    """
    every = list(faults)
    words = next((f.file for f in every if f.file == WORDS and (f.effect in {"row", "table"})), "")
    told = [
        replace(fault, cause=LOST + words) if words and fault.file != words and _speaks_of(fault, TERM) else fault
        for fault in every
    ]
    columns = next((f for f in told if f.file == COLUMNS and f.effect in {"row", "table"}), None)
    if columns is None:
        return told
    root = columns.cause if columns.cause.startswith(LOST) else LOST + COLUMNS
    return [replace(fault, cause=root) if fault.cause == UNTOLD else fault for fault in told]


def _speaks_of(fault: Fault, template: str) -> bool:
    return isinstance(fault.expected, Message) and fault.expected.template == template
