"""The page `/edit`: sign in, change a table, save a draft; drafts and editions stand in tabs beside it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.draft import PROPOSED
from geo.editing.people import APPROVES, may_approve
from geo.editing.publishing import check_new
from geo.errors import EditingError, EditionStoreError
from geo.messages import say
from panels.edit.choosing import show_choices
from panels.edit.drafts import TOLD, show_drafts, show_editions, take_step
from panels.edit.review import show_review
from panels.edit.sign_in import show_sign_in, sign_out
from panels.edit.table import choose_table, show_grid, show_row, str_of
from panels.edit.told import show_changes, show_faults
from panels.edit.visit import show_visit
from panels.edit.work import current_work, save_work, start_over
from panels.editions.desk import SIGNED_IN, list_editors, open_stores, who_edits
from panels.editions.uploaders import let_upload
from panels.shell.titles import IMPORT
from panels.timing import note_run
from panels.ui.address import change, hold_address, hold_choices, link_here, link_to, read_some
from panels.ui.choices import choose_tab
from panels.ui.render import render
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
    _show_who(editor, language)
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


def _show_who(editor: Editor, language: Language) -> None:
    _ = language.text
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="edit-who"):
        st.write(_("Signed in: {name}", name=editor.name))
        if SIGNED_IN.read("") and st.button(_("Sign out"), type="tertiary"):
            sign_out()
            start_over()
            st.rerun()
        st.html(render("edit/other_desk.html", language, href=link_to(IMPORT), title=_("Bring in a table")))
        _show_waiting(editor, language)


def _show_waiting(editor: Editor, language: Language) -> None:
    """Tell somebody who approves that drafts wait for them, wherever on the page they are."""
    if editor.role != APPROVES:
        return
    try:
        proposed = open_stores().drafts.list_all(PROPOSED)
    except EditionStoreError:
        return  # the part of the page below says so
    waiting = sum(may_approve(editor, one.author, list_editors()) for one in proposed)
    if waiting:
        title = language.count("{n} draft waits for your approval", "{n} drafts wait for your approval", waiting)
        st.html(render("edit/other_desk.html", language, href=link_here({"tab": [DRAFTS], "draft": []}), title=title))


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
        st.error(say(str_of(error), language.text))
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
