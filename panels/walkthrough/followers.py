"""Those who follow a room: the speaker's second window, and the audience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.language import list_languages
from panels.bridge import stage as script
from panels.bridge.stage import OTHER_LANGUAGES, PICTURE, START, Start
from panels.map.leaflet import draw_map
from panels.session import begin_full_run, take_full_run
from panels.ui.address import keep_language
from panels.ui.renewal import renew
from panels.walkthrough.message import hide_notes, write_other_languages, write_story
from panels.walkthrough.picture import draw_stop
from panels.walkthrough.roles import SPEAKER, ask_again, asking_s, read_room, tell_room, write_attendee

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.catalogue import Catalogue
    from panels.bridge.place import Place
    from panels.bridge.stage import Asked
    from panels.reader import Reader
    from panels.rooms.store import Stand
    from panels.walkthrough.roles import Attendee

    Known = Callable[[Catalogue, Place], Place]

FRAGMENT: Final = "room"
WAITING_S: Final = 3.0
"""How often somebody who came before the presenter, or before the presenter was back, is let in."""


def show_follower(reader: Reader, attendee: Attendee, known: Known) -> None:
    """Show what a speaker or somebody in the audience sees.

    Parameters
    ----------
    reader
        Data and language; each has their own.
    attendee
        Role and room.
    known
        Brings a place in the range of the stories there are.
    """
    begin_full_run(FRAGMENT)
    stage = st.container(key="stage")
    if attendee.role != SPEAKER:
        with stage.container(key="stage-picture"):
            draw_map(reader)
    waits = _stand_of(reader, attendee) is None
    with stage:
        st.fragment(_follow, run_every=WAITING_S if waits else asking_s())(reader, attendee, known, waits=waits)


def _stand_of(reader: Reader, attendee: Attendee) -> Stand | None:
    stand = read_room(attendee.keys.code) if attendee.keys else None
    return stand if stand is not None and stand.position.story in reader.catalogue.stories else None


def _follow(reader: Reader, attendee: Attendee, known: Known, *, waits: bool) -> None:
    renew(reader.catalogue)
    _ = reader.language.text
    said = script.take_stage_message()
    if said is not None and attendee.role == SPEAKER and not said.echo:
        tell_room(attendee, known(reader.catalogue, said))
    stand = _stand_of(reader, attendee)
    if (stand is None) != waits:
        st.rerun()  # the room is open now, or is so no longer
    if stand is None:
        st.html(f'<p class="stage-empty" role="status">{_("This room is not open, or no longer.")}</p>')
        return
    asked = script.read_asked()
    is_whole = take_full_run(FRAGMENT)
    tells_other = not is_whole and stand.position.story != START.read(Start("", 1, 0)).story
    if _grant(asked, reader.language.code) or tells_other:
        st.rerun()
    if is_whole:
        START.write(Start(stand.position.story, stand.position.stop, script.last_stage_taken()))
    script.show(_message(reader, attendee), script.SPEAKER if attendee.role == SPEAKER else script.STAGE)


def _grant(asked: Asked, language: str) -> bool:
    """Grant what was asked for; gives whether the whole page has to run for that."""
    speaks_other = asked.language in list_languages() and asked.language != language
    if speaks_other:
        keep_language(asked.language)
    if asked.other_languages:
        OTHER_LANGUAGES.write(value=True)
    if asked.picture:
        PICTURE.write(asked.picture)
    asks_first = asked.asks and ask_again()
    return speaks_other or asks_first


def _message(reader: Reader, attendee: Attendee) -> dict[str, Any]:
    start = START.read(Start("", 1, 0))
    message = write_story(reader, reader.catalogue.stories[start.story])
    if attendee.role != SPEAKER:
        message["scenes"] = hide_notes(message["scenes"])
        if OTHER_LANGUAGES.read():
            message["otherLanguages"] = write_other_languages(
                reader, reader.catalogue.stories[start.story], notes=False
            )
    elif wanted := PICTURE.read(""):
        message["picture"] = draw_stop(reader, wanted)
    message["attendee"] = write_attendee(attendee, st.context.url or "")
    return message | {"start": start.stop, "taken": start.taken}
