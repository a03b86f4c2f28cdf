"""The stage's script on the page: it gets a whole story at once, and sends the server the presenter's place.

Like the map bridge, it is fetched by address; what goes over the wire is a loader, and the story once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from panels.bridge.place import Place
from panels.session import Slot
from panels.web.components import load_script

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGE: Final = "walkthrough/stage.js"
SPEAKER: Final = "walkthrough/speaker.js"
_KEY: Final = "stage-script"
MAX_NAME_LENGTH: Final = 24


@dataclass(frozen=True, slots=True)
class Start:
    """Where the browser begins, the number of its last message that had been taken then, and the server's time.

    The time stays that of the beginning, so that the story is not sent again at every stop: the browser counts on.
    """

    story: str
    stop: int
    taken: int
    now: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser wants and does not show yet.

    Attributes
    ----------
    language
        Its code.
    story, stop
        Another story, and where in it.
    room
        Whether a room is to be opened.
    rejoin
        Code and token of the room that the browser had.
    asks
        Whether the session has to look at the room, because the browser has no line to it.
    other_languages
        Whether the story is wanted in the other languages.
    picture
        Story and number of the stop that the speaker's window wants to see, joined by a stroke.
    """

    language: str = ""
    story: str = ""
    stop: str = ""
    room: bool = False
    rejoin: str = ""
    asks: bool = False
    other_languages: bool = False
    picture: str = ""


STAGE_TAKEN: Final = Slot("stage-taken", int)
PLACE: Final = Slot("stage-place", Place)
START: Final = Slot("stage-start", Start)
PICTURE: Final = Slot("stage-picture", str)
"""Which stop the speaker's window has asked to see: story and number, joined by a stroke."""
OTHER_LANGUAGES: Final = Slot("stage-languages", bool)
"""Whether this session's browser has asked for the story in the other languages."""


def last_place() -> Place | None:
    """Return where in which story this session was last; None when it has not been on the stage."""
    return PLACE.read()


def take_stage_message() -> Place | None:
    """Take where the presenter went since the last run; None when nothing is new.

    Returns
    -------
    place
        As the browser sent it: unchecked.
    """
    message = _said("at")
    sequence = message.get("sequence")
    if not isinstance(sequence, int) or sequence <= last_stage_taken():
        return None
    STAGE_TAKEN.write(sequence)
    stop = message.get("stop")
    return Place(
        str(message.get("story", "")),
        stop if isinstance(stop, int) else 1,
        str(message.get("card") or ""),
        bool(message.get("blank")),
        str(message.get("by", ""))[:MAX_NAME_LENGTH],
        bool(message.get("echo")),
    )


def read_asked() -> Asked:
    """Read what the browser wants and does not show yet.

    Returns
    -------
    asked
        Unchecked. It stands in every message until the browser shows it, and so holds for a run of any cause: of two
        messages that arrive together Streamlit keeps the newer alone, and a run of the page may carry an address
        from before the wish.
    """
    said = _said("at").get("asked")
    asked = said if isinstance(said, dict) else {}
    story, _, stop = str(asked.get("story", "")).partition("/")
    return Asked(
        str(asked.get("language", "")),
        story,
        stop,
        "room" in asked,
        str(asked.get("rejoin", "")),
        "ask" in asked,
        "otherLanguages" in asked,
        str(asked.get("picture", "")),
    )


def take_wish() -> tuple[str, str]:
    """Take what the presenter asked for in this run: a word and what belongs to it; blank when nothing."""
    message = _said("wish")
    return str(message.get("what", "")), str(message.get("which", ""))


def last_stage_taken() -> int:
    """Return the number of the stage's last message that this session took."""
    return STAGE_TAKEN.read(0)


def _said(name: str) -> Mapping[str, Any]:
    state = st.session_state.get(_KEY)
    message = state.get(name) if state is not None else None
    return message if isinstance(message, dict) else {}


def show(message: Mapping[str, Any], script: str = STAGE) -> None:
    """Put the stage's script on the page.

    Parameters
    ----------
    message
        The story and everything that is said around it. As long as it does not change, it is not sent again.
    script
        `STAGE` or `SPEAKER`.
    """
    component = st.components.v2.component(
        {STAGE: "stage_script", SPEAKER: "speaker_script"}[script],
        js=load_script(script),
        isolate_styles=False,
    )
    component(key=_KEY, data=dict(message), on_at_change=lambda: None, on_wish_change=lambda: None)
