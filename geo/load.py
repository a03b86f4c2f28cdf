"""Reads the tables: the one place that joins the check of a folder with the catalogue made of it."""

from __future__ import annotations

import gc
from collections import deque
from contextlib import contextmanager
from dataclasses import fields
from itertools import compress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from geo.catalogue import Catalogue
from geo.check.folder import check_folder
from geo.records.registry import RECORDS
from geo.tables.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geo.check.folder import Checked
    from geo.records.dictionary import Term
    from geo.tables.values import Values


KEYED = {"sources": "source_id", "places": "place_id", "sites": "site_id"}


def read_catalogue(folder: Path) -> Catalogue:
    """Read, check and gather the tables of a folder.

    Returns
    -------
    catalogue
        Every good row, and the faults of the others.

    Raises
    ------
    DataFolderError
        When there is no such folder. Nothing in the tables raises.
    """
    with uncollected():
        return _gather(check_folder(folder))


@contextmanager
def uncollected() -> Iterator[None]:
    """Put garbage collection off: it looks through what is read again and again, and finds nothing to collect."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _gather(checked: Checked) -> Catalogue:
    """Make the catalogue of checked tables."""
    gathered: dict[str, Any] = {name: _records(checked.values[name], record) for name, record in RECORDS.items()}
    for name, key in KEYED.items():
        gathered[name] = MappingProxyType({getattr(record, key): record for record in gathered[name]})
    gathered["vocabularies"] = _by_vocabulary(gathered["vocabularies"])
    return Catalogue(
        **gathered,
        stories=MappingProxyType({story.story_id: story for story in checked.stories}),
        tables=Frames(checked.tables),
        cells=MappingProxyType({name: table.columns for name, table in checked.tables.items()}),
        faults=checked.faults,
        version=checked.version,
        folder=checked.folder,
    )


Record = TypeVar("Record")


def _records(values: Values, record: type[Record]) -> tuple[Record, ...]:
    """Make the records of one table from the rows that are not left out."""
    names = [part.name for part in fields(record)]  # type: ignore[arg-type]
    columns = [values.columns[name] for name in names]
    if values.left_out:
        kept = [row not in values.left_out for row in values.rows]
        columns = [list(compress(column, kept)) for column in columns]
    # Column by column: as `tuple(map(record, *columns))`, in a third of the time that a frozen record takes to be made.
    made = [record.__new__(record) for _ in columns[0]]
    for name, column in zip(names, columns, strict=True):
        deque(map(getattr(record, name).__set__, made, column), maxlen=0)
    return tuple(made)


def _by_vocabulary(terms: tuple[Term, ...]) -> Mapping[str, Mapping[str, Term]]:
    """Sort the terms into their vocabularies."""
    found: dict[str, dict[str, Term]] = {}
    for term in terms:
        found.setdefault(term.vocabulary, {})[term.term] = term
    return MappingProxyType({name: MappingProxyType(known) for name, known in found.items()})
