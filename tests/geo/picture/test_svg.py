"""A path is written shorter, and stays where it was to the pixel."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.picture.svg import path_of, shorten_path


def follow(path):
    """List the points of a path of steps, each line by itself."""
    lines, at = [], (0, 0)
    for sign, numbers in re.findall(r"([MlZ])([-\d ]*)", path):
        steps = [int(one) for one in re.findall(r"-?\d+", numbers)]
        for x, y in zip(steps[::2], steps[1::2], strict=True):
            at = (x, y) if sign == "M" else (at[0] + x, at[1] + y)
            lines += [[]] if sign == "M" else []
            lines[-1].append(at)
    return lines


POINTS = st.lists(st.tuples(*[st.floats(-2000, 2000)] * 2), min_size=1, max_size=30)


@given(st.lists(st.tuples(POINTS, st.booleans()), max_size=4))
def test_a_path_of_steps_leads_through_the_same_whole_pixels(drawn):
    short = shorten_path("".join(path_of(points, closed=closed) for points, closed in drawn))
    assert short.count("Z") == sum(closed for _, closed in drawn)
    for line, (points, _) in zip(follow(short), drawn, strict=True):
        whole = [(round(round(x, 1)), round(round(y, 1))) for x, y in points]
        steps = [one for before, one in pairwise(whole) if one != before]
        assert line == [whole[0], *steps]


@pytest.mark.parametrize("path", ["", "M1 2C3 4 5 6 7 8", "M1.5 2a1 1 0 0 1 2 0"])
def test_what_is_not_of_straight_lines_stays_as_it_is(path):
    assert shorten_path(path) == path


def test_steps_stand_close_together():
    assert shorten_path("M1.4 2L3 1L3 1.2L2 5Z") == "M1 2l2-1-1 4Z"
    assert shorten_path("M0-10L10 0L0 10L-10 0Z") == "M0-10l10 10-10 10-10-10Z"
