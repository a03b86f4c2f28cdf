"""A report of a field visit and its findings: read from what the browser kept, and as rows to be added."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.editing.changes import Change, compare_rows, list_keys
from geo.editing.grid import list_rows, to_cell
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VISITS: Final = "visits"
FINDINGS: Final = "findings"
PHOTOGRAPHS: Final = "photographs"
VISIT: Final = "visit_id"
NOTE: Final = "note"
MOST_FINDINGS: Final = 50
MOST_PHOTOGRAPHS: Final = 24
_NOTHING: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})
_NUMBERED: Final = re.compile(r"(\D+)(\d+)")


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody has written of a visit.

    Attributes
    ----------
    visit
        Column → cell of the visit, without its id.
    findings
        The same of each finding.
    photographs
        The same of each photograph, by the hash of its picture.
    """

    visit: Mapping[str, str]
    findings: tuple[Mapping[str, str], ...] = ()
    photographs: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NOTHING)

    @property
    def blank(self) -> bool:
        """Whether nothing has been written."""
        rows = (self.visit, *self.findings, *self.photographs.values())
        return not any(cell for row in rows for cell in row.values())

    def write(self) -> str:
        """Write it as JSON."""
        told = {"visit": dict(self.visit), "findings": list(map(dict, self.findings))}
        told |= {"photographs": {digest: dict(row) for digest, row in self.photographs.items()}}
        return json.dumps(told, ensure_ascii=False)


NOTHING_WRITTEN: Final = Report({})


def read_report(text: str) -> Report:
    """Read a report that a browser has kept; what has another shape is left out."""
    try:
        said = json.loads(text)
    except ValueError:
        return NOTHING_WRITTEN
    if not isinstance(said, dict):
        return NOTHING_WRITTEN
    findings = said.get("findings")
    rows = findings[:MOST_FINDINGS] if isinstance(findings, list) else []
    pictures = said.get("photographs")
    told = list(pictures.items())[-MOST_PHOTOGRAPHS:] if isinstance(pictures, dict) else []
    return Report(
        _read_row(said.get("visit")), tuple(map(_read_row, rows)), {digest: _read_row(row) for digest, row in told}
    )


def _read_row(said: Any) -> dict[str, str]:  # noqa: ANN401 - whatever stood in the browser
    cells = said.items() if isinstance(said, dict) else ()
    return {name: cell for name, cell in cells if isinstance(cell, str)}


def add_notes(report: Report, text: str) -> Report:
    """Add what was written elsewhere to the note of the visit, as the one line that a cell is."""
    line = " ".join(text.split())
    note = " ".join(filter(None, (report.visit.get(NOTE, "").strip(), line)))
    return replace(report, visit={**report.visit, NOTE: note})


def add_report(
    files: Mapping[str, bytes], report: Report, photographs: Sequence[Mapping[str, str]] = ()
) -> Iterator[Change]:
    """Add a visit with its findings and photographs, each with the next free number of its table.

    Findings in which nothing is written are left out.

    Parameters
    ----------
    photographs
        Column → cell of each photograph, without its id and the visit.

    Raises
    ------
    EditingError
        When a cell holds what no table can.
    """
    (visit,) = _add(files, VISITS, [report.visit])
    yield visit
    yield from _add(files, FINDINGS, [row for row in report.findings if any(row.values())])
    yield from add_photographs(files, visit.row_id, photographs)


def add_photographs(
    files: Mapping[str, bytes], visit_id: str, photographs: Sequence[Mapping[str, str]]
) -> Iterator[Change]:
    """Add photographs to a visit, each with the next free number.

    Parameters
    ----------
    photographs
        Column → cell of each photograph, without its id and the visit.

    Raises
    ------
    EditingError
        When a cell holds what no table can.
    """
    yield from _add(files, PHOTOGRAPHS, [{**row, VISIT: visit_id} for row in photographs])


def _add(files: Mapping[str, bytes], table: str, rows: Sequence[Mapping[str, str]]) -> Iterator[Change]:
    used = [row_id for row_id, _ in list_rows(files, table)] if f"{table}{TABLE_END}" in files else []
    (key,) = list_keys(files)[table]
    found = [match for row_id in used if (match := _NUMBERED.fullmatch(row_id))]
    letter, width = (found[-1][1], len(found[-1][2])) if found else (table[0].upper(), 2)
    last = max((int(match[2]) for match in found), default=0)
    for number, row in enumerate(rows, last + 1):
        row_id = f"{letter}{number:0{width}}"
        cells = {name: cell for name, text in row.items() if (cell := to_cell(text))}
        yield from compare_rows(table, row_id, None, {key: row_id, **cells})
