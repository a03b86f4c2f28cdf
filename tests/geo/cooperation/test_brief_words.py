"""The sentences a brief begins with: from the tables, and none that they do not carry."""

from dataclasses import replace

import pytest

from geo.cooperation.brief import gather_brief, list_countries
from geo.cooperation.brief_words import HOURS, tell_brief
from geo.language import list_languages, load_language
from geo.sites.waiting import find_longest_stay

EN = load_language("en")


def told(catalogue, country, language=EN):
    return tell_brief(catalogue, gather_brief(catalogue, country, "2024"), language)


def test_a_country_begins_with_its_longest_waits_then_what_is_open_and_missing(catalogue):
    texts = [said.text.replace(HOURS, said.hours) for said in told(catalogue, "KAZ")]
    assert texts == [
        "In 2023 a truck stood 22.2 h at Dostyk to enter Kazakhstan, the longest wait by road at its posts (measured: 4).",
        "In 2023 a train stood 76.9 h at Altynkol to enter Kazakhstan, the longest wait by rail at its posts (measured: 4).",
        "Findings and recommendations about the country: 38, of these open: 12.",
        "Instruments in place: 4 of 8; not yet: e-CMR, e-Permit; not known for sure: 2.",
    ]


def test_what_was_measured_at_the_same_post_before_stands_beside_it(catalogue):
    texts = [said.text.replace(HOURS, said.hours) for said in told(catalogue, "GEO")]
    assert texts[1] == "In 2022 it was 24.2 h there."
    assert told(catalogue, "GEO")[0].marks == ("second-hand", "sources disagree")


def test_without_rows_there_is_no_sentence(catalogue):
    assert told(catalogue, "BGR") == []
    bare = replace(catalogue, dwell=(), findings=(), readiness=())
    assert [told(bare, country) for country in list_countries(bare) if told(bare, country)] == []


def test_what_a_remark_doubts_is_no_headline(catalogue):
    stay = find_longest_stay(catalogue, "KAZ", "road")
    row = stay.value.rows[-1]
    doubted = replace(row, note="Doubtful: sits oddly with the rest.")
    rows = tuple(doubted if one.dwell_id == row.dwell_id else one for one in catalogue.dwell)
    assert find_longest_stay(replace(catalogue, dwell=rows), "KAZ", "road").post != stay.post


@pytest.mark.parametrize("code", list_languages())
def test_every_value_has_its_place_and_its_source_in_every_language(catalogue, code):
    language = load_language(code)
    for country in list_countries(catalogue):
        for said in told(catalogue, country, language):
            assert (HOURS in said.text) == bool(said.hours)
            assert "{" not in said.text.replace(HOURS, "")
            assert said.source_id or said.part
            assert set(said.source_id) <= set(catalogue.sources)
