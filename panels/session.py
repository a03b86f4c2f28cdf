"""What a session remembers between its runs: the only module that names the keys and reads them with their types.

Keys of widgets stand with their widgets, because Streamlit writes them itself.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Generic, TypeVar, overload

import streamlit as st

from panels.web.streamlit_sign_in import own_session

if TYPE_CHECKING:
    from collections.abc import Mapping

REMEMBERED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "entered": "the entrance runs this page",
        "naming": "how the page that runs titles the window",
        "title": "the title of the window that was sent last",
        "language": "the language chosen in the masthead or on the stage",
        "page": "the page that ran last",
        "moved": "this run comes from another page",
        "view": "the view that was chosen last",
        "address": "the address that was sent to the browser last",
        "address-sent": "when that was",
        "link": "page and edition of the link that was opened",
        "edition": "number or hash of the older edition that is open, or the draft",
        "editor": "name of the one who has signed in to change the tables",
        "editor-browser": "the browser in which they did",
        "edit-told": "what was done with a draft a moment ago",
        "edit-work": "tables as they are being changed, and the draft that they are",
        "edit-grid": "rows with which the grid of tables began",
        "edit-report": "report of a visit that is being written",
        "edit-position": "what of the map is seen on which a position is set",
        "edit-photographs": "photographs that the report brings, ready to be kept",
        "opened": "page that is open, and the edition that it was opened with",
        "map-taken": "the last message of the map's page that was taken",
        "stage-taken": "the last message of the stage that was taken",
        "stage-place": "story and stop where the presenter is",
        "stage-start": "where the browser begins, and what had been taken by then",
        "stage-picture": "the stop of which the speaker's window shows a picture",
        "stage-languages": "the stage has asked for the story in the other languages",
        "room-keys": "code and token of the presenter's room",
        "room-refused": "code of a room that the browser asked for with another token",
        "room-asks": "the browser has no line to its room, so the session looks by itself",
        "export-jobs": "files that are being made or are ready",
        "export-wanted": "the form of export that was asked for a moment ago",
        "import-file": "the file that is brought in, and the last preview of it",
        "import-asked": "what was asked about its names",
        "import-settled": "what becomes of its rows that contradict ours",
        "full-run": "fragments that are called by a run of the whole page",
    }
)
"""Every key, and what it holds."""

Value = TypeVar("Value")


class Slot(Generic[Value]):
    """One thing that a session remembers.

    Parameters
    ----------
    name
        One of `REMEMBERED`.
    kind
        Its type; what is of another type, as after an upgrade under an open session, counts as forgotten.

    Raises
    ------
    ValueError
        When `REMEMBERED` does not name it.
    """

    __slots__ = ("_key", "_kind")

    def __init__(self, name: str, kind: type[Value]) -> None:
        if name not in REMEMBERED:
            msg = f"{name} is not among the things that a session remembers"
            raise ValueError(msg)
        self._key = f"_{name}"
        self._kind = kind

    @overload
    def read(self) -> Value | None: ...
    @overload
    def read(self, default: Value) -> Value: ...
    def read(self, default: Value | None = None) -> Value | None:
        """Read it; the default when nothing is remembered, as outside of a page's run."""
        value = st.session_state.get(self._key) if own_session() else None
        return value if isinstance(value, self._kind) else default

    def write(self, value: Value) -> None:
        """Remember it in place of what was there."""
        st.session_state[self._key] = value

    def forget(self) -> None:
        """Remember it no longer."""
        st.session_state.pop(self._key, None)


LANGUAGE: Final = Slot("language", str)
_FULL_RUN: Final = Slot("full-run", frozenset)


def begin_full_run(fragment: str) -> None:
    """Note that the whole page runs; to be called just before the fragment is called.

    Streamlit runs a fragment alone without the code that called it, so what is noted here is missing then.
    """
    _FULL_RUN.write(_FULL_RUN.read(frozenset()) | {fragment})


def take_full_run(fragment: str) -> bool:
    """Return once to a fragment whether a run of the whole page called it, instead of running alone."""
    noted = _FULL_RUN.read(frozenset())
    _FULL_RUN.write(noted - {fragment})
    return fragment in noted
