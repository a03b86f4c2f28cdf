"""How a row, a card, a chart or a page is cited: ours, and the primary sources beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.exports.table_rows import index_rows, sources_of_row
from geo.freshness import last_read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.places import Source

AUTHOR: Final = "The authors of the Caravanserai map"
NAME_COLUMNS: Final = (
    "name",
    "title",
    "short_name",
    "text",
    "statement",
    "label",
    "topic",
    "subject",
    "post_as_printed",
)
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited.

    Attributes
    ----------
    key
        Letters, digits and dashes, for lists of references.
    title
        In the reader's language.
    program
        The name of the map, in the reader's language.
    edition
        Of the tables.
    issued
        The newest day on which a source of the edition was read; None when no source says one.
    url
        Where it stands.
    accessed
        The day on which it was read there.
    sources
        The primary sources, most of which are documents.
    language
        Code of the language of the title.
    """

    key: str
    title: str
    program: str
    edition: str
    issued: dt.date | None
    url: str
    accessed: dt.date
    sources: tuple[Source, ...]
    language: str

    @property
    def named(self) -> str:
        """The title and the name of the map, which is named once where it is the title."""
        return self.title if self.title == self.program else f"{self.title}. {self.program}"

    @property
    def documents(self) -> tuple[Source, ...]:
        """List the sources that can be looked up; "general knowledge" and "not found" cannot."""
        return tuple(source for source in self.sources if source.publisher or source.year or source.url)


def make_key(*parts: str) -> str:
    """Write a key of letters, digits and dashes only."""
    plain = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


def title_row(catalogue: Catalogue, name: str, row_id: str, language: Language) -> str:
    """Title a row: what its table holds, its id, and its own name where it has one."""
    frame = catalogue.tables[name]
    row = frame.iloc[index_rows(catalogue, name)[row_id]]
    own = next((str(row[column]) for column in NAME_COLUMNS if column in frame.columns and row[column]), "")
    label = language.cell(catalogue.label("table", name))
    shown = " ".join(language.cell(own).split())
    cut = shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1].rstrip() + "…"
    return f"{label}, {row_id}: {cut}" if cut else f"{label}, {row_id}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Where and when something was read, and the language in which it is cited."""

    url: str
    day: dt.date
    language: Language


def cite_row(catalogue: Catalogue, name: str, row_id: str, reading: Reading) -> Citation:
    """Cite one row of a table.

    Parameters
    ----------
    catalogue
        The checked tables.
    name, row_id
        Table and row.
    reading
        Address of the row, day and language.

    Raises
    ------
    KeyError
        When there is no such table or row.
    """
    title = title_row(catalogue, name, row_id, reading.language)
    return _cite(catalogue, make_key(name, row_id), title, sources_of_row(catalogue, name, row_id), reading)


def cite_view(catalogue: Catalogue, path: str, title: str, sources: Iterable[Source], reading: Reading) -> Citation:
    """Cite a card, a chart or a page of the app.

    Parameters
    ----------
    catalogue
        The checked tables.
    path
        Its address below the app's.
    title
        In the language of the reading.
    sources
        On which it rests.
    reading
        Its whole address, day and language.
    """
    return _cite(catalogue, make_key(path or "map"), title, sources, reading)


def _cite(catalogue: Catalogue, key: str, title: str, sources: Iterable[Source], reading: Reading) -> Citation:
    return Citation(
        key=f"caravanserai-{key}",
        title=title,
        program=reading.language.text("Caravanserai map"),
        edition=catalogue.version,
        issued=last_read(catalogue),
        url=reading.url,
        accessed=reading.day,
        sources=tuple(sources),
        language=reading.language.code,
    )
