"""Holds rows that somebody brings against those that we hold: the same, new, filling a blank, or contradicting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from geo.exports.table_rows import KEY_SIGN
from geo.importing.rules import Identity, read_identities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.importing.converting import Drafted

SAME: Final = "same"
NEW: Final = "new"
FILLS: Final = "fills"
CONTRADICTS: Final = "contradicts"
KINDS: Final = (SAME, NEW, FILLS, CONTRADICTS)


@dataclass(frozen=True, slots=True)
class Held:
    """A row that we hold, or one further up in the same file.

    Attributes
    ----------
    row_id
        Its id; blank for a row of the file.
    number
        Of the row of the file; 0 for a row of ours.
    """

    row_id: str
    cells: Mapping[str, str]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """A row that somebody brings, and what we hold of the same thing.

    Attributes
    ----------
    kind
        `same`, `new`, `fills` (a blank of ours) or `contradicts`.
    held
        The rows of ours that it is the same as, fills or contradicts.
    columns
        Those that are filled, or in which they contradict each other.
    id
        Number of the row in the file; where one row of it becomes several of ours, the second is `5.2`.
    """

    row: Drafted
    kind: str
    held: tuple[Held, ...] = ()
    columns: tuple[str, ...] = ()
    id: str = ""


class Comparer:
    """Compares rows with those of our tables, and with each other.

    Parameters
    ----------
    catalogue
        Our tables.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index: dict[str, dict[tuple[str, ...], list[Held]]] = {}

    def compare(self, rows: Iterable[Drafted]) -> tuple[Compared, ...]:
        """Compare rows, in their order."""
        found = []
        times: Counter[int] = Counter()
        for row in rows:
            times[row.number] += 1
            place = times[row.number]
            name = f"{row.number}.{place}" if place > 1 else str(row.number)
            found.append(replace(self._compare(row), id=name))
        return tuple(found)

    def _compare(self, row: Drafted) -> Compared:
        identity = self.identify(row.table)
        known = self._known(row.table, identity)
        key = tuple(row.cells.get(column, "") for column in identity.same)
        here = known.setdefault(key, []) if any(key) else []
        judged = [(held, *_judge(row.cells, held.cells, identity.compared)) for held in here]
        same = [held for held, against, fills in judged if not against and not fills]
        if same:
            return Compared(row, SAME, tuple(same))
        filled = [(held, fills) for held, against, fills in judged if not against and not held.number]
        if filled:
            return Compared(row, FILLS, (filled[0][0],), filled[0][1])
        if not judged:
            here.append(Held("", row.cells, row.number))
            return Compared(row, NEW)
        columns = dict.fromkeys(column for _, against, fills in judged for column in against or fills)
        return Compared(row, CONTRADICTS, tuple(here), tuple(columns))

    def identify(self, table: str) -> Identity:
        """Say what makes two rows of a table be about the same thing."""
        if told := read_identities().get(table):
            return told
        columns = [column for column in self._catalogue.dictionary if column.table == table]
        keys = tuple(column.column for column in columns if column.key)
        return Identity(keys, tuple(column.column for column in columns if not column.key))

    def _known(self, table: str, identity: Identity) -> dict[tuple[str, ...], list[Held]]:
        if table not in self._index:
            found = self._index[table] = {}
            for held in _list_held(self._catalogue, table):
                key = tuple(held.cells.get(column, "") for column in identity.same)
                found.setdefault(key, []).append(held)
        return self._index[table]


def _list_held(catalogue: Catalogue, table: str) -> Iterable[Held]:
    columns = catalogue.cells[table]
    keys = [column.column for column in catalogue.dictionary if column.table == table and column.key]
    for cells in zip(*columns.values(), strict=True):
        row = dict(zip(columns, cells, strict=True))
        yield Held(KEY_SIGN.join(row.get(key, "") for key in keys), row)


def _judge(
    theirs: Mapping[str, str], ours: Mapping[str, str], columns: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the columns in which they contradict each other, and those in which theirs fills a blank of ours."""
    against, fills = [], []
    for column in columns:
        new, old = theirs.get(column, ""), ours.get(column, "")
        if new and not old:
            fills.append(column)
        elif new and old and not is_same(new, old):
            against.append(column)
    return tuple(against), tuple(fills)


def is_same(theirs: str, ours: str) -> bool:
    """Ask whether two cells say the same: numbers do when theirs, rounded to the digits of ours, is ours."""
    if theirs == ours:
        return True
    try:
        new, old = Decimal(theirs), Decimal(ours)
        if not (new.is_finite() and old.is_finite()):
            return False
        return new == old or round(new, max(0, -int(old.as_tuple().exponent))) == old
    except InvalidOperation:
        return False
