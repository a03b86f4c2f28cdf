"""What a file is: its sheet, the row that names its columns, what each column is, and what stands in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.importing.headings import guess_header, list_units, make_recipe, match_columns
from geo.importing.rules import list_recipes, plain_heading, read_recipe
from panels.edit.columns import describe, label_column, name_column, write_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.importing.book import Book, Sheet
    from geo.importing.headings import Matched
    from geo.importing.names import Names
    from geo.importing.rules import Recipe
    from geo.language import Language
    from geo.records.dictionary import Column
    from panels.reader import Reader

RECIPE: Final = "recipe:"
MOST_HEADERS: Final = 30
SHOWN_CELLS: Final = 3
NOT_ASKED: Final = frozenset({"vocabularies", "dictionary", "crosswalk", "corrections", "vertices", "photographs"})
DWELL: Final = "dwell"


def choose_target(sheet: Sheet, reader: Reader) -> str:
    """Ask what the file is: one that a recipe is for, or one of our tables."""
    _ = reader.language.text
    terms = reader.catalogue.vocabularies.get("table", {})
    recipes = {f"{RECIPE}{name}": read_recipe(name) for name in list_recipes()}
    tables = [name for name in reader.catalogue.tables if name not in NOT_ASKED]
    likely = next((key for key, one in recipes.items() if _is_for(one, sheet)), DWELL)
    options = [*recipes, *tables]

    def name(key: str) -> str:
        if key in recipes:
            return reader.language.cell(recipes[key].name)
        return reader.language.cell(terms[key].label) if key in terms else key

    chosen = st.selectbox(_("What the file is"), options, index=options.index(likely), format_func=name)
    return str(chosen)


def _is_for(recipe: Recipe, sheet: Sheet) -> bool:
    """Whether a sheet has all the columns that some rule of a recipe needs."""
    cells = set(map(plain_heading, sheet.rows[guess_header(sheet, recipe.headings)][1]))
    return any(
        set(map(plain_heading, one.needs)) <= cells and set(map(plain_heading, one.any_of)) & cells
        for one in recipe.makings
    )


def choose_sheet(book: Book, language: Language) -> Sheet:
    """Ask which sheet, where there are several."""
    if len(book.sheets) == 1:
        return book.sheets[0]
    numbers = range(len(book.sheets))
    place = st.selectbox(language.text("Sheet"), numbers, format_func=lambda n: book.sheets[n].name or str(n + 1))
    return book.sheets[int(place)]


def choose_header(sheet: Sheet, guessed: int, language: Language) -> int:
    """Ask which row names the columns."""
    rows = sheet.rows[: max(MOST_HEADERS, guessed + 1)]

    def show(place: int) -> str:
        number, cells = rows[place]
        return f"{number}: {', '.join(filter(None, cells))[:100]}"

    label = language.text("Row that names the columns")
    return int(st.selectbox(label, range(len(rows)), index=guessed, format_func=show))


def choose_recipe(sheet: Sheet, header: int, table: str, reader: Reader, names: Names) -> Recipe:
    """Ask what each column is, in which unit, and what stands in each row."""
    language, catalogue = reader.language, reader.catalogue
    columns = {column.column: column for column in catalogue.dictionary if column.table == table}
    matched = match_columns(sheet, header, table, catalogue, names)
    st.subheader(language.text("Columns"), anchor=False)
    taken: dict[str, str] = {}
    units: dict[str, str] = {}
    for one in matched:
        if one.heading:
            _choose_column(one, _cells_below(sheet, header, one.place), columns, language, (taken, units))
    constants = _choose_constants(columns, taken, catalogue, language)
    corrected = {one.target: "" for one in matched if one.target} | taken
    return make_recipe(table, matched, corrected, constants, {name: unit for name, unit in units.items() if unit})


def _cells_below(sheet: Sheet, header: int, place: int) -> str:
    found = (cells[place] for _, cells in sheet.rows[header + 1 :] if place < len(cells) and cells[place])
    return ", ".join(dict.fromkeys(cell for _, cell in zip(range(SHOWN_CELLS), found, strict=False)))


def _choose_column(
    one: Matched,
    below: str,
    columns: Mapping[str, Column],
    language: Language,
    found: tuple[dict[str, str], dict[str, str]],
) -> None:
    _ = language.text
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    options = ["", *columns]
    with left:
        chosen = st.selectbox(
            f"{one.heading} – {below}" if below else one.heading,
            options,
            index=options.index(one.target) if one.target in options else 0,
            format_func=lambda name: name_column(columns[name], language) if name else _("not taken"),
            key=f"import-column-{one.place}",
        )
    if not chosen:
        return
    found[0][chosen] = one.heading
    units = list_units(columns[chosen].unit)
    if len(units) > 1:
        with right:
            unit = st.selectbox(
                _("Unit"),
                ["", *units],
                index=["", *units].index(one.unit) if chosen == one.target else 0,
                format_func=lambda name: language.cell(name) or _("choose"),
                key=f"import-unit-{one.place}-{chosen}",
            )
        found[1][chosen] = str(unit)


def _choose_constants(
    columns: Mapping[str, Column], taken: Mapping[str, str], catalogue: Catalogue, language: Language
) -> dict[str, str]:
    """Ask for what must be filled and is in no column; the numbers of new rows are given by us."""
    asked = [
        column
        for name, column in columns.items()
        if column.required and name not in taken and not (column.key and column.type == "id" and not column.refers_to)
    ]
    if not asked:
        return {}
    st.subheader(language.text("What stands in each row"), anchor=False)
    cells = {column.column: _ask_constant(column, catalogue, language) for column in asked}
    return {name: cell for name, cell in cells.items() if cell}


def _ask_constant(column: Column, catalogue: Catalogue, language: Language) -> str:
    """Ask what stands in a column of every row: from a list where there is one, else as text."""
    options, help_text, key = (
        _list_options(column, catalogue),
        describe(column, language),
        f"import-each-{column.column}",
    )
    if not options:
        return st.text_input(label_column(column, language), help=help_text, key=key)
    write = write_option(column, catalogue, language)

    def show(option: str) -> str:
        return write(option) if option else language.text("choose")

    return str(st.selectbox(label_column(column, language), ["", *options], format_func=show, help=help_text, key=key))


def _list_options(column: Column, catalogue: Catalogue) -> Sequence[str]:
    if column.type == "term":
        return list(catalogue.vocabularies.get(column.refers_to, {}))
    if column.type == "id" and column.refers_to:
        table, _, heading = column.refers_to.partition(".")
        return list(dict.fromkeys(catalogue.cells[table].get(heading, ())))
    return []
