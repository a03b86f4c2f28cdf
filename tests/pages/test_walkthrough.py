"""The stage by AppTest: it opens where the address says, whatever that is, and sends the map the same at every stop."""

import json

import pytest
import streamlit as st

from geo.language import load_language
from geo.sites.selection import list_entries
from geo.tables.story_file import STORY_FOLDER
from panels import session
from panels.bridge.place import Place
from panels.bridge.stage import Asked, read_asked
from panels.reader import Reader
from panels.rooms.stream import room_hub
from panels.view import Codes
from panels.walkthrough import stage
from panels.walkthrough.message import write_other_languages
from panels.walkthrough.picture import draw_stop
from panels.walkthrough.place import known_place, read_number
from panels.walkthrough.roles import KEYS, PRESENTER, Attendee, ask_again, position_of, rejoin, write_attendee
from panels.walkthrough.stage import find_change, find_place, take_move
from panels.web.urls import FOLDERS
from tests.pages.apps import html_of, new_app, open_page


def run(query):
    return open_page("walkthrough", query)


def message_of(app):
    found = [c.proto for c in app.get("bidi_component") if c.proto.component_name.endswith("stage_script")]
    return json.loads(found[0].json)


@pytest.mark.parametrize(
    ("query", "story", "start"),
    [
        ({}, "caravanserai", 1),
        ({"story": "e-tir", "stop": "3", "lang": "tr"}, "e-tir", 3),
        ({"story": "caravanserai", "stop": "99"}, "caravanserai", 11),
        ({"story": "../../etc", "stop": "-1"}, "caravanserai", 1),
        ({"story": "<script>", "stop": "1e9"}, "caravanserai", 1),
        ({"story": "middle-corridor", "stop": "²"}, "middle-corridor", 1),
    ],
)
def test_an_address_opens_a_stop_that_exists(query, story, start):
    message = message_of(run(query))
    assert (message["id"], message["start"]) == (story, start)
    assert message["lang"] == query.get("lang", "en")


def test_the_stage_has_no_masthead_and_all_other_pages_lead_to_it():
    assert 'class="brand"' not in html_of(run({}))
    app = new_app().run()
    assert 'class="brand"' in html_of(app)
    assert 'class="present" href="walkthrough"' in html_of(app)


def test_the_map_is_sent_the_same_at_every_stop():
    def sent(stop):
        return run({"stop": stop}).get("component_instance")[0].proto.json_args

    assert sent("1") == sent("7")


def test_a_message_of_the_browser_is_brought_into_range(catalogue):
    assert known_place(catalogue, Place("e-tir", 400, "nowhere")) == Place("e-tir", 8)
    assert known_place(catalogue, Place("e-tir", -4, "red-bridge")) == Place("e-tir", 1, "red-bridge")
    assert known_place(catalogue, Place("<b>", 2)) == Place("", 1)


KEPT, ADDRESS, MOVED = Place("e-tir", 2), Place("e-tir", 1), Place("e-tir", 3)
FORMER = Place("road", 5)


@pytest.mark.parametrize(
    ("kept", "said", "is_whole", "place"),
    [
        (KEPT, None, False, KEPT),
        (KEPT, MOVED, False, MOVED),
        (KEPT, FORMER, False, KEPT),  # sent in the former story, taken after another one was granted
        (KEPT, FORMER, True, ADDRESS),
        (KEPT, None, True, ADDRESS),  # a link, or the way back
        (KEPT, MOVED, True, MOVED),  # a move that came with the message which ran the page
        (None, MOVED, True, ADDRESS),  # a server that has been started anew: the browser tells it afterwards
        (None, None, False, ADDRESS),
    ],
)
def test_where_the_tour_is(kept, said, is_whole, place):
    assert find_place(ADDRESS, kept, said, is_whole=is_whole) == place


@pytest.mark.parametrize(
    ("asked", "granted"),
    [
        (Asked(), Asked()),
        (Asked("tr", "road", "4"), Asked("tr", "road", "4")),  # both in one run of the page
        (Asked("en", "road"), Asked("", "road", "1")),
        (Asked("tr", "e-tir", "5"), Asked("tr")),  # this story is there, and the tour may have moved in it
        (Asked("<b>", "../etc"), Asked()),
        (Asked("en", "e-tir"), Asked()),
    ],
)
def test_of_a_wish_only_what_is_another_and_exists_is_granted(asked, granted):
    assert find_change(asked, KEPT, "en", {"e-tir", "road"}) == granted


@pytest.fixture
def state(monkeypatch):
    """What the browser of the stage has sent, and what its session remembers."""
    remembered = {}
    monkeypatch.setattr(st, "session_state", remembered)
    monkeypatch.setattr(session, "own_session", lambda: "one")

    def say(at):
        remembered["stage-script"] = {"at": at}

    return say


@pytest.mark.parametrize("is_step", [True, False])
def test_a_step_in_the_history_is_newer_than_the_message_that_came_with_it(state, monkeypatch, is_step):
    monkeypatch.setattr(stage, "is_history_step", lambda: is_step)
    state({"sequence": 3, "story": "e-tir", "stop": 3})
    assert take_move() == (None if is_step else MOVED)
    monkeypatch.setattr(stage, "is_history_step", lambda: False)
    assert take_move() is None  # it is taken once


def test_what_is_asked_for_stands_in_the_message_and_is_read_whole(state):
    state({"sequence": 3, "asked": {"story": "road/4", "language": "tr", "room": "", "rejoin": "abc token"}})
    assert read_asked() == Asked("tr", "road", "4", room=True, rejoin="abc token")
    state({"asked": {"ask": "", "otherLanguages": "", "picture": "road/5"}})
    assert read_asked() == Asked(asks=True, other_languages=True, picture="road/5")
    for nothing in ({"asked": None}, {"asked": "<b>"}, {}, None):
        state(nothing)
        assert read_asked() == Asked()


def test_a_room_that_the_browser_had_is_taken_back_or_refused_and_either_is_told(state):
    state({})
    alone = Attendee(PRESENTER)
    rejoin("", Place("road", 2))
    assert write_attendee(alone, "") == {"role": PRESENTER}
    rejoin("somebody-elses token", Place("road", 2))
    assert write_attendee(alone, "") == {"role": PRESENTER, "refused": "somebody-elses"}
    keys = room_hub().rooms.open(position_of(Place("road", 2)))
    rejoin(f"{keys.code} {keys.token}", Place("road", 2))
    assert KEYS.read() == keys
    rejoin("somebody-elses token", Place("road", 2))  # it stands in the message until the next one
    assert KEYS.read() == keys


def test_that_the_session_looks_at_the_room_by_itself_is_told_and_new_only_once(state):
    state({})
    assert "asks" not in write_attendee(Attendee(PRESENTER), "")
    assert ask_again()
    assert write_attendee(Attendee(PRESENTER), "")["asks"]
    assert not ask_again()


def test_story_and_map_lie_ready_in_every_other_language(catalogue):
    reader = Reader(catalogue, list_entries(catalogue), Codes(set(), set(), set(), set()), load_language("ru"))
    sheets = write_other_languages(reader, catalogue.stories["e-tir"], notes=False)
    assert set(sheets) == {"en", "kk", "tr"}
    for code, addresses in sheets.items():
        files = {what: address.partition("?")[0].rpartition("/")[2] for what, address in addresses.items()}
        told = {what: json.loads((FOLDERS["map"] / file).read_text("utf-8")) for what, file in files.items()}
        assert {one["lang"] for one in told.values()} == {code}
        assert told["map"]["words"]["legend"] == load_language(code).text("Legend")
        assert not any(scene["note"] for scene in told["story"]["scenes"])


@pytest.mark.parametrize("wanted", ["e-tir/0", "e-tir/99", "e-tir/²", "e-tir", "../3", ""])
def test_only_a_stop_that_exists_is_drawn_for_the_speaker(catalogue, wanted):
    assert draw_stop(Reader(catalogue, (), Codes(set(), set(), set(), set()), load_language("en")), wanted) is None


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("03", 3), ("", 1), ("x", 1), ("1234", 1), ("-2", 1), ("٣", 1)])
def test_numbers_of_stops(text, number):
    assert read_number(text) == number


def test_without_stories_the_page_says_so(monkeypatch, tmp_path, catalogue):
    for table in catalogue.folder.glob("*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    monkeypatch.setenv("CARAVANSERAI_DATA", str(tmp_path))
    assert not (tmp_path / STORY_FOLDER).exists()
    assert "There is no walkthrough" in html_of(run({}))
