"""What changed from one edition of the tables to another, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.exports.table_rows import index_rows
from geo.tables.cells import split_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.catalogue import Catalogue

ADDED: Final = "added"
CHANGED: Final = "changed"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is not as it was.

    Attributes
    ----------
    kind
        `added`, `changed` or `removed`.
    columns
        Those whose cells are not as they were; all of a row that is added or removed.
    cells
        The row as it is now, or as it was when it is removed.
    before
        The row as it was; nothing when it is added.
    """

    table: str
    row_id: str
    kind: str
    columns: tuple[str, ...]
    cells: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def compare_catalogues(older: Catalogue, newer: Catalogue) -> tuple[RowChange, ...]:
    """Compare two editions.

    Parameters
    ----------
    older, newer
        Their tables as text; a row is the same row while its key is the same, wherever it stands.

    Returns
    -------
    changes
        Table by table: what was added or changed in the order of the newer one, then what was removed.
    """
    names = dict.fromkeys([*newer.tables, *older.tables])
    return tuple(change for name in names for change in _compare_table(older, newer, name))


def _compare_table(older: Catalogue, newer: Catalogue, name: str) -> list[RowChange]:
    before, after = _rows(older, name), _rows(newer, name)
    found = []
    for row_id, cells in after.items():
        was = before.get(row_id)
        if was is None:
            found.append(RowChange(name, row_id, ADDED, tuple(cells), cells))
        elif was != cells:
            columns = dict.fromkeys([*cells, *was])
            changed = tuple(column for column in columns if was.get(column) != cells.get(column))
            found.append(RowChange(name, row_id, CHANGED, changed, cells, was))
    gone = (row_id for row_id in before if row_id not in after)
    return [*found, *(RowChange(name, one, REMOVED, tuple(before[one]), before[one], before[one]) for one in gone)]


def _rows(catalogue: Catalogue, name: str) -> dict[str, dict[str, str]]:
    if name not in catalogue.tables:
        return {}
    frame = catalogue.tables[name]
    columns = [str(column) for column in frame.columns]
    rows = frame.to_numpy().tolist()
    return {
        row_id: dict(zip(columns, rows[number], strict=True)) for row_id, number in index_rows(catalogue, name).items()
    }


def is_about(change: RowChange, code: str) -> bool:
    """Say whether a row names a site or a country, by its id or alpha-3 code, in any of its cells."""
    return change.row_id == code or any(code in split_list(cell) for cell in change.cells.values())
