"""Columns of which one settles what stands in another, as a source does its publisher, and whether they parted."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from geo.check.in_step import FEWEST_GAINED, kind_of
from geo.messages import tell
from geo.tables.exchanged import DOWN, SORTED, TURNED, tell_exchanged
from geo.tables.fault import HEADER_ROW, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

ADDRESS: Final = "url"
"""A column of which the host is compared: what stands behind it is another page each time."""
SETTLED: Final = (
    ("sources", "url", "publisher"),
    ("places", "source_id", "position_basis"),
    ("waypoints", "line_id", "country"),
    ("waypoints", "source_id", "basis"),
    ("waypoints", "source_id", "confidence"),
    ("alignments", "source_id", "basis"),
    ("dwell", "place_id", "country"),
    ("dwell", "source_id", "edition"),
    ("dwell", "edition", "scope"),
    ("speeds", "source_id", "country"),
    ("speeds", "source_id", "edition"),
    ("volumes", "metric", "unit"),
    ("volumes", "series_id", "unit"),
    ("volumes", "series_id", "metric"),
    ("volumes", "covers", "period"),
    ("volumes", "covers", "year"),
    ("volumes", "place_id", "entity"),
    ("volumes", "source_id", "publisher"),
    ("volumes", "source_id", "published"),
    ("published_times", "unit", "kind"),
    ("published_times", "source_id", "published"),
    ("published_times", "source_id", "owner"),
    ("stretches", "from_place", "country"),
    ("findings", "place_id", "countries"),
    ("findings", "status", "status_term"),
    ("readiness", "source_id", "as_of"),
    ("events", "place_id", "country"),
    ("corrections", "row_id", "table"),
    ("corrections", "row_id", "source_id"),
)
"""Table, a column, and another one of which mostly the same stands wherever the first says the same."""
FEWEST: Final = 12
"""Rows that share a cell of the first column with another row; of fewer nothing is known."""
FEWEST_OTHER: Final = 6
"""Rows that must say other than most of those with which they share a cell."""
MOST_OTHER: Final = 0.25
"""Share of such rows in tables that are in order, at most."""
BY_CHANCE: Final = 0.75
"""Share of the rows that would say other by chance, from which on the two columns belong together no more."""
PARTED: Final = (DOWN, SORTED, TURNED)
STEP: Final = 0.618
"""Part of a column by which each cell is moved on, to see what chance would make of it."""


def check_settled(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse a table in which a column has parted from one that mostly settles what stands in it."""
    parted: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for name, one, other in SETTLED:
        table = values[name]
        if words := _judge(table, one, other, dictionary):
            parted[name].append((one, other, words))
        else:
            held[name].update({one, other})
    for name, pairs in parted.items():
        one, other, words = pairs[0]
        told = Counter(heading for pair in pairs for heading in pair[:2])
        weight = {heading: (told[heading], -held[name][heading]) for heading in (one, other)}
        column = other if words not in PARTED or weight[other] >= weight[one] else one
        hint = tell(words, one=one, other=other) if words in PARTED else words
        file = values[name].file
        yield Fault(file, HEADER_ROW, column, "", hint=hint, effect="table", cause=f"moved {file}")


def _judge(table: Values, one: str, other: str, dictionary: Dictionary) -> str:
    """Say how two columns have parted; blank where they have not, or too few rows tell."""
    ones, others = _cells(table, one), _cells(table, other)
    every, wrong = _count_other(ones, others)
    if every < FEWEST or wrong < FEWEST_GAINED or _are_mostly_alone(others):
        return ""
    for third in dictionary.columns[table.name] if wrong > MOST_OTHER * every else ():
        if third.column not in {one, other} and _is_exchanged(table, ones, (other, third.column), dictionary, wrong):
            return tell_exchanged(other, third.column)
    for words, moved in (
        (DOWN, (*others[1:], others[0])), (DOWN, (others[-1], *others[:-1])), (TURNED, others[::-1]),
    ):  # fmt: skip
        left = _count_other(ones, moved)[1]
        if wrong - left >= FEWEST_GAINED and left * 2 <= wrong:
            return words
    if wrong < FEWEST_OTHER or wrong <= MOST_OTHER * every:
        return ""
    return SORTED if wrong >= BY_CHANCE * _count_by_chance(ones, others) else ""


def _are_mostly_alone(cells: tuple[Any, ...]) -> bool:
    """Ask whether most cells of a column stand in one row only, as a number or a name of it: nothing settles those."""
    counted = Counter(cell for cell in cells if cell not in ("", None, ()))
    return sum(1 for many in counted.values() if many == 1) * 2 > counted.total()


def _is_exchanged(
    table: Values, ones: tuple[Any, ...], pair: tuple[str, str], dictionary: Dictionary, wrong: int
) -> bool:
    """Ask whether a column settles another one of the same kind, and not the one that it should."""
    columns = {column.column: column for column in dictionary.columns[table.name]}
    if columns[pair[0]].type == "text" or kind_of(columns[pair[0]]) != kind_of(columns[pair[1]]):
        return False  # any text may stand there, and explains nothing
    cells = _cells(table, pair[1])
    every, left = _count_other(ones, cells)
    return every >= FEWEST and left * 2 <= wrong and left * 2 <= _count_by_chance(ones, cells)


def _cells(table: Values, heading: str) -> tuple[Any, ...]:
    """List the cells of a column in the rows that are left; of addresses, the hosts."""
    cells = (cell for _, cell in table.select(heading))
    return tuple(urlsplit(cell).netloc for cell in cells) if heading == ADDRESS else tuple(cells)


@lru_cache(maxsize=256)
def _count_other(ones: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[int, int]:
    """Count the rows that share a cell of the first column, and those of them that say other than most of these."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for one, other in zip(ones, others, strict=True):
        if one not in ("", None, ()) and other not in ("", None, ()):
            groups[one].append(other)
    shared = [cells for cells in groups.values() if len(cells) > 1]
    return sum(map(len, shared)), sum(len(cells) - max(Counter(cells).values()) for cells in shared)


def _count_by_chance(ones: tuple[Any, ...], others: tuple[Any, ...]) -> int:
    """Count the rows that would say other if the cells of the second column stood anywhere."""
    length = len(others)
    step = next(n for n in range(int(length * STEP) or 1, 2 * length + 2) if gcd(n, length) == 1)
    every, wrong = _count_other(ones, tuple(others[row * step % length] for row in range(length)))
    return wrong if every >= FEWEST else length
