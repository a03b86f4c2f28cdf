"""How sure a total is: the draws are seeded, bounded, and say which stop matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corridor.profile import ProfileLeg, ProfileStop, draw_profile
from geo.corridor.uncertainty import draw_spread

PARTS = (
    ProfileLeg("leg", 500, 10, 9, 12),
    ProfileStop("wide", 20, 2, 60),
    ProfileStop("narrow", 5, 4, 6),
    ProfileStop("fixed", 3),
    ProfileStop("gap", None),
)


def test_the_same_parts_give_the_same_spread():
    assert draw_spread(PARTS) == draw_spread(PARTS)
    assert draw_spread(PARTS, seed=1) != draw_spread(PARTS, seed=2)


def test_percentiles_lie_in_order_within_what_is_possible():
    spread = draw_spread(PARTS)
    assert 9 + 2 + 4 + 3 <= spread.p10 <= spread.p50 <= spread.p90 <= 12 + 60 + 6 + 3
    assert spread.draws == 10_000


def test_the_widest_range_contributes_most_and_all_add_up():
    spread = draw_spread(PARTS)
    assert [name for name, _ in spread.contributions] == ["wide", "leg", "narrow"]
    assert sum(share for _, share in spread.contributions) == pytest.approx(1)
    assert spread.contributions[0][1] > 0.9


def test_the_middle_of_one_triangle_is_that_of_the_textbook():
    spread = draw_spread([ProfileStop("only", 5, 0, 10)], draws=200_000)
    assert spread.p50 == pytest.approx(5, abs=0.05)
    assert spread.p10 == pytest.approx((0.1 * 10 * 5) ** 0.5, abs=0.05)


def test_without_a_range_there_is_no_spread():
    assert draw_spread([ProfileStop("one", 5), ProfileStop("gap", None, 1, 2), ProfileStop("same", 3, 3, 3)]) is None


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=8))
def test_a_value_outside_its_range_widens_it(numbers):
    parts = [ProfileStop(str(i), value, min(a, b), max(a, b)) for i, (value, a, b) in enumerate(numbers)]
    spread = draw_spread(parts, draws=50)
    if spread is not None:
        ranged = [p for p in parts if p.low < p.high]
        fixed = sum(p.value for p in parts) - sum(p.value for p in ranged)
        assert spread.p10 >= fixed + sum(min(p.low, p.value) for p in ranged) - 1e-6
        assert spread.p90 <= fixed + sum(max(p.high, p.value) for p in ranged) + 1e-6


def test_fifteen_stops_are_drawn_around_their_total():
    parts = [ProfileStop(str(i), 10 + i, i, 40 + i) for i in range(15)]
    spread = draw_spread(parts)  # how soon is for `make bench`
    assert spread.p10 < spread.p50 < spread.p90
    assert 0 < draw_profile(parts).total < spread.p50  # each may be longer by more than it may be shorter
