"""The ids that stand in the tables: where one that is missing should stand, and whether it can be a mistake."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geo.check.worded_ids import MADE_OF_WORDS, find_row
from geo.messages import tell
from geo.records.registry import MAY_BE_EMPTY
from geo.tables.fault import Fault
from geo.tables.schema import DICTIONARY

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.tables.values import Values

CROSSINGS: Final = "crossings"
NAMED: Final = 3
"""Ids that a message names; of more it says how many there are."""
FEWEST_COUNTED: Final = 2
MOST_LACKING: Final = 3
"""So many numbers may be lacking for each one that stands in a table, and its ids are still counted from 1."""
MOST_LEFT_OUT: Final = 3
"""Rows that are left out of a table of which the nearest id is still proposed."""
VERY_NEAR: Final = 0.8
_COUNTED: Final = re.compile(r"(?P<before>[A-Za-z-]+)(?P<number>[0-9]{1,4})")
_NAMED_ID: Final = re.compile(r"[A-Z]{1,3}[0-9]{2,4}\b")


class KnownIds:
    """Knows the ids of all tables, as they were read."""

    def __init__(self, values: Mapping[str, Values]) -> None:
        self.names = {table.file: name for name, table in values.items()}
        self._values = values
        self._ids = {table.file: tuple(next(iter(table.columns.values()), ())) for table in values.values()}

    def has(self, file: str, wanted: str) -> bool:
        """Ask whether a row of an id is left in a table that has not lost more: only such a one is proposed."""
        table = self._values[self.names[file]]
        return len(table.left_out) <= MOST_LEFT_OUT and any(
            wanted == one for _, one in table.select(next(iter(table.columns)))
        )

    def guess(self, wanted: str) -> str:
        """Guess the table in which an id should stand, by the shape of the ids there; its file, or blank."""
        if not any(map(str.isdigit, wanted)):
            return self.guess_named(wanted)
        files = self._shapes.get(shape_of(wanted), set()) or self._named_shapes.get(shape_of(wanted), set())
        if len(files) > 1:
            files = {file for file in files if self.is_in_gap(file, wanted)}
        files = files or {table.file for table in self._values.values() if _is_emptied(table)}
        return next(iter(files)) if len(files) == 1 else ""

    def guess_crossing(self, wanted: str) -> str:
        """Name the table of crossings where an id is of two sites that face each other and have none; else blank."""
        table = self._values[CROSSINGS]
        facing = [
            (site, other)
            for _, site, others in self._values["sites"].select("site_id", "counterpart_ids")
            for other in others
        ]
        crossed = {frozenset(posts) for _, *posts in table.select("post_a", "post_b")}
        parts = wanted.split("-")
        pairs = [("-".join(parts[:n]), "-".join(parts[n:])) for n in range(1, len(parts))]
        lost = any(
            one.startswith(start) and other.startswith(end) and {one, other} not in crossed
            for one, other in facing
            for start, end in pairs
        )
        return table.file if lost else ""

    def guess_named(self, wanted: str) -> str:
        """Name the table that has lost an id which is no code: of two sites, or of words of a row; else blank."""
        found = None if self.guess_crossing(wanted) else find_row(wanted, self._values)
        return self._values[found[0]].file if found else self.guess_crossing(wanted)

    def is_in_gap(self, file: str, wanted: str) -> bool:
        """Ask whether an id is lacking among ids that are counted: D023, between D022 and D024."""
        number, numbers = self._number_of(file, wanted)
        return 0 < number < max(numbers, default=0) and number not in numbers

    def is_beyond(self, file: str, wanted: str) -> bool:
        """Ask whether an id would go on where those that are counted end: D151, where D125 is the last."""
        number, numbers = self._number_of(file, wanted)
        return max(numbers, default=number) < number <= len(numbers) * (1 + MOST_LACKING)

    def _number_of(self, file: str, wanted: str) -> tuple[int, Collection[int]]:
        """Give the number of an id, and all those that are counted with it in a table."""
        found = _COUNTED.fullmatch(wanted)
        numbers = self._counted.get((file, found["before"]), set()) if found else set()
        if not found or len(numbers) < FEWEST_COUNTED or max(numbers) > len(numbers) * (1 + MOST_LACKING):
            return 0, ()
        return int(found["number"]), numbers

    def is_right(self, target: str, wanted: str, files: Collection[str]) -> bool:
        """Ask whether an id that a table lacks can be no mistake of those who name it.

        Parameters
        ----------
        target
            The file that lacks it.
        wanted
            The id.
        files
            Those that name it.
        """
        if self.is_in_gap(target, wanted):
            return True
        if any(wanted in ids for file, ids in self._ids.items() if file not in {target, *files}):
            return True
        return len(files) > 1 and not get_close_matches(wanted, map(str, self._ids[target]), n=1, cutoff=VERY_NEAR)

    def are_of(self, target: str, ids: Collection[str]) -> bool:
        """Ask whether ids look like those of a table, and are no other form of these."""
        shapes = {shape_of(one) for one in self._ids[target]}
        alike = sum(shape_of(one) in shapes for one in ids)
        in_capitals = {str(one).casefold() for one in self._ids[target]} & {one.casefold() for one in ids}
        return alike * 2 > len(ids) and not in_capitals

    def names_some(self, file: str, target: str) -> bool:
        """Ask whether a table names any id that stands in another one."""
        known = set(self._ids[target]) - {""}
        columns = self._values[self.names[file]].columns
        return any(
            not known.isdisjoint(
                part for cell in columns[name] for part in (cell if isinstance(cell, tuple) else (cell,))
            )
            for name in self._pointing.get((self.names[file], self.names[target]), ())
            if name in columns
        )

    def tell_missing(self, target: str, ids: Sequence[str]) -> Fault:
        """Say that rows of a table are missing, or that its ids are in other capitals."""
        if told := self._in_other_capitals(target, ids) or self._in_other_words(target, ids):
            return told
        named = ", ".join(ids[:NAMED])
        if len(ids) > NAMED:
            hint = tell("Other tables name {n} ids that do not stand in it ({ids}, …): rows seem to be missing.",
                        n=len(ids), ids=named)  # fmt: skip
        else:
            hint = tell("Others name ids that do not stand in it ({ids}): rows seem to be missing.", ids=named)
        return Fault(target, None, "", "", hint=hint, cause=f"missing {target}")

    def _in_other_capitals(self, file: str, ids: Sequence[str]) -> Fault | None:
        """Report ids that other tables write in other capitals, when most of those that are missing are such."""
        columns = self._values[self.names[file]].columns
        heading = next(iter(columns))
        rows = {str(one).casefold(): (row, str(one)) for row, one in self._values[self.names[file]].select_all(heading)}
        found = [rows[one.casefold()] for one in ids if one.casefold() in rows]
        if len(found) * 2 <= len(ids):
            return None
        row, value = min(found)
        expected = tell("an id in the capitals in which other tables write it")
        told = next(one for one in ids if one.casefold() == value.casefold())
        hint = tell("{n} ids are in other capitals; write {text}.", n=len(found), text=told)
        return Fault(file, row, heading, value, expected, hint, cause=f"missing {file}")

    def _in_other_words(self, file: str, ids: Sequence[str]) -> Fault | None:
        """Report the row of whose words the first of some ids is made, when its own id is not."""
        found = find_row(ids[0], self._values)
        if not found or self._values[found[0]].file != file:
            return None
        _, row, heading, value = found
        hint = tell("Write {text}.", text=ids[0])
        return Fault(file, row, heading, value, MADE_OF_WORDS, hint, cause=f"missing {file}")

    @cached_property
    def _shapes(self) -> Mapping[str, set[str]]:
        """Sort the files by the shapes of their ids: looked through when the first id is missing."""
        found: dict[str, set[str]] = defaultdict(set)
        for file, ids in self._ids.items():
            for one in ids if file not in self._borrowing else ():
                found[shape_of(one)].add(file)
        return found

    @cached_property
    def _borrowing(self) -> Collection[str]:
        """List the tables that begin with ids of others, such as the legs of routes."""
        first = {(name, next(iter(table.columns), "")): table.file for name, table in self._values.items()}
        told = self._values[DICTIONARY].select_all("table", "column", "refers_to")
        return {first[name, column] for _, name, column, target in told if target and (name, column) in first}

    @cached_property
    def _counted(self) -> Mapping[tuple[str, str], set[int]]:
        """List the numbers of ids, by file and by what stands before them."""
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for file, ids in self._ids.items():
            for one in ids:
                if isinstance(one, str) and (told := _COUNTED.fullmatch(one)):
                    found[file, told["before"]].add(int(told["number"]))
        return found

    @cached_property
    def _pointing(self) -> Mapping[tuple[str, str], set[str]]:
        """Sort the columns that point to another table, as the dictionary says, by both tables."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for _, table, column, target in self._values[DICTIONARY].select_all("table", "column", "refers_to"):
            found[table, target.partition(".")[0]].add(column)
        return found

    @cached_property
    def _named_shapes(self) -> Mapping[str, set[str]]:
        """Sort the files by the shapes that the dictionary names for their ids: "D001 and so on"."""
        found: dict[str, set[str]] = defaultdict(set)
        for _, name, meaning in self._values[DICTIONARY].select_all("table", "meaning"):
            if name in self._values and (begun := _NAMED_ID.match(meaning)):
                found[shape_of(begun[0])].add(self._values[name].file)
        return found


def _is_emptied(table: Values) -> bool:
    """Ask whether a table that cannot be without rows has none."""
    return not table.rows and not table.unread and table.name not in MAY_BE_EMPTY


def shape_of(one: object) -> str:
    """Write an id with a zero for each digit."""
    return re.sub("[0-9]", "0", one) if isinstance(one, str) else ""
