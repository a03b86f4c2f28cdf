"""What would become of our tables: counted, each contradiction with both values, each fault at its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.cell_names import name_cells, name_origin
from geo.editing.fault_words import FaultWords
from geo.importing.difference import CONTRADICTS, FILLS
from geo.importing.preview import COUNTED
from geo.messages import say
from geo.records.headings import head_in
from panels.importing.settling import name_subject
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.importing.preview import Preview
    from geo.language import Language
    from panels.reader import Reader

MOST: Final = 100


def show_preview(found: Preview, reader: Reader) -> None:
    """Show what would become of our tables."""
    language = reader.language
    differing = [one for one in found.compared if one.kind in {CONTRADICTS, FILLS}]
    notes = [*found.converted.notes, *found.outcome.others]
    changes = found.outcome.changes
    words, name = FaultWords(reader.catalogue, language), name_cells(reader.catalogue, language, changes)
    faulty = sorted(found.outcome.faulty.items())
    st.subheader(language.text("What would become of our tables"), anchor=False)
    st.html(
        render(
            "importing/preview.html",
            language,
            counts=[(kind, words, found.count()[kind]) for kind, words in _name_kinds(language).items()],
            differing=differing[:MOST],
            faulty=[(row, said) for row, faults in faulty[:MOST] for said in words.write_short(faults)],
            notes=[words.write(note) for note in notes[:MOST]],
            more=[max(0, len(one) - MOST) for one in (differing, faulty, notes)],
            describe=name_origin(name),
            name=name,
            head=head_in(language),
            subject=lambda one: " · ".join(name_subject(one, name)),
            fills=FILLS,
        )
    )


def show_unread(said: Iterable[str], language: Language) -> None:
    """Show what of the file is not read; leave it out where all is.

    Parameters
    ----------
    said
        A sentence for each thing.
    language
        Of the reader.
    """
    if told := [say(one, language.text) for one in said]:
        st.html(render("importing/unread.html", language, told=told[:MOST], more=max(0, len(told) - MOST)))


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
