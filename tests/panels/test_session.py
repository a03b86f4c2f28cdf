"""What a session remembers: typed, by names that stand in one place."""

import pytest

from panels import session
from panels.session import Slot, begin_full_run, take_full_run


@pytest.fixture(autouse=True)
def state(monkeypatch):
    remembered = {}
    monkeypatch.setattr(session.st, "session_state", remembered)
    monkeypatch.setattr(session, "own_session", lambda: "one")
    return remembered


def test_what_was_written_is_read():
    slot = Slot("language", str)
    assert slot.read() is None
    assert slot.read("en") == "en"
    slot.write("tr")
    assert Slot("language", str).read("en") == "tr"
    slot.forget()
    slot.forget()
    assert slot.read() is None


def test_outside_of_a_run_nothing_is_remembered(monkeypatch, state):
    state["_language"] = "tr"
    monkeypatch.setattr(session, "own_session", lambda: "")
    assert Slot("language", str).read("en") == "en"


def test_a_value_of_another_type_counts_as_forgotten(state):
    state["_map-taken"] = "7"
    assert Slot("map-taken", int).read(0) == 0


def test_a_name_that_stands_nowhere_is_refused():
    with pytest.raises(ValueError, match="unheard-of"):
        Slot("unheard-of", str)


def test_a_full_run_is_told_once_and_to_its_own_fragment():
    begin_full_run("stage")
    assert not take_full_run("filter-bar")
    assert take_full_run("stage")
    assert not take_full_run("stage")
