"""Lets in those who may change the tables, with the newest edition to be changed and the drafts to save in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import EditingError, EditionStoreError
from geo.messages import tell
from panels.data import read_data
from panels.edit.head import show_head
from panels.edit.sign_in import show_sign_in
from panels.editions.desk import open_stores, who_edits
from panels.editions.kept import open_store
from panels.editions.uploaders import let_upload
from panels.importing.page import LOADED, show_import, write_error
from panels.settings import editions_address
from panels.shell.titles import DESK, IMPORT
from panels.ui.address import link_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panels.reader import Reader


def show_door(reader: Reader) -> None:
    """Show the page to those who may change the tables, and to all others where they sign in."""
    language = reader.language
    _ = language.text
    editor = who_edits()
    let_upload(editor.name if editor else "")
    st.title(_("Bring in a table"), anchor=False)
    if editor is None:
        show_sign_in(language)
        return
    show_head(editor, language, IMPORT, LOADED.forget)
    try:
        stores = open_stores()
        newest = stores.editions.find_newest()
        if newest is None:
            st.error(_("There is no edition yet that could be changed."))
            return

        def save(files: Mapping[str, bytes], reason: str) -> int:
            """Save what was brought as a draft, if the one who brings it still may."""
            _ask_again(editor.name)
            at = dt.datetime.now(tz=dt.UTC)
            return stores.drafts.save(files, at, base=newest.number, author=editor.name, reason=reason).number

        catalogue, entries = read_data()
        ours = replace(reader, catalogue=catalogue, entries=entries)
        files = _read_files(editions_address(), newest.number)
        show_import(ours, editor.name, files, save, _link_to_draft)
    except EditingError as error:
        st.error(write_error(error, language))
    except EditionStoreError:
        st.error(_("The database cannot be reached or written now. Nothing was saved; try again later."))


def _link_to_draft(number: int) -> str:
    return link_to(DESK, {"tab": ["drafts"], "draft": [str(number)]})


def _ask_again(name: str) -> None:
    """Refuse to save for somebody who may not change the tables any more."""
    now = who_edits()
    if now is None or now.name != name:
        raise EditingError(tell("You may not change the tables any more."))


@lru_cache(maxsize=2)
def _read_files(address: str, number: int) -> Mapping[str, bytes]:
    return open_store(address).read(number)
