"""What would come of a draft, and the step that makes it the next edition; and a draft that takes an edition back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geo.editing.changes import Change, read_changes
from geo.editing.merge import Conflict, merge, take_back
from geo.editing.outcome import Told, check_files, list_new
from geo.editing.people import may_approve
from geo.errors import EditingError, StaleDraftError
from geo.messages import tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from geo.editing.draft import Draft
    from geo.editing.drafts import DraftStore
    from geo.editing.people import Editor
    from geo.editions.recorded import Recorded
    from geo.editions.store import EditionStore

Chosen = MappingProxyType[tuple[str, str], str]
NOTHING_CHOSEN: Chosen = MappingProxyType({})


class Stores(NamedTuple):
    """Drafts and editions of one database."""

    drafts: DraftStore
    editions: EditionStore


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would come of a draft now.

    Attributes
    ----------
    newest
        The newest edition, into which the draft is merged.
    files
        What would be published.
    changes
        From the newest edition to that.
    conflicts
        Rows that the draft and a later edition have both changed.
    faults
        What the check finds wrong in it that was not wrong before.
    """

    newest: int
    files: Mapping[str, bytes]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    faults: tuple[Told, ...]

    @property
    def refused(self) -> bool:
        """Whether it cannot be published as it is."""
        return bool(self.conflicts) or not self.changes or any(fault.refused for fault in self.faults)


def check_new(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Told, ...]:
    """List what the check finds wrong in a state that was not wrong in the one before it."""
    return list_new(_check(tuple(before.items())), _check(tuple(after.items())))


def list_told(files: Mapping[str, bytes], table: str) -> tuple[Told, ...]:
    """List what the check finds in a table, whether it was wrong before or not."""
    return tuple(told for told in _check(tuple(files.items())) if told.table == table)


@lru_cache(maxsize=6)
def _check(files: tuple[tuple[str, bytes], ...]) -> tuple[Told, ...]:
    return check_files(dict(files))


def foresee(stores: Stores, draft: Draft, chosen: Mapping[tuple[str, str], str] = NOTHING_CHOSEN) -> Outcome:
    """Work out what would come of a draft if it were published now.

    Parameters
    ----------
    chosen
        As for `geo.editing.merge.merge`.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached, or what it holds is damaged.
    """
    newest = stores.editions.find_newest()
    number = newest.number if newest else draft.base
    theirs, mine = stores.editions.read(number), stores.drafts.read(draft.number)
    base = theirs if draft.base == number else stores.editions.read(draft.base)
    merged = merge(base, mine, theirs, chosen)
    return Outcome(
        number,
        merged.files,
        read_changes(theirs, merged.files),
        merged.conflicts,
        check_new(theirs, merged.files),
    )


def approve(
    stores: Stores, draft: Draft, at: dt.datetime, editor: Editor, editors: Sequence[Editor]
) -> tuple[Recorded, Draft]:
    """Publish a proposed draft as the next edition.

    Parameters
    ----------
    draft
        As the one who approves has seen it.
    editor, editors
        Who approves, among all who may change the tables.

    Raises
    ------
    EditingError
        When they may not, or it cannot be published as it is.
    StaleDraftError
        When the draft has been changed, or another edition was published, in this very moment.
    """
    if not may_approve(editor, draft.author, editors):
        raise EditingError(tell("A draft is approved by another person, who may approve."))
    outcome = foresee(stores, draft)
    if outcome.conflicts:
        raise StaleDraftError(tell("Rows of the draft have been changed by a later edition: its author must choose."))
    if any(fault.refused for fault in outcome.faults):
        raise EditingError(tell("The check finds faults in the draft: mend them first."))
    return stores.drafts.publish(draft, at, approver=editor.name, newest=outcome.newest, files=outcome.files)


def undo(stores: Stores, number: int, at: dt.datetime, *, author: str, reason: str) -> Draft:
    """Save a draft that takes the changes of an edition back, and leaves what came after it.

    Raises
    ------
    EditingError
        When it is the first edition, or a row of it has been changed again since.
    """
    newest = stores.editions.find_newest()
    if number <= 1 or newest is None:
        raise EditingError(tell("There is no edition before the first one."))
    merged = take_back(
        stores.editions.read(number - 1), stores.editions.read(number), stores.editions.read(newest.number)
    )
    if merged.conflicts:
        rows = ", ".join(f"{one.table} {one.row_id}".strip() for one in merged.conflicts)
        raise EditingError(tell("These rows have been changed again since edition {n}: {rows}.", n=number, rows=rows))
    return stores.drafts.save(merged.files, at, base=newest.number, author=author, reason=reason)
