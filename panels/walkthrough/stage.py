"""The walkthrough: a story on a stage that fills the screen and is moved by the browser."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.language import list_languages
from panels.bridge import stage as script
from panels.bridge.stage import OTHER_LANGUAGES, PLACE, START, Asked, Start
from panels.map.leaflet import draw_map
from panels.session import begin_full_run, take_full_run
from panels.site_card.card import render_card
from panels.timing import note_run, now_ms
from panels.ui.address import change, keep_language, read_last
from panels.ui.renewal import renew
from panels.ui.shown_edition import name_older
from panels.ui.window_title import follow_title
from panels.view import View
from panels.walkthrough.followers import show_follower
from panels.walkthrough.message import write_other_languages, write_story
from panels.walkthrough.place import known_place, read_address
from panels.walkthrough.roles import (
    PRESENTER,
    ask_again,
    asking_s,
    find_attendee,
    open_room,
    rejoin,
    tell_room,
    write_attendee,
)
from panels.web.streamlit_run import is_history_step
from panels.web.styles import stage_styles

if TYPE_CHECKING:
    from collections.abc import Collection

    from panels.bridge.place import Place
    from panels.reader import Reader

FRAGMENT: Final = "stage"


def show_stage(reader: Reader) -> None:
    """Show the story that the address names, at the stop it names."""
    st.html(f"<style>{stage_styles()}</style>")
    attendee = find_attendee()
    if attendee.role != PRESENTER:
        show_follower(reader, attendee, known_place)
        return
    begin_full_run(FRAGMENT)
    stage = st.container(key="stage")
    with stage.container(key="stage-picture"):
        draw_map(reader)
    with stage:
        st.fragment(_perform, run_every=asking_s())(reader)


def find_place(address: Place, kept: Place | None, said: Place | None, *, is_whole: bool) -> Place:
    """Find where the tour is.

    Parameters
    ----------
    address
        What the address names: it counts when the whole page runs (`is_whole`), as after a link or the way back.
    kept
        What this session remembers; None when it has not been on the stage.
    said
        Where the browser has moved to since the last run. That counts only in the story that is on the stage: a
        message may have been sent before another story had arrived there.
    """
    here = address if is_whole or kept is None else kept
    is_newer = said is not None and said.story == here.story and not (is_whole and kept is None)
    return said if said is not None and is_newer else here


def take_move() -> Place | None:
    """Take where the browser has moved to since the last run; a step in the history is newer than what came with it."""
    said = script.take_stage_message()
    return None if is_history_step() else said


def find_change(asked: Asked, place: Place, language: str, stories: Collection[str]) -> Asked:
    """Find what of a wish is another language or story than the ones on the stage; what does not exist is left out."""
    spoken = asked.language if asked.language in list_languages() and asked.language != language else ""
    if asked.story in stories and asked.story != place.story:
        return Asked(spoken, asked.story, asked.stop or "1")
    return Asked(spoken)


def _perform(reader: Reader) -> None:
    """Say where the presenter is; only this part runs again from stop to stop."""
    with note_run("stop"):
        catalogue = reader.catalogue
        said = take_move()
        is_whole = take_full_run(FRAGMENT)
        place = known_place(catalogue, find_place(read_address(catalogue), PLACE.read(), said, is_whole=is_whole))
        if is_whole:
            START.write(Start(place.story, place.stop, script.last_stage_taken(), now_ms()))
        _keep(place)
        follow_title()
        if place.story not in catalogue.stories:
            st.html(f"<p class='stage-empty'>{reader.language.text('There is no walkthrough among the data.')}</p>")
            return
        _grant_asked(reader, place, is_new=said is not None)
        _grant_wish(reader, place)
        renew(catalogue)
        attendee = find_attendee()
        if is_history_step() or (said is not None and said.story == place.story and not place.echo):
            tell_room(attendee, place)
        start = START.read(Start(place.story, place.stop, 0))
        story = catalogue.stories[place.story]
        message = write_story(reader, story)
        if older := name_older(catalogue):
            message["credit"] += f" · {reader.language.text('Edition {edition}', edition=older)}"
        if OTHER_LANGUAGES.read():
            message["otherLanguages"] = write_other_languages(reader, story, notes=True)
        message["attendee"] = write_attendee(attendee, st.context.url or "")
        script.show(message | {"start": start.stop, "taken": start.taken, "now": start.now})
        with st.container(key="stage-side"):
            if place.card:
                _show_card(reader, place.card)


def _keep(place: Place) -> None:
    """Remember a place for this session and bring the address in step."""
    PLACE.write(place)
    wanted = {"story": place.story, "stop": str(place.stop)}
    if place.story:
        change(**wanted)


def _grant_asked(reader: Reader, place: Place, *, is_new: bool) -> None:
    """Bring another language and story in one run of the page; where both are here already, answer a new message."""
    asked = script.read_asked()
    change_to = find_change(asked, place, reader.language.code, reader.catalogue.stories)
    if change_to.language:
        keep_language(change_to.language)
    if change_to.story:
        change(story=change_to.story, stop=change_to.stop)
    if change_to != Asked():
        st.rerun()
    if asked.room:
        open_room(place)
    rejoin(asked.rejoin, place)
    if asked.other_languages:
        OTHER_LANGUAGES.write(value=True)
    if asked.asks and ask_again():
        st.rerun()
    if is_new and asked != Asked():
        START.write(replace(START.read(Start(place.story, place.stop, 0)), taken=script.last_stage_taken()))


def _grant_wish(reader: Reader, place: Place) -> None:
    """Do what was asked for and needs more than this part of the page."""
    what, _ = script.take_wish()
    if what == "leave":
        site = reader.catalogue.stories[place.story].scenes[place.stop - 1].site
        query = {"site": site} if site else {}
        asked = read_last("lang")
        st.switch_page("pages/map.py", query_params=query | ({"lang": asked} if asked else {}))


def _show_card(reader: Reader, site: str) -> None:
    entry = next(entry for entry in reader.entries if entry.id == site)
    st.html(render_card(reader.catalogue, reader.entries, entry, View(site=site), reader.language))
