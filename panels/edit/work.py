"""What somebody is changing in this session: the tables as they are now, and the draft that they belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.editing.changes import Change, read_changes
from geo.editing.merge import merge
from geo.editing.rewriting import apply_changes
from geo.editions.photograph_files import name_picture
from panels.editions.desk import open_stores
from panels.session import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.editing.draft import Draft
    from geo.editing.merge import Conflict
    from geo.editing.people import Editor


@dataclass(frozen=True, slots=True)
class Work:
    """Tables that are being changed.

    Attributes
    ----------
    base
        Number of the edition that is changed, and its files.
    draft
        The draft that was opened or saved; None for a new one.
    pictures
        Photographs that were added and are not saved yet.
    """

    base: int
    before: Mapping[str, bytes]
    files: Mapping[str, bytes]
    draft: Draft | None = None
    pictures: tuple[bytes, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is not as in the edition."""
        return read_changes(self.before, self.files)


PICTURES: Final = "photographs.csv"
WORK: Final = Slot("edit-work", Work)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows with which a grid began, so that what is written into it can be known from them."""

    table: str
    wanted: str
    number: int
    rows: tuple[tuple[str, Mapping[str, str]], ...]
    files: Mapping[str, bytes]
    faulty: bool = False


GRID: Final = Slot("edit-grid", Grid)
NO_GRID: Final = Grid("", "", 0, (), {})


def forget_grid() -> None:
    """Begin the grid again with the tables as they are; as its number goes on, it takes nothing from the one before."""
    GRID.write(Grid("", "", GRID.read(NO_GRID).number, (), {}))


def current_work() -> Work:
    """Return what is being changed: the newest edition, until something has been changed in it.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    work = WORK.read()
    editions = open_stores().editions
    newest = editions.find_newest()
    number = newest.number if newest else 0
    if work is None or (work.draft is None and work.base != number and work.files == work.before):
        files = editions.read(number)
        work = Work(number, files, files)
        WORK.write(work)
        forget_grid()
    return work


def change_work(changes: Iterable[Change]) -> None:
    """Make changes.

    Raises
    ------
    EditingError
        When they cannot be made; nothing is changed then.
    """
    work = current_work()
    WORK.write(replace(work, files=apply_changes(work.files, changes)))


def keep_pictures(pictures: Iterable[bytes]) -> None:
    """Hold photographs until what names them is saved."""
    work = current_work()
    WORK.write(replace(work, pictures=tuple(dict.fromkeys([*work.pictures, *pictures]))))


def start_over() -> None:
    """Give up what was not saved, and begin with the newest edition."""
    WORK.forget()
    forget_grid()


def open_draft(draft: Draft) -> None:
    """Go on with a draft.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    stores = open_stores()
    WORK.write(Work(draft.base, stores.editions.read(draft.base), stores.drafts.read(draft.number), draft))
    forget_grid()


def save_work(editor: Editor, reason: str) -> Draft:
    """Save what is being changed as a draft; a draft of somebody else, or one that is closed, becomes a new one.

    Raises
    ------
    EditingError
        When no reason is given, or the draft was changed elsewhere meanwhile.
    EditionStoreError
        When the database cannot take it: what is being changed stays in the session.
    """
    work = current_work()
    over = work.draft if work.draft is not None and work.draft.author == editor.name else None
    draft = open_stores().drafts.save(
        work.files, dt.datetime.now(tz=dt.UTC), base=work.base, author=editor.name, reason=reason, over=over,
        pictures=[raw for raw in work.pictures if name_picture(raw).encode() in work.files.get(PICTURES, b"")],
    )  # fmt: skip
    WORK.write(replace(work, draft=draft, pictures=()))
    return draft


def bring_up_to_date(chosen: Mapping[tuple[str, str], str]) -> tuple[Conflict, ...]:
    """Join what is being changed with the newest edition.

    Parameters
    ----------
    chosen
        As for `geo.editing.merge.merge`.

    Returns
    -------
    conflicts
        What must be chosen first; nothing has been joined then.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    work = current_work()
    editions = open_stores().editions
    newest = editions.find_newest()
    if newest is None or newest.number == work.base:
        return ()
    theirs = editions.read(newest.number)
    merged = merge(work.before, work.files, theirs, chosen)
    if not merged.conflicts:
        WORK.write(Work(newest.number, theirs, merged.files, work.draft, work.pictures))
        forget_grid()
    return merged.conflicts
