"""Brings what somebody is changing up to the newest edition; where both have changed a row, they choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.editing.merge import MINE, THEIRS
from panels.edit.told import show_conflicts, table_name
from panels.edit.work import bring_up_to_date, current_work
from panels.editions.desk import open_stores

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language


def show_choices(catalogue: Catalogue, language: Language) -> bool:
    """Join the newest edition at once where no row is in conflict; else show both and ask.

    Returns
    -------
    waits
        Whether the editor must choose before anything else.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    _ = language.text
    work = current_work()
    newest = open_stores().editions.find_newest()
    if newest is None or newest.number == work.base:
        return False
    conflicts = bring_up_to_date({})
    if not conflicts:
        st.info(_("Edition {n} was published meanwhile. Your changes stand on it now.", n=newest.number))
        return False
    show_conflicts(conflicts, catalogue, language)
    says = {MINE: _("This draft"), THEIRS: _("The later edition")}
    with st.form("edit-choices"):
        chosen = {}
        for one in conflicts:
            label = f"{table_name(catalogue, language, one.table)} {one.row_id}"
            chosen[one.table, one.row_id] = st.radio(
                label, list(says), format_func=lambda code: says[code], horizontal=True
            )
        if st.form_submit_button(_("Go on with these"), type="primary"):
            bring_up_to_date(chosen)
            st.rerun()
    return True
