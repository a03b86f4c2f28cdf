"""Rows that wait to be reviewed, the oldest first, and the note that somebody has looked at one."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.changes import compare_rows
from geo.editing.draft import Review
from geo.editing.grid import list_rows
from geo.editing.reviewing import LOOKED_ON, QUEUED, Looked, has_look, list_late, list_looked
from geo.errors import EditingError
from geo.messages import tell
from geo.records.headings import head_in
from geo.records.registry import RECORDS
from panels.edit.drafts import take_step
from panels.edit.table import MOST_LETTERS
from panels.edit.told import say_error, table_name
from panels.edit.work import change_work, current_work, forget_grid
from panels.editions.desk import open_stores, who_edits
from panels.editions.kept import open_store
from panels.settings import editions_address
from panels.ui.choices import choose_one
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.language import Language
    from panels.reader import Reader

QUEUE: Final = "queue"
MOST_ROWS: Final = 40
MOST_IDS: Final = 12
LONGEST_NOTE: Final = 2000


def show_review(reader: Reader) -> None:
    """Show what waits, and let one row be marked as reviewed.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    language = reader.language
    _ = language.text
    names = language.by_name({name: table_name(reader.catalogue, language, name) for name in RECORDS})
    table = choose_one("of", _("Rows of"), {QUEUE: _("Findings and doubts"), **names}, QUEUE)
    try:
        rows = _list(table)
    except EditingError as error:
        st.error(say_error(error, reader.catalogue, language))
        return
    st.html(
        render(
            "edit/review.html",
            language,
            late=list_late(reader.catalogue, dt.datetime.now(tz=dt.UTC).date()),
            most=MOST_IDS,
            waiting=sum(1 for row in rows if not row.day),
            rows=rows[:MOST_ROWS],
            more=max(0, len(rows) - MOST_ROWS),
            title=lambda name: table_name(reader.catalogue, language, name),
        )
    )
    if current_work().changes:
        st.info(_("What you have changed is not saved yet: it stands where tables are changed."))
    if rows:
        _ask(rows, language)


def _list(table: str) -> list[Looked]:
    """List the rows of a table, or of all that have a queue: those that wait first."""
    files, reviews = current_work().before, open_stores().drafts.list_reviews()
    tables = QUEUED if table == QUEUE else (table,)
    found = [row for one in tables for row in list_looked(files, one, reviews, _read_edition)]
    return sorted(found, key=lambda row: row.day)


def _read_edition(number: int) -> Mapping[str, bytes]:
    return _read_kept(editions_address(), number)


@lru_cache(maxsize=8)
def _read_kept(address: str, number: int) -> Mapping[str, bytes]:
    return open_store(address).read(number)


def _ask(rows: list[Looked], language: Language) -> None:
    """Let a row be chosen, show it whole, and take the note that somebody has looked at it."""
    _ = language.text
    titles = {f"{row.table} {row.row_id}": f"{row.row_id} · {language.cell(row.text)}"[:MOST_LETTERS] for row in rows}
    chosen = choose_one("row", _("Row"), titles, next(iter(titles)))
    row = next(one for one in rows if f"{one.table} {one.row_id}" == chosen)
    cells = dict(list_rows(current_work().before, row.table))[row.row_id]
    st.html(render("edit/row.html", language, table=row.table, cells=cells, head=head_in(language)))
    with st.form(f"review-{chosen}"):
        note = st.text_input(_("Note"), max_chars=LONGEST_NOTE, help=_("How it was looked at, and what was found."))
        sent = st.form_submit_button(_("Mark as reviewed"), type="primary")
    if sent:
        take_step(lambda: _mark(row, note), language)


def _mark(row: Looked, note: str) -> None:
    """Note that the row was looked at; where its table has a column for that, it is changed too, to be published."""
    editor = who_edits()
    if editor is None:
        return
    now, work = dt.datetime.now(tz=dt.UTC), current_work()
    if row.row_id not in dict(list_rows(work.before, row.table)):
        raise EditingError(tell("The row {row} is no longer in the table {table}.", row=row.row_id, table=row.table))
    open_stores().drafts.review(Review(work.base, row.table, row.row_id, editor.name, now, note))
    before = dict(list_rows(work.files, row.table)).get(row.row_id)
    if before is not None and has_look(work.files, row.table):
        change_work(compare_rows(row.table, row.row_id, before, {**before, LOOKED_ON: f"{now:%Y-%m-%d}"}))
        forget_grid()
