"""One table to be changed: as a grid, or one row of it as a form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from geo.editing.cell_names import name_cells
from geo.editing.changes import compare_rows, list_keys
from geo.editing.grid import list_rows, read_grid, to_cell
from geo.editing.publishing import list_told
from geo.editing.raw_table import KEY_SIGN
from geo.editing.rewriting import apply_changes
from geo.editing.visit_report import VISITS
from geo.errors import EditingError
from geo.records.registry import RECORDS
from panels.edit.columns import ask, configure
from panels.edit.position import LAT, LON, ask_position, has_position
from panels.edit.told import say_error, show_marks, table_name
from panels.edit.visit_photographs import show_visit_photographs
from panels.edit.work import GRID, NO_GRID, WORK, Grid, change_work, current_work, forget_grid
from panels.ui.address import link_here
from panels.ui.choices import choose_one
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from panels.edit.work import Work
    from panels.reader import Reader

FIRST: Final = "dwell"
MOST_LETTERS: Final = 80
HEIGHT: Final = 360
BLANK: Final = ""
"""What stands in the cells of a row that is added: nothing, not Streamlit's word for it."""
PLACE: Final = "places.place_id"
NO_ROW: Final = ""
NEW_ROW: Final = "+"
"""Stands for a row that is added, in the address too: no id is a sign alone."""


def choose_table(catalogue: Catalogue, language: Language) -> str:
    """Let the editor choose a table, by its name in their language."""
    titles = language.by_name({name: table_name(catalogue, language, name) for name in RECORDS})
    return choose_one("table", language.text("Table"), titles, FIRST)


def show_grid(table: str, catalogue: Catalogue, language: Language) -> None:
    """Show rows of a table as a grid; what is written into it becomes a change at once, or is refused in words."""
    _ = language.text
    wanted = st.text_input(_("Show rows with"), max_chars=MOST_LETTERS, key=f"edit-filter-{table}").strip()
    faulty = st.toggle(_("Only rows in which the check finds something"), key=f"edit-faulty-{table}")
    work = current_work()
    grid = GRID.read(NO_GRID)
    if (grid.table, grid.wanted, grid.faulty) != (table, wanted, faulty):
        named = {told.row_id for told in list_told(work.files, table)} if faulty else None
        rows = tuple(row for row in list_rows(work.files, table, wanted) if named is None or row[0] in named)
        grid = Grid(table, wanted, grid.number + 1, rows, work.files, faulty)
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
        placeholder=BLANK,
        alt=table_name(catalogue, language, table),
        column_config={heading: configure(columns.get(heading), catalogue, language) for heading in headings},
    )
    st.caption(_("Double-click a cell, or press Enter on it, to write in it; what you change is listed below."))
    _take(grid, work, st.session_state.get(key, {}), catalogue, language)
    show_marks(list_told(current_work().files, table), catalogue, language)


def _take(grid: Grid, work: Work, state: Mapping[str, Any], catalogue: Catalogue, language: Language) -> None:
    """Make what stands in the grid the state of the tables; what cannot stand there is reported, and is not taken."""
    try:
        changes = read_grid(grid.table, list_keys(grid.files)[grid.table], grid.rows, state)
        files = apply_changes(grid.files, changes)
    except EditingError as error:
        st.error(say_error(error, catalogue, language))
        return
    WORK.write(replace(work, files=files))


def show_row(table: str, reader: Reader) -> None:
    """Let the editor choose a row, and show it as a form, or a blank one for a new row; its position on a map above.

    It begins with the one row that the grid was narrowed to, or that is changed in this table; else with the choice.
    """
    catalogue, language = reader.catalogue, reader.language
    _ = language.text
    files = current_work().files
    rows = dict(list_rows(files, table))
    keys = list_keys(files)[table]
    begun = _find_begun(table, rows)
    names = {**_name_rows(table, rows, name_cells(catalogue, language)), NEW_ROW: _("A new row")}
    if begun == NO_ROW:
        names = {NO_ROW: _("Choose a row: type a part of it"), **names}
    chosen = choose_one("row", _("Row"), names, begun)
    if chosen == NO_ROW:
        return
    row_id = "" if chosen == NEW_ROW else chosen
    columns = [column for column in catalogue.dictionary if column.table == table]
    before = rows.get(row_id, {})
    apart = (LAT, LON) if has_position(columns) else ()
    position = ask_position((table, row_id), before, reader) if apart else {}
    if any(column.key and column.refers_to == PLACE for column in columns) and row_id:
        href = link_here({"table": ["places"], "row": [row_id]})
        title = _("Where it is: {table}", table=table_name(catalogue, language, "places"))
        st.html(render("edit/other_desk.html", language, href=href, title=title))
    given = (*apart, *(keys if row_id else ()))
    with st.form(f"edit-form-{table}-{row_id}"):
        cells = {column.column: ask(column, before.get(column.column, ""), catalogue, language, row_id)
                 for column in columns if column.column not in given}  # fmt: skip
        sent = st.form_submit_button(_("Take this row"), type="secondary")
    if table == VISITS and row_id:
        show_visit_photographs(row_id, reader)
    if not sent:
        return
    try:
        _take_row(table, (row_id, before), keys, cells | position)
    except EditingError as error:
        st.error(say_error(error, catalogue, language))


def _name_rows(
    table: str, rows: Mapping[str, Mapping[str, str]], name: Callable[[str, str, str], str]
) -> dict[str, str]:
    """Name each row by its id and the first cells that hold something else, in the reader's language."""
    found = {}
    for row_id, cells in rows.items():
        first = [(heading, cell) for heading, cell in cells.items() if cell and cell != row_id][:3]
        said = [row_id, *(name(table, heading, cell) for heading, cell in first)]
        found[row_id] = " · ".join(said)[:MOST_LETTERS]
    return found


def _find_begun(table: str, rows: Mapping[str, object]) -> str:
    """Find the one row that the grid shows for its search, or that is changed; `NO_ROW` where it is not just one."""
    grid = GRID.read(NO_GRID)
    found = [row_id for row_id, _ in grid.rows] if grid.table == table and grid.wanted else []
    changed = [one.row_id for one in current_work().changes if one.table == table]
    for ids in (found, changed):
        if len(ids) == 1 and ids[0] in rows:
            return ids[0]
    return NO_ROW


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
