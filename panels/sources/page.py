"""The tables behind the app: how fresh they are, whether they are sound, and what they say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.check.passages import find_unquoted
from geo.check.report import write_lines
from geo.editing.fault_words import FaultWords
from geo.exports.table_rows import type_rows
from geo.freshness import find_freshness
from geo.language import fold
from panels.ui.address import link_here
from panels.ui.choices import Ask, choose_one
from panels.ui.render import render
from panels.ui.table_files import offer_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from geo.catalogue import Catalogue
    from geo.check.report import Line
    from geo.language import Language

MAX_ROWS: Final = 100
MOST_NEWEST: Final = 3
MOST_FAULTS: Final = 200


def show_freshness(catalogue: Catalogue, language: Language) -> None:
    """Say how new the newest rows of each table are, what is known to be missing, and which version this is."""
    st.html(write_freshness(catalogue, language, dt.datetime.now(tz=dt.UTC).date()))


def write_freshness(catalogue: Catalogue, language: Language, today: dt.date) -> str:
    """Write what `show_freshness` shows."""
    return render(
        "sources/freshness.html",
        language,
        topics=find_freshness(catalogue),
        title=lambda table: table_title(catalogue, language, table),
        age=lambda date: language.age(date, today),
        most=MOST_NEWEST,
        href=lambda table: link_here({"table": [table]}),
        version=catalogue.version,
    )


def show_check_report(catalogue: Catalogue, language: Language) -> None:
    """Show the report of the checker, fault by fault."""
    st.html(write_check_report(catalogue, language))
    text = language.text
    if catalogue.faults:
        lines = _write_lines(catalogue, language)
        st.download_button(
            text("Download the report"),
            "\n".join(map(str, lines)),
            file_name="caravanserai-check-report.txt",
            mime="text/plain",
        )


def _write_lines(catalogue: Catalogue, language: Language) -> Iterator[Line]:
    """Write the report line by line, in the words of those who read the tables."""
    words = FaultWords(catalogue, language)
    return write_lines(catalogue.faults, words.translate_for(), words.write)


def write_check_report(catalogue: Catalogue, language: Language) -> str:
    """Write the report of the checker."""
    errors = sum(1 for fault in catalogue.faults if fault.severity == "error")
    unquoted = find_unquoted(catalogue.cells)
    return render(
        "sources/check_report.html",
        language,
        lines=tuple(_write_lines(catalogue, language)),
        errors=errors,
        warnings=len(catalogue.faults) - errors,
        tables=len(catalogue.tables),
        most=MOST_FAULTS,
        unquoted=FaultWords(catalogue, language).write(unquoted) if unquoted else "",
    )


def show_table(catalogue: Catalogue, language: Language) -> None:
    """Show one table as it stands in its file, with a search and a download."""
    left, right = st.columns([1, 1])
    with left:
        name = choose_table(catalogue, language)
    wanted = right.text_input(language.text("Search in this table"), value="", max_chars=80)
    found = search_rows(catalogue.tables[name], wanted)
    st.html(write_table(catalogue, language, name, found))
    _offer_table(catalogue, language, name, found)


def choose_table(catalogue: Catalogue, language: Language, ask: Ask = choose_one) -> str:
    """Ask for one of the tables (see `choose_one`)."""
    options = language.by_name({name: table_title(catalogue, language, name) for name in catalogue.tables})
    usual = "sites" if "sites" in options else next(iter(options))
    return ask("table", language.text("Table"), options, usual)


def write_table(catalogue: Catalogue, language: Language, name: str, found: pd.DataFrame) -> str:
    """Write the first of the rows that were found in a table."""
    return render(
        "sources/table.html",
        language,
        name=name,
        title=table_title(catalogue, language, name),
        columns=list(found.columns),
        meanings={c.column: language.cell(c.meaning) for c in catalogue.dictionary if c.table == name},
        rows=[list(zip(found.columns, row, strict=True)) for row in found.head(MAX_ROWS).to_numpy().tolist()],
        key=found.columns[0] if len(found.columns) else "",
        shown=min(len(found), MAX_ROWS),
        found=len(found),
        total=len(catalogue.tables[name]),
    )


def _offer_table(catalogue: Catalogue, language: Language, name: str, found: pd.DataFrame) -> None:
    """Offer the rows that were found for download: as CSV, and as a workbook."""
    offer_table(
        language.text("Download as CSV"),
        f"caravanserai-{name}-{catalogue.version}",
        [str(column) for column in found.columns],
        lambda: type_rows(catalogue, name, found),
        language,
        title=table_title(catalogue, language, name),
    )


def search_rows(frame: pd.DataFrame, text: str) -> pd.DataFrame:
    """Keep the rows in which any cell contains the text, whatever its case, marks or apostrophes.

    Parameters
    ----------
    frame
        A table as text.
    text
        Blank keeps every row.
    """
    wanted = fold(text)
    if not wanted:
        return frame
    hits = [any(wanted in fold(str(cell)) for cell in row) for row in frame.to_numpy().tolist()]
    return frame[hits]


def show_sources(catalogue: Catalogue, language: Language) -> None:
    """List every source, with its link and licence."""
    st.html(write_sources(catalogue, language))


def write_sources(catalogue: Catalogue, language: Language) -> str:
    """Write the list of sources."""
    ordered = sorted(catalogue.sources.values(), key=lambda source: fold(source.title))
    return render("sources/sources.html", language, sources=ordered)


def table_title(catalogue: Catalogue, language: Language, name: str) -> str:
    """Title of a table in the reader's language; its file name where it has none."""
    known = catalogue.vocabularies.get("table", {})
    return language.cell(known[name].label) if name in known else name
