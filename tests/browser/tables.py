"""Copies of the data folder in which something is changed."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Rows = list[dict[str, str]]


def read_rows(folder: Path, table: str) -> Rows:
    """Read a table as text."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(folder: Path, table: str, rows: Rows) -> None:
    """Write a table back, with the same columns."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def copy_tables(source: Path, target: Path, change: Callable[[str, Rows], Rows | None]) -> Path:
    """Copy every table, changed.

    Parameters
    ----------
    source, target
        Folders; the target is made.
    change
        Is given the name and the rows of each table; gives the new rows, or None to leave the table out.
    """
    target.mkdir()
    for path in sorted(source.glob("*.csv")):
        shutil.copy(path, target)
        rows = change(path.stem, read_rows(source, path.stem)) if path.stat().st_size else []
        if rows is None:
            (target / path.name).unlink()
        elif rows:
            write_rows(target, path.stem, rows)
    return target
