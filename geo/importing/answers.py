"""Questions as a table to fill in, and answers read from it: the form is that of `crosswalk.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import ImportedFileError
from geo.exports.csv_table import FOR_PROGRAMS, write_csv
from geo.importing.names import COUNTRY, PLACE, Written
from geo.messages import tell
from geo.tables.csv_file import parse_table
from geo.tables.header import headings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.importing.converting import Question

TABLE: Final = "crosswalk"
MOST_OFFERS: Final = 8


def write_questions(questions: Iterable[Question]) -> bytes:
    """Write what must be answered as rows to fill in: `country` for a country, `place_id` for a place.

    Parameters
    ----------
    questions
        Those that are not about a country or place are left out; `note` says what each may mean.
    """
    rows = []
    for one in questions:
        kind, text, country, mode = one.written
        if kind in {COUNTRY, PLACE}:
            note = ", ".join(one.offers[:MOST_OFFERS])
            row = {"kind": kind, "written": text, "country": country, "mode": mode, "note": note}
            rows.append([row.get(heading, "") for heading in headings_of(TABLE)])
    return write_csv(headings_of(TABLE), rows, FOR_PROGRAMS)


def read_answers(raw: bytes) -> dict[Written, str]:
    """Read answers; rows that say nothing are passed over.

    Raises
    ------
    ImportedFileError
        When it is not such a table.
    """
    table = parse_table(f"{TABLE}.csv", raw, headings_of(TABLE))
    wanted = ("kind", "written", "country", "mode", "place_id")
    if not set(wanted) <= set(table.columns):
        raise ImportedFileError(tell("The answers have not the columns of {file}.", file=f"{TABLE}.csv"))
    found = {}
    for kind, text, country, mode, place in zip(*(table.columns[name] for name in wanted), strict=True):
        if meant := place if kind == PLACE else country:
            found[Written(kind, text, country if kind == PLACE else "", mode)] = meant
    return found
