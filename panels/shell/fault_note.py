"""A word at the top of the map for whoever keeps the data, when a table has faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from panels.ui.render import render

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language


def show_fault_note(catalogue: Catalogue, language: Language) -> None:
    """Say that tables have errors and where to read about them; nothing when they have no errors."""
    errors = [fault for fault in catalogue.faults if fault.severity == "error"]
    if errors:
        files = sorted({fault.file for fault in errors})
        st.html(render("shell/fault_note.html", language, number=len(errors), files=files))
