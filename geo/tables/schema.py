"""What each table must look like, as ``dictionary.csv`` and ``vocabularies.csv`` say, and which cells do not.

The dictionary says what is wanted of a column; where its own row is missing or unreadable, the record's field does.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.messages import tell, tell_both
from geo.records.dictionary import Column
from geo.records.registry import ADDED_LATER, RECORDS
from geo.tables.cells import COLUMN_TYPES, plain, read_number, read_yes_no, rules_for
from geo.tables.dictionary_columns import AS_READ, MOST_ALONE, find_moved
from geo.tables.exchanged import name_exchanged, name_types
from geo.tables.fault import HEADER_ROW, Effect, Fault
from geo.tables.known_words import bare, list_headings
from geo.tables.number_hints import SWAPPED
from geo.tables.shifted import name_shifted
from geo.tables.thousands import find_grouped
from geo.tables.wanted_cells import Cells
from geo.tables.word_hints import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geo.tables.cells import Rule
    from geo.tables.csv_file import Table

DICTIONARY = "dictionary"
VOCABULARIES = "vocabularies"
COLUMN_WORDS: Final = "column-type"
UNTOLD = "columns without a row"
TYPE_OF_FIELD = {"str": "text", "int": "integer", "float": "number", "bool": "yes-no", "tuple[str, ...]": "text"}
MAX_LAT = 90.0
FIELD_OF_TYPE = {"integer": "int", "number": "float", "yes-no": "bool"}


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """What is wanted of every column that the program reads.

    Attributes
    ----------
    columns
        By table, in the order of the record's fields.
    vocabularies
        Terms by vocabulary.
    registers
        Tables that others point to: their rows stay when one cell is bad.
    faults
        Where the dictionary and the program disagree.
    labels
        English label of each term by vocabulary.
    partly
        Tables of which a column has no row that can be read, so that their keys may be others.
    """

    columns: Mapping[str, tuple[Column, ...]]
    vocabularies: Mapping[str, frozenset[str]]
    registers: frozenset[str]
    faults: tuple[Fault, ...]
    labels: Mapping[str, Mapping[str, str]]
    partly: frozenset[str] = frozenset()

    def effect(self, column: Column) -> Effect:
        """Say what is left out for a cell that cannot be read.

        Returns
        -------
        effect
            The row when it means nothing without the cell, or when a blank would be read as "not
            known" where something is known; one entry of a list; or, in a register, the cell.
        """
        if column.list:
            return "entry"
        if column.required or column.key or column.table not in self.registers:
            return "row"
        return "cell"


def field_type(column: Column) -> str:
    """Name the type that a record's field has for a column.

    Returns
    -------
    annotation
        As it is written in `geo.records`.
    """
    if column.list:
        return "tuple[str, ...]"
    name = FIELD_OF_TYPE.get(column.type, "str")
    return name if name == "str" or column.required else f"{name} | None"


def read_dictionary(dictionary: Table, vocabularies: Table, *, older: frozenset[str] = frozenset()) -> Dictionary:
    """Read what the tables must look like.

    Parameters
    ----------
    dictionary, vocabularies
        The two tables as text; either may be missing.
    older
        Tables that there were not yet when these two were written.

    Returns
    -------
    dictionary
        Complete for every field of every record, whatever state the tables are in.
    """
    told = {(column.table, column.column): (row, column) for row, column in _told_columns(dictionary)}
    faults: list[Fault] = []
    untold: list[Column] = []
    columns: dict[str, tuple[Column, ...]] = {}
    for name, record in RECORDS.items():
        wanted = []
        for part in fields(record):
            row, column = told.pop((name, part.name), (None, None))
            if column is None or field_type(column) != part.type:
                fallback = _column_of_field(name, part.name, str(part.type))
                later = name in older or (name, part.name) in ADDED_LATER
                untold += [fallback] if column is None and not later else []
                if dictionary.rows and not (column is None and later):
                    faults.append(_disagreement(dictionary.file, row, column, fallback))
                column = fallback
            if row and column.minimum is not None and column.maximum is not None and column.minimum > column.maximum:
                faults.append(_tell_bounds(dictionary.file, row, column))
                column = replace(column, minimum=None, maximum=None)
            wanted.append(column)
        columns[name] = tuple(wanted)
    if lost := find_moved(dictionary, faults):
        none = type(dictionary)(dictionary.file)
        return replace(read_dictionary(none, vocabularies, older=older), faults=(lost,))
    if sum(fault.column == "minimum" for fault in faults) > MOST_ALONE:  # then those of one bound alone are wrong too
        columns = {
            name: tuple(replace(one, minimum=None, maximum=None) for one in wanted) for name, wanted in columns.items()
        }
    for (table, heading), (row, _) in told.items():
        expected = tell("a column that the program reads in a table {table}", table=table)
        faults.append(Fault(dictionary.file, row, "column", heading, expected, severity="warning"))
    if dictionary.columns and not dictionary.rows and not dictionary.faults:
        hint = tell("The table has no rows, and other tables point to it.")
        faults.append(Fault(dictionary.file, None, "", "", hint=hint, effect="table"))
    every = [column for wanted in columns.values() for column in wanted]
    registers = {column.refers_to.partition(".")[0] for column in every if column.type == "id" and column.refers_to}
    labels = _read_labels(vocabularies)
    terms = MappingProxyType({name: _list_terms(name, found) for name, found in labels.items()})
    partly = frozenset(one.table for one in untold)
    return Dictionary(MappingProxyType(columns), terms, frozenset(registers), tuple(faults), labels, partly)


def _list_terms(name: str, labels: Collection[str]) -> frozenset[str]:
    """List the words of a vocabulary; the program knows those for types of columns, whatever is lost of their table."""
    return frozenset(labels) | (frozenset(COLUMN_TYPES) if name == COLUMN_WORDS else frozenset())


def _told_columns(table: Table) -> Iterator[tuple[int, Column]]:
    """Read the rows of the dictionary that can be read; its own schema reports the others."""
    names = [part.name for part in fields(Column)]
    if not set(names) <= set(table.columns):
        return
    for row, *cells in zip(table.rows, *(table.columns[name] for name in names), strict=True):
        cell = dict(zip(names, cells, strict=True))
        if cell["type"] not in COLUMN_TYPES or None in {
            read_yes_no(cell[name]) for name in ("required", "list", "key")
        }:
            continue
        column = Column(
            table=cell["table"],
            column=cell["column"],
            type=cell["type"],
            required=bool(read_yes_no(cell["required"])),
            list=bool(read_yes_no(cell["list"])),
            key=bool(read_yes_no(cell["key"])),
            refers_to=cell["refers_to"],
            unit=cell["unit"],
            minimum=read_number(cell["minimum"], decimal_comma=table.decimal_comma),
            maximum=read_number(cell["maximum"], decimal_comma=table.decimal_comma),
            meaning=cell["meaning"],
        )
        yield row, column


def _column_of_field(table: str, name: str, annotation: str) -> Column:
    """Stand in for a row of the dictionary."""
    return Column(
        table=table,
        column=name,
        type=TYPE_OF_FIELD[annotation.removesuffix(" | None")],
        required=annotation in FIELD_OF_TYPE.values(),
        list=annotation.startswith("tuple"),
        key=False,
        refers_to="",
        unit="",
        minimum=None,
        maximum=None,
        meaning="",
    )


def _disagreement(file: str, row: int | None, told: Column | None, wanted: Column) -> Fault:
    """Report that a row of the dictionary is missing, or does not fit the program."""
    if told is None:
        file_of = f"{wanted.table}.csv"
        hint = tell(
            "No row that can be read describes the column {column} of {file}.", column=wanted.column, file=file_of
        )
        return Fault(file, None, "", "", hint=hint, cause=UNTOLD)
    hint = AS_READ
    if told.list != wanted.list:
        return Fault(file, row, "list", _yes_no(told.list), _yes_no(wanted.list), hint)
    if FIELD_OF_TYPE.get(told.type, "str") != FIELD_OF_TYPE.get(wanted.type, "str"):
        return Fault(file, row, "type", told.type, wanted.type, hint)
    return Fault(file, row, "required", _yes_no(told.required), _yes_no(wanted.required), hint)


def _tell_bounds(file: str, row: int, column: Column) -> Fault:
    """Say that the bounds of a column stand the wrong way round, so that no number could keep them."""
    expected = tell("at most {column} ({high})", column="maximum", high=plain(column.maximum or 0.0))
    hint = tell("The end of a range cannot be below its start.")
    return Fault(file, row, "minimum", plain(column.minimum or 0.0), expected, hint)


def _yes_no(value: bool) -> str:  # noqa: FBT001 - a cell is what it is about
    """Write a truth as the dictionary does."""
    return "yes" if value else "no"


def _read_labels(table: Table) -> Mapping[str, Mapping[str, str]]:
    """Collect the terms of each vocabulary, with their labels."""
    found: dict[str, dict[str, str]] = {}
    if {"vocabulary", "term"} <= set(table.columns):
        columns = table.columns
        labels = columns.get("label", columns["term"])
        for vocabulary, term, label in zip(columns["vocabulary"], columns["term"], labels, strict=True):
            found.setdefault(vocabulary, {})[term] = label
    return MappingProxyType({name: MappingProxyType(terms) for name, terms in found.items()})


def validate(table: Table, name: str, dictionary: Dictionary) -> list[Fault]:
    """Find every fault of a table that shows in a single cell.

    Parameters
    ----------
    table
        The table as text.
    name
        Its name, without ``.csv``.
    dictionary
        What is wanted of its columns.

    Returns
    -------
    faults
        In the order of columns, then rows.
    """
    if not table.columns:
        return []
    columns = dictionary.columns[name]
    faults = _heading_faults(table, columns)
    if not table.rows:
        return faults
    present = [
        Cells(
            column,
            rules_for(column, dictionary.vocabularies, dictionary.labels, decimal_comma=table.decimal_comma),
        )
        for column in columns
        if column.column in table.columns
    ]
    # Most columns of most tables are good, which is found out much sooner than pandera is loaded and a schema built.
    suspect = [cells for cells in present if not cells.keep_all(table.columns[cells.column.column])]
    numbers = [(column, dictionary.effect(column)) for column in columns if column.type == "number" and not column.list]
    faults += find_grouped(table, numbers)
    if not suspect:
        return faults
    from geo.tables.bad_cells import find_bad  # noqa: PLC0415 - it loads pandera, and good tables do without

    by_heading = {cells.column.column: cells for cells in suspect}
    judged: dict[tuple[str, str], list[tuple[Rule, str, str]]] = {}
    for heading, row, cell in find_bad(table.frame, suspect):
        column = by_heading[heading].column
        if (heading, cell) not in judged:
            judged[heading, cell] = list(by_heading[heading].judge(cell))
        for rule, value, told in judged[heading, cell]:
            effect = "kept" if rule.harmless else dictionary.effect(column) if value else "row"
            hint = told
            if hint == SWAPPED and not _can_swap(table, row):
                hint = ""
            faults.append(Fault(table.file, row, heading, value, rule.expected, hint, effect=effect))
    faults = name_shifted(table, faults, present)
    return name_types(table, name_exchanged(table, faults, present), present)


def _can_swap(table: Table, row: int) -> bool:
    """Ask whether what stands under lon would do as a latitude."""
    cell = table.columns["lon"][table.rows.index(row)] if "lon" in table.columns else ""
    lon = read_number(cell, decimal_comma=table.decimal_comma)
    return lon is not None and abs(lon) <= MAX_LAT


def _heading_faults(table: Table, columns: tuple[Column, ...]) -> list[Fault]:
    """Report columns that are missing and columns that the dictionary does not know."""
    known = [column.column for column in columns]
    extra = [heading for heading in table.columns if heading not in known]
    faults = []
    later = [column.column for column in columns if (column.table, column.column) in ADDED_LATER]
    for column in columns:
        if column.column in table.columns or column.column in later:
            continue
        whole = column.required or column.key
        left = tell("No row can be read without it.") if whole else tell("It is read as blank.")
        faults.append(
            Fault(
                table.file,
                HEADER_ROW,
                column.column,
                "",
                tell("this column, which is missing"),
                tell_both(left, nearest(column.column, extra) or _translated(column.column, extra, of_ours=False)),
                effect="table" if whole else "kept",
            )
        )
    missing = [fault.column for fault in faults] + [heading for heading in later if heading not in table.columns]
    for heading in extra:
        hint = tell_both(tell("The column is not read."), nearest(heading, missing) or _translated(heading, missing))
        faults.append(Fault(table.file, HEADER_ROW, heading, heading, tell("a known column"), hint, "warning"))
    return faults


def _translated(name: str, others: Sequence[str], *, of_ours: bool = True) -> str:
    """Suggest the column that a heading in another language means, or the heading that means a column."""
    fitting = [
        other
        for other in others
        if (other if of_ours else name) in list_headings().get(bare(name if of_ours else other), ())
    ]
    return tell('Did you mean "{word}"?', word=fitting[0]) if len(fitting) == 1 else ""
