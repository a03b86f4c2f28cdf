"""What becomes of our tables: the changes, the files with them, and what the check says of each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.editing.changes import Change
from geo.editing.outcome import check_files, list_new, place_faults
from geo.editing.rewriting import apply_changes
from geo.exports.changes import ADDED, CHANGED
from geo.exports.table_rows import KEY_SIGN
from geo.importing.difference import CONTRADICTS, FILLS, NEW
from geo.tables.cells import LIST_SEPARATOR, split_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.importing.difference import Compared, Held
    from geo.tables.fault import Fault

LEAVE: Final = "leave"
BESIDE: Final = "beside"
REPLACE: Final = "replace"
CHOICES: Final = (LEAVE, BESIDE, REPLACE)
"""What becomes of a row that contradicts ours: not taken, set beside ours, or put in its place."""
NOTHING_SETTLED: Final[Mapping[str, str]] = MappingProxyType({})
JOINED: Final = ("source_id", "edition")
_NUMBERED: Final = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tables would become.

    Attributes
    ----------
    changes
        Row by row, without rows that the check refuses.
    files
        All files of the new state.
    faulty
        Row of theirs → what the check says of it.
    others
        What it says besides, that was not so before.
    """

    changes: tuple[Change, ...]
    files: Mapping[str, bytes]
    faulty: Mapping[int, tuple[Fault, ...]]
    others: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of rows that contradict ours.

    Attributes
    ----------
    for_all
        One of `CHOICES`.
    rows
        Id of a compared row → one of them, for that row alone.
    """

    for_all: str = LEAVE
    rows: Mapping[str, str] = field(default_factory=lambda: NOTHING_SETTLED)

    def find(self, one: Compared) -> str:
        """Find what becomes of a row."""
        return self.rows.get(one.id, self.for_all)


def make_outcome(
    files: Mapping[str, bytes],
    catalogue: Catalogue,
    compared: Sequence[Compared],
    extra: Mapping[str, Iterable[Mapping[str, str]]],
    decisions: Decisions | None = None,
) -> Outcome:
    """Make the changes that rows bring, and check what comes of them.

    Parameters
    ----------
    files, catalogue
        The state that is changed, as files and as checked tables.
    compared
        The rows.
    extra
        Table → rows that come with them: a new source, names that were decided.
    decisions
        What becomes of rows that contradict ours; without them ours stays.

    Raises
    ------
    EditingError
        When a change cannot be made.
    """
    decided = decisions or Decisions()
    before = place_faults(files, catalogue.faults)
    maker = _Maker(catalogue)
    besides = [maker.add(table, row) for table, rows in extra.items() for row in rows]
    made = [(one.row.number, change) for one in compared for change in maker.make(one, decided.find(one))]
    faulty: dict[int, tuple[Fault, ...]] = {}
    while True:
        kept = [change for number, change in made if number not in faulty]
        changed = apply_changes(files, [*besides, *kept])
        new = list_new(before, check_files(changed))
        origin = {(change.table, change.row_id): number for number, change in made if number not in faulty}
        refused: dict[int, list[Fault]] = {}
        for told in new:
            if told.refused and (told.table, told.row_id) in origin:
                refused.setdefault(origin[told.table, told.row_id], []).append(told.fault)
        if not refused:
            others = tuple(told.fault for told in new)
            return Outcome((*besides, *kept), changed, faulty, others)
        faulty |= {number: tuple(faults) for number, faults in refused.items()}


def list_choices(one: Compared) -> tuple[str, ...]:
    """List what may become of a row that contradicts: a row of ours is replaced, one further up in the file is not."""
    return CHOICES if any(held.row_id for held in one.held) else (LEAVE, BESIDE)


class _Maker:
    """Makes changes, with ids of their own for new rows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._keys: dict[str, list[str]] = {}
        for column in catalogue.dictionary:
            if column.key:
                self._keys.setdefault(column.table, []).append(column.column)
        self._catalogue = catalogue
        self._next: dict[str, tuple[str, int, int]] = {}

    def make(self, one: Compared, choice: str) -> Iterable[Change]:
        if one.kind == NEW or (one.kind == CONTRADICTS and choice == BESIDE):
            yield self.add(one.row.table, one.row.cells)
        elif one.kind == FILLS or (one.kind == CONTRADICTS and choice == REPLACE):
            for held in [held for held in one.held if held.row_id][:1]:
                yield _change(one, held)

    def add(self, table: str, cells: Mapping[str, str]) -> Change:
        keys = self._keys[table]
        told = dict(cells)
        if len(keys) == 1 and not told.get(keys[0]):
            told[keys[0]] = self._number(table, keys[0])
        return Change(table, KEY_SIGN.join(told.get(key, "") for key in keys), ADDED, after=told)

    def _number(self, table: str, key: str) -> str:
        """Give the next id, where those of the table are numbered; blank where they are names."""
        if table not in self._next:
            found = [_NUMBERED.fullmatch(cell) for cell in self._catalogue.cells[table].get(key, ())]
            numbered = [one for one in found if one]
            if not numbered:
                return ""
            last = max(numbered, key=lambda one: int(one[2]))
            self._next[table] = (last[1], int(last[2]) + 1, len(last[2]))
        sign, number, width = self._next[table]
        self._next[table] = (sign, number + 1, width)
        return f"{sign}{number:0{width}}"


def _change(one: Compared, held: Held) -> Change:
    """Change a row of ours: the columns that differ, and where the row is from, after what stood there."""
    after = {column: one.row.cells[column] for column in one.columns if column in one.row.cells}
    for column in JOINED:
        told = split_list(held.cells.get(column, ""))
        if column in held.cells and (more := one.row.cells.get(column, "")) and more not in told:
            after[column] = f"{LIST_SEPARATOR} ".join([*told, more])
    return Change(one.row.table, held.row_id, CHANGED, {column: held.cells[column] for column in after}, after)
