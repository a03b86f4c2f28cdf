"""The time/cost–distance profile: the worked example, and what holds for every journey."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corridor.profile import ProfileLeg, ProfileStop, apply_scenario, assume, draw_profile
from geo.errors import ScenarioError

EXAMPLE = (
    ProfileLeg("a", 600, 12),
    ProfileStop("first", 20),
    ProfileLeg("b", 400, 8),
    ProfileStop("second", 6),
    ProfileLeg("c", 500, 10),
)
KM = st.floats(0.1, 5000)
HOURS = st.floats(0.01, 500)
UNKNOWN_HOURS = st.none() | HOURS


def parts(hours=HOURS, least=0):
    legs = st.builds(ProfileLeg, id=st.uuids().map(str), km=KM, value=hours)
    stops = st.builds(ProfileStop, id=st.uuids().map(str), value=hours)
    return st.lists(legs | stops, min_size=least, max_size=12).map(tuple)


def test_the_worked_example():
    profile = draw_profile(EXAMPLE)
    assert profile.points == ((0, 0), (600, 12), (600, 32), (1000, 40), (1000, 46), (1500, 56))
    assert profile.swod == pytest.approx(50.0)
    assert round(profile.swd, 2) == 26.79
    assert round(100 * profile.share_standing, 1) == 46.4
    (longest, share), (other, _) = profile.ranked_stops
    assert (longest.id, other.id) == ("first", "second")
    assert round(100 * share, 1) == 35.7
    assert not profile.at_least


def test_halving_the_first_stop_of_the_example():
    assert draw_profile(apply_scenario(EXAMPLE, {"first": 0.5})).total == 46


def test_share_standing_is_one_minus_swd_by_swod():
    profile = draw_profile(EXAMPLE)
    assert profile.share_standing == pytest.approx(1 - profile.swd / profile.swod)


def test_an_unknown_stop_is_a_gap_and_not_zero():
    known = draw_profile(EXAMPLE)
    profile = draw_profile((*EXAMPLE, ProfileStop("unknown", None), ProfileLeg("d", 100, 2)))
    assert profile.at_least
    assert [part.id for part in profile.gaps] == ["unknown"]
    assert profile.total == known.total + 2
    assert "unknown" not in [stop.id for stop, _ in profile.ranked_stops]
    gap = profile.drawn[5]
    assert gap.gap
    assert gap.start == gap.end == (1500, 56)
    assert not draw_profile((*EXAMPLE, ProfileStop("zero", 0.0))).at_least


def test_a_leg_of_unknown_hours_has_a_length_and_no_part_in_speeds():
    profile = draw_profile((*EXAMPLE, ProfileLeg("d", 300, None)))
    assert (profile.km, profile.known_km) == (1800, 1500)
    assert profile.swod == pytest.approx(50.0)
    assert profile.points[-1] == (1800, 56)


def test_nothing_known_gives_no_speed():
    profile = draw_profile((ProfileLeg("a", 10, None), ProfileStop("b", None)))
    assert (profile.swod, profile.swd, profile.share_standing, profile.total) == (None, None, None, 0)
    assert draw_profile(()).points == ((0, 0),)


@pytest.mark.parametrize(
    "part",
    [ProfileLeg("a", -1, 2), ProfileLeg("a", math.nan, 2), ProfileLeg("a", 1, -2), ProfileStop("b", math.inf)],
    ids=str,
)
def test_impossible_numbers_are_refused(part):
    with pytest.raises(ScenarioError):
        draw_profile([part])


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_an_impossible_scenario_is_refused(share):
    with pytest.raises(ScenarioError):
        apply_scenario(EXAMPLE, {"first": share})


@given(parts(UNKNOWN_HOURS))
def test_delays_never_make_a_journey_faster(found):
    profile = draw_profile(found)
    if profile.swod is not None:
        assert profile.swd <= profile.swod * (1 + 1e-12)
        assert 0 <= profile.share_standing <= 1


@given(parts(UNKNOWN_HOURS), parts(UNKNOWN_HOURS))
def test_one_journey_after_the_other_adds_up(first, second):
    whole, one, other = draw_profile((*first, *second)), draw_profile(first), draw_profile(second)
    for sum_of in ("km", "known_km", "moving", "standing", "total"):
        assert getattr(whole, sum_of) == pytest.approx(getattr(one, sum_of) + getattr(other, sum_of))
    assert len(whole.gaps) == len(one.gaps) + len(other.gaps)
    assert whole.points[len(first)] == one.points[-1]


@given(parts(UNKNOWN_HOURS))
def test_the_way_back_with_the_same_values_takes_as_long(found):
    there, back = draw_profile(found), draw_profile(tuple(reversed(found)))
    for sum_of in ("km", "known_km", "moving", "standing", "total"):
        assert getattr(there, sum_of) == pytest.approx(getattr(back, sum_of))
    assert len(there.gaps) == len(back.gaps)


@given(parts(UNKNOWN_HOURS, least=1), st.data())
def test_a_scenario_never_adds_time_nor_fills_a_gap(found, data):
    shares = data.draw(st.dictionaries(st.sampled_from([part.id for part in found]), st.floats(0, 1)))
    before, after = draw_profile(found), draw_profile(apply_scenario(found, shares))
    assert after.total <= before.total * (1 + 1e-12)
    assert after.moving == before.moving
    assert [part.id for part in after.gaps] == [part.id for part in before.gaps]


@given(parts())
def test_the_steps_never_lead_back_or_down(found):
    points = draw_profile(found).points
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(points))


def test_an_assumption_fills_gaps_of_stops_and_leaves_what_is_measured():
    parts = (*EXAMPLE, ProfileStop("unknown", None), ProfileStop("other", None), ProfileLeg("d", 10, None))
    found = assume(parts, {"unknown": 48.0, "first": 1.0, "d": 5.0, "other": 0.0})
    assert found == (*EXAMPLE, ProfileStop("unknown", 48.0), ProfileStop("other", None), ProfileLeg("d", 10, None))


def test_a_leg_of_absurd_size_is_refused():
    with pytest.raises(ScenarioError, match="which is no length"):
        draw_profile([ProfileLeg("a", 1e308, 1.0), ProfileLeg("b", 1e308, 1.0)])
