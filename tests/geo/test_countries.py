"""Country codes against ISO 3166-1."""

import pytest

from geo.countries import alpha_2_codes


def test_all_codes_in_force_and_no_other():
    codes = alpha_2_codes()
    assert len(codes) == len(set(codes.values())) == 249


@pytest.mark.parametrize(
    ("alpha_3", "alpha_2"),
    [
        ("KAZ", "KZ"),
        ("TUR", "TR"),
        ("KGZ", "KG"),
        ("UZB", "UZ"),
        ("TKM", "TM"),
        ("AZE", "AZ"),
        ("HUN", "HU"),
        ("GEO", "GE"),
        ("CHN", "CN"),
        ("DEU", "DE"),
        ("NAM", "NA"),
    ],
)
def test_alpha_2_of(alpha_3, alpha_2):
    assert alpha_2_codes()[alpha_3] == alpha_2


@pytest.mark.parametrize("code", ["SUN", "YUG", "DDR", "XKX", "XXX", "EUR", "KZ", "kaz", "", "OTS"])
def test_not_a_code(code):
    assert code not in alpha_2_codes()


def test_nobody_can_change_it():
    with pytest.raises(TypeError):
        alpha_2_codes()["XKX"] = "XK"
