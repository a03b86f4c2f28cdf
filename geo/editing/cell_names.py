"""What the codes in cells are called in the reader's language: countries, places, sources, words of closed lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.countries import alpha_2_codes
from geo.tables.cells import split_list
from geo.tables.fault import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.editing.changes import Change
    from geo.language import Language
    from geo.records.dictionary import Column

OF_PLACES: Final = frozenset({"places.place_id", "sites.site_id"})
SOURCES: Final = "sources"
OF_SOURCES: Final = "sources.source_id"


def name_codes(column: Column, catalogue: Catalogue, language: Language) -> Callable[[str], str]:
    """Name the codes of a column: countries, places, sources, words of a closed list, yes and no.

    Returns
    -------
    find_name
        Gives the name of a code in the reader's language; blank for what is no such code.
    """
    if column.type == "country":
        countries = alpha_2_codes()
        return lambda code: language.country(code) if code in countries else ""
    if column.type == "yes-no":
        answers = {"yes": language.text("yes"), "no": language.text("no")}
        return lambda code: answers.get(code, "")
    if column.type == "id" and column.refers_to in OF_PLACES:
        names = {code: place.name for code, place in catalogue.places.items()}
        names |= {code: site.short_name for code, site in catalogue.sites.items()}
        return lambda code: language.cell(names[code]) if code in names else ""
    if column.type == "id" and column.refers_to == OF_SOURCES:
        sources = catalogue.sources
        return lambda code: shorten(sources[code].title) if code in sources else ""
    terms = catalogue.vocabularies.get(column.refers_to, {}) if column.type == "term" else {}
    return lambda code: language.cell(terms[code].label) if code in terms else ""


def name_cells(
    catalogue: Catalogue, language: Language, changes: Iterable[Change] = ()
) -> Callable[[str, str, str], str]:
    """Prepare to say cells in the reader's language.

    Parameters
    ----------
    changes
        What is changed at the same time: sources that are added have their titles there.

    Returns
    -------
    name
        Of a table, a column and what stands in a cell of it: its names, or what has none as it is written.
    """
    columns = {(column.table, column.column): column for column in catalogue.dictionary}
    added = {one.row_id: shorten(one.after.get("title", "")) for one in changes if one.table == SOURCES}

    def name(table: str, heading: str, cell: str) -> str:
        column = columns.get((table, heading))
        if column is None:
            return cell
        find_name = name_codes(column, catalogue, language)
        new = added if column.refers_to == OF_SOURCES else {}
        codes = split_list(cell) if column.list else (cell,)
        return ", ".join(find_name(code) or new.get(code, "") or code for code in codes)

    return name


def name_origin(name: Callable[[str, str, str], str]) -> Callable[[str, Mapping[str, str]], str]:
    """Prepare to say where a row is from.

    Parameters
    ----------
    name
        From `name_cells`.

    Returns
    -------
    describe
        Of a table and the cells of a row: its year and the names of its sources, as far as it has them.
    """

    def describe(table: str, cells: Mapping[str, str]) -> str:
        sources = name(table, "source_id", cells.get("source_id", ""))
        return ", ".join(filter(None, (cells.get("year", ""), sources)))

    return describe
