"""Drafts: what each would change, and its next step, which only those may take who may."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.draft import DRAFT, OPEN, PROPOSED, PUBLISHED, WITHDRAWN
from geo.editing.people import may_approve
from geo.editing.publishing import approve, foresee, undo
from geo.errors import EditingError, EditionStoreError
from geo.messages import say
from panels.edit.told import show_changes, show_conflicts, show_faults, str_of
from panels.edit.work import open_draft, start_over
from panels.editions.desk import list_editors, open_stores, who_edits
from panels.editions.kept import note_published
from panels.session import Slot
from panels.ui.address import change, link_to
from panels.ui.choices import choose_one
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue
    from geo.editing.draft import Draft
    from geo.editing.people import Editor
    from geo.editing.publishing import Outcome
    from geo.language import Language

MOST_EDITIONS: Final = 30
TOLD: Final = Slot("edit-told", str)
"""What has been done in the run before, to be said once."""


def show_drafts(editor: Editor, catalogue: Catalogue, language: Language) -> None:
    """List the drafts that wait, oldest first, and show one of them with its next step."""
    _ = language.text
    drafts = open_stores().drafts.list_all(*OPEN)
    states = {
        DRAFT: _("being written"),
        PROPOSED: _("waits for approval"),
        PUBLISHED: _("published"),
        WITHDRAWN: _("withdrawn"),
    }
    st.html(render("edit/drafts.html", language, drafts=drafts, states=states))
    if not drafts:
        return
    titles = {str(one.number): f"{one.number} · {one.author} · {one.reason}"[:80] for one in drafts}
    waiting = next((one for one in drafts if one.state == PROPOSED and one.author != editor.name), drafts[0])
    number = int(choose_one("draft", _("Draft"), titles, str(waiting.number)))
    _show_draft(next(one for one in drafts if one.number == number), editor, catalogue, language)


def _show_draft(draft: Draft, editor: Editor, catalogue: Catalogue, language: Language) -> None:
    outcome = foresee(open_stores(), draft)
    show_conflicts(outcome.conflicts, catalogue, language)
    show_changes(outcome.changes, catalogue, language)
    show_faults(outcome.faults, catalogue, language)
    href = link_to("./", {"edition": [f"draft-{draft.number}"]})
    st.html(render("edit/preview.html", language, href=href, number=draft.number))
    _show_next(draft, outcome, editor, language)
    with st.container(horizontal=True, gap="small"):
        _show_steps(draft, outcome, editor, language)


def _show_next(draft: Draft, outcome: Outcome, editor: Editor, language: Language) -> None:
    """Say what comes next, where no button does: who approves, or why it cannot go on."""
    _ = language.text
    approving = [one.name for one in list_editors() if may_approve(one, draft.author, list_editors())]
    if outcome.refused:
        st.info(_("It cannot go on as it is: its author must mend what is listed above."))
    elif not approving:
        st.info(_("No one may approve it yet: whoever runs this map names somebody in the file of editors."))
    elif draft.state == PROPOSED and editor.name not in approving:
        st.info(_("Another person approves it: {names}.", names=language.listing(approving)))


def _show_steps(draft: Draft, outcome: Outcome, editor: Editor, language: Language) -> None:
    """Offer what may be done with a draft; each button asks again who presses it."""
    _ = language.text
    mine = draft.author == editor.name
    if draft.state == DRAFT and mine:
        _offer(_("Propose"), language, lambda: open_stores().drafts.propose(draft), main=True, off=outcome.refused)
    if draft.state == PROPOSED and may_approve(editor, draft.author, list_editors()):
        _offer(_("Approve and publish"), language, lambda: publish(draft, language), main=True, off=outcome.refused)
    if mine:
        _offer(_("Go on writing"), language, lambda: _go_on(draft))
        _offer(_("Withdraw"), language, lambda: open_stores().drafts.withdraw(draft))


def _offer(
    label: str, language: Language, step: Callable[[], object], *, main: bool = False, off: bool = False
) -> None:
    if st.button(label, type="primary" if main else "secondary", disabled=off, key=f"edit-step-{label}"):
        take_step(step, language)


def take_step(step: Callable[[], object], language: Language) -> None:
    """Take a step for somebody who may change the tables now, and show the page again; or say why it was not taken."""
    if who_edits() is None:
        st.error(language.text("You are not signed in any more."))
        return
    try:
        step()
    except EditingError as error:
        st.error(say(str_of(error), language.text))
        return
    except EditionStoreError:
        st.error(language.text("The database cannot be reached or written now. Nothing was saved; try again later."))
        return
    st.rerun()


def publish(draft: Draft, language: Language) -> None:
    """Publish a draft in the name of the one who is signed in.

    Raises
    ------
    EditingError
        When they may not, or it cannot be published as it is.
    """
    editor = who_edits()
    if editor is None:
        return
    edition, _draft = approve(open_stores(), draft, dt.datetime.now(tz=dt.UTC), editor, list_editors())
    note_published()
    start_over()
    _ = language.text
    TOLD.write(
        _(
            "Published as edition {n}. Open pages show it by themselves; under “Editions” it can be taken back.",
            n=edition.number,
        )
    )


def _go_on(draft: Draft) -> None:
    open_draft(draft)
    change(tab="")


def show_editions(editor: Editor, language: Language) -> None:
    """List the newest editions, and let one be taken back by a draft."""
    _ = language.text
    editions = open_stores().editions.list_all()[:MOST_EDITIONS]
    st.html(render("edit/editions.html", language, editions=editions))
    titles = {
        str(one.number): f"{one.number} · {one.reason or _('not stated')}"[:80] for one in editions if one.number > 1
    }
    if not titles:
        return
    number = choose_one("undo", _("Edition to take back"), titles, next(iter(titles)))
    st.write(_("What came after it stays. It becomes a draft, which is approved as any other."))
    reason = _("Takes back edition {n}", n=number)

    def step() -> None:
        now = dt.datetime.now(tz=dt.UTC)
        made = undo(open_stores(), int(number), now, author=editor.name, reason=reason)
        change(tab="drafts", draft=str(made.number), undo="")

    _offer(_("Take it back"), language, step, main=True)
