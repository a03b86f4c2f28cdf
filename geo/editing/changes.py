"""What is not as it was from one state of the tables to another, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.editing.raw_table import read_raw
from geo.errors import EditingError
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.records.registry import RECORDS
from geo.tables.csv_file import parse_table
from geo.tables.folder_files import TABLE_END
from geo.tables.header import headings_of
from geo.tables.schema import DICTIONARY, VOCABULARIES, read_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.editing.raw_table import RawTable

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not as it was.

    Attributes
    ----------
    table
        Its name, without ``.csv``; of a story, the name of its file.
    row_id
        The cells of its key with `,` between them; blank where a file is changed as a whole.
    kind
        `added`, `changed` or `removed`.
    before, after
        Heading → cell; of a row that is changed, only the cells that are not as they were. Nothing of a whole file.
    follows
        Of a row that is added: the id of the row above it; blank below the header, None at the end.
    """

    table: str
    row_id: str
    kind: str
    before: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    after: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    follows: str | None = None

    def list_cells(self) -> Iterator[tuple[str, str, str]]:
        """List heading, cell before and cell after, without those that stay blank."""
        for heading in dict.fromkeys([*self.before, *self.after]):
            before, after = self.before.get(heading, ""), self.after.get(heading, "")
            if before != after:
                yield heading, before, after


def list_keys(files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """Name the columns that make the id of a row, table by table, as the dictionary among the files says."""
    return dict(_read_keys(*(files.get(f"{name}{TABLE_END}", b"") for name in (DICTIONARY, VOCABULARIES))))


@lru_cache(maxsize=8)
def _read_keys(dictionary: bytes, vocabularies: bytes) -> Mapping[str, tuple[str, ...]]:
    pairs = ((DICTIONARY, dictionary), (VOCABULARIES, vocabularies))
    told = (parse_table(f"{name}{TABLE_END}", content, headings_of(name)) for name, content in pairs)
    columns = read_dictionary(*told).columns
    return {name: tuple(column.column for column in columns[name] if column.key) for name in RECORDS}


def read_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Read what is not as it was.

    Parameters
    ----------
    before, after
        Two states of the tables, as `geo.tables.folder_files.read_files` gives them. A row is the same row while its
        id is, wherever it stands. A story, and a file that is there only once or is not plain, is compared as a whole.

    Returns
    -------
    changes
        File by file: what was added or changed in the order of the newer state, then what was removed.
    """
    keys = list_keys(after)
    found: list[Change] = []
    for file in dict.fromkeys([*before, *after]):
        if before.get(file) != after.get(file):
            found += _read_file(file, before, after, keys)
    return tuple(found)


def _read_file(
    file: str, before: Mapping[str, bytes], after: Mapping[str, bytes], keys: Mapping[str, tuple[str, ...]]
) -> Iterator[Change]:
    name = file.removesuffix(TABLE_END)
    if file not in before or file not in after:
        yield Change(name, "", ADDED if file in after else REMOVED)
        return
    pair = _open_both(name, before[file], after[file], keys)
    if pair is None:
        yield Change(name, "", CHANGED)
        return
    older, newer = pair
    was, now = older.index(keys[name]), newer.index(keys[name])
    follows = ""
    for row_id, number in now.items():
        cells = newer.cells(newer.rows[number])
        if row_id not in was:
            yield Change(name, row_id, ADDED, after=cells, follows=follows)
        elif older.rows[was[row_id]].raw != newer.rows[number].raw:
            yield from compare_rows(name, row_id, older.cells(older.rows[was[row_id]]), cells)
        follows = row_id
    for row_id, number in was.items():
        if row_id not in now:
            yield Change(name, row_id, REMOVED, before=older.cells(older.rows[number]))


def _open_both(
    name: str, before: bytes, after: bytes, keys: Mapping[str, tuple[str, ...]]
) -> tuple[RawTable, RawTable] | None:
    """Open two states of a table row by row; None where that cannot be done."""
    wanted = set(keys.get(name, ()))
    try:
        older, newer = read_raw(name, before), read_raw(name, after)
    except EditingError:
        return None
    alike = wanted and wanted <= set(older.header) and older.header == newer.header
    return (older, newer) if alike else None


def compare_rows(
    table: str, row_id: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Iterator[Change]:
    """Say how a row is not as it was; nothing when it is."""
    if before is None and after is not None:
        yield Change(table, row_id, ADDED, after=after)
    elif before is not None and after is None:
        yield Change(table, row_id, REMOVED, before=before)
    elif before is not None and after is not None:
        headings = [one for one in dict.fromkeys([*before, *after]) if before.get(one, "") != after.get(one, "")]
        if headings:
            was, now = ({one: cells.get(one, "") for one in headings} for cells in (before, after))
            yield Change(table, row_id, CHANGED, was, now)
