"""Photographs of a visit that stands in the tables already: added and taken out as any change is, until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.changes import Change
from geo.editing.grid import list_rows
from geo.editing.visit_report import PHOTOGRAPHS, VISIT, add_photographs
from geo.errors import EditingError
from geo.exports.changes import REMOVED
from geo.messages import say
from panels.edit.photographs import ask_photographs, forget_photographs, list_pictures
from panels.edit.work import change_work, current_work, forget_grid, keep_pictures
from panels.editions.photographs import find_small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panels.reader import Reader

FILE: Final = "file"
CAPTION: Final = "caption"


def show_visit_photographs(visit_id: str, reader: Reader) -> None:
    """Show the photographs of a visit as the work stands, each to be taken out, and ask for more."""
    _ = reader.language.text
    rows = [row for row in list_rows(current_work().files, PHOTOGRAPHS) if row[1].get(VISIT) == visit_id]
    for place, row in enumerate(rows, 1):
        _show(place, row, reader)
    added = ask_photographs(reader, visit=visit_id)
    if added and st.button(_("Add these photographs to the visit")):
        try:
            change_work(add_photographs(current_work().files, visit_id, added))
        except EditingError as error:
            st.error(say(error.args[0], reader.language.text))
            return
        keep_pictures(list_pictures())
        forget_photographs()
        forget_grid()
        st.rerun()


def _show(place: int, row: tuple[str, Mapping[str, str]], reader: Reader) -> None:
    """Show one as it is listed at the visit, with its words; one that is only added now has its words alone."""
    _ = reader.language.text
    row_id, cells = row
    left, right = st.columns([1, 2])
    small = find_small(cells.get(FILE, ""))
    with left:
        if small is not None:
            st.image(small, alt=_("Photograph {n}", n=place), width="stretch")
    with right:
        st.write(row_id)
        st.text(cells.get(CAPTION, ""))
        if st.button(_("Take photograph {n} out", n=place), key=f"visit-photograph-out-{row_id}"):
            change_work([Change(PHOTOGRAPHS, row_id, REMOVED, before=cells)])
            forget_grid()
            st.rerun()
