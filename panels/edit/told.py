"""What a draft changes, and what the check says of it, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.cell_names import name_cells
from geo.editing.fault_words import FaultWords
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.messages import say
from geo.records.headings import head_in
from panels.ui.address import link_here
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.editing.changes import Change
    from geo.editing.merge import Conflict
    from geo.editing.outcome import Told
    from geo.errors import EditingError
    from geo.language import Language

MOST_SHOWN: Final = 100


def table_name(catalogue: Catalogue, language: Language, table: str) -> str:
    """Name a table in the reader's language; a file by its own name."""
    return language.cell(catalogue.label("table", table))


def say_error(error: EditingError, catalogue: Catalogue, language: Language) -> str:
    """Say why something cannot be done, with the headings and names that the editor sees."""
    return say(str_of(error), FaultWords(catalogue, language).translate_for())


def str_of(error: Exception) -> str:
    """Return the message of an error as it was made, so that it can be translated."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)


def show_faults(told: Sequence[Told], catalogue: Catalogue, language: Language) -> None:
    """List what the check finds, each at its row and column, with what is expected there."""
    words = FaultWords(catalogue, language)
    st.html(
        render(
            "edit/faults.html",
            language,
            told=told[:MOST_SHOWN],
            more=max(0, len(told) - MOST_SHOWN),
            title=lambda table: table_name(catalogue, language, table),
            head=head_in(language),
            say=lambda one: words.say(one.fault),
            place=lambda one: words.place(one.fault),
            outcome=lambda one: one.fault.write_outcome(language.text),
        )
    )


def show_changes(changes: Sequence[Change], catalogue: Catalogue, language: Language) -> None:
    """List rows that are not as they were: before → after."""
    _ = language.text
    st.html(
        render(
            "edit/changes.html",
            language,
            changes=changes[:MOST_SHOWN],
            more=max(0, len(changes) - MOST_SHOWN),
            kinds={ADDED: _("added"), CHANGED: _("changed"), REMOVED: _("removed")},
            name=name_cells(catalogue, language, changes),
            head=head_in(language),
            title=lambda table: table_name(catalogue, language, table),
        )
    )


def show_conflicts(conflicts: Sequence[Conflict], catalogue: Catalogue, language: Language) -> None:
    """Show rows that the draft and a later edition have both changed, with both."""
    if not conflicts:
        return
    st.html(
        render(
            "edit/conflicts.html",
            language,
            conflicts=conflicts[:MOST_SHOWN],
            head=head_in(language),
            title=lambda table: table_name(catalogue, language, table),
        )
    )


def show_marks(told: Sequence[Told], catalogue: Catalogue, language: Language) -> None:
    """List the cells of a table in which the check finds something, each as a link to the form of its row."""
    marks = [one for one in told if one.row_id]
    if marks:
        words = FaultWords(catalogue, language)
        links = [link_here({"tab": ["row"], "row": [one.row_id]}) for one in marks[:MOST_SHOWN]]
        st.html(
            render(
                "edit/marks.html",
                language,
                marks=list(zip(marks, links, strict=False)),
                more=max(0, len(marks) - MOST_SHOWN),
                head=head_in(language),
                say=lambda one: words.say(one.fault),
            )
        )
