"""The e-TIR page, by AppTest: every route and every state of readiness with its id and source."""

import re
from html import unescape

import pytest

from geo.cooperation.readiness import list_gaps, look_along
from geo.language import load_language
from panels.etir.readiness import colour_links
from tests.pages.apps import html_of, open_page

NONSENSE = "<script>alert(1)</script>"
QUERIES = [
    {},
    {"lang": "tr", "route": "T2"},
    {"route": "T4"},
    {"tab": "readiness"},
    {"tab": "readiness", "instrument": "simplified-customs-corridor", "lang": "tr"},
    {"tab": "corridor", "lang": "tr"},
    {"tab": "corridor", "instrument": NONSENSE},
    {"tab": NONSENSE, "route": NONSENSE},
    {"tab": "readiness", "instrument": NONSENSE, "route": "T999"},
]


def run(query):
    return html_of(open_page("etir", query))


def element_of(html, data_id, tag):
    return re.search(rf'<{tag}[^>]*data-id="{data_id}".*?</{tag}>', html, re.DOTALL).group(0)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_page_runs_twice_and_never_shows_the_address(query):
    html = run(query)
    assert "<script>" not in html
    assert 'class="passage"' in html or 'class="routes"' in html


@pytest.mark.parametrize("route_id", ["T1", "T2", "T3", "T4"])
def test_every_route_can_be_chosen_and_stands_in_full(catalogue, route_id):
    html = run({"route": route_id})
    assert f'<article class="route route--chosen" data-id="{route_id}"' in html
    for route in catalogue.etir_routes:
        text = element_of(html, route.route_id, "article" if route.route_id == route_id else "details")
        assert f"scheme--{route.instrument}" in text
        assert 'class="cite"' in text
        assert all(paragraph in text for paragraph in route.paragraphs)
        assert ("undated" in text) == (not route.date)


def test_legs_stand_in_order_with_their_modes():
    legs = element_of(run({"route": "T1"}), "T1", "article")
    assert legs.index('data-id="T1-1"') < legs.index('data-id="T1-2"')
    assert "<strong>road</strong>" in legs
    assert "<strong>air</strong>" in legs


def test_a_permit_relation_is_no_route_and_unpublished_ends_are_said_so():
    html = run({"route": "T4"})
    assert "not a route: nothing is drawn" in element_of(html, "T4", "article")
    assert "No end points are published" in element_of(html, "T2", "details")


def test_every_state_of_readiness_is_a_cell_with_status_date_and_source(catalogue):
    html = run({"tab": "readiness"})
    for row in catalogue.readiness:
        text = element_of(html, f"{row.country}-{row.instrument}", "(?:td|li)")  # a cell, or a fact below the matrix
        assert catalogue.label("readiness-status", row.status) in text
        assert 'class="cite"' in text
        (dated,) = re.findall(r'<span class="as-of[^>]*>(.*?)</span>', text, re.DOTALL)
        assert ("undated" in dated) == (not row.as_of)


def test_details_stand_in_the_page_and_not_only_under_the_pointer(catalogue):
    words = unescape(re.sub(r'title="[^"]*"', "", run({"tab": "readiness"})))
    for row in catalogue.readiness:
        assert row.status_detail in words
        assert row.note in words


def test_unknown_is_a_state_of_its_own(catalogue):
    html = run({"tab": "readiness"})
    told = sum(1 for row in catalogue.readiness if row.status == "unknown")
    assert html.count('data-grade="unknown"') == told
    assert "not the same as no" in html


@pytest.mark.parametrize("instrument", ["etir", "e-cmr", "e-permit"])
def test_the_weakest_link_stands_beside_the_map_with_its_date_and_source(catalogue, instrument):
    html = run({"tab": "corridor", "instrument": instrument})
    links = re.findall(r'<li class="([^"]*)" data-link="(\w+)">(.*?)</li>', html, re.DOTALL)
    assert [country for _, country, _ in links] == ["KAZ", "AZE", "GEO", "TUR"]
    weakest = {state.country for state in look_along(catalogue, instrument).weakest}
    assert {country for names, country, _ in links if "link--weak" in names} == weakest
    assert all("as of" in text and 'class="cite"' in text for _, _, text in links)


def test_all_instruments_of_the_way_stand_beside_the_map_and_lead_to_theirs():
    html = run({"tab": "corridor"})
    assert len(re.findall(r'<td data-id="(?:KAZ|AZE|GEO|TUR)-', html)) == 4 * 8
    assert 'href="?tab=corridor&amp;instrument=e-cmr"' in html
    assert "Not in place yet on this way" in html


def test_the_map_is_told_grades_words_and_weakest(catalogue):
    view = colour_links(catalogue, "e-cmr", load_language("en"))
    told = {country: (grade, words, weak) for country, grade, words, weak in view.links}
    assert told["KAZ"] == ("missing", "Kazakhstan: not listed (28 June 2024 or later)", True)
    assert told["TUR"][::2] == ("in-place", False)


def test_what_is_missing_for_a_country_stands_before_the_matrix_with_what_the_others_did(catalogue):
    html = run({"tab": "readiness", "country": "KAZ"})
    before = html[: html.index('id="matrix-title"')]
    assert "What is missing for Kazakhstan" in before
    gaps = list_gaps(catalogue, "KAZ")
    assert gaps
    for gap in gaps:
        assert f'<li data-id="{gap.state.id}"' in before
        for state in gap.others:
            assert f'<span data-id="{state.id}"' in before
    assert 'class="gaps-list"' not in run({"tab": "readiness", "country": "<b>"})
