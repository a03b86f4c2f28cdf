"""What is said of a total: a lower bound without precision that is not there, a range in one unit."""

import pytest

from geo.corridor.words import write_least, write_range
from geo.language import load_language

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (202.73, "hours", "8 days"),
        (215.9, "days", "8 days"),
        (48.0, "hours", "2 days"),
        (47.99, "days", "47 h"),
        (1.0, "hours", "1 h"),
        (0.44, "hours", "0.4 h"),
        (3999.9, "usd", "US$ 3,900"),
        (99.0, "usd", "US$ 99"),
        (7.0, "usd", "US$ 7"),
    ],
)
def test_a_lower_bound_is_rounded_down_and_never_more_than_the_value(value, unit, said):
    assert write_least(value, unit, ENGLISH) == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (174.7, 203.8, "hours", ("7.3 days", "8.5 days")),
        (35.4, 68.5, "days", ("1.5 days", "2.9 days")),
        (26.2, 30.1, "hours", ("26 h", "30 h")),
        (2.14, 5.0, "hours", ("2.1 h", "5.0 h")),
        (812.2, 1040.9, "usd", ("US$ 812", "US$ 1,041")),
    ],
)
def test_a_range_is_told_in_one_unit(low, high, unit, said):
    assert write_range(low, high, unit, ENGLISH) == said
