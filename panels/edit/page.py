"""The page `/edit`: sign in, change a table, save a draft; drafts and editions stand in tabs beside it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.publishing import check_new
from geo.errors import EditingError, EditionStoreError
from panels.edit.choosing import show_choices
from panels.edit.drafts import TOLD, show_drafts, show_editions, take_step
from panels.edit.head import show_head
from panels.edit.review import show_review
from panels.edit.sign_in import show_sign_in
from panels.edit.table import choose_table, show_grid, show_row
from panels.edit.told import say_error, show_changes, show_faults
from panels.edit.visit import show_visit
from panels.edit.work import current_work, save_work, start_over
from panels.editions.desk import who_edits
from panels.editions.uploaders import let_upload
from panels.shell.titles import DESK
from panels.timing import note_run
from panels.ui.address import change, hold_address, hold_choices, read_some
from panels.ui.choices import choose_tab
from panels.ui.renewal import renew

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.editing.people import Editor
    from geo.language import Language
    from panels.reader import Reader

LONGEST_REASON: Final = 2000
TABLE: Final = "table"
ROW: Final = "row"
DRAFTS: Final = "drafts"
REVIEW: Final = "review"
VISIT: Final = "visit"
EDITIONS: Final = "editions"
HELD: Final = ("tab",)
"""What the table is drawn for; a message to it alone may carry an older choice."""


def show_edit(reader: Reader) -> None:
    """Show the page to those who may change the tables, and to all others where they sign in."""
    language = reader.language
    _ = language.text
    st.title(_("Edit the tables"), anchor=False)
    editor = who_edits()
    let_upload(editor.name if editor else "")
    if editor is None:
        show_sign_in(language)
        return
    show_head(editor, language, DESK)
    if said := TOLD.read(""):
        TOLD.forget()
        st.success(said)
    tabs = {TABLE: _("Change a table"), ROW: _("Change one row"), DRAFTS: _("Drafts"), EDITIONS: _("Editions"),
            REVIEW: _("Review"), VISIT: _("Report a visit")}  # fmt: skip
    tab = choose_tab("tab", _("Part of the page"), tabs)
    if tab in {TABLE, ROW}:
        _show_work(reader, read_some(HELD), form=tab == ROW)
        return
    with _told_when_lost(language):
        if tab == DRAFTS:
            show_drafts(editor, reader.catalogue, language)
        elif tab == EDITIONS:
            show_editions(editor, language)
        elif tab == REVIEW:
            show_review(reader)
        else:
            show_visit(reader)


@contextmanager
def _told_when_lost(language: Language) -> Iterator[None]:
    """Say that the database is out of reach where it is."""
    try:
        yield
    except EditionStoreError:
        st.error(language.text("The database cannot be reached or written now. Nothing was saved; try again later."))


@st.fragment
def _show_work(reader: Reader, held: Mapping[str, list[str]], *, form: bool) -> None:
    """Answer to what is written into a table; nothing else of the page runs again for it.

    Parameters
    ----------
    held
        What the address said of `HELD` when the whole page ran.
    """
    with note_run("edit-work"), _told_when_lost(reader.language):
        hold_address()
        hold_choices(held)
        renew(reader.catalogue)
        editor = who_edits()
        if editor is None:
            st.rerun()
        _show_table(editor, reader, form=form)


def _show_table(editor: Editor, reader: Reader, *, form: bool) -> None:
    """Show one table, and below it what is changed, what the check says, and the one button that saves."""
    language = reader.language
    _ = language.text
    if show_choices(reader.catalogue, language):
        return
    table = choose_table(reader.catalogue, language)
    try:
        if form:
            show_row(table, reader)
        else:
            show_grid(table, reader.catalogue, language)
    except EditingError as error:
        st.error(say_error(error, reader.catalogue, language))
    work = current_work()
    changes = work.changes
    st.header(_("Changes"), anchor=False)
    show_changes(changes, reader.catalogue, language)
    if not changes:
        return
    show_faults(check_new(work.before, work.files), reader.catalogue, language)
    reason = st.text_input(
        _("Why these changes?"), work.draft.reason if work.draft else "", max_chars=LONGEST_REASON,
        placeholder=_("For instance: CPMM report 2024"),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        wanted = st.button(_("Save as draft"), type="primary")
        if st.button(_("Give the changes up")):
            start_over()
            st.rerun()
    if wanted and not reason.strip():
        st.error(_("Say why."))
    elif wanted:
        take_step(lambda: _save(editor, reason), language)


def _save(editor: Editor, reason: str) -> None:
    draft = save_work(editor, reason)
    start_over()
    change(tab=DRAFTS, draft=str(draft.number))
