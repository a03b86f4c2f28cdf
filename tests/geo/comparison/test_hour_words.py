"""How hours differ, in one sentence: from the real tables, and at the edges of made-up ones."""

import pytest

from geo.comparison.hour_words import tell_hours
from geo.comparison.hours import list_bands
from geo.language import list_languages, load_language
from tests.geo.comparison.test_hours import PAIR, at, with_rows

ENGLISH = load_language("en")


def tell(catalogue, site_ids=PAIR, language=ENGLISH):
    return [told.text for told in tell_hours(catalogue, site_ids, list_bands(catalogue, site_ids), language)]


def test_torugart_and_irkeshtam(catalogue):
    own, across = tell(catalogue)
    assert own == (
        "Entering Kyrgyzstan in 2023 took 1.7 h at Torugart and 1.4 h at Irkeshtam; leaving it took 50.1 h at Torugart "
        "in 2022, and no year tells it of Irkeshtam: CPMM."
    )
    assert across == (
        "Entering China took 2.3 h at Irkeshtam (CN) in 2023, and no year tells it of Torugart (CN); leaving it in 2023 "
        "took 0.9 h at Torugart (CN) and 1.1 h at Irkeshtam (CN): CPMM."
    )


def test_order_follows_the_reader(catalogue):
    assert tell(catalogue, PAIR[::-1])[0].startswith("Entering Kyrgyzstan in 2023 took 1.4 h at Irkeshtam and 1.7 h at")


def test_sites_of_several_countries_and_modes_say_which(catalogue):
    said = tell(catalogue, ("altynkol", "red-bridge"))[0]
    assert "76.9 h at Altynkol (Kazakhstan, rail)" in said
    assert "5.2 h at Red Bridge (Azerbaijan, road)" in said
    assert said.startswith("Entering the country in 2023 took")


def test_a_claim_is_called_a_claim(catalogue):
    assert "14 h at Kapıkule in 2025 (Türkiye, claim)" in tell(catalogue, ("kapikule", "torugart"))[0]


def test_what_has_no_direction_is_no_entering(catalogue):
    assert tell(catalogue, ("nur-zholy", "torugart"))[1] == (
        "In a direction that no source states it took 0.67 h at Nur-Zholy in 2018 (Kazakhstan, claim): Egemen Qazaqstan."
    )


def test_no_common_year_names_the_year_of_each(catalogue):
    made = with_rows(catalogue, at("torugart", 2019, 3.0), at("irkeshtam", 2022, 5.0))
    assert tell(made)[0].startswith("Entering Kyrgyzstan took 3 h at Torugart in 2019 and 5 h at Irkeshtam in 2022;")


def test_sources_that_disagree_are_both_told(catalogue):
    made = with_rows(catalogue, at("torugart", 2023, 3.5), at("torugart", 2023, 1.5), at("irkeshtam", 2023, 2.0))
    assert "took 1.5 or 3.5 h at Torugart (sources disagree) and 2 h at Irkeshtam" in tell(made)[0]


def test_zero_is_told_and_a_blank_or_closed_year_is_not_a_zero(catalogue):
    made = with_rows(catalogue, at("torugart", 2023, 0.0), at("irkeshtam", 2023, None, kind="closed"))
    assert tell(made)[0].startswith(
        "Entering Kyrgyzstan took 0 h at Torugart in 2023, and no year tells it of Irkeshtam; no year tells how long "
        "leaving it takes at Torugart and Irkeshtam: "
    )


def test_nothing_known_is_said(catalogue):
    assert tell(with_rows(catalogue)) == ["No year tells how long entering or leaving takes at Torugart and Irkeshtam."]


def test_only_leaving_is_known(catalogue):
    made = with_rows(catalogue, at("torugart", 2023, 2.0, direction="outbound"))
    assert tell(made)[0].startswith(
        "No year tells how long entering Kyrgyzstan takes at Torugart and Irkeshtam; leaving it took 2 h at Torugart in 2023,"
    )


def test_a_sentence_names_its_rows(catalogue):
    (own, _) = tell_hours(catalogue, PAIR, list_bands(catalogue, PAIR), ENGLISH)
    assert [row.dwell_id for row in own.rows] == ["D090", "D089", "D032"]


@pytest.mark.parametrize("code", list_languages())
def test_every_language_says_the_same_numbers(catalogue, code):
    language = load_language(code)
    said = tell(catalogue, language=language)[0]
    for part in ("2023", "2022", "CPMM", *(language.number(hours) for hours in (1.7, 1.4, 50.1))):
        assert part in said
    assert "{" not in said
