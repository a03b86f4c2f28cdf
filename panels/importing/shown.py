"""What would become of our tables: counted, each contradiction with both values, each fault at its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.importing.difference import CONTRADICTS, FILLS
from geo.importing.preview import COUNTED
from geo.importing.report import describe
from geo.records.headings import head_in
from panels.edit.columns import name_cells
from panels.ui.render import render

if TYPE_CHECKING:
    from geo.importing.preview import Preview
    from geo.language import Language
    from panels.reader import Reader

MOST: Final = 100


def show_preview(found: Preview, reader: Reader) -> None:
    """Show what would become of our tables."""
    language = reader.language
    differing = [one for one in found.compared if one.kind in {CONTRADICTS, FILLS}]
    faulty = [(row, fault) for row, faults in sorted(found.outcome.faulty.items()) for fault in faults]
    notes = [*found.converted.notes, *found.outcome.others]
    st.subheader(language.text("What would become of our tables"), anchor=False)
    st.html(
        render(
            "importing/preview.html",
            language,
            counts=[(kind, words, found.count()[kind]) for kind, words in _name_kinds(language).items()],
            differing=differing[:MOST],
            faulty=[(row, fault.write(language.text)) for row, fault in faulty[:MOST]],
            notes=[note.write(language.text) for note in notes[:MOST]],
            more=[max(0, len(one) - MOST) for one in (differing, faulty, notes)],
            describe=describe,
            name=name_cells(reader.catalogue, language),
            head=head_in(language),
            fills=FILLS,
        )
    )


def _name_kinds(language: Language) -> dict[str, str]:
    _ = language.text
    words = (
        _("the same as ours"),
        _("new to us"),
        _("fill a blank of ours"),
        _("contradict ours"),
        _("faulty, left out"),
        _("wait for an answer"),
        _("not used"),
    )
    return dict(zip(COUNTED, words, strict=True))
