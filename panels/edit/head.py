"""The head of the pages for those who keep the tables: who is signed in, the way out, the other page, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.editing.draft import PROPOSED
from geo.editing.people import APPROVES, may_approve
from geo.errors import EditionStoreError
from panels.edit.sign_in import sign_out
from panels.edit.work import start_over
from panels.editions.desk import SIGNED_IN, list_editors, open_stores
from panels.shell.titles import DESK, list_desks
from panels.ui.address import link_here, link_to
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.editing.people import Editor
    from geo.language import Language


def show_head(editor: Editor, language: Language, page: str, forget: Callable[[], None] = start_over) -> None:
    """Show who is signed in, and lead out, to the other page, and to drafts that wait.

    Parameters
    ----------
    page
        The page that this is the head of, one of `panels.shell.titles.DESKS`.
    forget
        Gives up what was begun on the page; called when somebody signs out.
    """
    _ = language.text
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="edit-who"):
        st.write(_("Signed in: {name}", name=editor.name))
        if SIGNED_IN.read("") and st.button(_("Sign out"), type="tertiary"):
            sign_out()
            start_over()
            forget()
            st.rerun()
        for other, title in list_desks(language).items():
            if other != page:
                _lead(link_to(other), title, language)
        _show_waiting(editor, language, page)


def _lead(href: str, title: str, language: Language) -> None:
    st.html(render("edit/other_desk.html", language, href=href, title=title), width="content")


def _show_waiting(editor: Editor, language: Language, page: str) -> None:
    """Tell somebody who approves that drafts wait for them, wherever they are."""
    if editor.role != APPROVES:
        return
    try:
        proposed = open_stores().drafts.list_all(PROPOSED)
    except EditionStoreError:
        return  # the part of the page below says so
    waiting = sum(may_approve(editor, one.author, list_editors()) for one in proposed)
    if waiting:
        title = language.count("{n} draft waits for your approval", "{n} drafts wait for your approval", waiting)
        asked = {"tab": ["drafts"], "draft": []}
        href = link_here(asked) if page == DESK else link_to(DESK, {"tab": ["drafts"]})
        _lead(href, title, language)
