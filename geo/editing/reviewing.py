"""Which rows somebody has looked at again, which wait for it, and which are older than their source's rhythm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.dates import last_day
from geo.editing.grid import list_rows
from geo.editing.raw_table import read_raw
from geo.errors import DateError, EditingError
from geo.freshness import DATED
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.editing.draft import Review

LOOKED_ON: Final = "last_reviewed"
"""Column with the day on which a row was looked at again, in tables that say it themselves."""
QUEUED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"findings": ("year", "text"), "doubts": ("", "statement")}
)
"""Tables whose rows wait to be reviewed: the column of the date that a row is of, where it has one, and of its text."""
YEARLY: Final = re.compile(r"(?P<series>.*\bAnnual Report)\b.*\b(?:19|20)\d\d\b")
"""Title of a source that says by itself that it appears every year."""
YEARS_TO_APPEAR: Final = 2
"""The report on a year may come out in the whole of the next one, so a newest row this many years old is not late."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A row, and who has looked at it last.

    Attributes
    ----------
    date
        What it is of (EDTF); blank where the table has no such column, or the row does not say.
    text
        What it says.
    day
        Day of the last look at the row as it stands; blank when there was none, or it was changed since.
    review
        The last review, also of the row as it was; None when it was never reviewed.
    changed
        Whether the row was changed after that review.
    """

    table: str
    row_id: str
    date: str
    text: str
    day: str
    review: Review | None
    changed: bool


def list_looked(
    files: Mapping[str, bytes],
    table: str,
    reviews: Iterable[Review],
    read_edition: Callable[[int], Mapping[str, bytes]],
) -> tuple[Looked, ...]:
    """List the rows of a table with the last look at each.

    Parameters
    ----------
    files
        The newest edition.
    reviews
        Of this table or of all, the newest first.
    read_edition
        Gives the files of an edition by its number; asked once for each edition in which a row was reviewed.

    Returns
    -------
    rows
        Those that wait first: among them the oldest, those without a date last. Then those that were looked at, the
        longest ago first.

    Raises
    ------
    EditingError
        When the file of the table is not plain.
    EditionStoreError
        When an edition cannot be read.
    """
    last: dict[str, Review] = {}
    for review in reviews:
        if review.table == table:
            last.setdefault(review.row_id, review)
    then = {number: _read_rows(read_edition(number), table) for number in {one.edition for one in last.values()}}
    rows = [_look(table, row_id, cells, last.get(row_id), then) for row_id, cells in list_rows(files, table)]
    return tuple(sorted(rows, key=_order))


def _read_rows(files: Mapping[str, bytes], table: str) -> Mapping[str, Mapping[str, str]]:
    """Read a table of an earlier edition; no rows where it had no such table, or not a plain one."""
    try:
        return dict(list_rows(files, table)) if f"{table}{TABLE_END}" in files else {}
    except EditingError:
        return {}


def _look(
    table: str,
    row_id: str,
    cells: Mapping[str, str],
    review: Review | None,
    then: Mapping[int, Mapping[str, Mapping[str, str]]],
) -> Looked:
    changed = review is not None and _without_look(then[review.edition].get(row_id, {})) != _without_look(cells)
    days = [_read_date(cells.get(LOOKED_ON, ""))]
    if review is not None and not changed:
        days.append(f"{review.at:%Y-%m-%d}")
    dated, said = QUEUED.get(table, ("", ""))
    text = cells[said] if said else " · ".join(cell for cell in cells.values() if cell and cell != row_id)
    return Looked(table, row_id, _read_date(cells.get(dated, "")), text, max(days), review, changed)


def _without_look(cells: Mapping[str, str]) -> dict[str, str]:
    """Leave out of a row what only says that somebody has looked at it."""
    return {heading: cell for heading, cell in cells.items() if heading != LOOKED_ON and cell}


def _read_date(cell: str) -> str:
    """Read a cell with a date; blank where it holds none, which the check of the tables reports."""
    try:
        return cell if last_day(cell) else ""
    except DateError:
        return ""


def _order(row: Looked) -> tuple[str, bool, str]:
    day = last_day(row.date)
    return row.day, day is None, day.isoformat() if day else ""


def has_look(files: Mapping[str, bytes], table: str) -> bool:
    """Tell whether a table says itself on which day a row was looked at."""
    return LOOKED_ON in read_raw(table, files[f"{table}{TABLE_END}"]).header


@dataclass(frozen=True, slots=True)
class Late:
    """Rows from a source that appears every year, of which a newer issue should exist by now.

    Attributes
    ----------
    series
        What the titles of its issues share.
    table, year
        The table, and the year that its newest rows from this source are of.
    ids
        These rows, in the order of the table.
    """

    series: str
    table: str
    year: int
    ids: tuple[str, ...]


def list_late(catalogue: Catalogue, today: dt.date) -> tuple[Late, ...]:
    """List what is older than the rhythm of its source.

    A rhythm is known only where the title of a source says it ("Annual Report"); of all other sources nothing is said.

    Returns
    -------
    late
        By table and source; empty when nothing is late, or no title says a rhythm.
    """
    series = {
        source_id: found["series"]
        for source_id, source in catalogue.sources.items()
        if (found := YEARLY.match(source.title))
    }
    late = []
    for table, (name, date) in DATED.items():
        newest: dict[str, dict[int, list[str]]] = {}
        for row in getattr(catalogue, table):
            day = last_day(date(row))
            for one in dict.fromkeys(series[source] for source in row.source_id if source in series):
                if day:
                    newest.setdefault(one, {}).setdefault(day.year, []).append(name(row))
        late += [_say(one, table, years) for one, years in newest.items() if today.year - max(years) > YEARS_TO_APPEAR]
    return tuple(late)


def _say(series: str, table: str, years: Mapping[int, Sequence[str]]) -> Late:
    return Late(series, table, max(years), tuple(years[max(years)]))
