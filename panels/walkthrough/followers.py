"""Those who follow a room: the speaker's second window, and the audience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from panels.bridge import stage as script
from panels.map.leaflet import draw_map
from panels.walkthrough.message import write_story
from panels.walkthrough.roles import SPEAKER, ask_again, asking_s, read_room, tell_room, write_seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue
    from panels.bridge.stage import Place
    from panels.reader import Reader
    from panels.walkthrough.roles import Seat

    Known = Callable[[Catalogue, Place], Place]

_START: Final = "_room_start"
_FULL_RUN: Final = "_room_full_run"


def show_follower(reader: Reader, seat: Seat, known: Known) -> None:
    """Show what a speaker or somebody in the audience sees.

    Parameters
    ----------
    reader
        Data and language; each has their own.
    seat
        Role and room.
    known
        Brings a place in the range of the stories there are.
    """
    st.session_state[_FULL_RUN] = True
    stage = st.container(key="stage")
    if seat.role != SPEAKER:
        with stage.container(key="stage-picture"):
            draw_map(reader)
    with stage:
        st.fragment(_follow, run_every=asking_s())(reader, seat, known)


def _follow(reader: Reader, seat: Seat, known: Known) -> None:
    _ = reader.language.text
    said = script.hear()
    if said is not None and seat.role == SPEAKER:
        tell_room(seat, known(reader.catalogue, said))
    stand = read_room(seat.keys.code) if seat.keys else None
    if stand is None or stand.position.story not in reader.catalogue.stories:
        st.html(f'<p class="stage-empty" role="status">{_("This room is not open, or no longer.")}</p>')
        return
    what, which = script.hear_wish()
    if what == "language":
        st.session_state["_language"] = which
        st.query_params["lang"] = which
    if what == "ask":
        ask_again()
    if what in {"language", "ask", "story"}:
        st.rerun()
    if st.session_state.pop(_FULL_RUN, False):
        st.session_state[_START] = (stand.position.story, stand.position.stop, script.heard())
    script.show(_message(reader, seat), "speaker.js" if seat.role == SPEAKER else "stage.js")


def _message(reader: Reader, seat: Seat) -> dict[str, Any]:
    story, stop, heard = st.session_state[_START]
    message = write_story(reader, reader.catalogue.stories[story])
    if seat.role != SPEAKER:
        message["scenes"] = [scene | {"note": ""} for scene in message["scenes"]]
    return message | {"start": stop, "heard": heard, "seat": write_seat(seat, st.context.url or "")}
