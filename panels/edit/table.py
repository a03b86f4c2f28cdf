"""One table to be changed: as a grid, or one row of it as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from geo.editing.changes import compare_rows, list_keys
from geo.editing.grid import list_rows, read_grid, to_cell
from geo.editing.raw_table import KEY_SIGN
from geo.editing.rewriting import apply_changes
from geo.errors import EditingError
from geo.messages import say
from geo.records.registry import RECORDS
from geo.tables.cells import split_list
from panels.edit.told import table_name
from panels.edit.work import GRID, NO_GRID, WORK, Grid, Work, change_work, current_work, forget_grid
from panels.ui.choices import choose_one

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.dictionary import Column

FIRST: Final = "dwell"
LIST_SIGN: Final = "; "
MOST_LETTERS: Final = 80
HEIGHT: Final = 360
NOTHING: Final = "–"
"""Shown where nothing is chosen, in place of Streamlit's English words."""


def choose_table(catalogue: Catalogue, language: Language) -> str:
    """Let the editor choose a table, by its name in their language."""
    titles = language.by_name({name: table_name(catalogue, language, name) for name in RECORDS})
    return choose_one("table", language.text("Table"), titles, FIRST)


def show_grid(table: str, catalogue: Catalogue, language: Language) -> None:
    """Show rows of a table as a grid; what is written into it becomes a change at once, or is refused in words."""
    _ = language.text
    wanted = st.text_input(_("Show rows with"), max_chars=MOST_LETTERS, key=f"edit-filter-{table}").strip()
    work = current_work()
    grid = GRID.read(NO_GRID)
    if (grid.table, grid.wanted) != (table, wanted):
        rows = tuple(list_rows(work.files, table, wanted))
        grid = Grid(table, wanted, grid.number + 1, rows, work.files)
        GRID.write(grid)
    columns = {column.column: column for column in catalogue.dictionary if column.table == table}
    headings = list(grid.rows[0][1]) if grid.rows else list(columns)
    key = f"edit-grid-{grid.number}"
    st.data_editor(
        pd.DataFrame([list(cells.values()) for _id, cells in grid.rows], columns=headings, dtype="str"),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=HEIGHT,
        column_config={heading: _configure(columns.get(heading), catalogue, language) for heading in headings},
    )
    _take(grid, work, st.session_state.get(key, {}), language)


def _configure(column: Column | None, catalogue: Catalogue, language: Language) -> Any:  # noqa: ANN401 - Streamlit's
    """Describe a column of the grid: its meaning, and the words of a closed list."""
    if column is None:
        return st.column_config.TextColumn()
    help_text, options = describe(column, language), _list_options(column, catalogue)
    if options and not column.list:
        return st.column_config.SelectboxColumn(help=help_text, options=options, required=False)
    return st.column_config.TextColumn(help=help_text)


def describe(column: Column, language: Language) -> str:
    """Say what a column means, as the dictionary does, and how a date or a list is written."""
    _ = language.text
    parts = [language.cell(column.meaning)] if column.meaning else []
    if column.type == "edtf":
        parts.append(_("A date is 2024, 2024-05, 2024-05-06, or from/to: 2024-05-06/2024-05-08."))
    if column.list:
        parts.append(_("Several are written with a semicolon between them."))
    if column.unit:
        parts.append(_("Unit: {unit}", unit=column.unit))
    return " ".join(parts)


def _list_options(column: Column, catalogue: Catalogue) -> list[str]:
    """List what may stand in a cell: the words of a vocabulary, or the ids of another table; empty for anything."""
    if column.type == "term":
        return ["", *catalogue.vocabularies.get(column.refers_to, {})]
    other, _, heading = column.refers_to.partition(".")
    cells = catalogue.cells.get(other, {}) if column.type == "id" else {}
    if not heading or heading not in cells or other == column.table:
        return []
    return ["", *dict.fromkeys(cell for cell in cells[heading] if cell)]


def _take(grid: Grid, work: Work, state: Mapping[str, Any], language: Language) -> None:
    """Make what stands in the grid the state of the tables; what cannot stand there is reported, and is not taken."""
    try:
        changes = read_grid(grid.table, list_keys(grid.files)[grid.table], grid.rows, state)
        files = apply_changes(grid.files, changes)
    except EditingError as error:
        st.error(say(str_of(error), language.text))
        return
    WORK.write(Work(work.base, work.before, files, work.draft))


def str_of(error: Exception) -> str:
    """Return the message of an error as it was made, so that it can be translated."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


def show_row(table: str, catalogue: Catalogue, language: Language) -> None:
    """Show one row as a form, or a blank one for a new row."""
    _ = language.text
    files = current_work().files
    rows = dict(list_rows(files, table))
    keys = list_keys(files)[table]
    row_id = st.selectbox(
        _("Row"), ["", *rows], format_func=lambda one: _name_row(one, rows, language), key=f"edit-row-{table}"
    )
    columns = [column for column in catalogue.dictionary if column.table == table]
    before = rows.get(row_id, {})
    with st.form(f"edit-form-{table}-{row_id}"):
        cells = {column.column: _ask(column, before.get(column.column, ""), catalogue, language, row_id)
                 for column in columns if not (row_id and column.column in keys)}  # fmt: skip
        sent = st.form_submit_button(_("Take this row"), type="secondary")
    if not sent:
        return
    try:
        _take_row(table, (row_id, before), keys, cells)
    except EditingError as error:
        st.error(say(str_of(error), language.text))


def _name_row(row_id: str, rows: Mapping[str, Mapping[str, str]], language: Language) -> str:
    if not row_id:
        return language.text("A new row")
    said = [cell for cell in rows[row_id].values() if cell and cell != row_id][:3]
    return " · ".join([row_id, *said])[:MOST_LETTERS]


def _ask(column: Column, cell: str, catalogue: Catalogue, language: Language, row_id: str) -> str:
    """Ask for one cell: from a list where there is one, else as text."""
    help_text, key = describe(column, language), f"edit-cell-{column.table}-{row_id}-{column.column}"
    options = _list_options(column, catalogue)
    label = column.column + (" *" if column.required else "")
    if options and column.list:
        there = list(split_list(cell))
        picked = st.multiselect(label, list(dict.fromkeys([*options[1:], *there])), there,
            help=help_text, key=key, placeholder=NOTHING)  # fmt: skip
        return LIST_SIGN.join(picked)
    if options:
        options = list(dict.fromkeys([*options, cell]))
        return str(st.selectbox(label, options, options.index(cell), help=help_text, key=key, placeholder=NOTHING))
    return st.text_input(label, cell, help=help_text, key=key)


def _take_row(table: str, row: tuple[str, Mapping[str, str]], keys: Sequence[str], cells: Mapping[str, str]) -> None:
    """Make what stands in the form a change."""
    row_id, before = row
    after = {heading: to_cell(cell) for heading, cell in cells.items()}
    if row_id:
        change_work(compare_rows(table, row_id, before, {**before, **after}))
    else:
        new_id = KEY_SIGN.join(after.get(key, "") for key in keys)
        change_work(compare_rows(table, new_id, None, {heading: cell for heading, cell in after.items() if cell}))
    forget_grid()
