"""The address of a page: changed from what the browser was told last, not from what a hasty message carries."""

import pytest

from panels import session
from panels.ui import address
from panels.ui.address import (
    change,
    hold_address,
    hold_choices,
    link_here,
    note_address,
    reaches_others,
    read_all,
    read_codes,
    read_some,
    replace_all,
)


class Query(dict):
    """Query parameters as Streamlit keeps them: a name has a list of values."""

    told = 0

    def get_all(self, name):
        return list(self.get(name, []))

    def from_dict(self, query):
        self.told += 1
        self.restore(query)

    def restore(self, query):
        self.clear()
        self.update({name: [value] if isinstance(value, str) else list(value) for name, value in query.items()})


@pytest.fixture(autouse=True)
def query(monkeypatch):
    parameters = Query()
    monkeypatch.setattr(session.st, "session_state", {})
    monkeypatch.setattr(session, "own_session", lambda: "one")
    monkeypatch.setattr(address.st, "query_params", parameters)
    monkeypatch.setattr(address, "restore_address", parameters.restore)
    return parameters


def test_a_change_leaves_the_other_parameters(query):
    query.from_dict({"journey": "a", "unit": "days"})
    note_address()
    change(journey="b", keep=["one.90", "two.50"])
    assert read_all() == {"unit": ["days"], "journey": ["b"], "keep": ["one.90", "two.50"]}
    change(keep=[], unit="")
    assert read_all() == {"journey": ["b"]}


def test_a_change_starts_from_what_was_told_last_not_from_an_older_address(query):
    query.from_dict({"journey": "old"})
    note_address()
    change(journey="new")
    query.from_dict({"journey": "old"})  # a message that was sent before the answer came in
    change(keep="stop.90")
    assert read_all() == {"journey": ["new"], "keep": ["stop.90"]}


def test_a_fragment_holds_the_address_that_was_told_last(query):
    query.from_dict({"journey": "old"})
    note_address()
    change(journey="new")
    query.from_dict({"journey": "old"})
    before = query.told
    hold_address()
    assert read_all() == {"journey": ["new"]}
    query.restore({"journey": "old"})
    change(journey="new")
    assert read_all() == {"journey": ["new"]}
    assert query.told == before  # where the browser has left it meanwhile, it would be a new step in its history


def test_a_step_back_in_the_browser_is_a_new_truth(query):
    note_address()
    change(journey="new")
    query.from_dict({"journey": "old"})
    note_address()  # a run of the whole page
    change(unit="days")
    assert read_all() == {"journey": ["old"], "unit": ["days"]}


def test_a_browser_that_may_stand_elsewhere_is_sent_where_the_page_is(query):
    query.from_dict({"journey": "old"})
    note_address()
    change(journey="new")
    before = query.told
    note_address()
    assert query.told == before
    query.from_dict({"journey": "old"})  # a step back, or a message from before the answer
    note_address()
    assert query.told == before + 2


@pytest.mark.parametrize(("is_step", "after_s", "times"), [(True, 60, 0), (True, 1, 1), (False, 60, 1)])
def test_after_a_step_in_the_history_only_what_may_be_on_its_way_is_made_good(
    query, monkeypatch, is_step, after_s, times
):
    clock = [1000.0]
    monkeypatch.setattr(address, "monotonic", lambda: clock[0])
    monkeypatch.setattr(address, "is_history_step", lambda: is_step)
    query.restore({"stop": "4"})
    note_address()
    change(stop="5")
    clock[0] += after_s
    query.restore({"stop": "4"})
    before = query.told
    note_address()
    assert query.told == before + times
    query.restore({"stop": "3"})
    note_address(heals=False)  # a page that follows steps by itself
    assert query.told == before + times + (not is_step)
    change(stop="6")
    assert read_all() == {"stop": ["6"]}


def test_a_fragment_leaves_the_choices_of_its_page(query):
    query.from_dict({"journey": "one", "hours": "stop.1"})
    note_address()
    held = read_some(("journey", "year"))
    assert held == {"journey": ["one"], "year": []}
    change(journey="older", year="2022", hours="stop.2")  # what a message to the fragment brought along
    hold_choices(held)
    assert read_all() == {"hours": ["stop.2"], "journey": ["one"]}


def test_before_any_run_the_address_is_what_it_is(query):
    query.from_dict({"site": "torugart"})
    hold_address()
    change(country=["KGZ"])
    assert read_all() == {"site": ["torugart"], "country": ["KGZ"]}


def test_links_and_codes():
    replace_all({"country": ["KAZ", "XXX", "KAZ"], "tab": "map"})
    assert read_codes("country", {"KAZ", "KGZ"}) == ("KAZ",)
    assert link_here({"tab": [], "place": ["baku"]}) == "?country=KAZ&country=XXX&country=KAZ&place=baku"


@pytest.mark.parametrize(
    ("url", "reaches"),
    [
        ("https://map.example.org/", True),
        ("http://192.168.1.20:8501/", True),
        ("http://[2001:db8::1]/", True),
        ("http://127.0.0.1:8501/?lang=tr", False),
        ("http://127.8.9.10/", False),
        ("http://localhost:8501/", False),
        ("http://map.localhost/", False),
        ("http://[::1]:8501/", False),
        ("http://0.0.0.0:8501/", False),
        ("", False),
    ],
)
def test_an_address_of_the_own_computer_reaches_nobody_else(url, reaches):
    assert reaches_others(url) is reaches
