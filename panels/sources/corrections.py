"""What was wrong or out of date: every cell that was corrected, what it said before, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from panels.sources.page import table_title
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import Correction

TAB: Final = "corrections"
Grouped = dict[str, dict[str, list["Correction"]]]
"""Table → row → its corrections."""


def group_corrections(corrections: Iterable[Correction]) -> Grouped:
    """Put corrections in order: the newest first, those of one table and row together."""
    found: Grouped = {}
    for one in sorted(corrections, key=lambda one: one.date, reverse=True):
        found.setdefault(one.table, {}).setdefault(one.row_id, []).append(one)
    return found


def show_corrections(catalogue: Catalogue, language: Language) -> None:
    """Show every correction."""
    st.html(write_corrections(catalogue, language))


def write_corrections(catalogue: Catalogue, language: Language) -> str:
    """Write what `show_corrections` shows."""
    tables = group_corrections(catalogue.corrections)
    return render(
        "sources/corrections.html",
        language,
        tables=tables,
        counts=_count(tables, language),
        since=min((one.date for one in catalogue.corrections), default=""),
        title=lambda table: table_title(catalogue, language, table),
        sources=catalogue.sources,
    )


def _count(tables: Mapping[str, Mapping[str, Sequence[Correction]]], language: Language) -> dict[str, str]:
    rows = [row for found in tables.values() for row in found.values()]
    counted = {"cells": sum(map(len, rows)), "rows": len(rows), "tables": len(tables)}
    return {name: language.number(number) for name, number in counted.items()}
