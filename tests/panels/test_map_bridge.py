"""What goes to the map bridge at every answer: what never changes is sent once."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from panels.bridge import map as bridge
from panels.bridge.map import ChipGroup, Setting
from panels.view import View

SETTING = Setting({"find": "Find a site"}, [ChipGroup("mode", "Mode", [("road", "Road", False)])], {"years": [2023]})


@pytest.fixture
def sent(monkeypatch):
    """Collect what is sent; `state` is what the browser has told."""
    found = SimpleNamespace(data=[], state={})
    v2 = SimpleNamespace(component=lambda *_, **__: lambda *, data, **__: found.data.append(data))
    streamlit = SimpleNamespace(session_state=found.state, components=SimpleNamespace(v2=v2))
    monkeypatch.setattr(bridge, "st", streamlit)
    monkeypatch.setattr(bridge, "load_script", str)
    monkeypatch.setattr(bridge, "last_map_taken", lambda: 3)
    return found


def test_words_and_switches_are_sent_whole_to_a_browser_that_has_not_said_that_it_has_them(sent):
    bridge.show(View(), SETTING, "en", whole=False)
    setting = sent.data[0]["setting"]
    assert setting["words"] == {"find": "Find a site"}
    assert setting["chips"][0]["options"] == [["road", "Road", False]]
    assert (setting["years"], len(setting["key"])) == ({"years": [2023]}, 12)


def test_words_and_switches_are_not_sent_again_to_a_browser_that_has_them(sent):
    key = SETTING.to_message()["key"]
    sent.state["map-bridge"] = {"view": {"sequence": 3, "setting": key}}
    bridge.show(View(), SETTING, "en", whole=False)
    assert sent.data[0]["setting"] == {"key": key}
    assert sent.data[0]["taken"] == 3


@pytest.mark.parametrize("message", [{"sequence": 3}, {"setting": "another"}, "no message", None])
def test_a_browser_with_other_words_gets_them(sent, message):
    sent.state["map-bridge"] = {"view": message}
    bridge.show(View(), SETTING, "en", whole=False)
    assert "words" in sent.data[0]["setting"]


def test_a_run_of_the_whole_page_sends_everything(sent):
    sent.state["map-bridge"] = {"view": {"setting": SETTING.to_message()["key"]}}
    bridge.show(View(), SETTING, "en")
    assert "words" in sent.data[0]["setting"]


def test_other_words_have_another_key():
    assert Setting({"find": "Bul"}).to_message()["key"] != Setting({"find": "Find"}).to_message()["key"]
