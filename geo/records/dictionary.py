"""What the tables say of themselves: the columns of each, and the words of closed lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NUMBER_TYPES: Final = frozenset({"number", "integer"})
"""Types of columns whose cells are numbers."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed vocabulary."""

    vocabulary: str
    term: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """What is wanted of one column of one table: a row of the dictionary."""

    table: str
    column: str
    type: str
    required: bool
    list: bool
    key: bool
    refers_to: str
    unit: str
    minimum: float | None
    maximum: float | None
    meaning: str
