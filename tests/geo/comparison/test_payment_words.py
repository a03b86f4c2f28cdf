"""How payments differ, in one sentence: from the real tables, and at the edges of made-up ones."""

import pytest

from geo.comparison.hours import list_bands
from geo.comparison.payment_words import tell_payments
from geo.language import list_languages, load_language
from tests.geo.comparison.test_hours import PAIR, at, with_rows

ENGLISH = load_language("en")


def tell(catalogue, site_ids=PAIR, language=ENGLISH):
    return [told.text for told in tell_payments(catalogue, site_ids, list_bands(catalogue, site_ids), language)]


def test_torugart_and_irkeshtam(catalogue):
    own, across = tell(catalogue)
    assert own == (
        "Entering Kyrgyzstan in 2023 cost US$ 28 at Torugart and US$ 583 at Irkeshtam; no year tells what leaving it "
        "costs at Torugart and Irkeshtam; unofficial payments are included: CPMM."
    )
    assert across == (
        "No year tells what entering China costs at Torugart (CN) and Irkeshtam (CN); leaving it in 2023 cost US$ 23 at "
        "Torugart (CN) and US$ 0 at Irkeshtam (CN) (printed as 0, perhaps not recorded); unofficial payments are "
        "included: CPMM."
    )


def test_where_no_payment_is_published_nothing_is_said(catalogue):
    assert tell(with_rows(catalogue, at("torugart", 2023, 3.0, cost_usd=None))) == []


def test_a_blank_is_untold_and_no_zero(catalogue):
    made = with_rows(catalogue, at("torugart", 2022, 3.0, cost_usd=7.0), at("irkeshtam", 2022, 5.0, cost_usd=None))
    (said,) = tell(made)
    assert said == (
        "Entering Kyrgyzstan cost US$ 7 at Torugart in 2022, and no year tells it of Irkeshtam; no year tells what "
        "leaving it costs at Torugart and Irkeshtam; unofficial payments are included: CPMM."
    )


def test_sources_that_disagree_on_a_payment_are_both_told(catalogue):
    made = with_rows(
        catalogue,
        at("torugart", 2023, 3.0, cost_usd=40.0), at("torugart", 2023, 3.0, cost_usd=25.0),
        at("irkeshtam", 2023, 2.0, cost_usd=9.0),
    )  # fmt: skip
    assert "cost US$ 25 or 40 at Torugart (sources disagree) and US$ 9 at Irkeshtam" in tell(made)[0]


def test_what_has_no_direction_is_no_entering(catalogue):
    made = with_rows(catalogue, at("torugart", 2023, 3.0, cost_usd=8.0, direction="all"))
    assert tell(made) == [
        "In a direction that no source states it cost US$ 8 at Torugart in 2023; unofficial payments are included: CPMM."
    ]


@pytest.mark.parametrize("code", list_languages())
def test_every_language_says_the_same_numbers(catalogue, code):
    said = tell(catalogue, language=load_language(code))[0]
    for part in ("2023", "CPMM", "28", "583"):
        assert part in said
    assert "{" not in said
