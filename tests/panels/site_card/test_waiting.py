"""The first sentence of list and card, the bars of the list and the years of the card, from the real tables."""

import re
from dataclasses import replace
from html import unescape

import pytest

from geo.language import list_languages, load_language
from geo.sites.selection import list_entries
from panels.map.years import write_years
from panels.site_card.card import render_card, render_list
from panels.site_card.waiting import list_bars, percent, render_lead, render_years
from panels.view import View

EN = load_language("en")


@pytest.fixture(scope="module")
def entries(catalogue):
    return list_entries(catalogue)


def sentences(catalogue, entries, language=EN, **view):
    html = render_lead(catalogue, entries, View(**view), language)
    return [text_of(found) for found in re.findall(r'<p class="lead"[^>]*>(.*?)</p>', html, re.DOTALL)]


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_the_first_screen_says_where_trucks_stand_longest(catalogue, entries):
    assert sentences(catalogue, entries) == [
        "In 2023 a truck stood 54.9 h at Red Bridge to leave Georgia: the longest wait measured by road at 5 sites."
    ]


def test_it_says_so_for_what_is_chosen(catalogue, entries):
    kyrgyz = sentences(catalogue, entries, countries=("KGZ",))
    assert kyrgyz == [
        "In 2023 a truck stood 2.3 h at Irkeshtam to enter China: the longest wait measured by road at 2 sites."
    ]
    rail = sentences(catalogue, entries, modes=("rail",))
    assert rail == [
        "In 2023 a train stood 76.9 h at Altynkol to enter Kazakhstan: here, only this site was measured by rail."
    ]


def test_where_hours_are_shown_it_is_of_their_year_and_direction(catalogue, entries):
    west = sentences(catalogue, entries, view="waiting", dir="west")
    assert [re.search(r"[\d.]+ h at [\w-]+", one)[0] for one in west] == ["51.4 h at Nur-Zholy", "76.9 h at Altynkol"]
    assert all(one.startswith("going west In 2023") for one in west)
    assert "24.2 h at Red Bridge" in sentences(catalogue, entries, view="waiting", year=2022, dir="both")[0]


@pytest.mark.parametrize(
    "view", [{"countries": ("BGR",)}, {"modes": ("sea",)}, {"modes": ("air",)}, {"text": "no such place"}]
)
def test_nothing_is_said_where_nothing_is_measured(catalogue, entries, view):
    assert sentences(catalogue, entries, **view) == []


def test_what_a_remark_doubts_is_not_for_a_headline(catalogue, entries):
    told = sentences(catalogue, entries, view="waiting", year=2022, dir="east", countries=("KGZ",))
    assert told == [], "50.1 h at Torugart: not for a headline"


@pytest.mark.parametrize("code", list_languages())
def test_the_sentence_has_its_figure_and_source_in_every_language(catalogue, entries, code):
    language = load_language(code)
    html = render_lead(catalogue, entries, View(), language)
    assert re.search(r"<strong>54[.,]9", html)
    assert '<a href="https://' in html
    assert language.text("second-hand") in html
    assert ("In 2023" in html) == (code == "en")


def test_names_in_the_sentence_are_text(catalogue, entries):
    sites = {**catalogue.sites, "red-bridge": replace(catalogue.sites["red-bridge"], short_name="<b>{hours}</b>")}
    html = render_lead(replace(catalogue, sites=sites), entries, View(), EN)
    assert "<b>" not in html
    assert html.count("<strong>") == 1


def test_the_list_has_the_newest_hours_of_each_site_as_a_bar(catalogue, entries):
    bars = list_bars(catalogue, View(), EN)
    told = [(bar["label"], bar["hours"]) for bar in bars["red-bridge"]]
    assert told == [("2023 · leave Azerbaijan", "16.5 h"), ("2023 · leave Georgia", "54.9 h")]
    assert bars["red-bridge"][1]["share"] == round(100 * 54.9 / 76.9)
    assert "kapikule" not in bars
    assert '<span class="waits">' in render_list(catalogue, entries, View(), EN)


def test_where_hours_are_shown_each_half_has_its_bar(catalogue):
    bars = list_bars(catalogue, View(view="waiting", year=2023), EN)
    told = [(bar["label"], bar["hours"], bar["state"]) for bar in bars["nur-zholy"]]
    assert told == [("enter Kazakhstan", "–", "blank"), ("leave China", "51.4 h", "measured")]
    assert [bar["share"] for bar in bars["kapikule"]] == [None, None]


def test_a_measured_zero_has_a_bar_of_no_length_and_nothing_has_none(catalogue):
    row = next(row for row in catalogue.dwell if row.dwell_id == "D034")
    zero = replace(row, dwell_id="NEW", year=2023, hours=0.0, edition="zzz")
    bars = list_bars(replace(catalogue, dwell=(*catalogue.dwell, zero)), View(view="waiting"), EN)
    assert (bars["irkeshtam"][0]["hours"], bars["irkeshtam"][0]["share"]) == ("0 h", 0)


def test_a_port_has_no_bar_of_the_hours_at_its_gate_among_the_newest_hours_of_the_sites(catalogue):
    assert "baku-port-alat" not in list_bars(catalogue, View(), EN)


def test_a_bar_that_is_not_zero_can_be_seen(catalogue):
    bars = list_bars(catalogue, View(view="waiting", year=2023), EN)
    assert bars["baku-port-alat"][0]["share"] == 1
    assert percent.__doc__


def test_the_card_begins_with_its_sentence(catalogue, entries):
    html = render_card(catalogue, entries, next(e for e in entries if e.id == "red-bridge"), View(), EN)
    lead = text_of(re.search(r'<p class="card-figure lead".*?</p>', html, re.DOTALL)[0])
    assert lead.startswith("16.5 h is how long a truck stood in 2023 at Red Bridge to leave Azerbaijan · second-hand")
    assert html.index("card-figure lead") < html.index("data-tab=")


def test_a_figure_that_is_no_wait_is_told_as_it_was(catalogue, entries):
    html = render_card(catalogue, entries, next(e for e in entries if e.id == "baku-port-alat"), View(), EN)
    lead = text_of(re.search(r'<p class="card-figure lead".*?</p>', html, re.DOTALL)[0])
    assert lead.startswith("20.1 h")
    assert "how long" not in lead


def test_the_card_shows_the_years_of_each_post_on_one_scale(catalogue):
    html = render_years(catalogue, "red-bridge", EN)
    assert html.count('class="multiple"') == 4
    assert html.count("--tall:100") == 1
    assert "highest is 54.9 h" in html
    assert html.count("<b>–</b>") == 2 * 4 - 2, "2019 of all, 2018 of the Georgian post"
    assert render_years(catalogue, "kapikule", EN) == ""


def test_the_years_below_the_map_have_a_mark_where_something_changed(catalogue):
    told = write_years(catalogue, EN)
    assert told["years"] == [2018, 2019, 2020, 2021, 2022, 2023]
    marks = {year: (site, words.splitlines(), records) for year, site, words, records in told["marks"]}
    assert set(marks) == {2018, 2023}
    assert (marks[2018][0], marks[2018][2]) == ("", "A137 A089")
    assert marks[2023][0] == "nur-zholy"
    assert marks[2023][1][0].startswith("14 August 2023 · Khorgos port (CN): open around the clock (")
