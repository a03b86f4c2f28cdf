from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sites.waiting import DIRECTIONS
from panels.view import (
    BASE_MAPS,
    VIEWS,
    Codes,
    View,
    clean_text,
    read_message,
    read_points,
    read_query,
)

CODES = Codes({"KAZ", "KGZ", "AZE"}, {"road", "rail"}, {"road", "sea"}, {"red-bridge", "irkeshtam"}, (2018, 2022, 2023))
LAYERS = ("sites", "corridor", "branches", "comparison", "etir", "posts")


def subset(values):
    return st.sets(st.sampled_from(sorted(values))).map(lambda chosen: tuple(sorted(chosen)))


views = st.builds(
    View,
    countries=subset(CODES.countries),
    modes=subset(CODES.modes),
    kinds=subset(CODES.kinds),
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda s: tuple(name for name in LAYERS if name in s)),
    text=st.text(max_size=100).map(clean_text),
    hide=st.booleans(),
    site=st.sampled_from(["", *sorted(CODES.sites)]),
    base=st.sampled_from(BASE_MAPS),
    view=st.sampled_from(VIEWS),
    year=st.sampled_from((0, *CODES.years)),
    since=st.sampled_from((0, *CODES.years)),
    dir=st.sampled_from(DIRECTIONS),
)


@given(views)
def test_a_link_opens_the_view_it_was_made_from(view):
    shown = view if view.view == "waiting" else replace(view, year=0, since=0, dir="west")
    assert read_query(view.to_query(), CODES) == shown


@given(views)
def test_the_bridge_gives_the_view_it_was_given(view):
    message = {key: list(v) if isinstance(v, tuple) else v for key, v in view.to_message().items()}
    assert read_message(message, CODES) == view


def test_the_plain_view_has_a_bare_address():
    assert View().to_query() == {}


def test_no_layer_at_all_is_kept_in_the_address():
    assert read_query(View(layers=()).to_query(), CODES).layers == ()


@pytest.mark.parametrize(
    "query",
    [
        {"country": ["<script>alert(1)</script>", "Kazakhstan", "kaz", "XXX"]},
        {"site": ["../../etc/passwd"]},
        {"site": ["red_bridge"]},
        {"view": ["Waiting"], "dir": ["north"], "year": ["2019"]},
        {"view": [""], "dir": ["<b>"], "year": ["２０２２"]},
        {"year": ["-1"]},
        {"year": ["2022.0"]},
        {"layer": ["x"], "mode": [""], "kind": ["road;DROP"]},
        {"hide": ["yes"], "base": ["javascript:alert(1)"]},
        {"nonsense": ["1"]},
        {"country": []},
    ],
)
def test_unknown_and_hostile_values_are_ignored(query):
    assert read_query(query, CODES) == View()


def test_known_values_survive_unknown_neighbours():
    view = read_query({"country": ["KGZ", "<b>", "KAZ", "KGZ"], "site": ["x", "irkeshtam"]}, CODES)
    assert view.countries == ("KAZ", "KGZ")
    assert view.site == "irkeshtam"


@pytest.mark.parametrize("message", [None, 7, "x", [], {"countries": "KAZ"}, {"layers": None}, {"site": {"a": 1}}])
def test_nonsense_from_the_browser_is_no_error(message):
    view = read_message(message, CODES)
    assert view is None or (view.countries == () and view.site == "")


@pytest.mark.parametrize(
    ("said", "meant"), [("  Kapı\tkule ", "Kapı kule"), ("\x00\n", ""), ("x" * 300, "x" * 80), ("霍尔果斯", "霍尔果斯")]
)
def test_search_text_is_cleaned(said, meant):
    assert clean_text(said) == meant


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (None, ()),
        ("41,45", ()),
        ([[41.5, 45]], ((41.5, 45.0),)),
        ([[1, 2], [3, 4], [5, 6]], ((3.0, 4.0), (5.0, 6.0))),
        ([[91, 0], ["x", 1], [1], {}, [7, 8]], ((7.0, 8.0),)),
    ],
)
def test_positions_from_the_map_are_positions_and_at_most_two(sent, kept):
    assert read_points(sent) == kept
