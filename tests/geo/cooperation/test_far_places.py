"""A lone place far away does not make the map of all others small."""

from hypothesis import given
from hypothesis import strategies as st

from geo.cooperation.far_places import MOST_LEFT_OUT, find_far
from geo.cooperation.timeline import EventFilter, count_places, find_positions, list_events
from geo.geodesy import Point

NEAR = {
    "baku": Point(40.4, 49.8),
    "tbilisi": Point(41.7, 44.8),
    "ankara": Point(39.9, 32.9),
    "astana": Point(51.2, 71.4),
}
OFTEN = dict.fromkeys(NEAR, 5)


def test_one_event_in_a_far_capital_is_left_out():
    places = {**NEAR, "washington": Point(38.9, -77.0)}
    assert find_far(places, {**OFTEN, "washington": 1}) == ("washington",)
    assert find_far(places, {**OFTEN, "washington": 1}, ["washington"]) == ()
    assert find_far(NEAR, OFTEN) == ()


def test_what_many_events_are_about_is_never_left_out():
    places = {**NEAR, "washington": Point(38.9, -77.0)}
    assert find_far(places, {**OFTEN, "washington": 4}) == ()
    assert find_far({"baku": NEAR["baku"], "washington": places["washington"]}, {"baku": 1, "washington": 1}) == ()


def test_two_far_ends_go_one_after_the_other_while_they_are_few():
    places = {**NEAR, "tokyo": Point(35.7, 139.7), "washington": Point(38.9, -77.0)}
    assert set(find_far(places, {**OFTEN, "washington": 1, "tokyo": 1})) == {"tokyo", "washington"}
    assert len(find_far(places, {**dict.fromkeys(NEAR, 3), "washington": 1, "tokyo": 1})) == 1


def test_no_place_and_one_place_have_none():
    assert find_far({}, {}) == ()
    assert find_far({"baku": NEAR["baku"]}, {"baku": 1}) == ()


def test_of_the_record_it_is_brussels(catalogue):
    located = count_places(catalogue, list_events(catalogue, EventFilter()))
    assert find_far(find_positions(catalogue, located), located) == ("brussels",)


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=2),
        st.tuples(st.floats(-60, 70), st.floats(-170, 170), st.integers(1, 9)),
        max_size=8,
    )
)
def test_never_more_than_a_few_records_are_left_out(drawn):
    numbers = {name: number for name, (_, _, number) in drawn.items()}
    far = find_far({name: Point(lat, lon) for name, (lat, lon, _) in drawn.items()}, numbers)
    assert len(set(far)) == len(far)
    assert sum(numbers[name] for name in far) <= MOST_LEFT_OUT * sum(numbers.values())
