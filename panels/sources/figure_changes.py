"""What editions say otherwise than the one before them, and every correction as one table for spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.figures import COLUMNS, leave_out_recorded
from geo.errors import EditionStoreError
from panels.editions.figures import list_figure_changes
from panels.editions.kept import are_kept
from panels.sources.page import table_title
from panels.ui.render import render
from panels.ui.table_files import offer_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.editing.figures import FigureChange
    from geo.editions.recorded import Recorded
    from geo.language import Language

MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """What one edition changed; `unread` names tables of which that is not known."""

    edition: Recorded
    changes: tuple[FigureChange, ...]
    unread: tuple[str, ...] = ()


def show_figure_changes(catalogue: Catalogue, language: Language) -> None:
    """Show which figures were changed between the editions that are kept, and offer all corrections as CSV."""
    try:
        found: Sequence[Changed] | None = _read(catalogue)
    except EditionStoreError:
        found = None
    st.html(write_figure_changes(catalogue, found, language, kept=are_kept()))
    rows = list_rows(catalogue, found or ())
    if rows:
        file = f"caravanserai-corrections-{catalogue.version}"
        offer_table(language.text("Download all corrections (CSV)"), file, COLUMNS, lambda: rows, language)


def _read(catalogue: Catalogue) -> Sequence[Changed]:
    listed = (
        Changed(edition, leave_out_recorded(compared.changes, catalogue.corrections), compared.unread)
        for edition, compared in list_figure_changes()
    )
    return [one for one in listed if one.changes or one.unread]


def write_figure_changes(
    catalogue: Catalogue, found: Sequence[Changed] | None, language: Language, *, kept: bool
) -> str:
    """Write what `show_figure_changes` shows.

    Parameters
    ----------
    found
        The newest edition first; None when the editions cannot be reached.
    kept
        Whether editions are kept here at all.
    """
    left = MOST_SHOWN
    shown = []
    for one in found or ():
        shown.append((one.edition, one.changes[:left], one.unread))
        left = max(0, left - len(one.changes))
    return render(
        "sources/figure_changes.html",
        language,
        editions=shown,
        total=sum(len(one.changes) for one in found or ()),
        most=MOST_SHOWN,
        lost=found is None,
        kept=kept,
        title=lambda table: table_title(catalogue, language, table),
    )


def list_rows(catalogue: Catalogue, found: Sequence[Changed]) -> list[list[object]]:
    """List corrections for a spreadsheet: those of the table, then those between editions."""
    recorded: list[list[object]] = [
        ["corrections", None, one.date, one.table, one.row_id, one.column, one.before, one.after, one.why,
         one.noticed_by, "", one.source_id]
        for one in catalogue.corrections
    ]  # fmt: skip
    between: list[list[object]] = [
        ["editions", one.edition.number, one.edition.at.date().isoformat(), change.table, change.row_id,
         change.column, change.before, change.after, one.edition.reason, one.edition.author, one.edition.approver, ""]
        for one in found
        for change in one.changes
    ]  # fmt: skip
    return [*recorded, *between]
