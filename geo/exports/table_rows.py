"""Tables as they stand in their files, for programs and spreadsheets: numbers as numbers, all else as text."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from geo.documents.references import name_source
from geo.exports.csv_table import FOR_PROGRAMS, write_csv
from geo.kept import keep_per_edition
from geo.records.dictionary import NUMBER_TYPES
from geo.tables.cells import split_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.catalogue import Catalogue
    from geo.records.dictionary import Column
    from geo.records.places import Source

KEY_SIGN: Final = ","
"""Stands between the parts of an id that is made of several columns."""
SOURCE_KEY: Final = "sources.source_id"
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TRUTH: Final = {"yes": True, "no": False}


def read_cell(cell: str, numeric: bool) -> str | Decimal:  # noqa: FBT001 - mapped over the cells of a row
    """Read a cell of a table as it stands in its file: a number keeps its digits, anything else is a text."""
    return Decimal(cell) if numeric and _NUMBER.fullmatch(cell) else cell


def type_rows(catalogue: Catalogue, name: str, frame: pd.DataFrame) -> list[list[str | Decimal]]:
    """Read the cells of some rows of a table: as `read_cell`, by what the dictionary says of each column.

    Parameters
    ----------
    name
        Of the table.
    frame
        Rows of it, as text.
    """
    columns = _columns(catalogue, name)
    numeric = [is_numeric(columns.get(str(column))) for column in frame.columns]
    return [list(map(read_cell, row, numeric)) for row in frame.to_numpy().tolist()]


def is_numeric(column: Column | None) -> bool:
    """Whether each cell of a column is one number."""
    return column is not None and column.type in NUMBER_TYPES and not column.list


@keep_per_edition
def _columns(catalogue: Catalogue, name: str) -> dict[str, Column]:
    return {column.column: column for column in catalogue.dictionary if column.table == name}


@keep_per_edition
def index_rows(catalogue: Catalogue, name: str) -> Mapping[str, int]:
    """Find the rows of a table by their ids, which are the cells of its key with `,` between them.

    A row whose key is blank has none; where two rows share one, it is that of the first.
    """
    frame = catalogue.tables[name]
    keys = [column.column for column in catalogue.dictionary if column.table == name and column.key]
    found: dict[str, int] = {}
    if keys and set(keys) <= set(frame.columns):
        for number, cells in enumerate(frame[keys].to_numpy().tolist()):
            if any(cells):
                found.setdefault(KEY_SIGN.join(cells), number)
    return found


def write_table_csv(catalogue: Catalogue, name: str) -> bytes:
    """Write a table as CSV for programs.

    Returns
    -------
    csv
        UTF-8 with a byte order mark, commas between cells, a point before decimals; texts are safe for spreadsheets.

    Raises
    ------
    KeyError
        When there is no such table.
    """
    return _write_csv(catalogue, name, catalogue.tables[name])


def write_row_csv(catalogue: Catalogue, name: str, row_id: str) -> bytes:
    """Write one row as CSV for programs, with its headings.

    Raises
    ------
    KeyError
        When there is no such table or row.
    """
    return _write_csv(catalogue, name, _find_row(catalogue, name, row_id))


def _write_csv(catalogue: Catalogue, name: str, frame: pd.DataFrame) -> bytes:
    return write_csv([str(column) for column in frame.columns], type_rows(catalogue, name, frame), FOR_PROGRAMS)


def _find_row(catalogue: Catalogue, name: str, row_id: str) -> pd.DataFrame:
    number = index_rows(catalogue, name)[row_id]
    return catalogue.tables[name].iloc[number : number + 1]


def to_objects(catalogue: Catalogue, name: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn rows into what JSON holds: numbers, true and false, lists, None for a blank cell, else text."""
    known = _columns(catalogue, name)
    columns = [(str(column), known.get(str(column))) for column in frame.columns]
    return [
        {title: _to_json(cell, column) for (title, column), cell in zip(columns, row, strict=True)}
        for row in frame.to_numpy().tolist()
    ]


@keep_per_edition
def _objects(catalogue: Catalogue, name: str) -> list[dict[str, Any]]:
    return to_objects(catalogue, name, catalogue.tables[name])


def _object(catalogue: Catalogue, name: str, row_id: str) -> dict[str, Any]:
    return _objects(catalogue, name)[index_rows(catalogue, name)[row_id]]


def _to_json(cell: str, column: Column | None) -> object:
    if column is not None and column.list:
        return list(split_list(cell))
    if not cell:
        return None
    if column is None:
        return cell
    if column.type == "yes-no":
        return _TRUTH.get(cell, cell)
    number = read_cell(cell, is_numeric(column))
    if isinstance(number, str):
        return number
    return int(number) if column.type == "integer" and number == int(number) else float(number)


def write_table_json(catalogue: Catalogue, name: str) -> bytes:
    """Write a table as JSON: its name, the edition, and its rows (see `to_objects`)."""
    return _to_bytes({"table": name, "edition": catalogue.version, "rows": _objects(catalogue, name)})


def write_row_json(catalogue: Catalogue, name: str, row_id: str) -> bytes:
    """Write one row as JSON: see `tell_row`.

    Raises
    ------
    KeyError
        When there is no such table or row.
    """
    return _to_bytes(tell_row(catalogue, name, row_id))


def tell_row(catalogue: Catalogue, name: str, row_id: str) -> dict[str, Any]:
    """Say what a row holds, with its edition, its sources and a line to cite it by.

    Raises
    ------
    KeyError
        When there is no such table or row.
    """
    row = _object(catalogue, name, row_id)
    sources = sources_of_row(catalogue, name, row_id)
    after = "; ".join(map(name_source, sources))
    citation = f"Caravanserai map, edition {catalogue.version}, {name}.csv, row {row_id}"
    return {
        "table": name,
        "id": row_id,
        "edition": catalogue.version,
        "row": row,
        "sources": list(map(tell_source, sources)),
        "citation": f"{citation}; after {after}" if after else citation,
    }


def tell_source(source: Source) -> dict[str, Any]:
    """Say what a source is, None for what is not known of it."""
    return {
        "id": source.source_id,
        "title": source.title,
        "publisher": source.publisher or None,
        "year": source.year,
        "url": source.url or None,
        "accessed": source.accessed or None,
        "archive_url": source.archive_url or None,
        "quoted": source.quoted or None,
        "quoted_language": source.quoted_language or None,
        "content_hash": source.content_hash or None,
        "licence": source.licence,
    }


def sources_of_row(catalogue: Catalogue, name: str, row_id: str) -> tuple[Source, ...]:
    """Find the sources of a row: those that it names; where it names none, those of the rows that it refers to.

    Raises
    ------
    KeyError
        When there is no such table or row.
    """
    ids = {row_id: None} if name == "sources" else _name_sources(catalogue, name, row_id)
    if not ids:
        row = _object(catalogue, name, row_id)
        for column in _columns(catalogue, name).values():
            other = column.refers_to.partition(".")[0]
            for one in _listed(row.get(column.column)):
                if other in catalogue.tables and one in index_rows(catalogue, other):
                    ids |= _name_sources(catalogue, other, one)
    return tuple(catalogue.sources[one] for one in ids if one in catalogue.sources)


def _name_sources(catalogue: Catalogue, name: str, row_id: str) -> dict[str, None]:
    row = _object(catalogue, name, row_id)
    wanted = [column.column for column in _columns(catalogue, name).values() if column.refers_to == SOURCE_KEY]
    return dict.fromkeys(one for column in wanted for one in _listed(row.get(column)))


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) else []


def _to_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
