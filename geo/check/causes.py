"""What several faults come from: one row, one habit of a program, one table that others point to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.check.consequences import LOST
from geo.check.known_ids import KnownIds
from geo.check.rewritten import are_rewritten, name_rewritten
from geo.messages import Message
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.hints import proposal_of
from geo.tables.schema import DICTIONARY, UNTOLD, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from geo.tables.values import Values

RULES: Final = (DICTIONARY, VOCABULARIES)
WORDS, COLUMNS = f"{VOCABULARIES}.csv", f"{DICTIONARY}.csv"
LEADING: Final = (WORDS, COLUMNS)
MOST_ALONE: Final = 3
"""So many cells of a row, rows of a table, ids of a table may be wrong by themselves; more are wrong together."""
FEWEST_NAMED: Final = 2
"""Cells that must name ids which cannot be mistyped, for rows to be lost in the table where they should stand."""
MOST_CAUSES: Final = 2
"""So many things may be wrong in most rows of a table, each with lines of its own; with more the report is long."""
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
    "The comma may part thousands or decimals: write {one} or {other}.": "separators",
    "The point may part thousands or decimals: write {one} or {other}.": "separators",
    "Write the number alone: {text}.": "units",
    "lat and lon look swapped.": "swapped",
    "Leave the cell blank when this is not known.": "words for blanks",
    "a date such as 2015, 2015-02, 2015-02-18 or 2022-05-16/2022-05-18": "dates",
    "A spreadsheet has shortened this number; write all its digits.": "shortened number",
    "yes or no": "yes or no",
    "letters, not their codes of a web page": "letters",
    "a text, not an error of a spreadsheet": "formulas",
    "a text, not a word for a blank": "words for blanks",
    "A formula of a spreadsheet has failed here; write the value.": "formulas",
    "A formula stands here, not its result; write the value.": "formulas",
    "The column was too narrow to show what stands here; widen it, and save the file again.": "formulas",
    "Write it with the digits 0 to 9: {text}.": "digits",
    "Some of its letters are Cyrillic and only look Latin; write {text}.": "letters",
    "Entries of a list are parted by semicolons (;).": "lists",
    "Letters stand in place of digits; write {text}.": "letters for digits",
    "Capitals count here; write {text}.": "capitals",
    "A spreadsheet may have turned this number into a date; format the column as text.": "numbers as dates",
    "Two numbers stand here; a cell holds one.": "two numbers",
    "Write a number alone; that it is not exact, or a limit, belongs in the note.": "limits",
    "The column is in {unit}; write the number in it, without a unit.": "units",
    "A spreadsheet has made a date of a nought or of a blank cell here; write what stood there.": "zero dates",
    "It stands for what the row above says; write that here as well.": "same as above",
}
"""Words of a fault → what it comes from, in whatever column it stands."""
LONGEST_FILLER: Final = 8
"""Letters of a sign that cells are filled with, such as 0 or x."""
HOLES: Final = ("cut ", "too long ", "missing ", "ids ", UNTOLD)
"""How a cause begins that has taken rows away that cannot be named."""
NUMBERS: Final = "numbers "
"""How the cause of columns of numbers begins of which hardly any can be read."""
DOUBTFUL: Final = frozenset({"dates", "words for blanks", "units", "yes or no"})
"""Habits only where a hint knows them; in a row whose cells stand under other columns they say nothing."""
TAKING: Final = frozenset({"row", "table", "cell", "entry"})


def settle(found: Sequence[Fault], cells: Iterable[Fault], rows: int = 0) -> list[Fault]:
    """Join the faults of one file as a file with those of its cells, and say which come from one cause.

    Parameters
    ----------
    found
        Those of the file: header, rows, encoding.
    cells
        Those that show in a single cell. In a row that is too short or too long they follow from that, and are not
        reported.
    rows
        How many the table has.

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
    every = _follow_header(_name_fillers(every))
    wrong = _many_in_a_row(every, rows)
    named = [fault if fault.cause else replace(fault, cause=_cause(fault, wrong)) for fault in every]
    named = _join_rewritten(_join_numbers(named))
    return _join_most(named, rows)


def _follow_header(faults: list[Fault]) -> list[Fault]:
    """Make many bad cells a consequence of the header, where no row can be read for what it lacks."""
    lost = any(fault.row == HEADER_ROW and fault.effect == "table" and fault.column for fault in faults)
    cells = [fault for fault in faults if fault.row not in {None, HEADER_ROW}]
    if not lost or len(cells) <= MOST_ALONE:
        return faults
    return [fault if fault.row is None else replace(fault, cause=f"header {fault.file}") for fault in faults]


def _name_fillers(faults: Sequence[Fault]) -> list[Fault]:
    """Make one cause of one sign that is wrong in several columns: somebody has filled cells with it."""
    columns: dict[str, list[str]] = defaultdict(list)
    for fault in faults:
        if fault.row not in {None, HEADER_ROW} and 0 < len(fault.value) <= LONGEST_FILLER:
            columns[fault.value].append(fault.column)
    fillers = {value for value, names in columns.items() if len(names) > MOST_ALONE and len(set(names)) > 1}
    return [
        replace(fault, cause=name_filler(fault.value, fault.file))
        if fault.value in fillers and not (fault.cause or _habit(fault))
        else fault
        for fault in faults
    ]


def _join_numbers(faults: list[Fault]) -> list[Fault]:
    """Name columns of numbers that cannot be read after the one habit of a program that all of them come from."""
    habits = {_habit(fault) for fault in faults if fault.cause.startswith(NUMBERS)}
    if len(habits) != 1 or "" in habits:
        return faults
    cause = f"{habits.pop()} {faults[0].file}"
    return [replace(fault, cause=cause) if fault.cause.startswith(NUMBERS) else fault for fault in faults]


def _join_most(faults: list[Fault], rows: int) -> list[Fault]:
    """Make one cause of what takes most rows away in many ways: it is the table that is wrong, not its cells."""
    lost = {fault.row for fault in faults if fault.effect == "row"}
    causes = {name_cause(fault) for fault in faults if fault.effect != "kept" or fault.row == HEADER_ROW}
    most = len(lost) * 2 > rows and (len(lost) > MOST_ALONE or len(lost) == rows)
    rules = len(lost) > MOST_ALONE and faults[0].file in LEADING
    if len(causes) == 1 or not (most or rules):
        return faults
    file = faults[0].file
    whole = next((cause for cause in (f"header {file}", f"rows {file}") if cause in causes), "")
    if not (whole or rules) and len(causes) <= MOST_CAUSES:
        return faults
    return [fault if fault.row is None else replace(fault, cause=whole or f"rows {file}") for fault in faults]


def _join_rewritten(faults: list[Fault]) -> list[Fault]:
    """Make one cause of the cells that one change of a text explains, where nothing else is known of them."""
    named = iter(name_rewritten(fault for fault in faults if not fault.cause))
    return [fault if fault.cause else next(named) for fault in faults]


def name_cause(fault: Fault) -> Hashable:
    """Say what a fault comes from: its own words where nothing else is known."""
    if fault.cause:
        return fault.cause
    if fault.row is None:
        return fault
    words = fault.expected or fault.hint
    column = fault.column if fault.row != HEADER_ROW else ""
    return fault.file, column, fault.severity, words.template if isinstance(words, Message) else words


def _judge_length(fault: Fault, needed: set[int | None]) -> Fault | None:
    """Judge a row that is too short or too long by its cells: none wrong, and blanks at its end do no harm."""
    if fault.cause not in {"short", "extra"}:
        return fault
    if fault.row in needed:
        return replace(fault, cause=f"rows {fault.file}", severity="error", effect="row")
    return replace(fault, cause="") if fault.cause == "short" else None


def _many_in_a_row(faults: Sequence[Fault], number: int) -> set[int]:
    """Find the rows in which more cells are wrong than by chance: they stand under other columns."""
    rows: dict[str, set[int | None]] = defaultdict(set)
    for fault in faults:
        rows[_habit(fault)].add(fault.row)
    few = min(MOST_ALONE, number // 2) if number else MOST_ALONE
    doubtful = {"", *(habit for habit in DOUBTFUL if len(rows[habit]) <= few)}
    columns: dict[int, set[str]] = defaultdict(set)
    blank: set[int] = set()
    for fault in faults:
        if fault.row is not None and fault.row != HEADER_ROW and fault.column and _habit(fault) in doubtful:
            columns[fault.row].add(fault.column)
            blank |= {fault.row} if not fault.value else set()
    return {row for row, names in columns.items() if len(names) >= MOST_ALONE - (row in blank)}


def name_habit(hint: str, file: str) -> str:
    """Name the cause of a hint that is about a habit of a program; blank for others."""
    habit = HABITS.get(hint.template, "") if isinstance(hint, Message) else ""
    return f"{habit} {file}" if habit else ""


def name_filler(value: str, file: str) -> str:
    """Name the cause of one sign that cells of several columns are filled with."""
    return f"filled {value} {file}"


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
        self._ids = KnownIds(values)
        self._names = self._ids.names
        self._values = values
        self.guess = self._ids.guess
        self.roots: dict[str, str] = {}
        self.broken: set[str] = set()
        self._unread: set[tuple[str, str]] = set()
        self._blanked: set[tuple[str, int | None, str]] = set()
        self._taken: dict[str, set[int | None]] = defaultdict(set)
        self._misnaming: dict[str, set[str]] = defaultdict(set)
        for fault in faults:
            self._note(fault)

    def _note(self, fault: Fault) -> None:
        if fault.file not in self._names or (fault.cause.startswith("letters ") and fault.effect == "kept"):
            return
        if fault.effect == "row":
            self._taken[fault.file].add(fault.row)
        if fault.effect == "entry" and fault.cause and not fault.cause.startswith(LOST):
            self._unread.add((fault.file, fault.column))  # entries that are known to be no id
        if fault.effect in {"entry", "cell"}:
            self._blanked.add((fault.file, fault.row, fault.column))
        header = (fault.row == HEADER_ROW and fault.severity == "error") or fault.cause.startswith(HOLES)
        if fault.effect in TAKING or header:
            self.roots.setdefault(
                fault.file, fault.cause.removeprefix(LOST) if fault.cause.startswith(LOST) else fault.file
            )
        many = len(self._taken[fault.file]) > MOST_ALONE
        if fault.effect == "table" or header or many or (fault.effect == "row" and not fault.column):
            self.broken.add(fault.file)

    def is_thinned(self, files: Collection[str]) -> bool:
        """Ask whether any of some tables has lost more than single rows: what is left may contradict others."""
        lost = (len(self._values[self._names[file]].left_out) for file in files if file in self._names)
        return not self.broken.isdisjoint(files) or max(lost, default=0) > MOST_ALONE

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
                hint = fault.hint if not root or self._ids.has(target, proposal_of(fault.hint)) else ""
                told.append(replace(fault, cause=LOST + root, hint=hint) if root else fault)
                self.roots.setdefault(fault.file, root or fault.file)
                self._blanked.add((fault.file, fault.row, fault.column))
                if fault.effect == "row":
                    self._taken[fault.file].add(fault.row)
                self._unread.add((fault.file, fault.column))
                continue
            root = self.find(fault, reads)
            if (fault.file, fault.row, fault.column) in self._blanked and fault.row is not None:
                if fault.value and fault.effect == "kept":
                    continue  # of an entry that was left out of the same cell
                root = "" if fault.value else self.roots[fault.file]  # blank only since something in it was left out
            if not (root or fault.cause) and fault.effect == "entry" and (fault.file, fault.column) in self._unread:
                root = self.roots[fault.file]  # what faces a post whose own entry cannot be read
            gap = fault.cause == f"missing {fault.file}"
            if gap and not root and self._taken[fault.file] and fault.effect == "kept":
                root = self.roots[fault.file]  # the row that is lacking is one that cannot be read
            open_cause = not fault.cause or (bool(root) and gap)
            told.append(replace(fault, cause=LOST + root) if root and open_cause else fault)
            if root and fault.effect in TAKING:
                self.roots.setdefault(fault.file, root)
            else:
                self._note(fault)
        return told

    def _gather_ids(self, found: Iterable[Fault]) -> Iterator[Fault]:
        """Make one cause of ids that stand nowhere in one table, where it is surely the table that has lost rows."""
        every = list(found)
        missing: dict[str, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
        for fault in every:
            target, _, wanted = fault.cause.partition(" ")
            if target in self._names and wanted:
                missing[target][wanted].append(fault)
        missing = {target: ids for target, ids in missing.items() if not self._are_rewritten(target, ids)}
        many = {target: ids for target, ids in missing.items() if self._are_lost(target, ids)}
        blamed = {target: file for target, ids in many.items() if (file := self._blame_other(target, ids))}
        for target, file in blamed.items():
            if target not in blamed.values():
                self.roots.setdefault(file, file)
                self.broken.add(file)
                self._misnaming[file].add(target)
        for target, ids in many.items():
            if target not in self.broken and not self.broken.intersection(LEADING) and not self._misnamed(target, ids):
                yield self._ids.tell_missing(target, list(ids))
                self.roots[target] = target
                self.broken.add(target)
        plain = [replace(fault, cause="") for fault in every if self._names_missing(fault, many)]
        rewritten = iter(name_rewritten(plain))
        for fault in every:
            cause = next(rewritten).cause if self._names_missing(fault, many) else ""
            if fault.cause.partition(" ")[0] in self._misnaming.get(fault.file, ()):
                cause = f"ids {fault.file}"
            yield replace(fault, cause=cause) if cause else fault

    def _names_missing(self, fault: Fault, many: Mapping[str, object]) -> bool:
        """Ask whether a fault is of an id of a table that has lost nothing."""
        target, _, wanted = fault.cause.partition(" ")
        return bool(wanted) and target in self._names and target not in self.roots and target not in many

    def _are_rewritten(self, target: str, ids: Mapping[str, Sequence[Fault]]) -> bool:
        """Ask whether one change of a text in one file explains all ids that stand nowhere in a table."""
        faults = [fault for found in ids.values() for fault in found]
        return target not in self.broken and len({fault.file for fault in faults}) == 1 and are_rewritten(faults)

    def _are_lost(self, target: str, ids: Mapping[str, Sequence[Fault]]) -> bool:
        """Ask whether ids were lost where they should stand: there are many, or none of them can be mistyped."""
        taken = len(self._taken[target])
        if len(ids) > MOST_ALONE + taken or any(self._ids.guess_named(one) == target for one in ids):
            return True
        beyond = [one for one in ids if self._ids.is_beyond(target, one)]
        sure = {one for one, faults in ids.items() if self._ids.is_right(target, one, {f.file for f in faults})}
        sure |= set(beyond) if len(beyond) >= FEWEST_NAMED else set()
        return len(sure) > taken and sum(len(ids[one]) for one in sure) >= FEWEST_NAMED

    def _misnamed(self, target: str, ids: Mapping[str, Sequence[Fault]]) -> bool:
        """Ask whether all files that name missing ids of a table are those that name others' ids wrongly."""
        files = {fault.file for faults in ids.values() for fault in faults}
        return all(target in self._misnaming.get(file, ()) for file in files)

    def _blame_other(self, target: str, ids: Mapping[str, Sequence[Fault]]) -> str:
        """Find the one file that names all missing ids of a table, when these look like none of that table."""
        files = {fault.file for faults in ids.values() for fault in faults}
        if len(files) != 1 or target in self.broken or self._ids.are_of(target, ids):
            return ""
        named_well = any(self._ids.names_some(file, target) for file in self._names if file not in {*files, target})
        return next(iter(files)) if named_well else ""
