"""Two headings that stand in each other's place: whether only they were exchanged, and not what stands below them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.messages import tell
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.header import headings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.tables.csv_file import Table

BOTH: Final = 2
"""Headings that are not where the dictionary has them, when two have changed places."""


def find_transposed(tables: Mapping[str, Table]) -> Iterator[tuple[str, str, str]]:
    """Find the tables of which two headings stand in each other's place, and all others where they belong.

    Yields
    ------
    name, one, other
        The table and the two headings, in the order of the dictionary.
    """
    for name, table in tables.items():
        known = headings_of(name)
        if len(known) != len(table.columns) or set(known) != table.columns.keys():
            continue
        apart = [(one, found) for one, found in zip(known, table.columns, strict=True) if one != found]
        if len(apart) == BOTH:
            yield name, apart[0][0], apart[1][0]


def put_back(table: Table, one: str, other: str) -> Table:
    """Give a table with two of its columns under each other's heading."""
    turned = {one: table.columns[other], other: table.columns[one]}
    return replace(table, columns=MappingProxyType({**table.columns, **turned}))


def without_cells(table: Table, one: str, other: str) -> Table:
    """Give a table of which nothing is read, since two of its headings were exchanged."""
    hint = tell(
        "The headings {one} and {other} have changed places, but what stands below them has not: exchange them.",
        one=one, other=other,
    )  # fmt: skip
    told = Fault(table.file, HEADER_ROW, one, "", hint=hint, effect="table", cause=f"header {table.file}")
    return replace(table, rows=(), columns=MappingProxyType({}), faults=(told,))


def is_better(found: Sequence[Fault], undone: Sequence[Fault], file: str) -> bool:
    """Ask whether a table is in order once its headings are put back, and was not before."""
    errors = [fault for fault in undone if fault.severity == "error"]
    return len(errors) < len([fault for fault in found if fault.severity == "error"]) and not any(
        fault.file == file for fault in errors
    )
