"""The report of a new visit with its findings: kept in the browser until it is saved as a draft."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.publishing import check_new
from geo.editing.rewriting import apply_changes
from geo.editing.visit_report import (
    FINDINGS,
    MOST_FINDINGS,
    NOTHING_WRITTEN,
    VISITS,
    Report,
    add_notes,
    add_report,
    read_report,
)
from geo.errors import EditingError
from panels.edit.columns import ask
from panels.edit.drafts import take_step
from panels.edit.photographs import ask_photographs, forget_photographs, list_pictures, tell_browser
from panels.edit.told import say_error, show_faults
from panels.editions.desk import open_stores, who_edits
from panels.session import Slot
from panels.settings import REQUIRED, sign_in_mode
from panels.ui.address import REPORT_FORM, SERVICE_WORKER, link_to
from panels.ui.render import render
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.language import Language
    from panels.reader import Reader

KEY: Final = "kept-report"
LONGEST_REASON: Final = 2000
LONGEST_REPORT: Final = 500_000


@dataclass(frozen=True, slots=True)
class Writing:
    """A report that is being written.

    Attributes
    ----------
    number
        Grows whenever the form begins again, with `begun` in it.
    findings
        How many findings are asked for.
    asked
        Whether the browser has said what it kept, or must not be asked again.
    saved
        Number of the draft that was just saved; 0 when none was.
    """

    number: int = 0
    begun: Report = NOTHING_WRITTEN
    findings: int = 1
    asked: bool = False
    saved: int = 0


WRITING: Final = Slot("edit-report", Writing)


def show_visit(reader: Reader) -> None:
    """Ask for a visit and its findings, and save them as a draft.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    language = reader.language
    _ = language.text
    writing = WRITING.read(Writing())
    if writing.saved:
        st.success(_("Saved as draft {n}.", n=writing.saved))
        href = link_to("edit", {"tab": ["drafts"], "draft": [str(writing.saved)]})
        st.html(render("importing/saved.html", language, href=href))
    st.write(_("What you write is kept in this browser until it is saved as a draft, also when the page is closed."))
    report = _ask(writing, reader)
    if st.button(_("Add a finding"), disabled=writing.findings >= MOST_FINDINGS):
        _begin_again(writing, report, findings=writing.findings + 1)
        st.rerun()
    photographs = ask_photographs(reader, writing.begun.photographs)
    told = {row["file"]: {name: cell for name, cell in row.items() if name != "file"} for row in photographs}
    report = replace(report, photographs=told)
    _keep(report, writing, language)
    if photographs or not report.blank:
        _offer(report, photographs, writing, reader)


def _ask(writing: Writing, reader: Reader) -> Report:
    """Ask for every column of the visit and of each finding, but for the ids, which are given."""
    begun, language = writing.begun, reader.language
    st.header(language.text("Visit"), anchor=False)
    visit = _ask_row(VISITS, begun.visit, f"report-{writing.number}", reader)
    rows = []
    for place in range(writing.findings):
        st.header(language.text("Finding {n}", n=place + 1), anchor=False)
        cells = begun.findings[place] if place < len(begun.findings) else {}
        rows.append(_ask_row(FINDINGS, cells, f"report-{writing.number}-{place}", reader))
    return Report(visit, tuple(rows))


def _ask_row(table: str, cells: Mapping[str, str], name: str, reader: Reader) -> dict[str, str]:
    catalogue = reader.catalogue
    columns = [one for one in catalogue.dictionary if one.table == table and not one.key]
    return {one.column: ask(one, cells.get(one.column, ""), catalogue, reader.language, name) for one in columns}


def _keep(report: Report, writing: Writing, language: Language) -> None:
    """Have the browser keep what is written; a blank form asks it once for what it kept."""

    def take() -> None:
        text = st.session_state[KEY].get("found")
        if isinstance(text, str) and len(text) <= LONGEST_REPORT:
            found = read_report(text)
            _begin_again(writing, found, findings=max(1, len(found.findings)), asked=True)

    def take_notes() -> None:
        text = st.session_state[KEY].get("notes")
        if isinstance(text, str) and text.strip() and len(text) <= LONGEST_REPORT:
            written = add_notes(report, text)
            _begin_again(writing, written, findings=max(1, len(written.findings)), asked=True)

    words = {
        "offline": language.text("The line to the server is lost. Write on here; it comes into the note of the visit.")
    }
    data = {"words": words, "report": report.write(), "blank": report.blank, "asked": writing.asked,
            "forget": report.blank and writing.asked and writing.begun.blank,
            "photographs": tell_browser(language), "offline": _offer_offline(language)}  # fmt: skip
    component = st.components.v2.component("kept_report", js=load_script("page/kept_report.js"), isolate_styles=False)
    component(key=KEY, data=data, on_found_change=take, on_notes_change=take_notes)


def _offer_offline(language: Language) -> dict[str, str]:
    """Say where the form is that the browser keeps for where there is no network; blank where it may keep none."""
    if sign_in_mode() == REQUIRED:
        return {"worker": "", "form": ""}
    return {"worker": SERVICE_WORKER, "form": f"{REPORT_FORM}?lang={language.code}"}


def _begin_again(writing: Writing, report: Report, *, findings: int, asked: bool | None = None) -> None:
    """Begin the form again with what is written, so that its fields hold it."""
    known = writing.asked if asked is None else asked
    WRITING.write(replace(writing, number=writing.number + 1, begun=report, findings=findings, asked=known, saved=0))


def _offer(report: Report, photographs: Sequence[Mapping[str, str]], writing: Writing, reader: Reader) -> None:
    """Tell what the check finds in the report, and offer to save it or to give it up."""
    language = reader.language
    _ = language.text
    editions = open_stores().editions
    newest = editions.find_newest()
    base = newest.number if newest else 0
    before = editions.read(base)
    try:
        files = apply_changes(before, add_report(before, report, photographs))
    except EditingError as error:
        st.error(say_error(error, reader.catalogue, language))
        return
    show_faults(check_new(before, files), reader.catalogue, language)
    reason = st.text_input(_("Reason"), max_chars=LONGEST_REASON, key=f"report-reason-{writing.number}")
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save as a draft"), type="primary"):
            take_step(lambda: _save(files, base, reason, writing), language)
        if st.button(_("Give the report up")):
            forget_photographs()
            WRITING.write(Writing(writing.number + 1, asked=True))
            st.rerun()


def _save(files: Mapping[str, bytes], base: int, reason: str, writing: Writing) -> None:
    """Save the report with its photographs in one step; only what is on the disk is forgotten in the browser."""
    editor = who_edits()
    if editor is None:
        return
    now = dt.datetime.now(tz=dt.UTC)
    draft = open_stores().drafts.save(
        files, now, base=base, author=editor.name, reason=reason, pictures=list_pictures()
    )
    forget_photographs()
    WRITING.write(Writing(writing.number + 1, asked=True, saved=draft.number))
