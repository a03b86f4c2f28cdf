"""Asks what names, terms and codes of a file mean; the answers are remembered in the crosswalk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.importing.converting import UNIT
from geo.importing.names import COUNTRY, PLACE
from panels.session import Slot

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.importing.converting import Question
    from geo.importing.names import Written
    from geo.importing.preview import Preview
    from geo.language import Language
MOST: Final = 40
ASKED: Final = Slot("import-asked", dict)
"""What was asked of this file, so that an answered question stays to be seen."""


def ask_for_answers(last: Preview | None, catalogue: Catalogue, language: Language) -> dict[Written, str]:
    """Ask what the last preview left open, and whatever was asked before.

    Returns
    -------
    answers
        Of the questions that somebody has answered.
    """
    if last is None:
        ASKED.forget()
        return {}
    asked: dict[Written, Question] = ASKED.read({})
    asked |= {one.written: one for one in last.converted.questions}
    ASKED.write(asked)
    if not asked:
        return {}
    _ = language.text
    st.subheader(_("What names mean"), anchor=False)
    if any(written.kind == UNIT for written in asked):
        st.warning(_("Choose the unit of each column above; its rows wait for it."))
    shown = [one for one in asked.values() if one.written.kind != UNIT][:MOST]
    found = {one.written: _ask(one, catalogue, language) for one in shown}
    return {written: meant for written, meant in found.items() if meant}


def _ask(one: Question, catalogue: Catalogue, language: Language) -> str:
    _ = language.text
    kind, text, beside, mode = one.written

    def named(word: str) -> str:
        return language.cell(catalogue.label("mode", word)) if word else ""

    def name(code: str) -> str:
        if not code:
            return _("not one of these, or not known")
        if kind == COUNTRY:
            return f"{language.country(code)} ({code})"
        if kind == PLACE:
            return f"{language.cell(catalogue.places[code].name)} ({code})"
        return f"{language.cell(catalogue.label(beside, code))} ({code})"

    where = ", ".join(filter(None, (language.country(beside) if beside and kind == PLACE else "", named(mode))))
    rows = language.count("{n} row", "{n} rows", len(one.rows))
    label = f"{text} ({where}) – {rows}" if where else f"{text} – {rows}"
    options = ["", *one.offers]
    return str(st.selectbox(label, options, format_func=name, key=f"import-answer-{'-'.join(one.written)}"))
