"""Who is at work on the tables in this session, and the drafts that they work on; runs only where editing is on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.draft import OPEN, Draft
from geo.editing.drafts import DraftStore
from geo.editing.people import APPROVES, find_by_email, read_editors
from geo.editing.publishing import Stores
from geo.editions.opened import open_files
from geo.errors import EditingError, EditionStoreError
from geo.sites.selection import list_entries
from panels.editions.kept import open_store
from panels.optional import warn_once
from panels.session import Slot
from panels.settings import editing_on, editions_address, editors_file, sign_in_hours, sign_in_mode
from panels.web.streamlit_sign_in import own_browser, read_signed

if TYPE_CHECKING:
    from pathlib import Path

    from geo.catalogue import Catalogue
    from geo.editing.people import Editor
    from geo.sites.selection import SiteEntry

SIGNED_IN: Final = Slot("editor", str)
"""Name of the one who has signed in; Streamlit keeps it on the server, for this session alone."""
BROWSER: Final = Slot("editor-browser", str)
"""The browser in which they did: another one that takes the session over is not signed in."""


@lru_cache(maxsize=1)
def _open_drafts(address: str) -> DraftStore:
    return DraftStore(address)


def open_stores() -> Stores:
    """Open drafts and editions.

    Raises
    ------
    EditionStoreError
        When the database cannot be reached.
    """
    address = editions_address()
    return Stores(_open_drafts(address), open_store(address))


def list_editors() -> tuple[Editor, ...]:
    """List who may change the tables, as the file says now; no one when it cannot be read."""
    file = editors_file()
    if file is None:
        return ()
    try:
        return _read_editors(file, file.stat().st_mtime_ns)
    except OSError as error:
        warn_once(
            __name__, f"No one can sign in to change the tables: the file of editors cannot be read ({error.strerror})"
        )
    except EditingError as error:
        warn_once(__name__, f"No one can sign in to change the tables: {error}")
    return ()


@lru_cache(maxsize=2)
def _read_editors(file: Path, changed: int) -> tuple[Editor, ...]:
    del changed
    return read_editors(file.read_text(encoding="utf-8"))


def who_edits() -> Editor | None:
    """Find who may change the tables in this session, and as what: the one place that says so.

    It is asked at every run and before every step, so who is taken out of the file can do nothing more. Somebody has
    signed in here with a password, or elsewhere, in which case their e-mail address must be verified there.
    """
    if not editing_on():
        return None
    editors = list_editors()
    name = SIGNED_IN.read("") if BROWSER.read("") == own_browser() else ""
    found = next((one for one in editors if one.name == name and one.secret), None)
    return found or find_by_email(editors, _verified_email())


def _verified_email() -> str:
    """Read the e-mail address of the one who has signed in through `st.login`; blank when it is not verified."""
    signed = read_signed(st.context.cookies, sign_in_hours()) if sign_in_mode() else None
    claims = signed.claims if signed is not None else {}
    return str(claims.get("email") or "") if claims.get("email_verified") is True else ""


def find_shown_draft(number: int) -> Draft | None:
    """Find a draft that this session may look at as if it were published: its author, or somebody who approves."""
    editor = who_edits()
    if editor is None:
        return None
    try:
        draft = open_stores().drafts.find(number)
    except EditionStoreError as error:
        warn_once(__name__, f"Drafts cannot be opened, the newest tables are shown: {error}")
        return None
    if draft is None or draft.state not in OPEN:
        return None
    return draft if editor.role == APPROVES or editor.name == draft.author else None


def read_draft(draft: Draft) -> tuple[Catalogue, tuple[SiteEntry, ...]] | None:
    """Read the tables of a draft; None when they cannot be read now."""
    try:
        return _read_draft(editions_address(), draft.number, draft.revision)
    except EditionStoreError as error:
        warn_once(__name__, f"Draft {draft.number} cannot be opened, the newest tables are shown: {error}")
        return None


@lru_cache(maxsize=2)
def _read_draft(address: str, number: int, revision: int) -> tuple[Catalogue, tuple[SiteEntry, ...]]:
    del revision
    catalogue = open_files(_open_drafts(address).read(number))
    return catalogue, list_entries(catalogue)
