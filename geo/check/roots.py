"""Which table is wrong where several checks contradict it: what they say of others follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.check.consequences import LOST
from geo.check.explained import COLUMN, FEWEST
from geo.check.references import TWICE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.tables.fault import Fault

MISSING: Final = "missing "
OPEN: Final = (COLUMN, "moved ", MISSING)
"""How the cause of a fault begins that may follow from another one: nothing else is known of its cells."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one check has found, and the files that it looked at."""

    faults: Sequence[Fault]
    files: frozenset[str]


def follow_roots(checks: Sequence[Found], roots: Collection[str]) -> tuple[list[Fault], list[str]]:
    """Make the contradictions of one table one cause, where a column of it is wrong as a whole.

    Parameters
    ----------
    checks
        In the order in which they ran.
    roots
        Files that are known to have lost something.

    Returns
    -------
    faults, files
        All faults; those that follow from a wrong column name its file. The files of such columns.
    """
    done: list[str] = []
    while True:
        left = [file for file in _list_wrong(checks) if file not in done]
        if not left:
            return _join_twice([fault for found in checks for fault in found.faults]), done
        weight = {file: _count_open(checks, file) for file in left}
        root = max(left, key=lambda file: (file in roots, weight[file]))
        done.append(root)
        checks = _follow(checks, root)


def _join_twice(faults: Sequence[Fault]) -> list[Fault]:
    """Make one cause of rows that stand there twice and others that are missing: a column of the key has parted."""
    missing = {fault.file for fault in faults if fault.cause.startswith(MISSING)}
    count = Counter(fault.file for fault in faults if _is_twice(fault))
    parted = {file for file in missing if count[file] > 1}
    return [
        replace(fault, cause=f"{MISSING}{fault.file}") if fault.file in parted and _is_twice(fault) else fault
        for fault in faults
    ]


def _is_twice(fault: Fault) -> bool:
    """Ask whether a row has the key of another one, and no more is known of it."""
    return not fault.cause and fault.effect == "row" and fault.expected == TWICE


def _list_wrong(checks: Iterable[Found]) -> list[str]:
    """List the files of which a column, or the whole table, is wrong by itself."""
    faults = [fault for found in checks for fault in found.faults if not fault.cause.startswith(LOST)]
    count = Counter((fault.file, fault.cause) for fault in faults)
    whole = [fault.file for fault in faults if fault.effect == "table"]
    columns = [file for (file, cause), n in count.items() if cause.startswith(COLUMN) and n >= FEWEST]
    return list(dict.fromkeys([*whole, *columns]))


def _count_open(checks: Iterable[Found], root: str) -> int:
    """Count the checks that contradict a table."""
    return sum(any(_may_follow(fault, found, root) for fault in found.faults) for found in checks)


def _may_follow(fault: Fault, found: Found, root: str) -> bool:
    """Ask whether a fault may follow from what is wrong with a table that its check looked at."""
    known = not fault.cause or fault.cause.startswith(OPEN)
    return known and root in {*found.files, fault.file}


def _follow(checks: Sequence[Found], root: str) -> list[Found]:
    """Make what contradicts a table a consequence, all but the first cause found in the table itself."""
    own = _find_own(checks, root)

    def stands(fault: Fault) -> bool:
        return fault is own or (fault.file == root and bool(own.cause) and fault.cause == own.cause)

    return [
        replace(found, faults=[
            replace(fault, cause=LOST + root) if _may_follow(fault, found, root) and not stands(fault) else fault
            for fault in found.faults
        ])
        for found in checks
    ]  # fmt: skip


def _find_own(checks: Sequence[Found], root: str) -> Fault:
    """Find the fault that is the cause: of the whole table, else of the column of which most cells are wrong."""
    faults = [fault for found in checks for fault in found.faults if fault.file == root]
    count = Counter(fault.cause for fault in faults)
    wrong = [fault for fault in faults if fault.effect == "table" or fault.cause.startswith(COLUMN)]
    return max(wrong, key=lambda fault: (fault.effect == "table", count[fault.cause]))
