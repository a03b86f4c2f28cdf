"""The history of the tables: every edition that is kept, and which rows two of them do not share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import EditionStoreError
from geo.exports.changes import ADDED, CHANGED, REMOVED, compare_catalogues
from panels.data import read_data
from panels.editions.kept import are_kept, list_editions
from panels.sources import corrections
from panels.sources.page import table_title
from panels.ui.address import write_link
from panels.ui.choices import choose_one, choose_tab
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.editions.recorded import Recorded
    from geo.exports.changes import RowChange
    from geo.language import Language

TAB: Final = "editions"
PART: Final = "sources"
MOST_ROWS: Final = 200


def choose_part(language: Language) -> str:
    """Let the reader choose a part of the page: the tables, their corrections or, where they are kept, editions."""
    with st.container(key="sources-parts"):
        return choose_tab("tab", language.text("Part of the page"), name_parts(language))


def name_parts(language: Language) -> dict[str, str]:
    """Name the parts of the page, the first one first."""
    _ = language.text
    parts = {PART: _("Sources and tables"), corrections.TAB: _("Corrections")}
    return parts | {TAB: _("Editions")} if are_kept() else parts


def show_editions(language: Language) -> None:
    """Show the history, and below it the difference of two editions that the reader chooses."""
    _ = language.text
    try:
        editions = list_editions()
    except EditionStoreError:
        st.html(render("sources/editions.html", language, editions=(), lost=True))
        return
    st.html(render("sources/editions.html", language, editions=editions, lost=False, open_link=_link_to))
    if len(editions) > 1:
        st.header(_("Difference of two editions"), anchor=False)
        _show_difference(editions, language)


def _link_to(recorded: Recorded) -> str:
    return write_link({"edition": [str(recorded.number)]}, "./")


def _show_difference(editions: Sequence[Recorded], language: Language) -> None:
    _ = language.text
    titles = {str(one.number): f"{one.number} · {language.date(one.at.date().isoformat())}" for one in editions}
    newest, before = (str(one.number) for one in editions[:2])
    left, right = st.columns(2)
    with left:
        older = choose_one("older", _("Compare from"), titles, before)
    with right:
        newer = choose_one("newer", _("Compare to"), titles, newest)
    catalogue = read_data(newer)[0]
    changes = compare_catalogues(read_data(older)[0], catalogue)
    counts = Counter(change.kind for change in changes)
    st.html(
        render(
            "sources/difference.html",
            language,
            older=older,
            newer=newer,
            counts={kind: language.number(counts[kind]) for kind in (ADDED, CHANGED, REMOVED)},
            kinds={ADDED: _("added"), CHANGED: _("changed"), REMOVED: _("removed")},
            tables=_by_table(changes[:MOST_ROWS]),
            title=lambda table: table_title(catalogue, language, table),
            cells=_list_cells,
            most=MOST_ROWS,
            total=len(changes),
        )
    )


def _by_table(changes: Sequence[RowChange]) -> Mapping[str, Sequence[RowChange]]:
    found: dict[str, list[RowChange]] = {}
    for change in changes:
        found.setdefault(change.table, []).append(change)
    return found


def _list_cells(change: RowChange) -> list[tuple[str, str, str]]:
    """List the cells of a row that are not as they were: column, before, after; without those blank on both sides."""
    cells = {} if change.kind == REMOVED else change.cells
    told = ((column, change.before.get(column, ""), cells.get(column, "")) for column in change.columns)
    return [(column, before, after) for column, before, after in told if before or after]
