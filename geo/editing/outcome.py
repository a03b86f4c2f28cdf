"""What the check of a folder says of files that are not in one: each fault at the row and column that it is about."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.check.folder import check_folder
from geo.editing.changes import list_keys
from geo.editing.raw_table import read_raw
from geo.editions.opened import write_files
from geo.errors import EditingError
from geo.load import uncollected
from geo.tables.fault import HEADER_ROW
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from geo.tables.fault import Fault

ERROR = "error"


@dataclass(frozen=True, slots=True)
class Told:
    """A fault, and the row that it is about.

    Attributes
    ----------
    table
        Name of the table; blank for a fault of another file.
    row_id
        Blank for a fault of the whole file, or of a row without an id.
    """

    table: str
    row_id: str
    fault: Fault

    @property
    def refused(self) -> bool:
        """Whether it keeps the tables from being published."""
        return self.fault.severity == ERROR


def check_files(files: Mapping[str, bytes]) -> tuple[Told, ...]:
    """Check tables and stories as `python -m geo.check` does.

    Parameters
    ----------
    files
        As `geo.tables.folder_files.read_files` gives them.
    """
    with tempfile.TemporaryDirectory(prefix="caravanserai-draft-") as folder, uncollected():
        write_files(files, Path(folder))
        faults = check_folder(Path(folder)).faults
    return place_faults(files, faults)


def place_faults(files: Mapping[str, bytes], faults: Iterable[Fault]) -> tuple[Told, ...]:
    """Find the row of each fault by its number in the file."""
    keys = list_keys(files)
    known: dict[str, Mapping[int, str]] = {}
    told = []
    for fault in faults:
        name = fault.file.removesuffix(TABLE_END)
        table = name if name in keys else ""
        if table and table not in known:
            known[table] = _number_rows(table, files.get(fault.file, b""), keys[table])
        row_id = known[table].get(fault.row, "") if table and fault.row is not None else ""
        told.append(Told(table, row_id, fault))
    return tuple(told)


@lru_cache(maxsize=96)
def _number_rows(table: str, content: bytes, keys: tuple[str, ...]) -> Mapping[int, str]:
    """Find the id of each row by its number in a spreadsheet; none where the file is not plain."""
    try:
        index = read_raw(table, content).index(keys)
    except EditingError:
        return MappingProxyType({})
    return MappingProxyType({number + HEADER_ROW: row_id for row_id, number in index.items()})


def list_new(before: Iterable[Told], after: Iterable[Told]) -> tuple[Told, ...]:
    """List what is wrong now and was not before, whatever rows have moved."""
    held = Counter(map(_say, before))
    new = []
    for told in after:
        said = _say(told)
        held[said] -= 1
        if held[said] < 0:
            new.append(told)
    return tuple(new)


def _say(told: Told) -> Hashable:
    fault = told.fault
    row = told.row_id or fault.row
    return fault.file, row, fault.column, fault.part, fault.value, str(fault.expected), str(fault.hint)
