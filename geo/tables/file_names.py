"""Files that are named after a table without being called as it is: copies, second downloads, other formats."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from geo.records.registry import RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".ods", ".xlsm", ".xlsb", ".numbers"})
TEXTS: Final = frozenset({".csv", ".txt", ".tsv", ".tab"})
PUT_ASIDE: Final = frozenset({".bak", ".old", ".orig", ".tmp", ".crdownload", ".part", ".download", ".csv~", ".csv_"})
LOCKS: Final = ("~$", ".")
"""How the names of files begin that a program keeps while it has another one open."""
OF_COPIES: Final = frozenset(
    [
        "copy",
        "copies",
        "kopya",
        "kopyası",
        "копия",
        "копии",
        "көшірме",
        "көшірмесі",
        "final",
        "old",
        "new",
        "backup",
        "bak",
        "draft",
        "latest",
        "last",
        "edited",
        "fixed",
        "corrected",
        "clean",
        "export",
        "v1",
        "v2",
        "v3",
        "v4",
        "eski",
        "yeni",
        "son",
        "старый",
        "новый",
    ]
)
"""Words that are joined to the name of a table by an underscore, in what is still that table."""
VERY_NEAR: Final = 0.8


def table_of(name: str) -> str:
    """Name the table that a file is named after; blank for none.

    Parameters
    ----------
    name
        Of the file, such as ``Copy of sites.csv``, ``sites (1).csv`` or ``sites_final.xlsx``.
    """
    if name.startswith(LOCKS) or not _is_table(name):
        return ""
    told = name.casefold().partition(".")[0]
    found = {table: match for table in RECORDS if (match := _pattern(table).search(told))}
    table = max(found, key=len, default="")
    return table if table and _is_copy(told[: found[table].start()], told[found[table].end() :]) else ""


def _is_copy(before: str, after: str) -> bool:
    """Ask whether the words around the name of a table say that it is a copy, not a table of another kind."""
    beside = (before[-1:], after[:1])
    return "_" not in beside or all(
        word.isdigit() or word in OF_COPIES for word in re.split(r"[\W_]+", f"{before} {after}") if word
    )


def find_other(path: Path) -> Path | None:
    """Find the file that may be a table whose own file is missing; texts come before workbooks and what was put aside.

    Parameters
    ----------
    path
        Where the table should be.
    """
    beside = [p for p in sorted(path.parent.glob("*")) if p.is_file() and not p.name.startswith(LOCKS)]
    alike = re.compile(rf"{re.escape(path.stem)}(?!\w)", re.IGNORECASE)
    found = [p for p in beside if table_of(p.name) == path.stem or alike.match(p.name)]
    if found:
        return min(found, key=lambda p: (_rank(p), -p.stat().st_mtime))
    return _find_mistyped(path, [p for p in beside if p.suffix.lower() == ".csv" and p.stem not in RECORDS])


def _find_mistyped(path: Path, beside: Sequence[Path]) -> Path | None:
    """Find a file whose name is that of a table with a letter wrong."""
    names = {p.stem.casefold(): p for p in beside if not table_of(p.name)}
    close = get_close_matches(path.stem, names, n=1, cutoff=VERY_NEAR)
    mine = close and get_close_matches(close[0], RECORDS, n=1, cutoff=VERY_NEAR) == [path.stem]
    return names[close[0]] if mine else None


def _rank(path: Path) -> int:
    return 0 if path.suffix.lower() in TEXTS else 1 if path.suffix.lower() in WORKBOOKS else 2


def _is_table(name: str) -> bool:
    end = f".{name.rpartition('.')[2]}".lower()
    return end in TEXTS | WORKBOOKS | PUT_ASIDE


def _pattern(table: str) -> re.Pattern[str]:
    words = "[ _-]".join(map(re.escape, table.split("_")))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W\d_])")
