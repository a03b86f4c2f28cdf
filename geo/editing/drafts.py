"""The store of drafts, in the database of the editions: saved, proposed, published as the next edition, or withdrawn.

Each step is one transaction that holds the one lock for writing, and fails when somebody else was there before: who
saves or approves says which revision they have seen.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from geo.editing.draft import DRAFT, OPEN, PROPOSED, PUBLISHED, WITHDRAWN, Draft, Review
from geo.editing.unnamed_pictures import collect_pictures, read_named
from geo.editions.database import Store, begin_reading, begin_writing
from geo.editions.photographs import write_pictures
from geo.editions.recorded import Recorded
from geo.editions.schema import DRAFT_FILES, DRAFTS, EDITIONS, REVIEWS
from geo.editions.store import (
    LONGEST_AUTHOR,
    LONGEST_REASON,
    newest_edition,
    read_files,
    write_edition,
    write_files,
)
from geo.errors import EditingError, EditionStoreError, StaleDraftError
from geo.messages import tell
from geo.tables.folder_files import version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row

LONGEST_ROW_ID = 500


class DraftStore(Store):
    """Drafts and reviews in a database of editions."""

    def save(  # noqa: PLR0913 - named, and each is what a draft is made of
        self,
        files: Mapping[str, bytes],
        at: dt.datetime,
        *,
        base: int,
        author: str,
        reason: str,
        over: Draft | None = None,
        pictures: Iterable[bytes] = (),
    ) -> Draft:
        """Save a draft.

        Parameters
        ----------
        files
            All files of the edition that it would become.
        at
            The moment, with its time zone.
        base
            The edition that it changes.
        author, reason
            Who wants it and why; what is longer than the database holds is cut.
        over
            The draft, as it was seen, that is saved again; a new one when None.
        pictures
            Photographs that its rows name, kept in the same step.

        Returns
        -------
        draft
            What is returned is on the disk; its state is `draft`, also when it had been proposed.

        Raises
        ------
        EditingError
            When it is not said who or why.
        StaleDraftError
            When the draft has been changed meanwhile.
        """
        author, reason = author.strip()[:LONGEST_AUTHOR], reason.strip()[:LONGEST_REASON]
        if not author or not reason:
            raise EditingError(tell("A draft needs an author and a reason."))
        when = _to_second(at)
        with begin_writing(self._engine) as connection:
            if connection.scalar(select(EDITIONS.c.number).where(EDITIONS.c.number == base)) is None:
                raise EditingError(tell("There is no edition {n}.", n=base))
            if over is None:
                number = (connection.scalar(select(func.max(DRAFTS.c.number))) or 0) + 1
                draft = Draft(number, 1, base, author, reason, DRAFT, when)
                connection.execute(insert(DRAFTS).values(**_to_row(draft)))
                left: frozenset[str] = frozenset()
            else:
                held = _hold(connection, over, OPEN)
                left = read_named(connection, held.number)
                draft = Draft(held.number, held.revision + 1, base, author, reason, DRAFT, when)
                _update(connection, draft)
                connection.execute(delete(DRAFT_FILES).where(DRAFT_FILES.c.number == draft.number))
            write_files(connection, DRAFT_FILES, draft.number, files)
            write_pictures(connection, pictures)
            if left:
                collect_pictures(connection, left)
        return draft

    def propose(self, draft: Draft) -> Draft:
        """Ask for a draft to be approved.

        Raises
        ------
        StaleDraftError
            When the draft has been changed meanwhile.
        """
        return self._move(draft, (DRAFT,), PROPOSED)

    def withdraw(self, draft: Draft) -> Draft:
        """Give a draft up: it is kept without its pictures, unless others name them, and cannot be changed any more.

        Raises
        ------
        StaleDraftError
            When the draft has been changed meanwhile.
        """
        return self._move(draft, OPEN, WITHDRAWN)

    def _move(self, draft: Draft, allowed: tuple[str, ...], state: str) -> Draft:
        with begin_writing(self._engine) as connection:
            held = _hold(connection, draft, allowed)
            moved = Draft(held.number, held.revision + 1, held.base, held.author, held.reason, state, held.at)
            _update(connection, moved)
            if state == WITHDRAWN:
                collect_pictures(connection, read_named(connection, moved.number))
        return moved

    def publish(
        self, draft: Draft, at: dt.datetime, *, approver: str, newest: int, files: Mapping[str, bytes]
    ) -> tuple[Recorded, Draft]:
        """Publish a proposed draft as the next edition, in one transaction.

        Parameters
        ----------
        draft
            As the one who approves has seen it.
        at
            The moment, with its time zone.
        approver
            Who approves it.
        newest
            The newest edition, into which it was merged.
        files
            What came of it.

        Returns
        -------
        recorded, draft
            The new edition, with both names; what is returned is on the disk.

        Raises
        ------
        EditingError
            When nothing would change.
        StaleDraftError
            When the draft has been changed, or an edition has been published, meanwhile.
        """
        with begin_writing(self._engine) as connection:
            held = _hold(connection, draft, (PROPOSED,))
            known = newest_edition(connection)
            if known is None or known.number != newest:
                raise StaleDraftError(tell("Another edition has been published meanwhile."))
            version = version_of(files)
            if version == known.version:
                raise EditingError(tell("The tables are those of the newest edition: there is nothing to publish."))
            names = held.author, held.reason, approver.strip()[:LONGEST_AUTHOR]
            recorded = Recorded(known.number + 1, version, _to_second(at), *names)
            write_edition(connection, recorded, files)
            done = Draft(held.number, held.revision + 1, held.base, held.author, held.reason, PUBLISHED, held.at,
                         names[2], recorded.number)  # fmt: skip
            _update(connection, done)
        return recorded, done

    def find(self, number: int) -> Draft | None:
        """Find a draft by its number; None when there is no such draft."""
        with begin_reading(self._engine) as connection:
            row = connection.execute(select(DRAFTS).where(DRAFTS.c.number == number)).first()
        return _read_row(row) if row is not None else None

    def list_all(self, *states: str) -> tuple[Draft, ...]:
        """List drafts in some states, or all of them; those saved first come first."""
        query = select(DRAFTS).order_by(DRAFTS.c.number)
        if states:
            query = query.where(DRAFTS.c.state.in_(states))
        with begin_reading(self._engine) as connection:
            return tuple(map(_read_row, connection.execute(query).all()))

    def read(self, number: int) -> dict[str, bytes]:
        """Read the files of a draft.

        Raises
        ------
        EditionStoreError
            Also when there is no such draft, or a file of it is damaged.
        """
        with begin_reading(self._engine) as connection:
            files = read_files(connection, DRAFT_FILES, number)
        if not files:
            msg = f"there is no draft {number}"
            raise EditionStoreError(msg)
        return files

    def review(self, review: Review) -> None:
        """Note that somebody has looked at a row."""
        with begin_writing(self._engine) as connection:
            number = (connection.scalar(select(func.max(REVIEWS.c.number))) or 0) + 1
            connection.execute(
                insert(REVIEWS).values(
                    number=number,
                    edition=review.edition,
                    of_table=review.table,
                    row_id=review.row_id[:LONGEST_ROW_ID],
                    reviewer=review.reviewer.strip()[:LONGEST_AUTHOR],
                    reviewed_at=_to_second(review.at).isoformat(),
                    note=review.note.strip()[:LONGEST_REASON],
                )
            )

    def list_reviews(self, table: str = "") -> tuple[Review, ...]:
        """List reviews of a table, or of all; the newest first."""
        query = select(REVIEWS).order_by(REVIEWS.c.number.desc())
        if table:
            query = query.where(REVIEWS.c.of_table == table)
        with begin_reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return tuple(
            Review(r.edition, r.of_table, r.row_id, r.reviewer, dt.datetime.fromisoformat(r.reviewed_at), r.note)
            for r in rows
        )


def _to_second(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC).replace(microsecond=0)


def _hold(connection: Connection, seen: Draft, allowed: tuple[str, ...]) -> Draft:
    """Find a draft as somebody has seen it, in a state in which it may be moved on."""
    row = connection.execute(select(DRAFTS).where(DRAFTS.c.number == seen.number)).first()
    if row is None:
        raise EditingError(tell("There is no draft {n}.", n=seen.number))
    held = _read_row(row)
    if held.revision != seen.revision or held.state not in allowed:
        raise StaleDraftError(tell("Draft {n} has been changed meanwhile: look at it again.", n=seen.number))
    return held


def _to_row(draft: Draft) -> dict[str, Any]:
    names = ("number", "revision", "base", "author", "reason", "state", "approver", "edition")
    return {name: getattr(draft, name) for name in names} | {"saved_at": draft.at.isoformat()}


def _update(connection: Connection, draft: Draft) -> None:
    connection.execute(update(DRAFTS).where(DRAFTS.c.number == draft.number).values(**_to_row(draft)))


def _read_row(row: Row[Any]) -> Draft:
    return Draft(
        row.number,
        row.revision,
        row.base,
        row.author,
        row.reason,
        row.state,
        dt.datetime.fromisoformat(row.saved_at),
        row.approver,
        row.edition,
    )
