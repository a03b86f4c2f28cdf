"""Faults in the words of those who read the tables: headings, and names of tables, countries, places and sources.

The command `python -m geo.check` says the same with the names of files and columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.countries import alpha_2_codes
from geo.records.headings import head_column
from geo.tables.fault import shorten
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.messages import Translate
    from geo.records.dictionary import Column
    from geo.tables.fault import Fault

TO_BE_WRITTEN: Final = frozenset({"text", "word", "cell"})
"""Places of a message that say what is to be written into a cell, or stands there: never given in other words."""
OF_COLUMNS: Final = frozenset({"column", "heading", "columns", "names", "one", "other"})
ALSO_COLUMNS: Final = frozenset({"lat", "lon", "opens", "closes"})
"""Columns that messages name, and whose names do not show by an underscore that they are."""
FILE_NAME: Final = re.compile(rf"(?<![\w{{.-])([a-z_]+){re.escape(TABLE_END)}(?!\w)")
COLUMN_NAME: Final = re.compile(rf"(?<![\w{{.-])([a-z]+(?:_[a-z0-9]+)+|{'|'.join(sorted(ALSO_COLUMNS))})(?![\w.}}])")
SEPARATOR: Final = ", "


class FaultWords:
    """Says faults in the reader's language.

    Parameters
    ----------
    catalogue
        Its tables, lists of words, places and sources have the names.
    """

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._catalogue = catalogue
        self._language = language
        self._words: dict[str, dict[str, str]] = {}
        self._columns: dict[str, dict[str, Column]] = {}
        for column in catalogue.dictionary:
            self._columns.setdefault(column.table, {})[column.column] = column

    def say(self, fault: Fault) -> str:
        """Say what is wrong and what is expected, not where."""
        table = self._table_of(fault)
        name = self._name(table, fault.value)
        return fault.write_finding(self.translate_for(table, fault.column), name)

    def place(self, fault: Fault) -> str:
        """Say where it is: the table with its file, the row, the column with its technical name."""
        text, table = self._language.text, self._table_of(fault)
        if not table:
            return fault.write_place(text)
        parts = [f"{self._title(table)} ({fault.file})"]
        if fault.row is not None:
            parts.append(text("row {row}", row=fault.row))
        if fault.column:
            heading = self._quote(head_column(table, fault.column, self._language))
            parts.append(text("column {column}", column=f"{heading} ({fault.column})"))
        return SEPARATOR.join(parts)

    def write(self, fault: Fault) -> str:
        """Say a fault in one line, with where it is."""
        return f"{self.place(fault)}: {self.say(fault)}"

    def write_short(self, faults: Iterable[Fault]) -> list[str]:
        """Say the faults of a row that is named already: columns, and what is wrong in them, each thing once."""
        columns: dict[str, list[str]] = {}
        for fault in faults:
            heading = head_column(self._table_of(fault), fault.column, self._language) if fault.column else ""
            columns.setdefault(self.say(fault), []).append(heading)
        headings = {said: SEPARATOR.join(filter(None, named)) for said, named in columns.items()}
        return [": ".join(filter(None, (named, said))) for said, named in headings.items()]

    def translate_for(self, table: str = "", column: str = "") -> Translate:
        """Prepare to translate messages about a column of a table; both may be blank."""

        def translate(template: str, /, **values: object) -> str:
            said = self._put_names(self._language.text(template), table)
            if not values:
                return said
            other = str(values.get("table", values.get("file", ""))).removesuffix(TABLE_END)
            about = other if other in self._columns and {"column", "columns"} & set(values) else table
            put = {place: self._put(place, value, about, column) for place, value in values.items()}
            return said.format(**put)

        return translate

    def _put(self, place: str, value: object, table: str, column: str) -> object:
        """Give what stands in a place of a message in other words, where there are any."""
        if not isinstance(value, str) or place in TO_BE_WRITTEN:
            return value
        known = self._columns.get(table, {}).get(column)
        if known and place in {"about", "vocabulary"}:
            unit = self._language.cell(known.unit) if place == "about" else ""
            return unit or head_column(table, column, self._language)
        if place in {"file", "files"}:
            return self._put_names(value, table)
        if place in {"unit", "table"}:
            return self._language.cell(value) if place == "unit" else self._title(value)
        return SEPARATOR.join(self._put_part(place, part, table) for part in value.split(SEPARATOR))

    def _put_part(self, place: str, part: str, table: str) -> str:
        if place in OF_COLUMNS and self._is_column(part, table):
            return self._quote(head_column(table, part, self._language))
        name = self._name(table, part)
        return f"{part} · {name}" if name else part

    def _put_names(self, said: str, table: str) -> str:
        """Put titles and headings where a text names files and columns."""

        def put_title(found: re.Match[str]) -> str:
            return self._quote(self._title(found[1])) if found[1] in self._columns else found[0]

        def put_heading(found: re.Match[str]) -> str:
            if not self._is_column(found[1], table):
                return found[0]
            return self._quote(head_column(table, found[1], self._language))

        return COLUMN_NAME.sub(put_heading, FILE_NAME.sub(put_title, said))

    def _is_column(self, name: str, table: str) -> bool:
        if name in self._columns.get(table, {}):
            return True
        return name not in ALSO_COLUMNS and any(name in columns for columns in self._columns.values())

    def _title(self, table: str) -> str:
        return self._language.cell(self._catalogue.label("table", table))

    def _quote(self, name: str) -> str:
        return self._language.text("“{name}”", name=name)

    def _name(self, table: str, code: str) -> str:
        """Name a country, a place, a source, or a word of a closed list of the table; blank for anything else."""
        catalogue, language = self._catalogue, self._language
        if code in alpha_2_codes():
            return language.country(code)
        if code in catalogue.sites or code in catalogue.places:
            site = catalogue.sites.get(code)
            return language.cell(site.short_name if site else catalogue.places[code].name)
        if code in catalogue.sources:
            return shorten(catalogue.sources[code].title)
        label = self._words_of(table).get(code, "")
        return "" if label == code else label

    def _words_of(self, table: str) -> Mapping[str, str]:
        """List the words of the closed lists of a table, each with what it is called."""
        if table in self._words:
            return self._words[table]
        lists = {column.refers_to for column in self._columns.get(table, {}).values() if column.type == "term"}
        found = (term for one in lists for term in self._catalogue.vocabularies.get(one, {}).values())
        self._words[table] = {term.term: self._language.cell(term.label) for term in found}
        return self._words[table]

    def _table_of(self, fault: Fault) -> str:
        """Name the table of a fault; blank where its file holds no table."""
        name = fault.file.removesuffix(TABLE_END)
        return name if fault.file.endswith(TABLE_END) and name in self._columns else ""
