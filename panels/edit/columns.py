"""What a column of a table means, and what may stand in its cells, for a grid and for a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.countries import alpha_2_codes
from geo.editing.cell_names import OF_PLACES, name_codes
from geo.records.headings import head_column
from geo.tables.cells import split_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.dictionary import Column

LIST_SIGN: Final = "; "
CHOICE_PX: Final = 180
"""Of a column of countries or of a closed list in the grid: the code and most names."""
PLACE_PX: Final = 240
"""Of a column of places: the id and the short name of most sites."""
DAY: Final = "2024-05-06"
NOTHING: Final = "–"
"""Shown where nothing is chosen, in place of Streamlit's English words."""


def configure(column: Column | None, catalogue: Catalogue, language: Language) -> Any:  # noqa: ANN401 - Streamlit's
    """Describe a column of the grid: its heading, its meaning, and the words of a closed list."""
    if column is None:
        return st.column_config.TextColumn()
    label = head_column(column.table, column.column, language)
    help_text, options = describe(column, language), list_options(column, catalogue)
    if options and not column.list:
        write = write_option(column, catalogue, language)
        width = CHOICE_PX if column.type in {"country", "term"} else None
        width = PLACE_PX if column.refers_to in OF_PLACES else width
        return st.column_config.SelectboxColumn(
            label, help=help_text, options=options, required=False, format_func=write, width=width
        )
    return st.column_config.TextColumn(label, help=help_text)


def describe(column: Column, language: Language) -> str:
    """Say what a column means, as the dictionary does, how a date or a list is written, and its technical name."""
    _ = language.text
    parts = [language.cell(column.meaning)] if column.meaning else []
    if column.type == "edtf":
        parts.append(_("A date is 2024, 2024-05, 2024-05-06, or from/to: 2024-05-06/2024-05-08."))
    if column.list:
        parts.append(_("Several are written with a semicolon between them."))
    if column.unit:
        parts.append(_("Unit: {unit}", unit=language.cell(column.unit)) + ".")
    return " ".join((*parts, _("Technical name: {column}", column=column.column)))


def label_column(column: Column, language: Language) -> str:
    """Label the field of a column: its heading, and a star where it must be filled."""
    return head_column(column.table, column.column, language) + (" *" if column.required else "")


def name_column(column: Column, language: Language) -> str:
    """Name a column where it is chosen from a list: its label, and its technical name beside it."""
    return f"{label_column(column, language)} · {column.column}"


def list_options(column: Column, catalogue: Catalogue) -> list[str]:
    """List what may stand in a cell: words of a closed list, countries, or ids of a table; empty for anything."""
    if column.type == "term":
        return ["", *catalogue.vocabularies.get(column.refers_to, {})]
    if column.type == "country":
        return ["", *alpha_2_codes()]
    if column.type == "yes-no":
        return ["", "yes", "no"]
    other, _, heading = column.refers_to.partition(".")
    cells = catalogue.cells.get(other, {}) if column.type == "id" else {}
    if not heading or heading not in cells or other == column.table:
        return []
    return ["", *dict.fromkeys(cell for cell in cells[heading] if cell)]


def write_option(column: Column, catalogue: Catalogue, language: Language) -> Callable[[object], str]:
    """Write a choice as it is shown: a country, a place, a word of a closed list, yes or no with its name beside."""
    find_name = name_codes(column, catalogue, language)

    def write(option: object) -> str:
        code = str(option)
        name = find_name(code)
        return f"{code} · {name}" if name and name != code else code

    return write


def ask(column: Column, cell: str, catalogue: Catalogue, language: Language, row_id: str) -> str:
    """Ask for one cell: from a list where there is one, else as text."""
    help_text, key = describe(column, language), f"edit-cell-{column.table}-{row_id}-{column.column}"
    options, write = list_options(column, catalogue), write_option(column, catalogue, language)
    label = label_column(column, language)
    if options and column.list:
        there = list(split_list(cell))
        picked = st.multiselect(label, list(dict.fromkeys([*options[1:], *there])), there,
            format_func=write, help=help_text, key=key, placeholder=NOTHING)  # fmt: skip
        return LIST_SIGN.join(picked)
    if options:
        options = list(dict.fromkeys([*options, cell]))
        return str(
            st.selectbox(
                label, options, options.index(cell), format_func=write, help=help_text, key=key, placeholder=NOTHING
            )
        )
    written = language.text("For instance: {date}", date=DAY) if column.type == "edtf" else None
    return st.text_input(label, cell, help=help_text, key=key, placeholder=written)
