"""The page of field visits and findings, by AppTest."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from geo.language import load_language
from geo.sites.findings import FindingFilter
from geo.sites.selection import list_entries
from panels.reader import Reader
from panels.view import Codes
from panels.visits import on_map
from panels.visits.sheet import Wish
from tests.pages.apps import html_of, list_shown, open_page

QUERIES = [
    {},
    {"lang": "tr"},
    {"tab": "findings"},
    {"tab": "findings", "lang": "tr"},
    {"visit": "V04"},
    {"visit": "V10"},
    {"site": "tashkent-ark-buloq"},
    {"site": "kapikule", "country": "KGZ"},
    {
        "tab": "findings",
        "country": ["KAZ", "CHN"],
        "site": "altynkol",
        "status": "open",
        "topic": ["it", "gauge-change"],
    },
    {"tab": ["x", "findings"], "status": "<b>", "topic": "x"},
    {"visit": "<script>alert(1)</script>", "site": "../../x", "country": "XXX", "tab": "<script>", "status": "open"},
]


def run(**query):
    return open_page("visits", query)


def shown(html, letter):
    return re.findall(rf'<article[^>]*data-id="({letter}\d+)"', html)


def part_of(html, record):
    return re.search(rf'<article[^>]*data-id="{record}".*?</article>', html, re.DOTALL)[0]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_page_runs_twice_and_shows_nothing_hostile(query):
    html = html_of(run(**query))
    assert "record-tabs" in html
    assert "<script" not in html


def test_nonsense_shows_everything():
    assert len(shown(html_of(run(**QUERIES[-1])), "V")) == 10


def test_all_ten_visits_carry_date_and_paragraph(catalogue):
    html = html_of(run())
    assert shown(html, "V") == [visit.visit_id for visit in catalogue.visits]
    for visit in catalogue.visits:
        part = part_of(html, visit.visit_id)
        assert ", ".join(visit.paragraphs) in part
        assert visit.date or "undated" in part


def test_every_visit_can_be_chosen_and_tells_all(catalogue):
    for visit in catalogue.visits:
        html = html_of(run(visit=visit.visit_id))
        assert shown(html, "V")[0] == visit.visit_id
        part = part_of(html, visit.visit_id)
        assert "visit--chosen" in part
        assert "<details" not in part
        assert ", ".join(visit.paragraphs) in part


def test_the_visit_of_2019_is_linked_to_the_one_before():
    assert 'data-go="link:V02"' in part_of(html_of(run(visit="V09")), "V09")
    assert 'data-go="link:V09"' in part_of(html_of(run(visit="V02")), "V02")


def test_v10_stands_against_turkiye_and_says_that_no_site_is_marked():
    part = part_of(html_of(run(visit="V10")), "V10")
    assert "Türkiye, gates not named" in part
    assert "no site is marked on the map" in part


def test_a_site_lists_its_visits_and_the_country_visit_apart():
    html = html_of(run(site="kapikule"))
    assert shown(html, "V") == ["V08", "V10"]
    assert html.index("In the same country, gates not named") < html.index('data-id="V10"')


def test_every_finding_carries_its_source_and_its_printed_status(catalogue):
    html = html_of(run(tab="findings"))
    assert set(shown(html, "F")) == {row.finding_id for row in catalogue.findings}
    for row in catalogue.findings:
        part = part_of(html, row.finding_id)
        assert 'class="cite"' in part
        assert "never reviewed" in part
        if row.status and row.status != row.status_term:
            assert "as printed:" in part


def test_every_finding_of_a_site_is_reached_by_filtering(catalogue):
    html = html_of(run(tab="findings", site="irkeshtam"))
    assert {row.finding_id for row in catalogue.findings if "irkeshtam" in row.place_id} == list_shown(html).keys()


def test_the_doubtful_finding_says_so():
    part = part_of(html_of(run(tab="findings", site="nur-zholy")), "F034")
    assert "confidence: low" in part
    assert "complaint of one side" in part


def test_an_empty_filter_offers_the_way_back():
    html = html_of(run(site="kapikule", country="KGZ"))
    assert "No field visit answers to this filter." in html
    assert 'data-go="reset"' in html


def test_links_keep_the_language():
    html = html_of(run(lang="tr"))
    assert 'href="?lang=tr&amp;visit=V04"' in html


def test_a_filter_leads_to_what_it_names_and_lets_go_of_the_chosen_visit():
    html = html_of(run(visit="V04"))
    link = re.search(r'data-go="country:KGZ" href="\?([^"]*)"', html)[1]
    assert parse_qs(unescape(link)) == {"country": ["KGZ"]}
    assert shown(html_of(run(country="KGZ")), "V") == ["V03", "V04"]


def test_choosing_a_visit_shows_its_site_and_one_without_a_site_its_country(catalogue):
    entries = tuple(list_entries(catalogue))
    codes = Codes((), (), (), {entry.id for entry in entries})
    reader = Reader(catalogue, entries, codes, load_language("en"))
    views = {
        v.visit_id: on_map.choose_view(reader, Wish("visits", v.visit_id, FindingFilter())) for v in catalogue.visits
    }
    assert views["V04"].focus == ("irkeshtam",)
    assert views["V09"].focus == ("baku-port-alat",)
    assert not any(view.marks for view in views.values())
    assert (views["V10"].land, views["V10"].focus) == ("TUR", ())
    assert all(view.focus or view.land for view in views.values())


def test_the_map_marks_the_visited_sites_with_their_number_and_their_dates(catalogue):
    entries = tuple(list_entries(catalogue))
    reader = Reader(catalogue, entries, Codes((), (), (), {entry.id for entry in entries}), load_language("en"))
    everything = on_map.choose_view(reader, Wish("visits", "", FindingFilter())).marks
    assert {mark.place_id: mark.number for mark in everything}["baku-port-alat"] == 2
    assert len(everything) == 8
    assert next(mark.words for mark in everything if mark.place_id == "torugart").startswith(
        "Field visits to Torugart: 1 · undated"
    )
    at_one = on_map.choose_view(reader, Wish("visits", "", FindingFilter(site="torugart")))
    assert (at_one.focus, at_one.marks) == (("torugart",), everything)
    of_2019 = on_map.choose_view(reader, Wish("visits", "", FindingFilter(), years=("2019",)))
    assert [(mark.place_id, mark.number) for mark in of_2019.marks] == [("baku-port-alat", 1)]
    assert of_2019.focus == ("baku-port-alat",)
    assert on_map.choose_view(reader, Wish("findings", "", FindingFilter())).marks == ()


def test_the_list_answers_to_undertaking_and_year_and_says_what_a_number_means():
    html = html_of(run(undertaking="V01", year="undated"))
    assert shown(html, "V") == [f"V0{number}" for number in range(1, 9)]
    assert "A number on the map: how many of these field visits" in html
    assert "1 of them names no site." in html_of(run())
    assert "A number on the map" not in html_of(run(year="2022"))
    assert shown(html_of(run(undertaking="V02", year="1999")), "V") == shown(html_of(run()), "V")
