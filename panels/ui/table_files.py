"""A table to take away: as CSV, and as a workbook beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.exports.csv_table import signs_for, write_csv
from geo.exports.workbook import XLSX, write_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.language import Language


def offer_table(  # noqa: PLR0913 - a table and what its files are called
    label: str,
    file: str,
    columns: Sequence[str],
    list_rows: Callable[[], Sequence[Sequence[object]]],
    language: Language,
    *,
    title: str = "",
) -> None:
    """Offer a table as two files, which are written when they are asked for.

    Parameters
    ----------
    label
        Words of the button for the CSV.
    file
        Name of both files, without the ending.
    columns, list_rows
        Its header, and what gives its rows.
    language
        Of the reader, whose spreadsheet opens the CSV in columns.
    title
        Of the sheet; the name of the file where blank.
    """
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            label,
            lambda: write_csv(columns, list_rows(), signs_for(language)),
            file_name=f"{file}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            language.text("Download as workbook (Excel)"),
            lambda: write_sheet(title or file, columns, list_rows()),
            file_name=f"{file}.xlsx",
            mime=XLSX,
            on_click="ignore",
        )
