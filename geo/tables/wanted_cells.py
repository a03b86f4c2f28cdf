"""What the cells of one column must be, and whether they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from geo.messages import tell
from geo.tables.cells import Rule, split_list
from geo.tables.hints import proposal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.records.dictionary import Column

FILLED = Rule(tell("a value, this cell may not be blank"), bool)


@dataclass(frozen=True, slots=True)
class Cells:
    """What the cells of one column must be.

    Attributes
    ----------
    column
        Its row in the dictionary.
    rules
        What an entry that is not blank must keep.
    """

    column: Column
    rules: tuple[Rule, ...]

    def keeps(self, cell: str) -> bool:
        """Ask whether a cell keeps every rule.

        Parameters
        ----------
        cell
            As it stands in the table.
        """
        if self.column.list or not cell:
            return next(self.broken(cell), None) is None
        return all(rule.holds(cell) for rule in self.rules)

    def keep_all(self, cells: Iterable[str]) -> bool:
        """Ask whether all cells of the column keep every rule: as `keeps`, but all are looked at together.

        Parameters
        ----------
        cells
            As they stand in the table.
        """
        different = set(cells)
        parted = [split_list(cell) for cell in different] if self.column.list else []
        filled = all(parted) if self.column.list else "" not in different
        if self.column.required and not filled:
            return False
        entries = set(chain.from_iterable(parted)) if self.column.list else different - {""}
        return all(rule.is_kept(entries) for rule in self.rules)

    def advise(self, rule: Rule, entry: str) -> str:
        """Give the hint of a rule, unless what it proposes to write breaks a rule of the cell itself.

        Parameters
        ----------
        rule
            The one that an entry breaks.
        entry
            Blank when the cell is.
        """
        hint = rule.hint(entry) if entry else ""
        if proposed := proposal_of(hint):
            alone = not self.column.list or split_list(proposed) == (proposed,)
            if not alone or not all(other.holds(proposed) for other in self.rules):
                return ""
        return hint

    def judge(self, cell: str) -> Iterator[tuple[Rule, str, str]]:
        """Yield each rule that a cell breaks, with the entry that breaks it and what may help.

        Yields
        ------
        rule, entry, hint
            Entry and hint may be blank.
        """
        yield from ((rule, entry, self.advise(rule, entry)) for rule, entry in self.broken(cell))

    def broken(self, cell: str) -> Iterator[tuple[Rule, str]]:
        """Yield each rule that a cell breaks, with the entry that breaks it.

        Yields
        ------
        rule, entry
            The entry is blank when the cell is.
        """
        entries = split_list(cell) if self.column.list else (cell,) if cell else ()
        if self.column.required and not entries:
            yield FILLED, ""
        for entry in entries:
            yield from ((rule, entry) for rule in self.rules if not rule.holds(entry))
