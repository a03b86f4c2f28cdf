"""Two states of the tables that come from one are joined, row by row; what both have changed is shown, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.editing.changes import Change, compare_rows, list_keys, read_changes
from geo.editing.raw_table import read_raw
from geo.editing.rewriting import apply_changes
from geo.errors import EditingError
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.tables.folder_files import TABLE_END

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.editing.raw_table import RawTable

MINE: Final = "mine"
THEIRS: Final = "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that both have changed, not in the same way; a whole file where `row_id` is blank.

    Attributes
    ----------
    mine, theirs
        What each has changed.
    """

    table: str
    row_id: str
    mine: Change
    theirs: Change


@dataclass(frozen=True, slots=True)
class Merged:
    """Two states joined.

    Attributes
    ----------
    files
        Theirs, with all changes of mine that are not in conflict.
    conflicts
        What is still theirs in `files`, until somebody chooses.
    """

    files: Mapping[str, bytes]
    conflicts: tuple[Conflict, ...]


def merge(
    base: Mapping[str, bytes],
    mine: Mapping[str, bytes],
    theirs: Mapping[str, bytes],
    chosen: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Merged:
    """Join two states of the tables.

    Parameters
    ----------
    base
        The state that both come from.
    mine, theirs
        The state of a draft, and the one that was published meanwhile.
    chosen
        Table and id of rows in conflict → `mine` or `theirs`.

    Returns
    -------
    merged
        A row that only one of them has changed is as that one has it, and so is a whole file; other bytes are kept.
    """
    files, conflicts = dict(theirs), []
    for file in dict.fromkeys([*base, *mine]):
        if mine.get(file) in {base.get(file), theirs.get(file)}:
            continue
        if theirs.get(file) == base.get(file):
            _put(files, file, mine.get(file))
            continue
        found = _merge_rows(file, files, (base, mine, theirs), chosen)
        if found is None:
            found = _choose_file(file, files, (base, mine, theirs), chosen)
        conflicts += found
    return Merged(MappingProxyType(files), tuple(conflicts))


def _put(files: dict[str, bytes], file: str, content: bytes | None) -> None:
    if content is None:
        files.pop(file, None)
    else:
        files[file] = content


States = tuple["Mapping[str, bytes]", "Mapping[str, bytes]", "Mapping[str, bytes]"]


def _merge_rows(
    file: str, files: dict[str, bytes], states: States, chosen: Mapping[tuple[str, str], str]
) -> list[Conflict] | None:
    """Join one table; None where it cannot be read row by row in all three states."""
    base, mine, theirs = states
    keys = list_keys(theirs)
    name = file.removesuffix(TABLE_END)
    tables = [_open(name, state.get(file), keys.get(name, ())) for state in states]
    if None in tables or len({table.header for table in tables if table}) > 1:
        return None
    describing = {one: content for one, content in theirs.items() if one != file}
    ours, others = (read_changes(describing | {file: base[file]}, describing | {file: s[file]}) for s in (mine, theirs))
    rows = [_rows(table, keys[name]) for table in tables if table]
    touched = {change.row_id: change for change in others}
    conflicts, wanted = [], []
    for change in ours:
        row_id = change.row_id
        now = next(compare_rows(name, row_id, rows[2].get(row_id), rows[1].get(row_id)), None)
        if now is None:
            continue
        choice = chosen.get((name, row_id)) if row_id in touched else MINE
        if choice is None:
            conflicts.append(Conflict(name, row_id, change, touched[row_id]))
        elif choice == MINE:
            wanted.append(Change(name, row_id, now.kind, now.before, now.after, change.follows))
    files[file] = apply_changes(theirs, wanted)[file]
    return conflicts


def _open(name: str, content: bytes | None, keys: tuple[str, ...]) -> RawTable | None:
    """Open a table of which every row can be found by its id."""
    if content is None or not keys:
        return None
    try:
        table = read_raw(name, content)
        index = table.index(keys)
    except EditingError:
        return None
    return table if len(index) == sum(not row.blank for row in table.rows[1:]) else None


def _rows(table: RawTable, keys: tuple[str, ...]) -> dict[str, dict[str, str]]:
    return {row_id: table.cells(table.rows[number]) for row_id, number in table.index(keys).items()}


def _choose_file(
    file: str, files: dict[str, bytes], states: States, chosen: Mapping[tuple[str, str], str]
) -> list[Conflict]:
    """Take a file as a whole from one of the two, as somebody chose."""
    base, mine, theirs = states
    name = file.removesuffix(TABLE_END)
    choice = chosen.get((name, ""))
    if choice == MINE:
        _put(files, file, mine.get(file))
    if choice is not None:
        return []
    ours, others = (_whole(name, base.get(file), state.get(file)) for state in (mine, theirs))
    return [Conflict(name, "", ours, others)]


def _whole(name: str, before: bytes | None, after: bytes | None) -> Change:
    return Change(name, "", ADDED if before is None else REMOVED if after is None else CHANGED)


def take_back(
    before: Mapping[str, bytes],
    edition: Mapping[str, bytes],
    newest: Mapping[str, bytes],
    chosen: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Merged:
    """Take the changes of an edition back in the newest one.

    Parameters
    ----------
    before, edition
        The edition before it, and the edition.
    newest
        What holds now; what was changed again since is in conflict.
    chosen
        As for `merge`; `mine` is the row as it was before the edition.
    """
    return merge(edition, before, newest, chosen)
