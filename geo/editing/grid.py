"""A table as a grid in which somebody writes, and what they have written as changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.editing.changes import Change, list_keys
from geo.editing.raw_table import KEY_SIGN, read_raw
from geo.editing.rewriting import clean_cell
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.language import fold
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def list_rows(files: Mapping[str, bytes], table: str, wanted: str = "") -> list[tuple[str, dict[str, str]]]:
    """List the rows of a table that can be changed: id and cells, those with a text in any of them.

    Raises
    ------
    EditingError
        When the file of the table is not plain.
    """
    opened = read_raw(table, files[f"{table}{TABLE_END}"])
    text = fold(wanted)
    rows = (
        (row_id, opened.cells(opened.rows[place])) for row_id, place in opened.index(list_keys(files)[table]).items()
    )
    return [(row_id, cells) for row_id, cells in rows if not text or any(text in fold(cell) for cell in cells.values())]


def read_grid(
    table: str, keys: Sequence[str], rows: Sequence[tuple[str, Mapping[str, str]]], state: Mapping[str, Any]
) -> list[Change]:
    """Read what somebody has written into a grid.

    Parameters
    ----------
    table, keys
        Name of the table, and the columns of its id.
    rows
        What the grid began with.
    state
        `edited_rows`, `added_rows` and `deleted_rows`, as Streamlit's data editor has them.

    Raises
    ------
    EditingError
        When a cell holds what no table can.
    """
    gone = {int(place) for place in state.get("deleted_rows", ())}
    changes = []
    for place, cells in state.get("edited_rows", {}).items():
        row_id, before = rows[int(place)]
        after = {heading: to_cell(value) for heading, value in cells.items() if heading in before}
        changed = {heading: cell for heading, cell in after.items() if cell != before[heading]}
        if changed and int(place) not in gone:
            was = {heading: before[heading] for heading in changed}
            changes.append(Change(table, row_id, CHANGED, was, changed))
    changes += [Change(table, rows[place][0], REMOVED, before=rows[place][1]) for place in sorted(gone)]
    for cells in state.get("added_rows", ()):
        written = {heading: cell for heading, value in cells.items() if (cell := to_cell(value))}
        if written:
            row_id = KEY_SIGN.join(written.get(key, "") for key in keys)
            changes.append(Change(table, row_id if row_id.strip(KEY_SIGN) else "", ADDED, after=written))
    return changes


def to_cell(value: object) -> str:
    """Turn what a grid or a form holds into a cell."""
    return "" if value is None else clean_cell(str(value))
